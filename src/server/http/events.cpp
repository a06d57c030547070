// Drogon 1.9.0 cannot push into an open response, so a stream here is a response that is held until there is news, or
// for hold_s seconds, and then ends; the client comes back with Last-Event-ID. Any SSE client does that by itself,
// nothing is missed because events are rows, and no proxy has to keep a connection open for long.
#include "server/http/events.hpp"

#include "api/event.hpp"
#include "base/text.hpp"
#include "server/log.hpp"

#include <drogon/HttpAppFramework.h>
#include <trantor/net/EventLoop.h>

#include <atomic>

namespace bz::server {

namespace {

constexpr double hold_s = 15;
constexpr int events_max = 200;

api::Event event_view(const EventRow& row) { return {std::to_string(row.seq), row.kind, row.subject}; }

std::vector<EventRow> read_events(App& app, const std::string& account, std::int64_t after) {
    Store store{app.reader(), app.sealer()};
    return store::events_after(store, account, after, events_max);
}

Reply stream_reply(const std::vector<EventRow>& events, std::int64_t after) {
    std::string body = "retry: 100\n";
    if (events.empty()) body += "id: " + std::to_string(after) + "\n: nothing new\n\n";
    for (const EventRow& row : events)
        body += "id: " + std::to_string(row.seq) + "\ndata: " + api::write(event_view(row)) + "\n\n";
    return {200, std::move(body), "text/event-stream; charset=utf-8", {}};
}

// One held request. Whoever comes first, news or the timer, answers it.
struct Held {
    App& app;
    std::string account;
    std::int64_t after;
    Send send;
    trantor::EventLoop* loop;
    std::atomic<bool> answered = false;
    EventHub::Ticket ticket = 0;

    void finish() {
        if (answered.exchange(true)) return;
        try {
            send(to_response(stream_reply(read_events(app, account, after), after)));
        } catch (const DbError& error) {  // nobody above would catch it
            log_line("error", "events", error.what());
            send(to_response(problem("busy")));
        }
    }
};

void hold(App& app, const std::string& account, std::int64_t after, Send send) {
    trantor::EventLoop* loop = trantor::EventLoop::getEventLoopOfCurrentThread();
    auto held = std::make_shared<Held>(app, account, after, std::move(send), loop);
    held->ticket = app.hub().wait(account, [held] { held->loop->queueInLoop([held] { held->finish(); }); });
    // Something may have been written between the first look and the waiting.
    if (!read_events(app, account, after).empty()) {
        app.hub().forget(account, held->ticket);
        return held->finish();
    }
    loop->runAfter(hold_s, [held] {
        held->app.hub().forget(held->account, held->ticket);
        held->finish();
    });
}

}  // namespace

void serve_events(App& app, const drogon::HttpRequestPtr& request, Send send) {
    if (request->method() != drogon::Get) {
        Reply reply = problem("method_not_allowed");
        reply.headers.emplace_back("Allow", "GET");
        return send(to_response(std::move(reply)));
    }
    const Caller caller = identify(app, *request);
    if (caller.account_id.empty()) return send(to_response(problem(caller.staff ? "forbidden" : "unauthorized")));
    const bool poll = request->getParameter("poll") == "1";
    std::string after = request->getParameter("after");
    if (after.empty()) after = request->getHeader("last-event-id");
    const auto number = parse_integer(after);
    if (!after.empty() && (!number || *number < 0)) return send(to_response(problem("bad_request")));
    if (poll) {
        api::EventList list;
        for (const EventRow& row : read_events(app, caller.account_id, number.value_or(0)))
            list.items.push_back(event_view(row));
        return send(to_response(tagged_json(*request, {200, api::write(list), "application/json", {}})));
    }
    Store store{app.reader(), app.sealer()};
    const std::int64_t from = number ? *number : store::newest_event(store, caller.account_id);
    const auto events = read_events(app, caller.account_id, from);
    if (!events.empty()) return send(to_response(stream_reply(events, from)));
    hold(app, caller.account_id, from, std::move(send));
}

}  // namespace bz::server
