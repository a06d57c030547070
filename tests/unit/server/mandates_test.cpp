#include <doctest/doctest.h>

#include "server/handlers/mandates.hpp"
#include "server/support.hpp"

using namespace bz;
using namespace bz::server;
using namespace bz::server::test;
namespace h = bz::server::handlers;

TEST_CASE("mandates: once its last day is over the background ends it, and the person hears of it") {
    Bench bench;
    Context ctx = bench.context();
    const std::string account = store::account_for_phone(ctx.store, ctx.env.hospital.id, "13900002468", 1, noon);
    PersonRow person;
    person.id = "per_1";
    person.account_id = account;
    person.relationship = "self";
    person.document_type = "resident_id";
    person.name = "任长河";
    person.number = "990101195303150115";
    person.born_on = "1953-03-15";
    person.sex = "male";
    person.verified = true;
    person.created_at = noon;
    store::insert_person(ctx.store, person);
    StaffRow worker;
    worker.id = "sta_1";
    worker.hospital_id = ctx.env.hospital.id;
    worker.name = "何秀英";
    worker.role = Role::community;
    store::insert_staff(ctx.store, worker, "token");
    MandateRow row;
    row.id = "man_1";
    row.hospital_id = ctx.env.hospital.id;
    row.worker_id = worker.id;
    row.account_id = account;
    row.person_id = person.id;
    row.signed_on = add_days(ctx.today(), -10);
    row.ends_on = ctx.today();
    row.created_at = noon;
    store::insert_mandate(ctx.store, row);

    h::expire_mandates(ctx);
    CHECK(store::events_after(ctx.store, account, 0, 10).empty());  // its last day counts
    Context next = bench.context(noon + ms_per_day);
    h::expire_mandates(next);
    h::expire_mandates(next);
    const auto events = store::events_after(next.store, account, 0, 10);
    REQUIRE(events.size() == 1);
    CHECK(events[0].kind == "mandate");
    CHECK(events[0].subject == row.id);
    CHECK(next.changed_accounts == std::vector{account});
    CHECK(store::mandate(next.store, row.id)->ended_by == "time");
}
