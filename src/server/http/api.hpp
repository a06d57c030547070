// Runs API requests: who asks, what they send, in which transaction, and what they are answered.
#pragma once

#include "server/http/app.hpp"
#include "server/http/reply.hpp"

namespace bz::server {

// Who sent the request, and to which hospital. Empty ids for no one.
struct Caller {
    const Environment* env = nullptr;  // never null once identified
    std::string account_id;
    std::string session_id;
    std::optional<StaffRow> staff;
};

// Which staff may use an operation. A hospital's own system may use all of them.
using Roles = unsigned;
template <class... R>
[[nodiscard]] constexpr Roles only(R... roles) {
    return (0U | ... | (1U << static_cast<unsigned>(roles)));
}
[[nodiscard]] constexpr bool includes(Roles roles, Role role) {
    return role == Role::system || (roles >> static_cast<unsigned>(role) & 1U) != 0;
}

// "" when the caller may use what is for everyone but staff, for patients, or for staff of these roles; else the
// failure's code.
[[nodiscard]] std::string_view guest_denial(const Caller& caller);
[[nodiscard]] std::string_view patient_denial(const Caller& caller);
[[nodiscard]] std::string_view staff_denial(const Caller& caller, Roles roles);

[[nodiscard]] Caller identify(App& app, const drogon::HttpRequest& request);
[[nodiscard]] std::string language_of(const drogon::HttpRequest& request);

// The answer to a caller who asks too often.
[[nodiscard]] std::optional<Reply> over_the_limit(App& app, const drogon::HttpRequest& request, const Caller& caller,
                                                  std::string_view route);

// A change asked for by a request, run in the writer's transaction; retry-safe when `key` is given.
struct Change {
    std::string scope;  // account and operation: keys of others and of other operations never meet
    std::string key;
    std::string payload;  // what the key stands for; only its keyed hash is stored, for it may hold a phone number
    Caller caller;
    std::string lang;
    std::string if_match;
    Page page;           // of a list that staff look at
    std::string action;  // for the audit log: an operation's name; empty when the change is not worth a line
    std::string object;  // the id in the path, if any
    int status = 200;
    std::function<Outcome<std::string>(Context&)> run;  // gives the body
};
void make_change(App& app, const drogon::HttpRequestPtr& request, Change change, Send send);

// The body as JSON, of no more than so many bytes and so deep; the failure is the answer.
[[nodiscard]] Outcome<api::Json> read_json(const drogon::HttpRequest& request, std::size_t bytes_max, int depth_max);

// Checks the Idempotency-Key header; the failure is the answer.
[[nodiscard]] Outcome<std::string> read_key(const drogon::HttpRequest& request, bool required);

void serve_api(App& app, const drogon::HttpRequestPtr& request, std::string_view path, Send send);

}  // namespace bz::server
