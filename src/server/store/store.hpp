// The tables as typed rows: the only place with SQL. Functions run inside the transaction that the caller has open;
// sealed columns are opened and sealed here, so that no other layer handles ciphertext. Times are milliseconds since
// 1970.
#pragma once

#include "api/order.hpp"
#include "api/record.hpp"
#include "api/visit.hpp"
#include "base/date.hpp"
#include "server/store/consents.hpp"
#include "server/store/store_base.hpp"

namespace bz::server {

struct AccountRow {
    std::string id, phone, hospital_id;
};
struct SmsCodeRow {
    std::string id, phone, code_hash, hospital_id;
    Instant expires_at = 0, created_at = 0;
    int tries = 0;
    bool used = false;
};
struct SessionRow {
    std::string id, account_id, hospital_id;
    Instant seen_at = 0, expires_at = 0;
    std::string device;   // JSON of api::Device; written once
    bool shared = false;  // begun on a device that several people use
};
struct PersonRow {
    std::string id, account_id, relationship, document_type, name, number, born_on, sex;
    bool verified = false;
    Instant created_at = 0;
    std::string country, expires_on;  // of the document, when they were given
};
struct IdentityCheckRow {
    std::string id, account_id, hospital_id, person_id, reason, document_upload_id;
    domain::IdentityMethod method{};
    domain::IdentityCheckState state{};
    Instant created_at = 0;
    Instant opened_at = 0;  // when staff first looked
    std::string held_by;    // who of staff looks at it since held_at
    Instant held_at = 0;
};
// What is kept of a finished upload: its content as anyone may see it, and a small picture of it.
struct UploadContent {
    std::string file, media_type;
    std::string preview_file;  // empty when there is none
    std::int64_t bytes = 0, preview_bytes = 0;
    std::int64_t duration_ms = -1;  // of a voice note, when it is known
};
struct UploadRow {
    std::string id, account_id, file, metadata;
    std::string visit_id;    // sent by the hospital, into this visit; empty for the account's own
    std::string mandate_id;  // sent by the hospital: the paper of this mandate
    std::int64_t length = 0, received = 0, file_bytes = 0;
    Instant expires_at = 0;
    bool used = false;
    std::optional<UploadContent> content;  // once it was looked at
};
struct RecordRow {
    std::string id, account_id, person_id, upload_id, title, media_type;
    std::string issued_on, hospital;  // empty when not told
    domain::RecordKind kind{};
    std::int64_t bytes = 0;  // of all pages
    Instant created_at = 0;
};
struct PaymentRow {
    std::string id, account_id, hospital_id, person_id, purpose, subject_id, lang;
    domain::PaymentState state{};
    std::int64_t amount_fen = 0, refund_fen = 0;
    Instant created_at = 0;
    Instant refund_at = 0;  // when the refund was asked for; 0 when never
};
// How a visit ended, in the doctor's words; sealed as one value.
struct Ending {
    std::string text;
    std::string by;
    std::string follow_up_on;
};
struct VisitRow {
    std::string id, account_id, hospital_id, person_id, lang, payment_id;
    domain::VisitKind kind{};
    domain::VisitState state{};
    api::VisitDraft draft;
    std::int64_t fee_fen = 0, insured_fen = 0;
    std::optional<api::Doctor> doctor;
    std::string assigned_to;  // staff id of the doctor; "-" when that one gave it back; empty when not known
    Instant created_at = 0, submitted_at = 0, queued_at = 0, accepted_at = 0, ended_at = 0;
    std::optional<domain::TerminationReason> termination_reason;
    std::optional<Ending> ending;
};
struct MessageRow {
    std::string id, visit_id, sender, text, by;
    Instant at = 0;
    std::string upload_id;  // of a photo or a voice note; empty for plain text
};
struct PrescriptionRow {
    std::string id, visit_id, account_id, hospital_id, person_id, doctor_name, pharmacist_name;
    domain::PrescriptionState state{};
    std::vector<api::PrescriptionItem> items;
    std::string assessment, return_reason;
    Instant signed_at = 0, valid_until = 0;
};
struct QuoteRow {
    std::string id, prescription_id, account_id, person_id;
    api::Quote quote;
    Instant expires_at = 0;
};
struct OrderRow {
    std::string id, account_id, hospital_id, person_id, visit_id, prescription_id, quote_id, payment_id, pickup_code,
        hospital_code, courier_phone, tracking_number;
    int pickup_tries = 0;
    domain::Fulfilment fulfilment{};
    domain::OrderState state{};
    std::optional<api::Address> address;
    Instant created_at = 0, moved_at = 0;
};
struct EventRow {
    std::int64_t seq = 0;
    std::string kind, subject;
};
// What is alive now, for the metrics.
struct LiveCounts {
    std::int64_t sessions = 0;
    std::vector<std::pair<std::string, std::int64_t>> visits;  // by state, of those that are open
};
struct ReplayRow {
    std::string fingerprint, location, body;
    int status = 0;
};

namespace store {

// accounts.cpp
std::optional<AccountRow> account_by_id(Store&, std::string_view id);
[[nodiscard]] bool account_closed(Store&, std::string_view id);  // deleted by its owner (retention.hpp)
// Finds or makes the account of this phone at this hospital.
std::string account_for_phone(Store&, std::string_view hospital_id, std::string_view phone, int terms_version,
                              Instant now);
void insert_sms_code(Store&, const SmsCodeRow&);
std::optional<SmsCodeRow> sms_code(Store&, std::string_view id);
std::optional<SmsCodeRow> newest_sms_code(Store&, std::string_view hospital_id, std::string_view phone);
int count_unused_codes(Store&, std::string_view hospital_id, std::string_view phone, Instant since);
void count_sms_try(Store&, std::string_view id);
void use_sms_code(Store&, std::string_view id, Instant now);
void insert_session(Store&, const SessionRow&, std::string_view token);
std::optional<SessionRow> session_by_token(Store&, std::string_view token);
void touch_session(Store&, std::string_view id, Instant now);
void end_session(Store&, std::string_view id, Instant now);

// people.cpp
std::optional<PersonRow> person(Store&, std::string_view id);
std::optional<PersonRow> person_by_number(Store&, std::string_view account_id, std::string_view number);
std::vector<PersonRow> people(Store&, std::string_view account_id);  // not those cared for (carers.hpp)
void insert_person(Store&, const PersonRow&);
void update_person(Store&, const PersonRow&);  // all but number and verification
void verify_person(Store&, std::string_view id);
void insert_identity_check(Store&, const IdentityCheckRow&);
std::optional<IdentityCheckRow> identity_check(Store&, std::string_view id);
std::optional<IdentityCheckRow> newest_identity_check_of_person(Store&, std::string_view person_id);
std::optional<IdentityCheckRow> newest_open_identity_check(Store&, std::string_view account_id);  // not verified
std::vector<IdentityCheckRow> identity_checks_in(Store&, std::string_view hospital_id, domain::IdentityCheckState);
std::optional<IdentityCheckRow> pending_identity_check(Store&, std::string_view person_id);
void decide_identity_check(Store&, std::string_view id, domain::IdentityCheckState, std::string_view reason,
                           Instant now);

// records.cpp
void insert_upload(Store&, const UploadRow&, Instant now);
std::optional<UploadRow> upload(Store&, std::string_view id);
// False, and nothing changed, when the upload has moved on from `was.received` or is gone.
bool advance_upload(Store&, const UploadRow& was, std::int64_t received, std::int64_t file_bytes, Instant expires_at);
void use_upload(Store&, std::string_view id);
void set_upload_content(Store&, std::string_view id, const UploadContent&);
[[nodiscard]] bool is_kept_file(Store&, std::string_view name);  // false for what a crash left behind
void delete_upload(Store&, std::string_view id);
std::vector<UploadRow> uploads_expired(Store&, Instant now);
std::int64_t uploads_open_bytes(Store&, std::string_view account_id);
void insert_record(Store&, const RecordRow&);
void insert_record_page(Store&, std::string_view record_id, int page, std::string_view upload_id);
std::vector<UploadRow> record_pages(Store&, std::string_view record_id);  // in order, with their content
// Shows these pages in this order. The others stay with the record, unseen: a doctor may have judged by them.
void set_record_pages(Store&, std::string_view record_id, const std::vector<std::string>& upload_ids);
std::vector<std::string> kept_page_ids(Store&, std::string_view record_id);  // uploads, those taken out too
void update_record(Store&, const RecordRow&);  // kind, title, hospital, issued_on, media_type, bytes
std::optional<RecordRow> record(Store&, std::string_view id);
std::optional<RecordRow> kept_record(Store&, std::string_view id);  // also one that its owner took away
std::optional<RecordRow> record_by_upload(Store&, std::string_view upload_id);
std::vector<RecordRow> records(Store&, std::string_view account_id, const Page&);  // one more than the limit
int count_records(Store&, std::string_view account_id);
void delete_record(Store&, std::string_view id, Instant now);

// visits.cpp
void insert_visit(Store&, const VisitRow&);
std::optional<VisitRow> visit(Store&, std::string_view id);
std::optional<VisitRow> draft_visit(Store&, std::string_view person_id, domain::VisitKind);
std::vector<VisitRow> visits(Store&, std::string_view account_id, const Page&);             // one more than the limit
std::vector<VisitRow> visits_in(Store&, std::string_view hospital_id, domain::VisitState);  // oldest first
void update_visit(Store&, const VisitRow&);
int queued_before(Store&, const VisitRow&);
std::string open_visit_id(Store&, std::string_view account_id);
void insert_message(Store&, const MessageRow&);
std::vector<MessageRow> messages(Store&, std::string_view visit_id);
std::optional<MessageRow> message(Store&, std::string_view id);
// How far a side ("patient" or "desk") has read. Never moves back.
void mark_read(Store&, std::string_view visit_id, std::string_view side, std::string_view message_id);
[[nodiscard]] std::string read_until(Store&, std::string_view visit_id, std::string_view side);
[[nodiscard]] int count_unread(Store&, std::string_view visit_id, std::string_view side, std::string_view sender);
// True when a visit that was sent to the hospital shows this record.
[[nodiscard]] bool record_was_shown(Store&, const RecordRow&, std::string_view hospital_id);

// orders.cpp
void insert_payment(Store&, const PaymentRow&);
std::optional<PaymentRow> payment(Store&, std::string_view id);
void update_payment(Store&, const PaymentRow&);
void mark_paid_at(Store&, std::string_view id, Instant now);
void insert_refund(Store&, const PaymentRow&, std::int64_t amount_fen, std::string_view reason, Instant now);
void settle_refund(Store&, std::string_view payment_id, Instant now);
std::vector<PaymentRow> payments_in(Store&, std::string_view hospital_id, domain::PaymentState);
void insert_prescription(Store&, const PrescriptionRow&);
std::optional<PrescriptionRow> prescription(Store&, std::string_view id);
std::optional<PrescriptionRow> newest_prescription_of_visit(Store&, std::string_view visit_id);
std::vector<PrescriptionRow> prescriptions_in(Store&, std::string_view hospital_id, domain::PrescriptionState);
void update_prescription(Store&, const PrescriptionRow&);
void insert_quote(Store&, const QuoteRow&);
std::optional<QuoteRow> quote(Store&, std::string_view id);
std::vector<QuoteRow> live_quotes(Store&, std::string_view prescription_id, Instant now);
void insert_order(Store&, const OrderRow&);
std::optional<OrderRow> order(Store&, std::string_view id);
std::optional<OrderRow> live_order_of_prescription(Store&, std::string_view prescription_id);
std::string newest_order_of_visit(Store&, std::string_view visit_id);
std::vector<OrderRow> orders(Store&, std::string_view account_id, const Page&);  // one more than the limit
std::vector<OrderRow> orders_in(Store&, std::string_view hospital_id, domain::OrderState);
std::string open_order_id(Store&, std::string_view account_id);
std::optional<OrderRow> newest_order_of_person(Store&,
                                               std::string_view person_id);  // cancelled and refunded ones aside
void update_order(Store&, const OrderRow&);
void insert_pickup(Store&, std::string_view order_id, std::string_view staff_id, std::string_view proxy_name,
                   Instant now);
void insert_tracking(Store&, std::string_view order_id, std::string_view code, Instant at);
std::vector<api::TrackingEvent> tracking(Store&, std::string_view order_id);

// events.cpp
void insert_event(Store&, std::string_view account_id, std::string_view kind, std::string_view subject, Instant now);
std::vector<EventRow> events_after(Store&, std::string_view account_id, std::int64_t after, int limit);
std::int64_t newest_event(Store&, std::string_view account_id);
std::optional<ReplayRow> replay(Store&, std::string_view scope, std::string_view key);
void insert_replay(Store&, std::string_view scope, std::string_view key, const ReplayRow&, Instant now);
void forget_old(Store&, Instant events_before, Instant replays_before, Instant codes_before);

// stats.cpp
LiveCounts live_counts(Store&, Instant now);

}  // namespace store
}  // namespace bz::server
