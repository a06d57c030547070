#include <doctest/doctest.h>

#include "server/handlers/help.hpp"
#include "server/relay/help_relay.hpp"
#include "server/store/audit.hpp"
#include "server/support.hpp"

using namespace bz;
using namespace bz::server;
using namespace bz::server::test;
namespace h = bz::server::handlers;

namespace {

struct HelpBench : Bench {
    HelpRelay relay;
    StaffRow helper{
        .id = "sta_1", .hospital_id = "", .name = "孙帮忙", .title = "", .pharmacy_id = "", .role = Role::helper};

    HelpBench() {
        env.relay = &relay;
        helper.hospital_id = env.hospital.id;
        Context ctx = context();
        store::insert_staff(ctx.store, helper, "token");
    }
    api::HelpSession ask(const char* kind, Instant at = noon) {
        Context ctx = context(at);
        api::HelpRequest in;
        in.kind = kind;
        in.reason.screen = "identity";
        if (in.kind == "call_back") in.phone = "13900002468";
        return h::create_help(ctx, in).value();
    }
    Outcome<api::DeskHelpSession> join(const std::string& code, Instant at = noon) {
        Context ctx = context(at);
        ctx.staff = helper;
        auto joined = h::desk_join_help(ctx, {code});
        if (joined) run_after(ctx);
        return joined;
    }
    void expire(Instant at) {
        Context ctx = context(at);
        h::expire_help(ctx);
        run_after(ctx);
    }
    HelpRow row(const std::string& id) {
        Context ctx = context();
        return store::help(ctx.store, id).value();
    }
    static void run_after(Context& ctx) {
        for (const auto& action : ctx.after_commit) action();
    }
};

}  // namespace

TEST_CASE("help: the background writes down that time is over, and the relay forgets") {
    HelpBench bench;
    const auto coded = bench.ask("code");
    const auto wish = bench.ask("call_back");
    const auto joined = bench.ask("code");
    REQUIRE(bench.join(*joined.code));
    CHECK(bench.relay.channels() == 1);
    constexpr Instant hour = 60 * ms_per_minute;

    bench.expire(noon + hour - 1);
    CHECK(bench.row(coded.id).state == domain::HelpState::expired);
    CHECK(bench.row(wish.id).state == domain::HelpState::waiting);
    CHECK(bench.row(wish.id).phone == "13900002468");
    CHECK(bench.row(joined.id).state == domain::HelpState::active);

    bench.expire(noon + hour);
    CHECK(bench.row(joined.id).state == domain::HelpState::ended);
    CHECK(bench.row(joined.id).ended_by == domain::HelpEnder::time);
    CHECK(bench.relay.channels() == 0);

    bench.expire(noon + 24 * hour);
    CHECK(bench.row(wish.id).state == domain::HelpState::expired);
    CHECK(bench.row(wish.id).phone.empty());

    Context ctx = bench.context();
    const auto log = store::audit_of_hospital(ctx.store, bench.env.hospital.id, {});
    REQUIRE(log.size() == 1);  // only what someone took part in
    CHECK(log[0].action == "help.ended");
    CHECK(log[0].actor_kind == "system");
    CHECK(log[0].object == joined.id);
}

TEST_CASE("help: rows of sessions that are long over go") {
    HelpBench bench;
    const auto over = bench.ask("code");
    const auto waits = bench.ask("call_back");
    bench.expire(noon + 20 * ms_per_minute);
    Context ctx = bench.context();
    store::forget_help(ctx.store, noon + 20 * ms_per_minute);
    CHECK(store::help(ctx.store, over.id));
    store::forget_help(ctx.store, noon + 20 * ms_per_minute + 1);
    CHECK_FALSE(store::help(ctx.store, over.id));
    CHECK(store::help(ctx.store, waits.id));
}

TEST_CASE("help: neither code nor token is in the row, and a code joins once") {
    HelpBench bench;
    const auto session = bench.ask("code");
    const HelpRow row = bench.row(session.id);
    CHECK_FALSE(row.code_hash.contains(*session.code));
    CHECK(row.token_hash == hash_token(*session.token));
    REQUIRE(bench.join(*session.code, noon + 9 * ms_per_minute));
    const auto again = bench.join(*session.code, noon + 9 * ms_per_minute);
    REQUIRE_FALSE(again);
    CHECK(again.error().code == "code_wrong");
    CHECK(again.error().keep_changes);
    const auto late = bench.ask("code");
    const auto too_late = bench.join(*late.code, noon + 10 * ms_per_minute);
    REQUIRE_FALSE(too_late);
    CHECK(too_late.error().code == "code_expired");
}
