#include "server/handlers/smart.hpp"

#include "domain/phone.hpp"
#include "server/handlers/handlers.hpp"
#include "server/handlers/sessions.hpp"
#include "server/store/launch_tokens.hpp"
#include "server/store/smart.hpp"

namespace bz::api {
BZ_SCHEMA(server::SmartBegun, iss, nonce, verifier, redirect_uri, origin, launched);
BZ_SCHEMA(server::SmartSubject, issuer, name, phone);
}  // namespace bz::api

namespace bz::server::handlers {

constexpr std::int64_t attempt_ms = 10 * ms_per_minute;  // for signing in there, maybe with a forgotten password
constexpr std::int64_t take_ms = 2 * ms_per_minute;      // from their answer to the app's asking
constexpr std::int64_t token_ms = 60 * ms_per_second;
// A token that opens nothing without a code by text message waits for the code.
constexpr std::int64_t token_and_code_ms = 10 * ms_per_minute;

void begin_smart(Context& ctx, const SmartBegun& begun, std::string_view state, std::string_view browser) {
    SmartAttemptRow row;
    row.id = random_id("sat");
    row.hospital_id = ctx.env.hospital.id;
    row.begun = api::write(begun);
    row.created_at = ctx.now;
    row.expires_at = ctx.now + attempt_ms;
    store::insert_smart_attempt(ctx.store, row, state, browser);
}

std::optional<SmartAnswered> answer_smart(Context& ctx, std::string_view state, std::string_view browser) {
    const auto row = store::smart_attempt_by_state(ctx.store, state);
    if (!row || row->hospital_id != ctx.env.hospital.id || !same_secret(row->browser_hash, hash_token(browser)))
        return std::nullopt;
    if (row->answered_at || ctx.now >= row->expires_at) return std::nullopt;
    auto begun = api::read<SmartBegun>(row->begun);
    if (!begun) return std::nullopt;
    store::answer_smart_attempt(ctx.store, row->id, ctx.now);
    return SmartAnswered{row->id, *std::move(begun)};
}

void find_smart(Context& ctx, std::string_view id, const SmartSubject& subject) {
    SmartSubject known = subject;
    const auto phone = domain::parse_phone(subject.phone);
    known.phone = phone ? *phone : std::string();
    store::find_smart_attempt(ctx.store, id, api::write(known), ctx.now);
}

// For the very browser that has signed in there, once, and soon after.
Outcome<api::LaunchToken> create_smart_token(Context& ctx, const api::SmartTokenRequest& in) {
    const auto attempt = store::smart_attempt_by_browser(ctx.store, ctx.browser);
    if (!attempt || attempt->hospital_id != ctx.env.hospital.id || !attempt->found_at) return refuse("launch_expired");
    if (attempt->taken_at) return refuse("launch_used");
    if (ctx.now >= attempt->found_at + take_ms) return refuse("launch_expired");
    const auto begun = api::read<SmartBegun>(attempt->begun);
    const auto subject = api::read<SmartSubject>(attempt->found);
    if (!begun || !subject) return refuse("launch_expired");
    store::take_smart_attempt(ctx.store, attempt->id, ctx.now);
    LaunchTokenRow row;
    row.id = random_id("lau");
    row.hospital_id = ctx.env.hospital.id;
    row.origin = in.here || begun->origin.empty() ? ctx.origin : begun->origin;
    row.phone = subject->phone;
    row.subject = store::smart_subject(row.hospital_id, subject->issuer, subject->name);
    row.created_at = ctx.now;
    const bool known = !row.phone.empty() || !store::account_of_subject(ctx.store, row.subject).empty();
    row.expires_at = ctx.now + (known ? token_ms : token_and_code_ms);
    const std::string token = random_token();
    store::insert_launch_token(ctx.store, row, token);
    return api::LaunchToken{token, ctx.at(row.expires_at)};
}

}  // namespace bz::server::handlers
