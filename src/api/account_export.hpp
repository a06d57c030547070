// Everything an account has, to take along. What the app's own lists leave out because nobody acts on it any more (who
// helped, what is over, which paper is kept) is here, too.
#pragma once

#include "api/address_book.hpp"
#include "api/batch.hpp"
#include "api/carer.hpp"
#include "api/feedback.hpp"
#include "api/person.hpp"
#include "api/record.hpp"
#include "api/session.hpp"
#include "api/staff.hpp"
#include "api/visit.hpp"

namespace bz::api {

struct ExportedPerson {
    Person person;
    std::string document_type;
    std::string number;
    std::optional<std::string> born_on;
    std::optional<std::string> country;
    std::optional<std::string> expires_on;
    EarlierCare earlier_care;  // what the hospital knows from before
};
BZ_SCHEMA(ExportedPerson, person, document_type, number, born_on, country, expires_on, earlier_care);

// An account of a hospital's own system that signs in to this one. What that system calls the person is its own.
struct LinkedAccount {
    std::string issuer;
    std::string since;
};
BZ_SCHEMA(LinkedAccount, issuer, since);

struct PastSession {
    Device device;
    std::string created_at;
    std::string seen_at;
    std::optional<std::string> ended_at;  // left out: it ran out
};
BZ_SCHEMA(PastSession, device, created_at, seen_at, ended_at);

struct PastCarer {
    Carer carer;
    std::string ended_at;
};
BZ_SCHEMA(PastCarer, carer, ended_at);

// A photo of a document that the hospital keeps, and what it was sent for. Nobody gets it back by this API.
struct ExportedPaper {
    std::string kind;  // identity_check | guardianship | mandate
    std::string subject_id;
    std::optional<std::string> media_type;
    std::int64_t bytes = 0;
    std::string sent_at;
};
BZ_SCHEMA(ExportedPaper, kind, subject_id, media_type, bytes, sent_at);

// A refill that a community worker prepared, and what the person said to it on the phone.
struct ExportedRefill {
    domain::BatchState state{};
    std::vector<BatchMedicine> medicines;
    int weeks = 0;
    std::string prepared_at;
    std::string updated_at;
    int calls = 0;
    std::optional<std::string> called_at;
    std::optional<GateAnswers> answers;
    std::optional<std::string> asked_by;  // who noted the answers
    std::optional<domain::BatchAdvice> advice;
    std::optional<std::string> failure;
    std::optional<std::string> visit_id;
};
BZ_SCHEMA(ExportedRefill, state, medicines, weeks, prepared_at, updated_at, calls, called_at, answers, asked_by, advice,
          failure, visit_id);

struct ExportedMandate {
    Mandate mandate;
    std::optional<std::string> phone;  // where the worker calls, when it is not the account's
    std::vector<ExportedRefill> refills;
};
BZ_SCHEMA(ExportedMandate, mandate, phone, refills);

struct HelpAct {
    std::string at;
    std::string action;               // as in the log
    std::string actor;                // as in the log
    std::optional<std::string> name;  // of staff, or the one that someone close gave
};
BZ_SCHEMA(HelpAct, at, action, actor, name);

// That help was asked for and given. What was shown or said is kept nowhere.
struct ExportedHelp {
    std::string id;
    std::string asked_at;
    std::optional<std::string> kind;    // code | call_back | link
    std::optional<std::string> screen;  // where it was asked for
    std::optional<std::string> field;
    std::optional<std::string> phone;  // while somebody is to call back
    std::optional<std::string> helper_name;
    std::optional<std::string> helper_kind;  // staff | family
    std::optional<std::string> joined_at;
    std::optional<std::string> ended_at;
    std::optional<std::string> ended_by;  // patient | helper | time
    std::vector<HelpAct> acts;            // oldest first
};
BZ_SCHEMA(ExportedHelp, id, asked_at, kind, screen, field, phone, helper_name, helper_kind, joined_at, ended_at,
          ended_by, acts);

struct ExportedRecord {
    Record record;
    std::string content;  // where its bytes are: a path of this API
};
BZ_SCHEMA(ExportedRecord, record, content);

struct ExportedFile {
    std::string message_id;
    std::string content;  // where its bytes are: a path of this API
};
BZ_SCHEMA(ExportedFile, message_id, content);

struct ExportedVisit {
    Visit visit;
    std::vector<Message> messages;
    std::vector<ExportedFile> files;  // photos and voice notes of the messages
    std::vector<Prescription> prescriptions;
    std::optional<Rating> rating;
};
BZ_SCHEMA(ExportedVisit, visit, messages, files, prescriptions, rating);

struct ExportedPickUp {
    std::string at;
    std::optional<std::string> name;        // of who came in the person's place
    std::optional<std::string> mandate_id;  // when that was a community worker
};
BZ_SCHEMA(ExportedPickUp, at, name, mandate_id);

struct ExportedOrder {
    Order order;
    std::string created_at;
    std::optional<Address> address;
    std::optional<ExportedPickUp> picked_up;
};
BZ_SCHEMA(ExportedOrder, order, created_at, address, picked_up);

struct ExportedRefund {
    std::int64_t amount_fen = 0;
    std::string created_at;
    std::optional<std::string> arrived_at;
    std::optional<std::string> reason;  // the hospital's words
};
BZ_SCHEMA(ExportedRefund, amount_fen, created_at, arrived_at, reason);

struct ExportedPayment {
    Payment payment;
    std::string purpose;  // visit | order
    std::string subject_id;
    std::string created_at;
    std::optional<std::string> paid_at;
    std::vector<ExportedRefund> refunds;  // oldest first
};
BZ_SCHEMA(ExportedPayment, payment, purpose, subject_id, created_at, paid_at, refunds);

struct AccountExport {
    std::string exported_at;
    LocalText hospital;
    std::string phone;
    std::string created_at;
    std::vector<LinkedAccount> linked_accounts;
    std::vector<ExportedPerson> people;
    std::vector<Consent> consents;  // every answer, newest first
    std::vector<IdentityCheck> identity_checks;
    std::vector<Guardianship> guardianships;
    std::vector<ExportedPaper> papers;
    std::vector<Carer> carers;
    std::vector<PastCarer> past_carers;  // of the account's own people
    std::vector<ExportedMandate> mandates;
    std::vector<ExportedHelp> help_sessions;
    std::vector<SavedAddress> addresses;
    std::vector<OpenSession> sessions;
    std::vector<PastSession> past_sessions;
    std::vector<ExportedRecord> records;
    std::vector<ExportedVisit> visits;
    std::vector<ExportedOrder> orders;
    std::vector<ExportedPayment> payments;
    std::vector<Complaint> complaints;
    std::vector<AuditEvent> audit_events;
};
BZ_SCHEMA(AccountExport, exported_at, hospital, phone, created_at, linked_accounts, people, consents, identity_checks,
          guardianships, papers, carers, past_carers, mandates, help_sessions, addresses, sessions, past_sessions,
          records, visits, orders, payments, complaints, audit_events);

}  // namespace bz::api
