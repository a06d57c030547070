#include "server/http/status.hpp"

#include "server/log.hpp"

#include <sys/statvfs.h>

namespace bz::server {

namespace {

constexpr std::int64_t stuck_after_ms = 10'000;
constexpr std::int64_t recount_every_ms = 15'000;

bool database_answers(App& app) {
    try {
        Query query = app.reader().query("SELECT count(*) FROM migrations");
        return query.next();
    } catch (const DbError& error) {
        log_line("error", "readyz", error.what());
        return false;
    }
}

std::int64_t disk_free_bytes(const std::string& folder) {
    struct statvfs disk{};
    if (::statvfs(folder.c_str(), &disk) != 0) return 0;
    return static_cast<std::int64_t>(disk.f_bavail) * static_cast<std::int64_t>(disk.f_frsize);
}

// Why requests had better go elsewhere, or nothing.
const char* unready(App& app) {
    if (app.operations().stopping) return "stopping";
    if (!database_answers(app)) return "database";
    const Config& config = app.config();
    if (disk_free_bytes(config.data_folder) < std::int64_t{config.disk_free_mb} * 1024 * 1024) return "disk";
    const WriterStats writer = app.writer().stats();
    if (writer.stuck_ms > stuck_after_ms || writer.queued >= Writer::queue_max * 9 / 10) return "writer";
    return nullptr;
}

bool may_read_metrics(const Config& config, const drogon::HttpRequest& request) {
    const std::string& header = request.getHeader("authorization");
    if (!config.metrics_token.empty() && header.starts_with("Bearer "))
        return same_secret(hash_token(std::string_view(header).substr(7)), hash_token(config.metrics_token));
    // What a proxy on this machine passes on comes from elsewhere.
    return request.peerAddr().isLoopbackIp() && request.getHeader("x-forwarded-for").empty();
}

// The counts that cost a look at the database are made at most every so often.
LiveCounts counted(App& app) {
    static std::mutex mutex;
    static Instant counted_at = 0;
    static LiveCounts counts;
    std::lock_guard lock(mutex);
    const Instant now = clock_now();
    if (now - counted_at >= recount_every_ms) {
        Store store{app.reader(), app.sealer()};
        counts = store::live_counts(store, now);
        counted_at = now;
    }
    return counts;
}

void write_writer(std::string& out, const WriterStats& writer) {
    write_metric(out, "banzhen_writer_queue", "gauge", "Changes that wait for the writer",
                 static_cast<double>(writer.queued));
    write_metric(out, "banzhen_writer_groups_total", "counter", "Commits", static_cast<double>(writer.groups));
    write_metric(out, "banzhen_writer_jobs_total", "counter", "Changes in those commits",
                 static_cast<double>(writer.jobs));
    write_metric(out, "banzhen_writer_seconds_total", "counter", "Time spent in them, fsync included", writer.seconds);
}

void write_gauges(std::string& out, App& app) {
    write_metric(out, "banzhen_event_streams", "gauge", "Event streams that are held open",
                 static_cast<double>(app.hub().waiting()));
    write_metric(out, "banzhen_disk_free_bytes", "gauge", "Room left for the data folder",
                 static_cast<double>(disk_free_bytes(app.config().data_folder)));
    const LiveCounts counts = counted(app);
    write_metric(out, "banzhen_sessions", "gauge", "Sessions that are signed in", static_cast<double>(counts.sessions));
    write_heading(out, "banzhen_visits", "gauge", "Open visits by state");
    for (const auto& [state, count] : counts.visits)
        out += "banzhen_visits{state=\"" + state + "\"} " + std::to_string(count) + '\n';
}

}  // namespace

Reply health() { return {200, "{\"healthy\":true}", "application/json", {}}; }

Reply readiness(App& app) {
    const char* why = unready(app);
    if (!why) return {200, "{\"ready\":true}", "application/json", {}};
    log_line("warn", "not_ready", why);
    return problem("busy");
}

Reply metrics(App& app, const drogon::HttpRequest& request) {
    if (request.method() != drogon::Get) return problem("method_not_allowed");
    if (!may_read_metrics(app.config(), request)) return problem("unauthorized");
    std::string out;
    app.operations().metrics.write(out);
    write_writer(out, app.writer().stats());
    write_gauges(out, app);
    return {200, std::move(out), "text/plain; version=0.0.4; charset=utf-8", {}};
}

}  // namespace bz::server
