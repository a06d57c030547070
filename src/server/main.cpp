// banzhen-server: reads its settings, opens the data, serves.
#include "server/config.hpp"
#include "server/demo/background.hpp"
#include "server/hospital_settings.hpp"
#include "server/http/server.hpp"
#include "server/http/stop.hpp"
#include "server/http/webhook_sender.hpp"
#include "server/log.hpp"
#include "server/store/audit.hpp"
#include "server/store/backup.hpp"
#include "server/store/rotate.hpp"

#include <sys/stat.h>
#include <cstdio>
#include <exception>

namespace {

using namespace bz::server;

int refuse_to_start(const Problems& problems) {
    for (const std::string& problem : problems) std::fprintf(stderr, "banzhen-server: %s\n", problem.c_str());
    std::fputs("See banzhen-server --help.\n", stderr);
    return 2;
}

Problems wrong_hospitals(const Config& config) {
    Problems problems;
    const bool connected = config.command == Command::serve && config.providers == "connected";
    const auto check = [&](const std::string& path, const HospitalSettings& hospital) {
        const std::string wrong = connected ? unconnected(hospital, config.loopback_webhooks) : std::string();
        if (!wrong.empty()) problems.push_back(path + ' ' + wrong);
    };
    for (const std::string& path : config.hospital_files) {
        const auto hospital = read_hospital_file(path);
        if (hospital)
            check(path, *hospital);
        else
            problems.push_back(hospital.error());
    }
    if (config.hospital_files.empty()) check("the built-in hospital", built_in_hospital());
    return problems;
}

int serve(const Config& config) {
    if (rotation_is_unfinished(config.data_folder))
        throw DbError("a change of keys was cut off: run rotate-key again, with the same two keys");
    hold_stop_signals();
    App app(config);
    const auto write = [&app](auto work, auto done) { app.write(std::move(work), std::move(done)); };
    Background background({app.hospitals(), config.sandbox, config.demo_desk, config.demo_step_ms}, write);
    WebhookSender webhooks(app);
    run_server(app);
    background.stop();
    webhooks.stop();
    app.writer().stop();  // while the background, whose job may still be queued, is alive
    return 0;
}

std::string database_of(const Config& config) {
    return config.database.empty() ? config.data_folder + "/banzhen.db" : config.database;
}

int backup(const Config& config) {
    if (!config.database.empty())
        throw BackupError("with PostgreSQL, copy the database with pg_dump, and after it the folder uploads");
    const BackupReport report = make_backup(config.data_folder, config.to_folder);
    std::printf("backup: %lld files, %lld bytes in %s. The key is not in it: keep a copy of %s elsewhere.\n",
                static_cast<long long>(report.files), static_cast<long long>(report.bytes), config.to_folder.c_str(),
                config.key_file.c_str());
    return 0;
}

int restore(const Config& config) {
    const BackupReport report = restore_backup(config.from_folder, config.data_folder);
    std::printf("restore: %lld files, %lld bytes in %s, all sums right. It needs the key it was sealed with.\n",
                static_cast<long long>(report.files), static_cast<long long>(report.bytes), config.data_folder.c_str());
    return 0;
}

int rotate(const Config& config) {
    const Sealer old_key = Sealer::from_file(config.key_file, false);
    const Sealer new_key = Sealer::from_file(config.new_key_file, true);
    const RotateReport report = rotate_key(config.data_folder, database_of(config), old_key, new_key);
    std::printf(
        "rotate-key: %lld values and %lld files sealed anew%s. Start the server with key_file %s from now on.\n",
        static_cast<long long>(report.values), static_cast<long long>(report.files),
        report.resumed ? " (an earlier run had been cut off)" : "", config.new_key_file.c_str());
    return 0;
}

int check_audit(const Config& config) {
    if (Db::is_new(database_of(config))) throw DbError("there is no database for " + config.data_folder);
    Db db(database_of(config), Db::Mode::reader);
    const AuditVerdict verdict = store::verify_audit(db);
    std::printf("verify-audit: %lld lines, last %s\n", static_cast<long long>(verdict.entries), verdict.head.c_str());
    if (verdict.broken_at == 0) return 0;
    std::fprintf(stderr, "banzhen-server: line %lld does not follow from the one before: the log was changed\n",
                 static_cast<long long>(verdict.broken_at));
    return 1;
}

int run(const Config& config) {
    switch (config.command) {
    case Command::serve: return serve(config);
    case Command::backup: return backup(config);
    case Command::restore: return restore(config);
    case Command::rotate_key: return rotate(config);
    case Command::verify_audit: return check_audit(config);
    }
    return 2;
}

}  // namespace

int main(int count, char** values) {
    const auto config = parse_config({values + 1, static_cast<std::size_t>(count > 0 ? count - 1 : 0)});
    if (!config) return refuse_to_start(config.error());
    if (config->help) {
        std::fputs(usage().c_str(), stdout);
        return 0;
    }
    if (const Problems wrong = wrong_hospitals(*config); !wrong.empty()) return refuse_to_start(wrong);
    if (config->check_only) {
        std::puts("banzhen-server: the settings are sound");
        return 0;
    }
    ::umask(0077);  // what is stored here is nobody else's business
    set_log_level(config->log_level);
    try {
        start_crypto();
        return run(*config);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "banzhen-server: %s\n", error.what());
        return 1;
    }
}
