// Caring for someone of another account: the owner gives a code, the carer takes it up, either ends it.
#include "server/store/carers.hpp"

#include "base/text.hpp"
#include "server/handlers/code_guard.hpp"
#include "server/handlers/views.hpp"

#include <algorithm>

namespace bz::server::handlers {

namespace {

constexpr std::int64_t code_ms = 10 * ms_per_minute;
constexpr int code_digits = 8;
constexpr std::size_t carers_max = 5;  // as in the insurance's family accounts (亲情账户), on either side

std::string carer_code_hash(const Context& ctx, std::string_view code) {
    return ctx.store.sealer.blind_index("carer_code", ctx.env.hospital.id + '/' + std::string(code));
}

std::optional<PersonRow> verified_self(Context& ctx, std::string_view account_id) {
    for (PersonRow& person : store::people(ctx.store, account_id))
        if (person.verified && person.relationship == "self") return std::move(person);
    return std::nullopt;
}

api::Carer carer_view(Context& ctx, const CarerRow& row) {
    api::Carer view;
    view.id = row.id;
    view.side = row.owner_id == ctx.account_id ? "given" : "received";
    view.state = to_string(row.state);
    view.person_id = row.person_id;
    if (const auto person = store::person(ctx.store, row.person_id)) view.person_name = person->name;
    view.relationship = row.relationship;
    if (!row.account_id.empty())
        if (const auto self = verified_self(ctx, row.account_id)) view.carer_name = self->name;
    view.created_at = ctx.at(row.created_at);
    if (row.accepted_at) view.accepted_at = ctx.at(row.accepted_at);
    if (row.state == CarerState::invited) view.code_expires_at = ctx.at(row.code_expires_at);
    return view;
}

bool lapsed(const Context& ctx, const CarerRow& row) {
    return row.state == CarerState::invited && ctx.now >= row.code_expires_at;
}

// Those that count: active, or invited with a code that is still good.
std::vector<CarerRow> live_carers(Context& ctx) {
    auto list = store::carers_of_owner(ctx.store, ctx.account_id);
    std::erase_if(list, [&](const CarerRow& row) { return lapsed(ctx, row); });
    return list;
}

Outcome<CarerRow> invitation(Context& ctx, std::string_view code) {
    const CodeGuard guard{.by = "care/" + ctx.account_id, .window_ms = code_ms, .refusal = "too_many_requests"};
    TRY(may_try_code(ctx, guard));
    auto row = store::carer_by_code(ctx.store, carer_code_hash(ctx, digits_only(code)));
    if (!row) return wrong_code(ctx, guard);
    if (lapsed(ctx, *row)) return refuse("code_expired");
    return *std::move(row);
}

}  // namespace

Outcome<api::Carer> create_carer(Context& ctx, const api::CarerRequest& in) {
    static constexpr std::string_view relationships[] = {"parent", "child", "spouse", "other"};
    // Who only cares for a person sees it, but does not pass it on.
    if (store::is_carer(ctx.store, ctx.account_id, in.person_id)) return refuse("forbidden");
    const PersonRow person = TRY(owned(ctx, store::person(ctx.store, in.person_id)));
    if (std::ranges::find(relationships, in.relationship) == std::end(relationships))
        return invalid("/relationship", "choice");
    if (!person.verified) return refuse("identity_required");
    if (live_carers(ctx).size() >= carers_max) return refuse("too_many");
    const std::string code = random_digits(code_digits);
    CarerRow row;
    row.id = random_id("car");
    row.person_id = person.id;
    row.owner_id = ctx.account_id;
    row.relationship = in.relationship;
    row.code_hash = carer_code_hash(ctx, code);
    row.created_at = ctx.now;
    row.code_expires_at = ctx.now + code_ms;
    store::insert_carer(ctx.store, row);
    ctx.location = "/api/v1/carers/" + row.id;
    api::Carer view = carer_view(ctx, row);
    view.code = code;
    return view;
}

Outcome<api::Carer> accept_carer(Context& ctx, const api::CarerAcceptance& in) {
    if (!verified_self(ctx, ctx.account_id)) return refuse("identity_required");
    CarerRow row = TRY(invitation(ctx, in.code));
    if (row.owner_id == ctx.account_id) return refuse("illegal_state");
    if (store::is_carer(ctx.store, ctx.account_id, row.person_id)) return refuse("illegal_state");
    if (store::carers_of_account(ctx.store, ctx.account_id).size() >= carers_max) return refuse("too_many");
    row.account_id = ctx.account_id;
    row.state = CarerState::active;
    row.accepted_at = ctx.now;
    store::update_carer(ctx.store, row);
    ctx.audited_account = row.owner_id;
    ctx.changed(row.owner_id, row.person_id, "carer", row.id);
    return carer_view(ctx, row);
}

Outcome<api::CarerList> list_carers(Context& ctx) {
    api::CarerList list;
    for (const CarerRow& row : live_carers(ctx)) list.items.push_back(carer_view(ctx, row));
    for (const CarerRow& row : store::carers_of_account(ctx.store, ctx.account_id))
        list.items.push_back(carer_view(ctx, row));
    return list;
}

Outcome<api::Carer> get_carer(Context& ctx, const Id& id) {
    const CarerRow row = TRY(existing(store::carer(ctx.store, id)));
    if (row.owner_id != ctx.account_id && row.account_id != ctx.account_id) return refuse("not_found");
    return carer_view(ctx, row);
}

Outcome<Nothing> end_carer(Context& ctx, const Id& id) {
    CarerRow row = TRY(existing(store::carer(ctx.store, id)));
    if (row.owner_id != ctx.account_id && row.account_id != ctx.account_id) return refuse("not_found");
    if (row.state == CarerState::ended) return Nothing{};
    ctx.changed(row.owner_id, row.person_id, "carer", row.id);  // while the carer is still told
    ctx.audited_account = row.owner_id;
    row.state = CarerState::ended;
    row.ended_at = ctx.now;
    store::update_carer(ctx.store, row);
    return Nothing{};
}

}  // namespace bz::server::handlers
