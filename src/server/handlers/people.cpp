// The account, its people and their earlier care.
#include "domain/phone.hpp"
#include "server/handlers/connect.hpp"
#include "server/handlers/supply.hpp"
#include "server/handlers/views.hpp"

namespace bz::server::handlers {

// As the carer sees the person: in the carer's words, and with the way to end it.
static api::Person cared_for_view(const Context& ctx, const PersonRow& person, const CarerRow& carer) {
    api::Person view = person_view(ctx, person);
    view.relationship = carer.relationship;
    view.carer_id = carer.id;
    return view;
}

// The account's own people first, then those of others that it cares for.
static std::vector<api::Person> all_people(Context& ctx) {
    std::vector<api::Person> list;
    for (const PersonRow& person : store::people(ctx.store, ctx.account_id)) list.push_back(person_view(ctx, person));
    for (const CarerRow& carer : store::carers_of_account(ctx.store, ctx.account_id))
        if (const auto person = store::person(ctx.store, carer.person_id))
            list.push_back(cared_for_view(ctx, *person, carer));
    return list;
}

Outcome<api::Account> get_account(Context& ctx) {
    api::Account view;
    const auto account = TRY(existing(store::account_by_id(ctx.store, ctx.account_id)));
    view.phone_masked = domain::mask_phone(account.phone);
    view.people = all_people(ctx);
    if (const auto check = store::newest_open_identity_check(ctx.store, ctx.account_id))
        view.identity_check = identity_check_view(ctx, *check);
    if (std::string id = store::open_visit_id(ctx.store, ctx.account_id); !id.empty())
        view.open_visit_id = std::move(id);
    if (std::string id = store::open_order_id(ctx.store, ctx.account_id); !id.empty())
        view.open_order_id = std::move(id);
    view.records_count = store::count_records(ctx.store, ctx.account_id);
    return view;
}

Outcome<api::PersonList> list_people(Context& ctx) { return api::PersonList{all_people(ctx)}; }

Outcome<api::Person> get_person(Context& ctx, const Id& id) {
    const PersonRow person = TRY(cared_for(ctx, store::person(ctx.store, id)));
    if (const auto carer = store::active_carer(ctx.store, ctx.account_id, person.id))
        return cared_for_view(ctx, person, *carer);
    return person_view(ctx, person);
}

Outcome<api::EarlierCare> get_earlier_care(Context& ctx, const Id& id) {
    const PersonRow person = TRY(cared_for(ctx, store::person(ctx.store, id)));
    // What the hospital knows about someone is shown only once it is known that it is them.
    if (!person.verified) return api::EarlierCare{};
    const KnownCare care = known_care(ctx, person.id);
    api::EarlierCare view = earlier_care_view(ctx, care, ctx.lang);
    look_for_stock(ctx, care, view);
    view.supply = supply_of(ctx, person.id, care);
    return view;
}

}  // namespace bz::server::handlers
