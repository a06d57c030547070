#include "server/http/app.hpp"

#include "server/log.hpp"
#include "server/store/migrations.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <chrono>

namespace bz::server {

Instant clock_now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

App::FolderLock::FolderLock(const std::string& folder) {
    ::mkdir(folder.c_str(), 0700);
    file_ = ::open((folder + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file_ < 0) throw DbError("cannot write to the data folder " + folder);
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
        ::close(file_);
        throw DbError("another server is using the data folder " + folder);
    }
}

App::FolderLock::~FolderLock() { ::close(file_); }

// A new key for old data would make it unreadable and hide that the right key is missing.
static Sealer open_sealer(const Config& config, const std::string& database) {
    return Sealer::from_file(config.key_file, ::access(database.c_str(), F_OK) != 0);
}

// Refuses a key that is not the one this database was begun with.
static void check_key(Db& db, const Sealer& sealer) {
    constexpr Place place{"key_check", "1", "sealed"};
    Query known = db.query("SELECT sealed FROM key_check");
    if (known.next())
        (void)sealer.open(known.text(0), place);
    else
        db.run("INSERT INTO key_check(id, sealed) VALUES(1, ?)", Bytes{sealer.seal("banzhen", place)});
}

// In the sandbox the token is made and left where only this user can read it.
static std::string desk_token(const Config& config) {
    if (!config.desk_token.empty()) return config.desk_token;
    const std::string path = config.data_folder + "/desk-token";
    std::string token(52, '\0');
    const int old = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (old >= 0) {
        const bool whole = ::read(old, token.data(), token.size()) == static_cast<ssize_t>(token.size());
        ::close(old);
        if (whole) return token;
    }
    token = random_token();
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0 || ::write(file, token.data(), token.size()) != static_cast<ssize_t>(token.size()))
        throw DbError("cannot write the desk token");
    ::close(file);
    return token;
}

App::App(const Config& config)
    : config_(config),
      lock_(config.data_folder),
      database_(config.data_folder + "/banzhen.db"),
      sealer_(open_sealer(config, database_)),
      blobs_(config.data_folder + "/uploads", sealer_),
      desk_token_hash_(hash_token(desk_token(config))),
      writer_(std::make_unique<Writer>(database_, [this](Db& db) {
          migrate(db, migrations(), clock_now());
          check_key(db, sealer_);
      })) {
    env_.sandbox = config.sandbox;
    if (config.sandbox) env_.providers = sandbox_providers();
    env_.blobs = &blobs_;
    env_.sms_ttl_ms =
        config.sms_ttl_s ? config.sms_ttl_s * ms_per_second : env_.rules.sms_code_ttl_minutes * ms_per_minute;
}

Db& App::reader() {
    thread_local std::string path;
    thread_local std::unique_ptr<Db> db;
    if (path != database_) {
        db = std::make_unique<Db>(database_, Db::Mode::reader);
        path = database_;
    }
    return *db;
}

bool App::claim(const std::string& name) {
    std::lock_guard lock(claims_mutex_);
    return claims_.insert(name).second;
}
void App::release(const std::string& name) {
    std::lock_guard lock(claims_mutex_);
    claims_.erase(name);
}

void App::after_commit(Context& ctx) {
    for (const auto& action : ctx.after_commit) {
        try {
            action();
        } catch (const std::exception& error) {
            log_line("error", "after_commit", error.what());
        }
    }
    hub_.wake(ctx.changed_accounts);
}

void App::write(std::function<bool(Context&)> work, std::function<void(bool durable)> done) {
    auto kept = std::make_shared<std::optional<Context>>();
    WriteJob job;
    job.work = [this, kept, work = std::move(work)](Db& db) {
        kept->emplace(Context{.store = {db, sealer_}, .env = env_, .now = clock_now()});
        if (work(**kept)) return true;
        kept->reset();
        return false;
    };
    job.done = [this, kept, done](bool durable) {
        if (durable && *kept) after_commit(**kept);
        if (done) done(durable);
    };
    if (!writer_->submit(std::move(job)) && done) done(false);
}

}  // namespace bz::server
