// Giving a consent and taking it back (PIPL 14 to 16, 23, 29): each answer is kept, the newest counts. Taken back, care
// that was begun goes on; what is new waits until the consent is given again.
#include "server/handlers/consents.hpp"

#include "server/handlers/views.hpp"

namespace bz::server {

Outcome<Nothing> require_consent(Context& ctx, const std::string& account_id, std::string_view purpose) {
    const auto newest = store::newest_consent(ctx.store, account_id, purpose);
    if (newest && newest->given) return Nothing{};
    Failure failure("consent_required");
    failure.errors.push_back({"/consents/" + std::string(purpose), "consent.required"});
    return std::unexpected(failure);
}

void keep_consent(Context& ctx, const std::string& account_id, const api::ConsentGiven& consent) {
    const auto before = store::newest_consent(ctx.store, account_id, consent.purpose);
    store::insert_consent(ctx.store, account_id, consent, ctx.now);
    if (before && before->given == consent.given && before->version == consent.version) return;
    if (const auto now = store::newest_consent(ctx.store, account_id, consent.purpose))
        ctx.tell_hospital("consent.changed", consent_id(*now));
}

std::string consent_id(const ConsentRow& row) { return "con_" + std::to_string(row.seq); }

}  // namespace bz::server

namespace bz::server::handlers {

static api::Consent consent_view(const Context& ctx, const ConsentRow& row) {
    return {row.purpose, row.version, row.given, ctx.at(row.at)};
}

Outcome<api::ConsentList> list_consents(Context& ctx) {
    api::ConsentList list;
    for (const ConsentRow& row : store::consents(ctx.store, ctx.account_id))
        list.items.push_back(consent_view(ctx, row));
    return list;
}

Outcome<api::ConsentList> list_consent_history(Context& ctx) {
    api::ConsentList list;
    auto rows = store::consent_history(ctx.store, ctx.account_id, ctx.page);
    if (rows.size() > static_cast<std::size_t>(ctx.page.limit)) {
        rows.resize(static_cast<std::size_t>(ctx.page.limit));
        list.next_cursor = std::to_string(rows.back().seq);
    }
    for (const ConsentRow& row : rows) list.items.push_back(consent_view(ctx, row));
    return list;
}

Outcome<api::Consent> create_consent(Context& ctx, const api::ConsentGiven& in) {
    const api::ConsentForm* form = consent_form(ctx.env, in.purpose);
    if (!form) return invalid("/purpose", "choice");
    if (in.version != form->version) return invalid("/version", "consent.version");
    // Nobody can be signed in without the terms: who no longer wants them deletes the account.
    if (in.purpose == "terms" && !in.given) return invalid("/given", "consent.required");
    keep_consent(ctx, ctx.account_id, in);
    return api::Consent{in.purpose, in.version, in.given, ctx.at(ctx.now)};
}

}  // namespace bz::server::handlers
