// News from other processes on the same PostgreSQL database, by LISTEN and NOTIFY. A notification names an account and
// nothing else; what happened is a row in `events`.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

struct pg_conn;

namespace bz::server {

// Throws DbError when there is no such database. For this folder only.
[[nodiscard]] pg_conn* open_session(const std::string& address);

[[nodiscard]] std::string notification_text(std::string_view account);  // names this process, too

class Listener {
public:
    struct Hears {
        std::function<void(const std::vector<std::string>& accounts)> news;  // made by another process
        std::function<void()> missed;  // listening begins (again): there may have been news
    };
    Listener(std::string address, Hears hears);
    Listener(const Listener&) = delete;
    ~Listener();

private:
    void loop();
    void listen();
    [[nodiscard]] bool pause(int socket, int milliseconds) const;  // true when it is time to stop

    std::string address_;
    Hears hears_;
    int stop_;  // an eventfd
    std::thread thread_;
};

}  // namespace bz::server
