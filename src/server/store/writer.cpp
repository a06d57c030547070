#include "server/store/writer.hpp"

#include "server/log.hpp"

#include <future>

namespace bz::server {

Writer::Writer(const std::string& path, const std::function<void(Db&)>& prepare) : db_(path, Db::Mode::writer) {
    prepare(db_);
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
        }
        run_group(group);
    }
    try {
        db_.script("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (const DbError& error) {
        log_line("warn", "writer.checkpoint", error.what());
    }
}

void Writer::run_group(std::deque<WriteJob>& group) {
    bool durable = false;
    try {
        db_.run("BEGIN IMMEDIATE");
        for (WriteJob& job : group) {
            db_.run("SAVEPOINT job");
            bool keep = false;
            try {
                keep = job.work(db_);
            } catch (const std::exception& error) {
                log_line("error", "writer.job", error.what());
            }
            if (!keep) db_.run("ROLLBACK TO job");
            db_.run("RELEASE job");
        }
        db_.run("COMMIT");
        durable = true;
    } catch (const std::exception& error) {
        log_line("error", "writer.commit", error.what());
        try {
            db_.run("ROLLBACK");
        } catch (const DbError&) {
            // SQLite has already rolled back; there is nothing left to undo.
        }
    }
    for (WriteJob& job : group)
        if (job.done) job.done(durable);
}

}  // namespace bz::server
