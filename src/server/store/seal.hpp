// Seals personal fields and files, makes keyed hashes for look-ups, and hashes tokens. Owns the key; knows no table.
// Sealed text is version byte + nonce + XChaCha20-Poly1305, bound to its place: moved to another row it does not open.
#pragma once

#include <array>
#include <stdexcept>
#include <string>
#include <string_view>

namespace bz::server {

struct SealError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Place {
    std::string_view table;
    std::string_view row;  // a stable id
    std::string_view column;
};

class Sealer {
public:
    using Key = std::array<unsigned char, 32>;

    explicit Sealer(const Key& master);
    // Reads the key file, or makes it with mode 0600 when it is missing and `create` is set.
    static Sealer from_file(const std::string& path, bool create);

    [[nodiscard]] std::string seal(std::string_view plain, const Place& place) const;
    [[nodiscard]] std::string open(std::string_view sealed, const Place& place) const;  // throws SealError
    // Deterministic under the key; `purpose` keeps hashes of different kinds of value apart.
    [[nodiscard]] std::string blind_index(std::string_view purpose, std::string_view value) const;

private:
    Key seal_key_{};
    Key index_key_{};
};

void start_crypto();  // once, before anything here is used

[[nodiscard]] std::string hash_token(std::string_view token);  // tokens are random: a plain hash is enough
[[nodiscard]] std::string hash_hex(std::string_view bytes, std::size_t characters);
// HMAC-SHA256 (RFC 2104), as lower-case hex: for signatures that others check.
[[nodiscard]] std::string hmac_sha256_hex(std::string_view secret, std::string_view text);
[[nodiscard]] std::string random_token();                      // 256 bits, url-safe
[[nodiscard]] std::string random_id(std::string_view prefix);  // "vis_" + 20 characters
[[nodiscard]] std::string random_digits(int count);
[[nodiscard]] std::string random_bytes(std::size_t count);
[[nodiscard]] bool same_secret(std::string_view a, std::string_view b);  // in constant time

}  // namespace bz::server
