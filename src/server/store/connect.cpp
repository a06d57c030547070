#include "server/store/connect.hpp"

namespace bz::server::store {

std::string payment_reference(Store& s, std::string_view payment_id) {
    Query q = s.db.query("SELECT reference FROM payments WHERE id=?", payment_id);
    return q.next() ? q.text(0) : std::string();
}

std::string payment_with_reference(Store& s, std::string_view hospital_id, std::string_view reference) {
    Query q = s.db.query("SELECT id FROM payments WHERE hospital_id=? AND reference=?", hospital_id, reference);
    return q.next() ? q.text(0) : std::string();
}

void set_payment_reference(Store& s, std::string_view payment_id, std::string_view reference) {
    s.db.run("UPDATE payments SET reference=? WHERE id=?", reference, payment_id);
}

std::vector<RefundRow> refunds_of(Store& s, std::string_view payment_id) {
    std::vector<RefundRow> list;
    Query q = s.db.query(
        "SELECT id, reference, reason_sealed, amount_fen, created_at, settled_at FROM refunds WHERE payment_id=?"
        " ORDER BY created_at, id",
        payment_id);
    while (q.next())
        list.push_back({q.text(0), q.text(1), s.sealer.open(q.text(2), {"refunds", q.text(0), "reason"}), q.integer(3),
                        q.integer(4), q.integer(5)});
    return list;
}

void set_refund_reference(Store& s, std::string_view refund_id, std::string_view reference) {
    s.db.run("UPDATE refunds SET reference=? WHERE id=?", reference, refund_id);
}

void put_earlier_care(Store& s, std::string_view person_id, const api::DeskEarlierCare& care, Instant now) {
    const std::string sealed = s.sealer.seal(api::write(care), {"earlier_care", person_id, "body"});
    s.db.run(
        "INSERT INTO earlier_care(person_id, body_sealed, updated_at) VALUES(?,?,?)"
        " ON CONFLICT(person_id) DO UPDATE SET body_sealed=excluded.body_sealed, updated_at=excluded.updated_at",
        person_id, Bytes{sealed}, now);
}

std::optional<api::DeskEarlierCare> earlier_care(Store& s, std::string_view person_id) {
    Query q = s.db.query("SELECT body_sealed FROM earlier_care WHERE person_id=?", person_id);
    if (!q.next()) return std::nullopt;
    return api::read<api::DeskEarlierCare>(s.sealer.open(q.text(0), {"earlier_care", person_id, "body"}));
}

}  // namespace bz::server::store
