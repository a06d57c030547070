#include "server/smart/jws.hpp"

#include "api/common.hpp"
#include "base/text.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <memory>
#include <nlohmann/json.hpp>

namespace bz::server::smart {

namespace {

template <auto Free>
struct Freed {
    template <class T>
    void operator()(T* one) const {
        Free(one);
    }
};
template <class T, auto Free>
using Own = std::unique_ptr<T, Freed<Free>>;
using Number = Own<BIGNUM, BN_free>;
using Key = Own<EVP_PKEY, EVP_PKEY_free>;

constexpr std::size_t token_max = 16 * 1024;
constexpr int rsa_bits_min = 2048;
constexpr std::size_t p256_bytes = 32;

std::string text(const api::Json& json, const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::optional<std::string> bytes(const api::Json& jwk, const char* name) { return from_base64url(text(jwk, name)); }

const unsigned char* raw(const std::string& text) { return reinterpret_cast<const unsigned char*>(text.data()); }

Number number(const std::string& big_endian) {
    return Number(BN_bin2bn(raw(big_endian), static_cast<int>(big_endian.size()), nullptr));
}

Key make_key(const char* kind, OSSL_PARAM_BLD* parts) {
    const Own<OSSL_PARAM, OSSL_PARAM_free> params(OSSL_PARAM_BLD_to_param(parts));
    const Own<EVP_PKEY_CTX, EVP_PKEY_CTX_free> context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
    EVP_PKEY* key = nullptr;
    if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1) return nullptr;
    if (EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) return nullptr;
    return Key(key);
}

Key rsa_key(const api::Json& jwk) {
    const auto n = bytes(jwk, "n");
    const auto e = bytes(jwk, "e");
    if (!n || !e || n->empty() || e->empty()) return nullptr;
    const Number modulus = number(*n);
    const Number exponent = number(*e);
    const Own<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free> parts(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_BN(parts.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get());
    OSSL_PARAM_BLD_push_BN(parts.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get());
    Key key = make_key("RSA", parts.get());
    return key && EVP_PKEY_get_bits(key.get()) >= rsa_bits_min ? std::move(key) : nullptr;
}

Key ec_key(const api::Json& jwk) {
    const auto x = bytes(jwk, "x");
    const auto y = bytes(jwk, "y");
    if (text(jwk, "crv") != "P-256" || !x || !y || x->size() != p256_bytes || y->size() != p256_bytes) return nullptr;
    const std::string point = '\x04' + *x + *y;
    const Own<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free> parts(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_utf8_string(parts.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
    OSSL_PARAM_BLD_push_octet_string(parts.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
    return make_key("EC", parts.get());
}

// A token has the curve's two numbers side by side (RFC 7518, 3.4); OpenSSL wants them in DER.
std::string der_signature(const std::string& pair) {
    if (pair.size() != 2 * p256_bytes) return {};
    const Own<ECDSA_SIG, ECDSA_SIG_free> signature(ECDSA_SIG_new());
    ECDSA_SIG_set0(signature.get(), number(pair.substr(0, p256_bytes)).release(),
                   number(pair.substr(p256_bytes)).release());
    unsigned char* der = nullptr;
    const int size = i2d_ECDSA_SIG(signature.get(), &der);
    std::string out(reinterpret_cast<char*>(der), size > 0 ? static_cast<std::size_t>(size) : 0);
    OPENSSL_free(der);
    return out;
}

bool verifies(EVP_PKEY* key, std::string_view signed_text, const std::string& signature) {
    const Own<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
    if (!context || EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) != 1) return false;
    return EVP_DigestVerify(context.get(), raw(signature), signature.size(),
                            reinterpret_cast<const unsigned char*>(signed_text.data()), signed_text.size()) == 1;
}

// The kind of key follows from the algorithm, never the other way round; keys for other uses are left out.
bool fits(const api::Json& jwk, const std::string& algorithm, const std::string& id) {
    if (!jwk.is_object() || text(jwk, "kty") != (algorithm == "RS256" ? "RSA" : "EC")) return false;
    if (const std::string use = text(jwk, "use"); !use.empty() && use != "sig") return false;
    if (const std::string alg = text(jwk, "alg"); !alg.empty() && alg != algorithm) return false;
    return id.empty() || text(jwk, "kid") == id;
}

}  // namespace

std::string base64url(std::string_view plain) {
    static constexpr char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string out;
    unsigned bits = 0;
    int count = 0;
    for (const char c : plain) {
        bits = bits << 8 | static_cast<unsigned char>(c);
        for (count += 8; count >= 6; count -= 6) out += letters[bits >> (count - 6) & 63U];
    }
    if (count > 0) out += letters[bits << (6 - count) & 63U];
    return out;
}

std::optional<std::string> from_base64url(std::string_view given) {
    std::string out;
    unsigned bits = 0;
    int count = 0;
    for (const char c : given) {
        const int value = c >= 'A' && c <= 'Z'   ? c - 'A'
                          : c >= 'a' && c <= 'z' ? c - 'a' + 26
                          : c >= '0' && c <= '9' ? c - '0' + 52
                          : c == '-'             ? 62
                          : c == '_'             ? 63
                                                 : -1;
        if (value < 0) return std::nullopt;
        bits = bits << 6 | static_cast<unsigned>(value);
        if ((count += 6) < 8) continue;
        count -= 8;
        out += static_cast<char>(bits >> count & 255U);
    }
    if (given.size() % 4 == 1) return std::nullopt;
    return out;
}

std::string sha256(std::string_view plain) {
    std::string digest(32, '\0');
    unsigned size = 0;
    EVP_Digest(plain.data(), plain.size(), reinterpret_cast<unsigned char*>(digest.data()), &size, EVP_sha256(),
               nullptr);
    return digest;
}

Result<std::string> signed_payload(std::string_view token, std::string_view key_set) {
    if (token.size() > token_max) return fail("smart.token");
    const auto parts = split(token, '.');
    if (parts.size() != 3) return fail("smart.token");
    const auto head = from_base64url(parts[0]);
    auto payload = from_base64url(parts[1]);
    const auto signature = from_base64url(parts[2]);
    if (!head || !payload || !signature) return fail("smart.token");
    const api::Json header = api::Json::parse(*head, nullptr, false);
    const api::Json keys = api::Json::parse(key_set, nullptr, false);
    if (!header.is_object() || header.contains("crit")) return fail("smart.token");
    const std::string algorithm = text(header, "alg");
    if (algorithm != "RS256" && algorithm != "ES256") return fail("smart.token");
    if (!keys.is_object() || !keys.contains("keys") || !keys["keys"].is_array()) return fail("smart.answer");
    const std::string_view signed_text = token.substr(0, parts[0].size() + 1 + parts[1].size());
    bool found = false;
    for (const api::Json& jwk : keys["keys"]) {
        if (!fits(jwk, algorithm, text(header, "kid"))) continue;
        found = true;
        const Key key = algorithm == "RS256" ? rsa_key(jwk) : ec_key(jwk);
        if (key && verifies(key.get(), signed_text, algorithm == "RS256" ? *signature : der_signature(*signature)))
            return *std::move(payload);
    }
    return fail(found ? "smart.token" : "smart.key");
}

}  // namespace bz::server::smart
