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
// Of 10^8 codes perhaps ten are good at any time. Ten guesses of an address in ten minutes find one with a chance of
// 10 x 10 / 10^8, one in a million: alone it would guess for 19 years. All addresses together have 200 guesses, one in
// fifty thousand: with twenty of them at it day and night, one code of a hospital in almost a year. And it takes twenty
// to keep a hospital's others waiting.
static_assert(guest_codes_of_address_max == 10 && guest_codes_of_hospital_max == 200, "the sum above counts on these");

std::string hash_of(const Context& ctx, std::string_view code) {
    return ctx.store.sealer.blind_index("hand_over_code", ctx.env.hospital.id + '/' + std::string(code));
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
    const CodeGuards guards = guest_guards(ctx, "hand_over");  // nobody has signed in here
    TRY(may_try_code(ctx, guards));
    const auto row = store::hand_over_by_code(ctx.store, hash_of(ctx, digits_only(in.code)));
    if (!row) return wrong_code(ctx, guards);
    if (ctx.now >= row->expires_at) return refuse("code_expired");
    store::delete_hand_over(ctx.store, row->id);
    ctx.audited_account = row->account_id;
    api::Session session = begin_session(ctx, row->account_id, in.shared.value_or(false));
    return api::TakenOver{session.id, session.token, session.expires_at, row->draft};
}

}  // namespace bz::server::handlers
