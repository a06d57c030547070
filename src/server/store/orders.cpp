// Payments, prescriptions, quotes, orders and their tracking.
#include "server/store/store.hpp"

namespace bz::server::store {

#define PAYMENT_COLUMNS                                                                                             \
    "id, account_id, purpose, subject_id, lang, state, amount_fen, refund_fen, created_at, refund_at, hospital_id," \
    " person_id"

static PaymentRow payment_row(Query& q) {
    PaymentRow row;
    row.id = q.text(0);
    row.account_id = q.text(1);
    row.purpose = q.text(2);
    row.subject_id = q.text(3);
    row.lang = q.text(4);
    row.state = from_string<domain::PaymentState>(q.text(5)).value();
    row.amount_fen = q.integer(6);
    row.refund_fen = q.integer(7);
    row.created_at = q.integer(8);
    row.refund_at = q.integer(9);
    row.hospital_id = q.text(10);
    row.person_id = q.text(11);
    return row;
}

void insert_payment(Store& s, const PaymentRow& row) {
    s.db.run(
        "INSERT INTO payments(id, account_id, hospital_id, person_id, purpose, subject_id, state, amount_fen, lang,"
        " created_at) VALUES(?,?,?,?,?,?,?,?,?,?)",
        row.id, row.account_id, row.hospital_id, row.person_id, row.purpose, row.subject_id, to_string(row.state),
        row.amount_fen, row.lang, row.created_at);
}

std::optional<PaymentRow> payment(Store& s, std::string_view id) {
    Query q = s.db.query("SELECT " PAYMENT_COLUMNS " FROM payments WHERE id=?", id);
    return q.next() ? std::optional(payment_row(q)) : std::nullopt;
}

void update_payment(Store& s, const PaymentRow& row) {
    s.db.run("UPDATE payments SET state=?, refund_fen=?, refund_at=? WHERE id=?", to_string(row.state), row.refund_fen,
             row.refund_at ? std::optional(row.refund_at) : std::nullopt, row.id);
}

void mark_paid_at(Store& s, std::string_view id, Instant now) {
    s.db.run("UPDATE payments SET paid_at=? WHERE id=?", now, id);
}

void insert_refund(Store& s, const PaymentRow& payment, std::int64_t amount_fen, std::string_view reason, Instant now) {
    const std::string id = random_id("ref");
    s.db.run(
        "INSERT INTO refunds(id, payment_id, hospital_id, amount_fen, reason_sealed, created_at) VALUES(?,?,?,?,?,?)",
        id, payment.id, payment.hospital_id, amount_fen, Bytes{s.sealer.seal(reason, {"refunds", id, "reason"})}, now);
}

void settle_refund(Store& s, std::string_view payment_id, Instant now) {
    s.db.run("UPDATE refunds SET settled_at=? WHERE payment_id=? AND settled_at IS NULL", now, payment_id);
}

std::vector<PaymentRow> payments_in(Store& s, std::string_view hospital_id, domain::PaymentState state) {
    std::vector<PaymentRow> list;
    Query q = s.db.query("SELECT " PAYMENT_COLUMNS
                         " FROM payments WHERE hospital_id=? AND state=? ORDER BY created_at LIMIT 200",
                         hospital_id, to_string(state));
    while (q.next()) list.push_back(payment_row(q));
    return list;
}

#define PRESCRIPTION_COLUMNS                                                                               \
    "id, visit_id, account_id, state, doctor_name, pharmacist_name, items_sealed, signed_at, valid_until," \
    " hospital_id, person_id, assessment_sealed, return_reason_sealed"

static PrescriptionRow prescription_row(Store& s, Query& q) {
    PrescriptionRow row;
    row.id = q.text(0);
    row.visit_id = q.text(1);
    row.account_id = q.text(2);
    row.state = from_string<domain::PrescriptionState>(q.text(3)).value();
    row.doctor_name = q.text(4);
    row.pharmacist_name = q.text(5);
    row.items =
        api::read<std::vector<api::PrescriptionItem>>(s.sealer.open(q.text(6), {"prescriptions", row.id, "items"}))
            .value();
    row.signed_at = q.integer(7);
    row.valid_until = q.integer(8);
    row.hospital_id = q.text(9);
    row.person_id = q.text(10);
    if (!q.is_null(11)) row.assessment = s.sealer.open(q.text(11), {"prescriptions", row.id, "assessment"});
    if (!q.is_null(12)) row.return_reason = s.sealer.open(q.text(12), {"prescriptions", row.id, "return_reason"});
    return row;
}

// Null for what is not there, so that an empty text is not sealed for nothing.
static void bind_sealed(Store& s, Query& q, int index, const std::string& text, const Place& place) {
    if (text.empty())
        q.bind_null(index);
    else
        q.bind(index, Bytes{s.sealer.seal(text, place)});
}

void insert_prescription(Store& s, const PrescriptionRow& row) {
    Query q = s.db.query(
        "INSERT INTO prescriptions(id, visit_id, account_id, hospital_id, person_id, state, doctor_name,"
        " items_sealed, signed_at, valid_until, assessment_sealed) VALUES(?,?,?,?,?,?,?,?,?,?,?)",
        row.id, row.visit_id, row.account_id, row.hospital_id, row.person_id, to_string(row.state), row.doctor_name,
        Bytes{s.sealer.seal(api::write(row.items), {"prescriptions", row.id, "items"})}, row.signed_at,
        row.valid_until);
    bind_sealed(s, q, 11, row.assessment, {"prescriptions", row.id, "assessment"});
    while (q.next()) {}
}

std::optional<PrescriptionRow> prescription(Store& s, std::string_view id) {
    Query q = s.db.query("SELECT " PRESCRIPTION_COLUMNS " FROM prescriptions WHERE id=?", id);
    return q.next() ? std::optional(prescription_row(s, q)) : std::nullopt;
}

std::optional<PrescriptionRow> newest_prescription_of_visit(Store& s, std::string_view visit_id) {
    Query q = s.db.query("SELECT " PRESCRIPTION_COLUMNS
                         " FROM prescriptions WHERE visit_id=?"
                         " ORDER BY signed_at DESC LIMIT 1",
                         visit_id);
    return q.next() ? std::optional(prescription_row(s, q)) : std::nullopt;
}

std::vector<PrescriptionRow> prescriptions_in(Store& s, std::string_view hospital_id, domain::PrescriptionState state) {
    std::vector<PrescriptionRow> list;
    Query q = s.db.query("SELECT " PRESCRIPTION_COLUMNS
                         " FROM prescriptions WHERE hospital_id=? AND state=? ORDER BY signed_at LIMIT 200",
                         hospital_id, to_string(state));
    while (q.next()) list.push_back(prescription_row(s, q));
    return list;
}

void update_prescription(Store& s, const PrescriptionRow& row) {
    const auto pharmacist = row.pharmacist_name.empty() ? std::nullopt : std::optional(row.pharmacist_name);
    Query q = s.db.query("UPDATE prescriptions SET state=?, pharmacist_name=?, return_reason_sealed=? WHERE id=?",
                         to_string(row.state), pharmacist);
    bind_sealed(s, q, 3, row.return_reason, {"prescriptions", row.id, "return_reason"});
    q.bind(4, row.id);
    while (q.next()) {}
}

void insert_quote(Store& s, const QuoteRow& row) {
    s.db.run(
        "INSERT INTO quotes(id, prescription_id, account_id, person_id, body_sealed, expires_at) VALUES(?,?,?,?,?,?)",
        row.id, row.prescription_id, row.account_id, row.person_id,
        Bytes{s.sealer.seal(api::write(row.quote), {"quotes", row.id, "body"})}, row.expires_at);
}

static QuoteRow quote_row(Store& s, Query& q) {
    QuoteRow row;
    row.id = q.text(0);
    row.prescription_id = q.text(1);
    row.account_id = q.text(2);
    row.quote = api::read<api::Quote>(s.sealer.open(q.text(3), {"quotes", row.id, "body"})).value();
    row.expires_at = q.integer(4);
    row.person_id = q.text(5);
    return row;
}

std::optional<QuoteRow> quote(Store& s, std::string_view id) {
    Query q = s.db.query(
        "SELECT id, prescription_id, account_id, body_sealed, expires_at, person_id FROM quotes WHERE id=?", id);
    return q.next() ? std::optional(quote_row(s, q)) : std::nullopt;
}

std::vector<QuoteRow> live_quotes(Store& s, std::string_view prescription_id, Instant now) {
    std::vector<QuoteRow> list;
    Query q = s.db.query(
        "SELECT id, prescription_id, account_id, body_sealed, expires_at, person_id FROM quotes"
        " WHERE prescription_id=? AND expires_at>? ORDER BY expires_at, id",
        prescription_id, now);
    while (q.next()) list.push_back(quote_row(s, q));
    return list;
}

#define ORDER_COLUMNS                                                                                            \
    "id, account_id, visit_id, prescription_id, quote_id, payment_id, pickup_code_sealed, hospital_code_sealed," \
    " courier_phone, fulfilment, state, address_sealed, created_at, moved_at, hospital_id, person_id,"           \
    " tracking_number_sealed, pickup_tries"

static OrderRow order_row(Store& s, Query& q) {
    OrderRow row;
    row.id = q.text(0);
    row.account_id = q.text(1);
    row.visit_id = q.text(2);
    row.prescription_id = q.text(3);
    row.quote_id = q.text(4);
    row.payment_id = q.text(5);
    if (!q.is_null(6)) row.pickup_code = s.sealer.open(q.text(6), {"orders", row.id, "pickup_code"});
    if (!q.is_null(7)) row.hospital_code = s.sealer.open(q.text(7), {"orders", row.id, "hospital_code"});
    row.courier_phone = q.text(8);
    row.fulfilment = from_string<domain::Fulfilment>(q.text(9)).value();
    row.state = from_string<domain::OrderState>(q.text(10)).value();
    if (!q.is_null(11)) row.address = api::read<api::Address>(s.sealer.open(q.text(11), {"orders", row.id, "address"}));
    row.created_at = q.integer(12);
    row.moved_at = q.integer(13);
    row.hospital_id = q.text(14);
    row.person_id = q.text(15);
    if (!q.is_null(16)) row.tracking_number = s.sealer.open(q.text(16), {"orders", row.id, "tracking_number"});
    row.pickup_tries = static_cast<int>(q.integer(17));
    return row;
}

void insert_order(Store& s, const OrderRow& row) {
    Query q = s.db.query(
        "INSERT INTO orders(id, account_id, hospital_id, person_id, visit_id, prescription_id, quote_id, fulfilment,"
        " state, payment_id, created_at, moved_at, address_sealed) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)",
        row.id, row.account_id, row.hospital_id, row.person_id, row.visit_id, row.prescription_id, row.quote_id,
        to_string(row.fulfilment), to_string(row.state), row.payment_id, row.created_at, row.moved_at);
    if (row.address) q.bind(13, Bytes{s.sealer.seal(api::write(*row.address), {"orders", row.id, "address"})});
    while (q.next()) {}
}

std::optional<OrderRow> order(Store& s, std::string_view id) {
    Query q = s.db.query("SELECT " ORDER_COLUMNS " FROM orders WHERE id=?", id);
    return q.next() ? std::optional(order_row(s, q)) : std::nullopt;
}

std::optional<OrderRow> live_order_of_prescription(Store& s, std::string_view prescription_id) {
    Query q = s.db.query("SELECT " ORDER_COLUMNS
                         " FROM orders WHERE prescription_id=?"
                         " AND state NOT IN ('cancelled','refunded')",
                         prescription_id);
    return q.next() ? std::optional(order_row(s, q)) : std::nullopt;
}

std::string newest_order_of_visit(Store& s, std::string_view visit_id) {
    Query q =
        s.db.query("SELECT id FROM orders WHERE visit_id=? AND state<>'cancelled' ORDER BY seq DESC LIMIT 1", visit_id);
    return q.next() ? q.text(0) : std::string();
}

std::optional<OrderRow> newest_order_of_person(Store& s, std::string_view person_id) {
    Query q = s.db.query("SELECT " ORDER_COLUMNS
                         " FROM orders WHERE person_id=?"
                         " AND state NOT IN ('cancelled','refunding','refunded') ORDER BY seq DESC LIMIT 1",
                         person_id);
    return q.next() ? std::optional(order_row(s, q)) : std::nullopt;
}

std::vector<OrderRow> orders(Store& s, std::string_view account_id, const Page& page) {
    std::vector<OrderRow> list;
    Query q = s.db.query("SELECT " ORDER_COLUMNS
                         " FROM orders WHERE (account_id=?1 OR person_id IN"
                         " (SELECT person_id FROM carers WHERE account_id=?1 AND state='active'))"
                         " AND (?2='' OR seq < (SELECT seq FROM orders WHERE id=?2))"
                         " ORDER BY seq DESC LIMIT ?3",
                         account_id, page.cursor, page.limit + 1);
    while (q.next()) list.push_back(order_row(s, q));
    return list;
}

std::vector<OrderRow> orders_in(Store& s, std::string_view hospital_id, domain::OrderState state) {
    std::vector<OrderRow> list;
    Query q =
        s.db.query("SELECT " ORDER_COLUMNS " FROM orders WHERE hospital_id=? AND state=? ORDER BY moved_at LIMIT 200",
                   hospital_id, to_string(state));
    while (q.next()) list.push_back(order_row(s, q));
    return list;
}

std::string open_order_id(Store& s, std::string_view account_id) {
    Query q = s.db.query(
        "SELECT id FROM orders WHERE account_id=?"
        " AND state NOT IN ('delivered','picked_up','cancelled','refunded') ORDER BY seq DESC LIMIT 1",
        account_id);
    return q.next() ? q.text(0) : std::string();
}

void update_order(Store& s, const OrderRow& row) {
    Query q = s.db.query(
        "UPDATE orders SET state=?, moved_at=?, courier_phone=?, pickup_tries=?, pickup_code_sealed=?,"
        " hospital_code_sealed=?, tracking_number_sealed=? WHERE id=?",
        to_string(row.state), row.moved_at, row.courier_phone, row.pickup_tries);
    bind_sealed(s, q, 5, row.pickup_code, {"orders", row.id, "pickup_code"});
    bind_sealed(s, q, 6, row.hospital_code, {"orders", row.id, "hospital_code"});
    bind_sealed(s, q, 7, row.tracking_number, {"orders", row.id, "tracking_number"});
    q.bind(8, row.id);
    while (q.next()) {}
}

void insert_pickup(Store& s, std::string_view order_id, std::string_view staff_id, std::string_view proxy_name,
                   Instant now) {
    Query q = s.db.query("INSERT INTO pickups(order_id, staff_id, at, proxy_name_sealed) VALUES(?,?,?,?)", order_id,
                         staff_id, now);
    bind_sealed(s, q, 4, std::string(proxy_name), {"pickups", order_id, "proxy_name"});
    while (q.next()) {}
}

void insert_tracking(Store& s, std::string_view order_id, std::string_view code, Instant at) {
    s.db.run("INSERT INTO tracking(order_id, code, at) VALUES(?,?,?)", order_id, code, at);
}

std::vector<api::TrackingEvent> tracking(Store& s, std::string_view order_id) {
    std::vector<api::TrackingEvent> list;
    Query q = s.db.query("SELECT code, at FROM tracking WHERE order_id=? ORDER BY seq", order_id);
    while (q.next()) list.push_back({q.text(0), rfc3339_text(q.integer(1), china_offset_minutes)});
    return list;
}

}  // namespace bz::server::store
