#include "server/store/notifications.hpp"

#include "server/log.hpp"
#include "server/store/backend.hpp"
#include "server/store/seal.hpp"

#include <libpq-fe.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>

namespace bz::server {

namespace {

// Tells this process's own notifications from the others'.
const std::string& process_name() {
    static const std::string name = random_id("p");
    return name;
}

struct Session {
    PGconn* connection;
    explicit Session(PGconn* opened) : connection(opened) {}
    Session(const Session&) = delete;
    ~Session() { PQfinish(connection); }
};

std::vector<std::string> arrived(PGconn* connection) {
    std::vector<std::string> accounts;
    while (PGnotify* note = PQnotifies(connection)) {
        const std::string_view text = note->extra;
        const auto space = text.find(' ');
        if (space != std::string_view::npos && text.substr(0, space) != process_name())
            accounts.emplace_back(text.substr(space + 1));
        PQfreemem(note);
    }
    return accounts;
}

constexpr int first_wait_ms = 50, longest_wait_ms = 2000;

}  // namespace

std::string notification_text(std::string_view account) { return process_name() + ' ' + std::string(account); }

Listener::Listener(std::string address, Hears hears)
    : address_(std::move(address)),
      hears_(std::move(hears)),
      stop_(::eventfd(0, EFD_CLOEXEC)),
      thread_([this] { loop(); }) {}

Listener::~Listener() {
    ::eventfd_write(stop_, 1);
    thread_.join();
    ::close(stop_);
}

bool Listener::pause(int socket, int milliseconds) const {
    pollfd watched[] = {{stop_, POLLIN, 0}, {socket, POLLIN, 0}};
    ::poll(watched, socket < 0 ? 1 : 2, milliseconds);
    return watched[0].revents != 0;
}

void Listener::loop() {
    int wait_ms = first_wait_ms;
    do {
        const auto began = std::chrono::steady_clock::now();
        try {
            listen();
            return;
        } catch (const DbError& error) {
            log_line("warn", "events.listen", error.what());
        }
        const bool lasted = std::chrono::steady_clock::now() - began > std::chrono::seconds(5);
        wait_ms = lasted ? first_wait_ms : std::min(wait_ms * 2, longest_wait_ms);
    } while (!pause(-1, wait_ms));
}

// Until it is time to stop. Throws when the line is lost.
void Listener::listen() {
    const Session session(open_session(address_));
    PGconn* connection = session.connection;
    PGresult* result = PQexec(connection, "LISTEN banzhen");
    const bool listening = PQresultStatus(result) == PGRES_COMMAND_OK;
    PQclear(result);
    if (!listening) throw DbError("LISTEN was refused");
    hears_.missed();
    while (!pause(PQsocket(connection), -1)) {
        if (!PQconsumeInput(connection)) throw DbError("the line is lost");
        if (const auto accounts = arrived(connection); !accounts.empty()) hears_.news(accounts);
    }
}

}  // namespace bz::server
