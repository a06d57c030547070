// Threads beside those that serve requests, for what waits: files, pictures, other servers.
//     blob_queue().run([piece] { … });
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace bz::server {

class WorkQueue {
public:
    // The threads begin with the first task.
    explicit WorkQueue(std::size_t threads) : wanted_(threads) {}
    WorkQueue(const WorkQueue&) = delete;
    WorkQueue& operator=(const WorkQueue&) = delete;
    ~WorkQueue() { stop(); }

    void run(std::function<void()> task);  // a task must not throw; after stop() none is taken
    void stop();                           // when all that was taken is done

private:
    void work();

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> tasks_;
    std::vector<std::thread> threads_;
    std::size_t wanted_;
    bool stopping_ = false;
};

}  // namespace bz::server
