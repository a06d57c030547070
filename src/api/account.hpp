// Everything an account has, to take along; and what it takes to delete it.
#pragma once

#include "api/address_book.hpp"
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

struct ExportedRecord {
    Record record;
    std::string content;  // where its bytes are: a path of this API
};
BZ_SCHEMA(ExportedRecord, record, content);

struct ExportedVisit {
    Visit visit;
    std::vector<Message> messages;
    std::vector<Prescription> prescriptions;
    std::optional<Rating> rating;
};
BZ_SCHEMA(ExportedVisit, visit, messages, prescriptions, rating);

struct AccountExport {
    std::string exported_at;
    LocalText hospital;
    std::string phone;
    std::vector<ExportedPerson> people;
    std::vector<Consent> consents;  // every answer, newest first
    std::vector<IdentityCheck> identity_checks;
    std::vector<Guardianship> guardianships;
    std::vector<Carer> carers;
    std::vector<SavedAddress> addresses;
    std::vector<OpenSession> sessions;
    std::vector<ExportedRecord> records;
    std::vector<ExportedVisit> visits;
    std::vector<Order> orders;
    std::vector<Payment> payments;
    std::vector<Complaint> complaints;
    std::vector<AuditEvent> audit_events;
};
BZ_SCHEMA(AccountExport, exported_at, hospital, phone, people, consents, identity_checks, guardianships, carers,
          addresses, sessions, records, visits, orders, payments, complaints, audit_events);

// A code that was sent to the account's phone for this.
struct AccountDeletion {
    std::string sms_code_id;
    std::string code;
};
BZ_SCHEMA(AccountDeletion, sms_code_id, code);

}  // namespace bz::api
