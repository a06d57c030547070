// Going on on another device. The code stands for a whole session, so it is long, short-lived, works once and only the
// newest of an account does; a device where it was used shows among the account's devices and can be ended there.
#include "base/text.hpp"
#include "server/handlers/code_guard.hpp"
#include "server/handlers/handlers.hpp"
#include "server/handlers/sessions.hpp"
#include "server/store/hand_overs.hpp"

namespace bz::server::handlers {

namespace {

constexpr std::int64_t code_ms = 5 * ms_per_minute;
constexpr int code_digits = 8;
constexpr std::size_t draft_bytes_max = 64 * 1024;
// In ten minutes at one hospital. Of a hundred million codes a few are good at any time: fifty guesses find none.
constexpr int wrong_codes_max = 50;

std::string hash_of(const Context& ctx, std::string_view code) {
    return ctx.store.sealer.blind_index("hand_over_code", ctx.env.hospital.id + '/' + std::string(code));
}

// Nobody has signed in here, so a code that nobody made is counted against the whole hospital.
CodeGuard guard_of(const Context& ctx) {
    return {.by = "hand_over/" + ctx.env.hospital.id, .wrong_max = wrong_codes_max, .tells_left = false};
}

}  // namespace

Outcome<api::HandOver> create_hand_over(Context& ctx, const api::HandOverRequest& in) {
    if (in.draft.size() > draft_bytes_max) return invalid("/draft", "too_long");
    const std::string code = random_digits(code_digits);
    HandOverRow row;
    row.id = random_id("hov");
    row.hospital_id = ctx.env.hospital.id;
    row.account_id = ctx.account_id;
    row.code_hash = hash_of(ctx, code);
    row.draft = in.draft;
    row.created_at = ctx.now;
    row.expires_at = ctx.now + code_ms;
    store::insert_hand_over(ctx.store, row);
    return api::HandOver{code, ctx.at(row.expires_at)};
}

Outcome<api::TakenOver> accept_hand_over(Context& ctx, const api::HandOverAcceptance& in) {
    const CodeGuard guard = guard_of(ctx);
    TRY(may_try_code(ctx, guard));
    const auto row = store::hand_over_by_code(ctx.store, hash_of(ctx, digits_only(in.code)));
    if (!row) return wrong_code(ctx, guard);
    if (ctx.now >= row->expires_at) return refuse("code_expired");
    store::delete_hand_over(ctx.store, row->id);
    ctx.audited_account = row->account_id;
    api::Session session = begin_session(ctx, row->account_id);
    return api::TakenOver{session.id, session.token, session.expires_at, row->draft};
}

}  // namespace bz::server::handlers
