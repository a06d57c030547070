// The one thread and connection that changes the database. Jobs that wait together share one transaction and one fsync
// (group commit); a job that fails is undone alone. Nothing is reported done before it is durable.
#pragma once

#include "server/store/db.hpp"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace bz::server {

struct WriteJob {
    // Runs inside the transaction; false, or an exception, undoes this job's changes only.
    std::function<bool(Db&)> work;
    // Called on the writer's thread after the commit; `durable` is false when the commit itself failed.
    std::function<void(bool durable)> done;
};

class Writer {
public:
    // `prepare` (migrations) runs first, on the caller's thread and outside any transaction.
    Writer(const std::string& path, const std::function<void(Db&)>& prepare);
    ~Writer();  // finishes what is queued, then checkpoints

    // False when the queue is full: the caller answers "busy, try again" rather than letting memory grow.
    [[nodiscard]] bool submit(WriteJob job);
    void run_and_wait(std::function<bool(Db&)> work);  // for start-up and tests
    void stop();

    static constexpr std::size_t queue_max = 4096;
    static constexpr std::size_t group_max = 64;

private:
    void loop();
    void run_group(std::deque<WriteJob>& group);

    Db db_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<WriteJob> queue_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace bz::server
