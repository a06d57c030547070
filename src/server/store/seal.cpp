#include "server/store/seal.hpp"

#include <sodium.h>

#include <fcntl.h>
#include <unistd.h>
#include <cerrno>
#include <cstdint>
#include <cstring>

namespace bz::server {

namespace {

constexpr unsigned char format_version = 1;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

// Length-prefixed parts: ("ab","c") and ("a","bc") must not give the same place.
std::string associated(const Place& place) {
    std::string data(1, static_cast<char>(format_version));
    for (const std::string_view part : {place.table, place.row, place.column}) {
        data += std::to_string(part.size());
        data += ':';
        data += part;
    }
    return data;
}

void derive(Sealer::Key& into, const Sealer::Key& master, std::uint64_t id) {
    crypto_kdf_derive_from_key(into.data(), into.size(), id, "banzhen1", master.data());
}

Sealer::Key read_key(int file) {
    Sealer::Key key{};
    unsigned char more = 0;
    const bool exact =
        ::read(file, key.data(), key.size()) == static_cast<ssize_t>(key.size()) && ::read(file, &more, 1) == 0;
    ::close(file);
    if (!exact) throw SealError("the key file must hold exactly 32 bytes");
    return key;
}

void make_key(const std::string& path) {
    // A half-written key must never be taken for a key: write beside, sync, then link into place.
    const std::string beside = path + ".new";
    const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) throw SealError(std::string("cannot create the key file: ") + std::strerror(errno));
    const std::string key = random_bytes(32);
    const bool written = ::write(file, key.data(), key.size()) == 32 && ::fsync(file) == 0;
    ::close(file);
    if (!written || ::rename(beside.c_str(), path.c_str()) != 0) throw SealError("cannot write the key file");
    const auto slash = path.find_last_of('/');
    const int folder =
        ::open(slash == std::string::npos ? "." : path.substr(0, slash + 1).c_str(), O_RDONLY | O_CLOEXEC);
    if (folder >= 0) {
        ::fsync(folder);
        ::close(folder);
    }
}

}  // namespace

void start_crypto() {
    if (sodium_init() < 0) throw SealError("libsodium could not start");
}

Sealer::Sealer(const Key& master) {
    static_assert(sizeof(Key) == crypto_kdf_KEYBYTES);
    derive(seal_key_, master, 1);
    derive(index_key_, master, 2);
}

Sealer Sealer::from_file(const std::string& path, bool create) {
    int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0 && errno == ENOENT && create) {
        make_key(path);
        file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    }
    if (file < 0) throw SealError(std::string("cannot read the key file: ") + std::strerror(errno));
    return Sealer(read_key(file));
}

std::string Sealer::seal(std::string_view plain, const Place& place) const {
    std::string out(1 + nonce_bytes + plain.size() + tag_bytes, '\0');
    out[0] = static_cast<char>(format_version);
    unsigned char* nonce = bytes(out) + 1;
    randombytes_buf(nonce, nonce_bytes);
    const std::string data = associated(place);
    crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + nonce_bytes, nullptr, bytes(plain), plain.size(),
                                               bytes(std::string_view(data)), data.size(), nullptr, nonce,
                                               seal_key_.data());
    return out;
}

std::string Sealer::open(std::string_view sealed, const Place& place) const {
    if (sealed.size() < 1 + nonce_bytes + tag_bytes || static_cast<unsigned char>(sealed[0]) != format_version)
        throw SealError("sealed field has the wrong shape");
    const unsigned char* nonce = bytes(sealed) + 1;
    const std::string data = associated(place);
    const std::size_t size = sealed.size() - 1 - nonce_bytes;
    std::string plain(size - tag_bytes, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes(plain), nullptr, nullptr, nonce + nonce_bytes, size,
                                                   bytes(std::string_view(data)), data.size(), nonce,
                                                   seal_key_.data()) != 0)
        throw SealError("sealed field does not open: wrong key, place or bytes");
    return plain;
}

std::string Sealer::blind_index(std::string_view purpose, std::string_view value) const {
    std::string input(purpose);
    input += '\0';
    input += value;
    std::string out(32, '\0');
    crypto_generichash(bytes(out), out.size(), bytes(std::string_view(input)), input.size(), index_key_.data(),
                       index_key_.size());
    return out;
}

std::string hash_token(std::string_view token) {
    std::string out(32, '\0');
    crypto_generichash(bytes(out), out.size(), bytes(token), token.size(), nullptr, 0);
    return out;
}

std::string hash_hex(std::string_view input, std::size_t characters) {
    const std::string hash = hash_token(input);
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    for (std::size_t i = 0; i < characters; ++i) {
        const auto byte = static_cast<unsigned char>(hash[i / 2]);
        out += digits[i % 2 == 0 ? byte >> 4 : byte & 15];
    }
    return out;
}

std::string random_bytes(std::size_t count) {
    std::string out(count, '\0');
    randombytes_buf(out.data(), out.size());
    return out;
}

static std::string random_text(std::size_t characters) {
    // 32 letters without l, o, 0, 1: an id read over the phone is not misheard or misread.
    static constexpr char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
    std::string out = random_bytes(characters);
    for (char& c : out) c = letters[static_cast<unsigned char>(c) & 31];
    return out;
}

std::string hmac_sha256_hex(std::string_view secret, std::string_view text) {
    const auto bytes = [](std::string_view view) { return reinterpret_cast<const unsigned char*>(view.data()); };
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytes(secret), secret.size());
    crypto_auth_hmacsha256_update(&state, bytes(text), text.size());
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256_final(&state, mac);
    char hex[2 * sizeof mac + 1];
    sodium_bin2hex(hex, sizeof hex, mac, sizeof mac);
    return hex;
}

std::string random_token() {
    return random_text(52);  // 5 bits a character: 260 bits
}
std::string random_id(std::string_view prefix) { return std::string(prefix) + '_' + random_text(20); }
std::string random_digits(int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += static_cast<char>('0' + randombytes_uniform(10));
    return out;
}

bool same_secret(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace bz::server
