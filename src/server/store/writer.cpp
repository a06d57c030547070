#include "server/store/writer.hpp"

#include "server/log.hpp"

#include <future>

namespace bz::server {

Writer::Writer(const std::string& place, const std::function<void(Db&)>& prepare) : db_(place, Db::Mode::writer) {
    db_.exclusively([&] { prepare(db_); });
    thread_ = std::thread([this] { loop(); });
}

Writer::~Writer() { stop(); }

void Writer::stop() {
    {
        std::lock_guard lock(mutex_);
        if (stopping_) return;
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

bool Writer::submit(WriteJob job) {
    {
        std::lock_guard lock(mutex_);
        if (stopping_ || queue_.size() >= queue_max) return false;
        queue_.push_back(std::move(job));
    }
    wake_.notify_one();
    return true;
}

WriterStats Writer::stats() {
    std::lock_guard lock(mutex_);
    WriterStats now = stats_;
    now.queued = queue_.size();
    if (group_began_ != std::chrono::steady_clock::time_point{})
        now.stuck_ms =
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - group_began_)
                .count();
    return now;
}

void Writer::run_and_wait(std::function<bool(Db&)> work) {
    std::promise<bool> finished;
    auto future = finished.get_future();
    if (!submit({std::move(work), [&](bool durable) { finished.set_value(durable); }}))
        throw DbError("the writer is stopped or full");
    if (!future.get()) throw DbError("the commit failed");
}

void Writer::loop() {
    while (true) {
        std::deque<WriteJob> group;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
            if (queue_.empty()) break;
            while (!queue_.empty() && group.size() < group_max) {
                group.push_back(std::move(queue_.front()));
                queue_.pop_front();
            }
            group_began_ = std::chrono::steady_clock::now();
        }
        run_group(group);
        std::lock_guard lock(mutex_);
        ++stats_.groups;
        stats_.jobs += group.size();
        stats_.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - group_began_).count();
        group_began_ = {};
    }
    try {
        db_.tidy();
    } catch (const DbError& error) {
        log_line("warn", "writer.tidy", error.what());
    }
}

bool Writer::pause(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    return !wake_.wait_for(lock, time, [&] { return stopping_; });
}

// A database that restarts is waited for; whoever asked is told "busy" when it takes longer.
void Writer::begin() {
    using namespace std::chrono_literals;
    const auto until = std::chrono::steady_clock::now() + 3s;
    for (auto wait = 50ms;; wait *= 2) {
        try {
            return db_.begin_write();
        } catch (const DbError&) {
            if (std::chrono::steady_clock::now() + wait > until || !pause(wait)) throw;
        }
    }
}

bool Writer::run_job(Db& db, WriteJob& job) {
    db.savepoint();
    bool keep = false;
    try {
        keep = job.work(db);
    } catch (const std::exception& error) {
        log_line("error", "writer.job", error.what());
    }
    const bool lost = keep && db.spoilt();
    if (!keep || lost) db.rollback_to_savepoint();
    db.release_savepoint();
    return !lost;
}

void Writer::run_group(std::deque<WriteJob>& group) {
    std::vector<bool> durable(group.size(), false);
    try {
        begin();
        std::vector<bool> kept;
        for (WriteJob& job : group) kept.push_back(run_job(db_, job));
        db_.commit();
        durable = std::move(kept);
    } catch (const std::exception& error) {
        log_line("error", "writer.commit", error.what());
        db_.rollback();
    }
    for (std::size_t i = 0; i < group.size(); ++i)
        if (group[i].done) group[i].done(durable[i]);
}

}  // namespace bz::server
