#include <doctest/doctest.h>

#include "server/store/webhooks.hpp"
#include "server/support.hpp"

using namespace bz;
using namespace bz::server;
using namespace bz::server::test;

namespace {

struct Outbox {
    Bench bench;
    Store store{bench.db, bench.sealer};

    explicit Outbox(std::string events = "*") {
        store::insert_webhook(store, {"whk_1", "qinglan", "https://his.example.org/", "s", std::move(events), noon});
    }
    void tell(const char* kind, const char* subject) { store::tell_webhooks(store, "qinglan", kind, subject, noon); }
    std::vector<DeliveryRow> claim(Instant now = noon, int limit = 10) {
        return store::claim_deliveries(store, "whk_1", limit, now, now + 30'000);
    }
};

}  // namespace

TEST_CASE("outbox: only what was asked for, and only the hospital's own") {
    Outbox outbox("visit.changed sms_code.requested");
    outbox.tell("visit.changed", "a");
    outbox.tell("order.changed", "b");
    store::tell_webhooks(outbox.store, "elsewhere", "visit.changed", "c", noon);
    const auto rows = outbox.claim();
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].subject == "a");
    CHECK(store::webhook_for(outbox.store, "qinglan", "sms_code.requested") == "whk_1");
    Outbox all;  // a webhook for everything does not get codes by that
    CHECK(store::webhook_for(all.store, "qinglan", "sms_code.requested").empty());
}

TEST_CASE("outbox: of one subject only the oldest that waits is given out") {
    Outbox outbox;
    outbox.tell("visit.changed", "a");
    outbox.tell("messages.changed", "a");
    outbox.tell("visit.changed", "b");
    const auto first = outbox.claim();
    REQUIRE(first.size() == 2);
    CHECK(first[0].kind == "visit.changed");
    CHECK(first[1].subject == "b");
    CHECK(outbox.claim().empty());  // on its way, it still holds back its successor
    store::finish_delivery(outbox.store, first[0].seq, DeliveryState::delivered, 204, 0, noon);
    const auto next = outbox.claim();
    REQUIRE(next.size() == 1);
    CHECK(next[0].kind == "messages.changed");
}

TEST_CASE("outbox: what its sender never finished is given out again after the lease, as the next try") {
    Outbox outbox;
    outbox.tell("visit.changed", "a");
    CHECK(outbox.claim()[0].tries == 1);
    CHECK(outbox.claim(noon + 29'999).empty());
    const auto again = outbox.claim(noon + 30'000);
    REQUIRE(again.size() == 1);
    CHECK(again[0].tries == 2);
}

TEST_CASE("outbox: a dead one no longer holds back the others, and comes back when asked for") {
    Outbox outbox;
    outbox.tell("visit.changed", "a");
    outbox.tell("visit.changed", "a");
    const auto first = outbox.claim();
    store::finish_delivery(outbox.store, first[0].seq, DeliveryState::dead, 500, 0, noon);
    CHECK(outbox.claim().size() == 1);
    store::redeliver(outbox.store, first[0].seq, noon);
    const auto row = store::delivery(outbox.store, first[0].id);
    CHECK(row->state == DeliveryState::pending);
    CHECK(row->tries == 0);
    CHECK(row->event_id == first[0].event_id);
}

TEST_CASE("outbox: a sealed body is erased at the end, whatever the end") {
    for (const DeliveryState end : {DeliveryState::delivered, DeliveryState::dead}) {
        Outbox outbox;
        DeliveryRow row;
        row.target = "whk_1";
        row.hospital_id = "qinglan";
        row.kind = "sms_code.requested";
        row.subject = "code_1";
        row.at = row.due_at = noon;
        row.expires_at = noon + 1;
        row.body = "{\"phone\":\"13900002468\"}";
        store::insert_delivery(outbox.store, row);
        const auto claimed = outbox.claim();
        REQUIRE(claimed.size() == 1);
        CHECK(claimed[0].body == row.body);
        CHECK(claimed[0].expires_at == noon + 1);
        store::finish_delivery(outbox.store, claimed[0].seq, end, 0, 0, noon);
        CHECK(store::delivery(outbox.store, claimed[0].id)->body.empty());
    }
}
