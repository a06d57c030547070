#include "server/store/addresses.hpp"

namespace bz::server::store {

#define ADDRESS_COLUMNS "id, account_id, address_sealed, is_default, created_at"

static AddressRow address_row(Store& s, Query& q) {
    AddressRow row;
    row.id = q.text(0);
    row.account_id = q.text(1);
    row.address =
        api::read<api::SavedAddressRequest>(s.sealer.open(q.text(2), {"addresses", row.id, "address"})).value();
    row.is_default = q.integer(3) != 0;
    row.created_at = q.integer(4);
    return row;
}

static std::string sealed_address(Store& s, const AddressRow& row) {
    api::SavedAddressRequest plain = row.address;
    plain.is_default.reset();
    return s.sealer.seal(api::write(plain), {"addresses", row.id, "address"});
}

std::vector<AddressRow> addresses(Store& s, std::string_view account_id) {
    std::vector<AddressRow> list;
    Query q = s.db.query("SELECT " ADDRESS_COLUMNS
                         " FROM addresses WHERE account_id=? ORDER BY is_default DESC, created_at DESC, id",
                         account_id);
    while (q.next()) list.push_back(address_row(s, q));
    return list;
}

std::optional<AddressRow> address(Store& s, std::string_view id) {
    Query q = s.db.query("SELECT " ADDRESS_COLUMNS " FROM addresses WHERE id=?", id);
    return q.next() ? std::optional(address_row(s, q)) : std::nullopt;
}

void insert_address(Store& s, const AddressRow& row) {
    s.db.run("INSERT INTO addresses(id, account_id, address_sealed, is_default, created_at) VALUES(?,?,?,?,?)", row.id,
             row.account_id, Bytes{sealed_address(s, row)}, row.is_default, row.created_at);
}

void update_address(Store& s, const AddressRow& row) {
    s.db.run("UPDATE addresses SET address_sealed=? WHERE id=?", Bytes{sealed_address(s, row)}, row.id);
}

void delete_address(Store& s, std::string_view id) { s.db.run("DELETE FROM addresses WHERE id=?", id); }

void delete_addresses(Store& s, std::string_view account_id) {
    s.db.run("DELETE FROM addresses WHERE account_id=?", account_id);
}

void make_default_address(Store& s, std::string_view account_id, std::string_view id) {
    s.db.run("UPDATE addresses SET is_default=0 WHERE account_id=? AND id<>?", account_id, id);
    s.db.run("UPDATE addresses SET is_default=1 WHERE account_id=? AND id=?", account_id, id);
}

}  // namespace bz::server::store
