// One function a resource: what is known of something, in; the resource as JSON text, out. What may be read, and by
// whom, was decided before.
#pragma once

#include "server/fhir/search.hpp"
#include "server/store/audit.hpp"
#include "server/store/store.hpp"

#include <map>

namespace bz::server::fhir {

struct PatientSource {
    PersonRow person;
    bool active = true;    // the account was not deleted
    std::string hospital;  // its name
};
[[nodiscard]] std::string patient(const PatientSource&);

struct TaskSource {
    VisitRow visit;
    std::vector<PrescriptionRow> prescriptions;         // that came of it, oldest first
    std::map<std::string, std::string> medicine_names;  // by the id in the request
    std::string hospital;                               // the physical one, where people are sent to
    std::string referral_place;
};
[[nodiscard]] std::string task(const TaskSource&);

struct DocumentSource {
    RecordRow record;
    std::vector<UploadRow> pages;
    std::vector<std::string> visit_ids;  // in which the hospital was shown it
};
[[nodiscard]] std::string document_reference(const DocumentSource&);

// A sheet has up to five medicines; each is a request of its own, counted from 1.
[[nodiscard]] std::string medication_id(const PrescriptionRow&, std::size_t item);  // "rx-abc-1"
[[nodiscard]] std::string medication_request(const PrescriptionRow&, std::size_t item, bool handed_over);

struct CommunicationSource {
    MessageRow message;
    std::string person_id;
    std::optional<UploadRow> attachment;
};
[[nodiscard]] std::string communication(const CommunicationSource&);

struct ConsentSource {
    std::string id;  // "con_12"
    ConsentRow answer;
    std::string person_id;      // the account's own person; empty when there is none yet
    Instant superseded_at = 0;  // by a newer answer; 0: it is the newest
    std::string hospital;
};
[[nodiscard]] std::string consent(const ConsentSource&);

struct AuditSource {
    std::string id;  // "aud_12"
    AuditEntry entry;
    std::string person_id;  // whom the object is of; empty when that is not known
    std::string hospital;
    std::string actor_name;  // empty when there is none to tell
};
[[nodiscard]] std::string audit_event(const AuditSource&);

// The file itself, for who asks for it as JSON.
[[nodiscard]] std::string binary(const UploadRow&, std::string_view bytes);

// What this server can do, at `base`: "https://host/fhir/R4".
[[nodiscard]] std::string capability_statement(std::string_view base, std::string_view hospital);

struct Entry {
    std::string type, id;  // FHIR's
    std::string json;
};
struct BundleLinks {
    std::string base;
    std::string self, next;  // addresses; no next: this was the last page
};
[[nodiscard]] std::string searchset(const std::vector<Entry>& entries, const BundleLinks& links);

struct Issue {
    std::string_view code;  // of FHIR's issue-type
    std::string diagnostics;
};
[[nodiscard]] std::string operation_outcome(const std::vector<Issue>& issues);
[[nodiscard]] std::string_view issue_code(int http_status);

}  // namespace bz::server::fhir
