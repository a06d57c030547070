#include <doctest/doctest.h>

#include "server/support.hpp"

using namespace bz;
using namespace bz::server;
using namespace bz::server::test;

namespace {

api::SmsCode send_code(Bench& bench, Instant now = noon) {
    Context ctx = bench.context(now);
    return handlers::create_sms_code(ctx, {"139 0000 2468"}).value();
}

Outcome<api::Session> sign_in(Bench& bench, const api::SmsCode& code, const std::string& digits, Instant now = noon) {
    Context ctx = bench.context(now);
    return handlers::create_session(ctx, {code.id, digits, 1});
}

std::string wrong(const api::SmsCode& code) { return *code.sandbox_code == "000000" ? "000001" : "000000"; }

}  // namespace

TEST_CASE("sign in: the right code gives a session once") {
    Bench bench;
    const auto code = send_code(bench);
    CHECK(code.phone_masked == "139****2468");
    const auto session = sign_in(bench, code, *code.sandbox_code);
    REQUIRE(session);
    Store store{bench.db, bench.sealer};
    CHECK(store::session_by_token(store, session->token)->id == session->id);
    CHECK_FALSE(store::session_by_token(store, session->token + "x"));
    CHECK(sign_in(bench, code, *code.sandbox_code).error().code == "code_used_up");
}

TEST_CASE("sign in: five wrong tries use the code up, and each is remembered") {
    Bench bench;
    const auto code = send_code(bench);
    for (int left = 4; left >= 0; --left) {
        const auto outcome = sign_in(bench, code, wrong(code));
        CHECK(outcome.error().code == "code_wrong");
        CHECK(outcome.error().attempts_left == left);
        CHECK(outcome.error().keep_changes);
    }
    CHECK(sign_in(bench, code, *code.sandbox_code).error().code == "code_used_up");
}

TEST_CASE("sign in: a code runs out, and a new one can be had after a minute") {
    Bench bench;
    const auto code = send_code(bench);
    Context ctx = bench.context(noon + 20'000);
    const auto again = handlers::create_sms_code(ctx, {"13900002468"});
    CHECK(again.error().code == "too_many_requests");
    CHECK(again.error().retry_after_s == 40);
    CHECK(sign_in(bench, code, *code.sandbox_code, noon + 5 * ms_per_minute).error().code == "code_expired");
    CHECK(send_code(bench, noon + ms_per_minute).id != code.id);
}

TEST_CASE("replays: a key gives back its first answer, and knows another payload") {
    Bench bench;
    Store store{bench.db, bench.sealer};
    CHECK_FALSE(store::replay(store, "acc_1 /orders", "k"));
    store::insert_replay(store, "acc_1 /orders", "k", {"print", "/api/v1/orders/1", "{\"name\":\"任\"}", 201}, noon);
    const auto first = store::replay(store, "acc_1 /orders", "k");
    REQUIRE(first);
    CHECK(first->status == 201);
    CHECK(first->fingerprint == "print");
    CHECK(first->body == "{\"name\":\"任\"}");
    CHECK_FALSE(store::replay(store, "acc_2 /orders", "k"));
    CHECK_FALSE(store::replay(store, "acc_1 /visits", "k"));
    CHECK_THROWS_AS(store::insert_replay(store, "acc_1 /orders", "k", {"p", "", "{}", 201}, noon), DbError);
}
