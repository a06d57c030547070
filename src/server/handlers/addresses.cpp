// The address book: what an account keeps so that nobody types an address twice.
#include "server/store/addresses.hpp"

#include "base/text.hpp"
#include "server/handlers/address_fields.hpp"
#include "server/handlers/handlers.hpp"

namespace bz::server::handlers {

static constexpr std::size_t addresses_max = 20;

static api::SavedAddress address_view(const Context& ctx, const AddressRow& row) {
    const api::SavedAddressRequest& in = row.address;
    return {row.id, in.name, in.phone, in.line, in.region, in.city, row.is_default, ctx.at(row.created_at)};
}

static void check_place(std::optional<std::string>& place, const char* pointer, Failure& failure) {
    if (!place) return;
    place = std::string(trim(*place));
    if (count_code_points(*place) > 40) failure.errors.push_back({pointer, "too_long"});
    if (place->empty()) place.reset();  // an empty text takes it away
}

// The address as it is kept, or every field at fault.
static Outcome<api::SavedAddressRequest> checked(api::SavedAddressRequest in) {
    Failure failure("validation");
    const api::Address plain = check_address({in.name, in.phone, in.line}, "", failure);
    check_place(in.region, "/region", failure);
    check_place(in.city, "/city", failure);
    if (!failure.errors.empty()) return std::unexpected(failure);
    in.name = plain.name;
    in.phone = plain.phone;
    in.line = plain.line;
    return in;
}

Outcome<api::SavedAddressList> list_addresses(Context& ctx) {
    api::SavedAddressList list;
    for (const AddressRow& row : store::addresses(ctx.store, ctx.account_id))
        list.items.push_back(address_view(ctx, row));
    return list;
}

Outcome<api::SavedAddress> get_address(Context& ctx, const Id& id) {
    return address_view(ctx, TRY(owned(ctx, store::address(ctx.store, id))));
}

Outcome<api::SavedAddress> create_address(Context& ctx, const api::SavedAddressRequest& in) {
    AddressRow row{random_id("adr"), ctx.account_id, TRY(checked(in)), false, ctx.now};
    const auto known = store::addresses(ctx.store, ctx.account_id);
    if (known.size() >= addresses_max) return refuse("too_many");
    store::insert_address(ctx.store, row);
    row.is_default = in.is_default.value_or(false) || known.empty();
    if (row.is_default) store::make_default_address(ctx.store, ctx.account_id, row.id);
    ctx.location = "/api/v1/addresses/" + row.id;
    return address_view(ctx, row);
}

Outcome<api::SavedAddress> update_address(Context& ctx, const Id& id, const api::SavedAddressChange& in) {
    AddressRow row = TRY(owned(ctx, store::address(ctx.store, id)));
    TRY(require_match(ctx, address_view(ctx, row)));
    if (in.name) row.address.name = *in.name;
    if (in.phone) row.address.phone = *in.phone;
    if (in.line) row.address.line = *in.line;
    if (in.region) row.address.region = in.region;
    if (in.city) row.address.city = in.city;
    row.address = TRY(checked(row.address));
    // One address is always the default: it passes on by choosing another.
    if (in.is_default && !*in.is_default && row.is_default) return invalid("/is_default", "choice");
    store::update_address(ctx.store, row);
    if (in.is_default.value_or(false)) {
        store::make_default_address(ctx.store, ctx.account_id, row.id);
        row.is_default = true;
    }
    return address_view(ctx, row);
}

Outcome<Nothing> delete_address(Context& ctx, const Id& id) {
    const AddressRow row = TRY(owned(ctx, store::address(ctx.store, id)));
    store::delete_address(ctx.store, row.id);
    if (!row.is_default) return Nothing{};
    const auto rest = store::addresses(ctx.store, ctx.account_id);
    if (!rest.empty()) store::make_default_address(ctx.store, ctx.account_id, rest.front().id);
    return Nothing{};
}

}  // namespace bz::server::handlers
