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

App::FolderLock::FolderLock(const std::string& folder, bool shared) {
    ::mkdir(folder.c_str(), 0700);
    file_ = ::open((folder + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file_ < 0) throw DbError("cannot write to the data folder " + folder);
    if (::flock(file_, (shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0) {
        ::close(file_);
        throw DbError("another server is using the data folder " + folder);
    }
    starting_ = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (starting_ >= 0) ::flock(starting_, LOCK_EX);
}

App::FolderLock::~FolderLock() {
    started();
    ::close(file_);
}

void App::FolderLock::started() {
    if (starting_ >= 0) ::close(std::exchange(starting_, -1));
}

// A new key for old data would make it unreadable and hide that the right key is missing.
static Sealer open_sealer(const Config& config, const std::string& database) {
    return Sealer::from_file(config.key_file, Db::is_new(database));
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
static std::string desk_token(const Config& config, const std::string& file_name) {
    const std::string path = config.data_folder + '/' + file_name;
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

static std::vector<HospitalSettings> read_hospitals(const Config& config) {
    std::vector<HospitalSettings> list;
    for (const std::string& path : config.hospital_files) {
        auto hospital = read_hospital_file(path);
        if (!hospital) throw DbError(hospital.error());
        for (const HospitalSettings& other : list)
            if (other.id == hospital->id) throw DbError(path + " /id: another file has it already");
        list.push_back(*std::move(hospital));
    }
    if (list.empty()) list.push_back(built_in_hospital());
    return list;
}

static std::unique_ptr<Environment> make_environment(const Config& config, HospitalSettings hospital,
                                                     BlobStore& blobs) {
    auto env = std::make_unique<Environment>();
    env->hospital = std::move(hospital);
    env->sandbox = config.sandbox;
    env->loopback_webhooks = config.sandbox || config.loopback_webhooks;
    if (config.providers == "connected")
        env->providers = connected_providers(env->hospital.connection.payment_address);
    else if (config.sandbox)
        env->providers = sandbox_providers();
    env->blobs = &blobs;
    env->sms_ttl_ms =
        config.sms_ttl_s ? config.sms_ttl_s * ms_per_second : env->hospital.rules.sms_code_ttl_minutes * ms_per_minute;
    return env;
}

App::App(const Config& config)
    : config_(config),
      lock_(config.data_folder, !config.database.empty()),
      database_(config.database.empty() ? config.data_folder + "/banzhen.db" : config.database),
      sealer_(open_sealer(config, database_)),
      blobs_(config.data_folder + "/uploads", sealer_),
      operations_(config) {
    for (HospitalSettings& hospital : read_hospitals(config))
        hospitals_.push_back(make_environment(config, std::move(hospital), blobs_));
    for (const auto& env : hospitals_) env->relay = &relay_;
    writer_ = std::make_unique<Writer>(database_, [this](Db& db) {
        migrate(db, migrations(), clock_now());
        check_key(db, sealer_);
        keep_system_tokens(db);
    });
    if (Db::is_address(database_)) {
        listener_ = std::make_unique<Listener>(
            database_,
            Listener::Hears{[this](const auto& accounts) { hub_.wake(accounts); }, [this] { hub_.wake_all(); }});
    }
    lock_.started();
}

// The first hospital's token may come from the settings; each has its own file in the sandbox.
void App::keep_system_tokens(Db& db) {
    Store store{db, sealer_};
    for (const auto& env : hospitals_) {
        const bool first = env == hospitals_.front();
        const std::string& id = env->hospital.id;
        if (first && !config_.desk_token.empty())
            store::keep_system_staff(store, id, config_.desk_token, clock_now());
        else if (config_.sandbox)
            store::keep_system_staff(store, id, desk_token(config_, first ? "desk-token" : "desk-token-" + id),
                                     clock_now());
    }
}

const Environment* App::env(const std::string& hospital_id) const {
    for (const auto& env : hospitals_)
        if (env->hospital.id == hospital_id) return env.get();
    return nullptr;
}

const Environment& App::env_of_host(std::string_view host) const {
    if (hospitals_.size() == 1) return *hospitals_.front();
    host = host.substr(0, host.rfind(':'));
    for (const auto& env : hospitals_)
        for (const std::string& name : env->hospital.hosts)
            if (name == host) return *env;
    return *hospitals_.front();
}

std::vector<const Environment*> App::hospitals() const {
    std::vector<const Environment*> list;
    for (const auto& env : hospitals_) list.push_back(env.get());
    return list;
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
    if (ctx.outbox_news && outbox_news_) outbox_news_();
}

void App::write(std::function<bool(Context&)> work, std::function<void(bool durable)> done, const Environment* env) {
    if (!env) env = hospitals_.front().get();
    auto kept = std::make_shared<std::optional<Context>>();
    WriteJob job;
    job.work = [this, kept, env, work = std::move(work)](Db& db) {
        kept->emplace(Context{.store = {db, sealer_}, .env = *env, .now = clock_now()});
        bool keep = false;
        try {
            keep = work(**kept);
        } catch (const std::exception& error) {
            log_line("error", "write", error.what());
        }
        if (!keep) kept->reset();  // nothing happened, so nothing follows
        return keep;
    };
    job.done = [this, kept, done](bool durable) {
        if (durable && *kept) after_commit(**kept);
        if (done) done(durable);
    };
    if (!writer_->submit(std::move(job)) && done) done(false);
}

}  // namespace bz::server
