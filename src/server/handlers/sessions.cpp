// Signing in with a code by text message, signing out, and the list of devices.
#include "server/handlers/sessions.hpp"

#include "domain/phone.hpp"
#include "server/handlers/connect.hpp"
#include "server/handlers/consents.hpp"
#include "server/handlers/device.hpp"
#include "server/handlers/handlers.hpp"
#include "server/handlers/launch.hpp"
#include "server/store/smart.hpp"

namespace bz::server::handlers {

static std::string code_hash(const Context& ctx, std::string_view code_id, std::string_view code) {
    // Six digits are guessed in no time from a plain hash, so the hash is keyed and bound to its row.
    return ctx.store.sealer.blind_index("sms_code", std::string(code_id) + '/' + std::string(code));
}

static Outcome<std::string> phone_field(std::string_view text) {
    const auto phone = domain::parse_phone(text);
    if (!phone) return invalid("/phone", phone.error().code);
    return *phone;
}

static std::unexpected<Failure> wait_ms(std::int64_t ms) {
    Failure failure("too_many_requests");
    failure.retry_after_s = static_cast<int>((ms + ms_per_second - 1) / ms_per_second);
    return std::unexpected(failure);
}

// A code that was used does not count: whoever signs in, out and in again is not kept waiting.
static Outcome<Nothing> may_send_code(Context& ctx, const std::string& phone) {
    constexpr int unused_max = 10;  // an hour: bounds the cost of messages and the number of guesses
    if (const auto last = store::newest_sms_code(ctx.store, ctx.env.hospital.id, phone); last && !last->used) {
        const Instant next = last->created_at + ctx.env.hospital.rules.sms_resend_seconds * ms_per_second;
        if (ctx.now < next) return wait_ms(next - ctx.now);
    }
    if (store::count_unused_codes(ctx.store, ctx.env.hospital.id, phone, ctx.now - ms_per_hour) >= unused_max)
        return wait_ms(10 * ms_per_minute);
    return Nothing{};
}

Outcome<api::SmsCode> create_sms_code(Context& ctx, const api::SmsCodeRequest& in) {
    const std::string phone = TRY(phone_field(in.phone));
    const auto& rules = ctx.env.hospital.rules;
    TRY(may_send_code(ctx, phone));
    const std::string code = random_digits(rules.sms_code_length);
    SmsCodeRow row;
    row.id = random_id("code");
    row.hospital_id = ctx.env.hospital.id;
    row.phone = phone;
    row.code_hash = code_hash(ctx, row.id, code);
    row.created_at = ctx.now;
    row.expires_at = ctx.now + ctx.env.sms_ttl_ms;
    store::insert_sms_code(ctx.store, row);
    SmsSender* sms = ctx.env.providers.sms.get();
    if (sms)
        ctx.after_commit.push_back([sms, phone, code] { sms->send_code(phone, code); });
    else
        TRY(send_code_by_gateway(ctx, row, code));
    api::SmsCode view{row.id, domain::mask_phone(phone), ctx.at(row.expires_at), rules.sms_resend_seconds, {}};
    if (sms && sms->shows_code()) view.sandbox_code = code;
    return view;
}

Outcome<SmsCodeRow> check_sms_code(Context& ctx, const std::string& id, const std::string& digits) {
    const auto code = store::sms_code(ctx.store, id);
    if (!code || code->hospital_id != ctx.env.hospital.id)
        return refuse("code_expired");  // swept away, or never there: either way a new one is needed
    if (code->used || code->tries >= ctx.env.hospital.rules.sms_code_attempts) return refuse("code_used_up");
    if (ctx.now >= code->expires_at) return refuse("code_expired");
    if (same_secret(code->code_hash, code_hash(ctx, code->id, digits))) return *code;
    store::count_sms_try(ctx.store, code->id);
    Failure failure("code_wrong");
    failure.keep_changes = true;
    failure.attempts_left = ctx.env.hospital.rules.sms_code_attempts - code->tries - 1;
    failure.errors.push_back({"/code", "code_wrong"});
    return std::unexpected(failure);
}

static Outcome<std::string> phone_by_code(Context& ctx, const api::SessionRequest& in) {
    Failure missing("validation");
    if (!in.sms_code_id) missing.errors.push_back({"/sms_code_id", "required"});
    if (!in.code) missing.errors.push_back({"/code", "required"});
    if (!missing.errors.empty()) return std::unexpected(missing);
    const SmsCodeRow code = TRY(check_sms_code(ctx, *in.sms_code_id, *in.code));
    store::use_sms_code(ctx.store, code.id, ctx.now);
    return code.phone;
}

api::Session begin_session(Context& ctx, const std::string& account, bool shared) {
    const SessionRow session{random_id("ses"),
                             account,
                             ctx.env.hospital.id,
                             ctx.now,
                             ctx.now + ctx.env.session_ms,
                             api::write(device_of(ctx.user_agent)),
                             shared};
    const std::string token = random_token();
    store::insert_session(ctx.store, session, token);
    return {session.id, token, ctx.at(session.expires_at), {}, {}};
}

IdleSince idle_since(const Context& ctx) {
    return {ctx.now - ctx.env.session_idle_ms, ctx.now - ctx.env.session_shared_idle_ms};
}

static bool is_shared(const api::SessionRequest& in) { return in.shared.value_or(false); }

static api::Session new_session(Context& ctx, const std::string& phone, const api::SessionRequest& in) {
    const int terms_version = in.terms_version;
    const std::string account = store::account_for_phone(ctx.store, ctx.env.hospital.id, phone, terms_version, ctx.now);
    keep_consent(ctx, account, {"terms", terms_version, true});
    return begin_session(ctx, account, is_shared(in));
}

static bool agreed_already(Context& ctx, const std::string& account) {
    const auto consent = store::newest_consent(ctx.store, account, "terms");
    return consent && consent->given && consent->version >= consent_form(ctx.env, "terms")->version;
}

// Somebody whom the hospital's system has signed in is the account that they were here before. The first time they are
// the one whose phone they prove, or the one whose phone that system vouches for.
static Outcome<api::Session> session_of_subject(Context& ctx, const LaunchTokenRow& launch,
                                                const api::SessionRequest& in) {
    const std::string account = store::account_of_subject(ctx.store, launch.subject);
    const bool agreed = in.terms_version >= consent_form(ctx.env, "terms")->version;
    Failure missing("validation");
    if (!agreed && (account.empty() || !agreed_already(ctx, account)))
        missing.errors.push_back({"/terms_version", "consent.required"});
    const bool by_code = account.empty() && launch.phone.empty();
    if (by_code && !in.sms_code_id) missing.errors.push_back({"/sms_code_id", "required"});
    if (by_code && !in.code) missing.errors.push_back({"/code", "required"});
    if (!missing.errors.empty()) return std::unexpected(missing);
    if (!account.empty()) {
        if (agreed && !agreed_already(ctx, account)) keep_consent(ctx, account, {"terms", in.terms_version, true});
        store::use_launch_token(ctx.store, launch.id, ctx.now);
        return begin_session(ctx, account, is_shared(in));
    }
    const std::string phone = by_code ? TRY(phone_by_code(ctx, in)) : launch.phone;
    store::use_launch_token(ctx.store, launch.id, ctx.now);
    const api::Session session = new_session(ctx, phone, in);
    store::link_subject(ctx.store, launch.subject,
                        store::account_for_phone(ctx.store, ctx.env.hospital.id, phone, in.terms_version, ctx.now),
                        ctx.now);
    return session;
}

Outcome<api::Session> create_session(Context& ctx, const api::SessionRequest& in) {
    std::optional<LaunchTokenRow> launch;
    if (in.launch_token) launch = TRY(take_launch_token(ctx, *in.launch_token));
    if (launch && !launch->subject.empty()) return session_of_subject(ctx, *launch, in);
    if (in.terms_version < consent_form(ctx.env, "terms")->version)
        return invalid("/terms_version", "consent.required");
    // A portal that does not know the phone leaves the proof of it to the code.
    const std::string phone = launch && !launch->phone.empty() ? launch->phone : TRY(phone_by_code(ctx, in));
    if (launch) store::use_launch_token(ctx.store, launch->id, ctx.now);
    api::Session session = new_session(ctx, phone, in);
    if (launch && !launch->language.empty()) session.language = launch->language;
    if (launch && !launch->entry.empty()) session.entry = launch->entry;
    return session;
}

Outcome<Nothing> delete_session(Context& ctx) {
    store::end_session(ctx.store, ctx.session_id, ctx.now);
    return Nothing{};
}

static api::OpenSession session_view(const Context& ctx, const OpenSessionRow& row) {
    api::OpenSession view;
    view.id = row.id;
    view.device = api::read<api::Device>(row.device).value_or(api::Device{"unknown", "", ""});
    view.created_at = ctx.at(row.created_at);
    view.seen_at = ctx.at(row.seen_at);
    view.expires_at = ctx.at(row.expires_at);
    view.current = row.id == ctx.session_id;
    return view;
}

Outcome<api::SessionList> list_sessions(Context& ctx) {
    api::SessionList list;
    for (const auto& row : store::open_sessions(ctx.store, ctx.account_id, ctx.now, idle_since(ctx)))
        list.items.push_back(session_view(ctx, row));
    return list;
}

Outcome<Nothing> end_one_session(Context& ctx, const Id& id) {
    if (!store::end_session_of(ctx.store, ctx.account_id, id, ctx.now)) return refuse("not_found");
    return Nothing{};
}

Outcome<Nothing> end_other_sessions(Context& ctx) {
    store::end_sessions(ctx.store, ctx.account_id, ctx.session_id, ctx.now);
    return Nothing{};
}

Outcome<Nothing> end_all_sessions(Context& ctx) {
    store::end_sessions(ctx.store, ctx.account_id, "", ctx.now);
    return Nothing{};
}

}  // namespace bz::server::handlers
