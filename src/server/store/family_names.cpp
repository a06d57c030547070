#include "server/store/family_names.hpp"

namespace bz::server::store {

static Place place_of(std::string_view help_id) { return {"family_names", help_id, "name"}; }

void insert_family_name(Store& s, const HelpRow& row) {
    const auto account = row.account_id.empty() ? std::nullopt : std::optional(row.account_id);
    s.db.run("INSERT INTO family_names(help_id, account_id, name_sealed) VALUES(?,?,?)", row.id, account,
             Bytes{s.sealer.seal(row.family_name, place_of(row.id))});
}

std::string family_name(Store& s, std::string_view help_id) {
    Query q = s.db.query("SELECT name_sealed FROM family_names WHERE help_id=?", help_id);
    return q.next() ? s.sealer.open(q.text(0), place_of(help_id)) : std::string();
}

void attach_family_name(Store& s, std::string_view help_id, std::string_view account_id) {
    s.db.run("UPDATE family_names SET account_id=? WHERE help_id=? AND account_id IS NULL", account_id, help_id);
}

void forget_guests_family_names(Store& s, Instant ended_before) {
    s.db.run(
        "DELETE FROM family_names WHERE account_id IS NULL AND help_id IN"
        " (SELECT id FROM help_sessions WHERE ended_at IS NOT NULL AND ended_at<?)",
        ended_before);
}

void forget_family_names_of(Store& s, std::string_view account_id) {
    s.db.run("DELETE FROM family_names WHERE account_id=?", account_id);
}

}  // namespace bz::server::store
