// The one thread and connection of this process that changes the database; on PostgreSQL the writers of all processes
// take turns. Jobs that wait together share one transaction and one fsync
// (group commit); a job that fails is undone alone. Nothing is reported done before it is durable.
#pragma once

#include "server/store/db.hpp"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace bz::server {

struct WriteJob {
    // Runs inside the transaction; false, or an exception, undoes this job's changes only.
    std::function<bool(Db&)> work;
    // Called on the writer's thread after the commit; `durable` is false when nothing of the job is there, or may not
    // be: the commit failed, or its answer was lost.
    std::function<void(bool durable)> done;
};

// How the writer fares, for readiness and metrics.
struct WriterStats {
    std::size_t queued = 0;
    std::uint64_t groups = 0, jobs = 0;
    double seconds = 0;         // spent in groups, commits and their fsync included
    std::int64_t stuck_ms = 0;  // how long the present group has taken; 0: none
};

class Writer {
public:
    // `prepare` (migrations) runs first, on the caller's thread, outside any transaction and in one process at a time.
    Writer(const std::string& place, const std::function<void(Db&)>& prepare);
    ~Writer();  // finishes what is queued, then checkpoints

    // False when the queue is full: the caller answers "busy, try again" rather than letting memory grow.
    [[nodiscard]] bool submit(WriteJob job);
    void run_and_wait(std::function<bool(Db&)> work);  // for start-up and tests
    void stop();
    [[nodiscard]] WriterStats stats();

    static constexpr std::size_t queue_max = 4096;
    static constexpr std::size_t group_max = 64;

private:
    void loop();
    void begin();
    static bool run_job(Db& db, WriteJob& job);  // false when what it did is lost against its will
    void run_group(std::deque<WriteJob>& group);
    [[nodiscard]] bool pause(std::chrono::milliseconds time);  // false when it is time to stop

    Db db_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<WriteJob> queue_;
    bool stopping_ = false;
    WriterStats stats_;                                    // under mutex_, as the next
    std::chrono::steady_clock::time_point group_began_{};  // zero: no group is running
    std::thread thread_;
};

}  // namespace bz::server
