// A database of its own in a temporary folder, and a context to call handlers with, for the server's unit tests.
#pragma once

#include "server/handlers/handlers.hpp"
#include "server/store/migrations.hpp"

#include <cstdlib>
#include <filesystem>

namespace bz::server::test {

inline constexpr Instant noon = 1'784'520'000'000;  // 2026-07-20T12:00:00+08:00

struct Folder {
    std::string path;
    Folder() {
        start_crypto();
        char name[] = "/tmp/banzhen-unit-XXXXXX";
        path = ::mkdtemp(name);
    }
    Folder(const Folder&) = delete;
    ~Folder() { std::filesystem::remove_all(path); }
};

inline Sealer::Key test_key(unsigned char fill = 7) {
    Sealer::Key key;
    key.fill(fill);
    return key;
}

// Everything a handler needs, without HTTP.
struct Bench {
    Folder folder;
    Sealer sealer{test_key()};
    BlobStore blobs{folder.path + "/uploads", sealer};
    Db db{folder.path + "/test.db", Db::Mode::writer};
    Environment env;

    Bench() {
        migrate(db, migrations(), noon);
        env.hospital = built_in_hospital();
        env.sandbox = true;
        env.providers = sandbox_providers();
        env.blobs = &blobs;
        env.sms_ttl_ms = 5 * ms_per_minute;
    }
    Context context(Instant now = noon, const std::string& account = {}) {
        Context ctx{.store = {db, sealer}, .env = env, .now = now};
        ctx.account_id = account;
        return ctx;
    }
};

}  // namespace bz::server::test
