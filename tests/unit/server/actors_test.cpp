#include <doctest/doctest.h>

#include "server/handlers/actors.hpp"
#include "server/store/family_names.hpp"
#include "server/support.hpp"

using namespace bz;
using namespace bz::server;
using namespace bz::server::test;
namespace h = bz::server::handlers;

namespace {

AuditEntry line(const char* kind, const char* id) {
    return {0, noon, "qinglan", kind, id, "acc_1", "help.said", "hlp_1"};
}

HelpRow session(const std::string& account) {
    HelpRow row;
    row.id = "hlp_1";
    row.hospital_id = "qinglan";
    row.account_id = account;
    row.kind = domain::HelpKind::link;
    row.state = domain::HelpState::ended;
    row.family_name = "任晓";
    row.created_at = row.ended_at = noon;
    return row;
}

std::string account_of(Bench& bench) {
    Store store{bench.db, bench.sealer};
    return store::account_for_phone(store, "qinglan", "13900002468", 1, noon);
}

}  // namespace

TEST_CASE("actors: a line of someone close has the session's id, and the name is looked up") {
    Bench bench;
    Store store{bench.db, bench.sealer};
    CHECK(h::actor_of(store, line("family", "hlp_1")).name.empty());
    store::insert_family_name(store, session(account_of(bench)));
    const h::Actor close = h::actor_of(store, line("family", "hlp_1"));
    CHECK(close.id == "hlp_1");
    CHECK(close.name == "任晓");
    CHECK(h::actor_of(store, line("patient", "acc_1")).id == "acc_1");
}

TEST_CASE("actors: a line of before the names were looked up says the same") {
    Bench bench;
    Store store{bench.db, bench.sealer};
    const h::Actor close = h::actor_of(store, line("family", "任晓"));
    CHECK(close.id == "hlp_1");
    CHECK(close.name == "任晓");
}

TEST_CASE("actors: a guest's family is named as long as the session's row, an account's as long as the account") {
    for (const bool guest : {true, false}) {
        CAPTURE(guest);
        Bench bench;
        Store store{bench.db, bench.sealer};
        const std::string account = account_of(bench);
        const HelpRow row = session(guest ? "" : account);
        store::insert_help(store, row, "token");
        store::update_help(store, row);
        store::insert_family_name(store, row);
        store::forget_help(store, noon);  // not yet
        CHECK(store::family_name(store, row.id) == "任晓");
        store::forget_help(store, noon + 1);
        CHECK_FALSE(store::help(store, row.id));
        CHECK(store::family_name(store, row.id) == (guest ? "" : "任晓"));
        store::forget_help_of(store, account);
        CHECK(store::family_name(store, row.id).empty());
    }
}

TEST_CASE(
    "actors: staff are named as the hospital lists them, also who has left; patients and the hospital's system are "
    "not") {
    Bench bench;
    Store store{bench.db, bench.sealer};
    StaffRow doctor;
    doctor.id = "sta_1";
    doctor.hospital_id = "qinglan";
    doctor.name = "周敏";
    doctor.role = Role::doctor;
    doctor.created_at = noon;
    store::insert_staff(store, doctor, "token");
    store::end_staff(store, doctor.id, noon);
    store::keep_system_staff(store, "qinglan", "token of the system", noon);
    CHECK(h::actor_of(store, line("doctor", "sta_1")).name == "周敏");
    CHECK(h::actor_of(store, line("system", "sta_system_qinglan")).name.empty());
    CHECK(h::actor_of(store, line("patient", "acc_1")).name.empty());
    CHECK(h::actor_of(store, line("anonymous", "")).name.empty());
}
