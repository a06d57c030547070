// Everything a person typed or chose that is not yet safe on the server. One codec (the wire codec) saves and restores
// it, so a reload loses nothing. Never holds a token.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/visit.hpp"
#include "client/state/crop.hpp"
#include "client/state/route.hpp"
#include "domain/gate.hpp"
#include "domain/guardianship.hpp"
#include "domain/identity_check.hpp"
#include "domain/order.hpp"
#include "domain/record.hpp"
#include "domain/visit.hpp"

namespace bz::state {

struct UploadDraft {
    std::string file;  // host handle; after a reload the bytes are gone and the person picks the file again
    std::string name;
    domain::RecordKind kind = domain::RecordKind::other;
    std::int64_t bytes = 0;
    std::int64_t sent = 0;  // not kept: a reload begins with what the hospital has
    // preparing | opening (to be looked at) | checking | picked | sending | paused | done | recording | failed |
    // interrupted | recorded
    std::string state;
    std::string upload_id;
    std::string record_id;
    std::string error;
    std::string document{};  // a further page: of the document that began with this file, or of this record
    int pages = 1;           // of a record; the slices of a series that is on its way
    std::string issued_on{};
    std::string hospital{};
    int turns = 0;  // quarter turns to the right
    Crop crop{};
    std::string quality{};  // what is wrong with the photo: "" | dark | blurred | small
    // a series
    int arrived = 0;                             // slices; not kept
    std::vector<std::string> page_upload_ids{};  // done: those after the first; failed: of all that arrived
    bool folder = false;                         // was picked as a folder
};

// What is said about a document on the page where that is changed.
struct DocumentDraft {
    std::string key;  // a record's id, or upload_key of one that is not filed yet; empty = none is being changed
    domain::RecordKind kind = domain::RecordKind::other;
    std::string issued_on;
    std::string hospital;
};

struct Draft {
    Route route = Route::home;
    domain::VisitKind kind = domain::VisitKind::refill;
    bool started = false;   // a journey is under way
    std::string person_id;  // whom it is for; empty: the account's own person
    bool guardian_present = false;
    // sign-in
    std::string phone;
    std::string sms_code_id;
    std::string code;
    bool terms_agreed = false;
    std::string resend_at;  // RFC 3339
    std::string sandbox_code;
    // identity
    std::string name;
    std::string number;
    std::string relationship = "self";
    domain::DocumentType document_type = domain::DocumentType::resident_id;
    std::string country;       // ISO 3166-1 alpha-3, once chosen
    std::string country_text;  // what was typed to find it
    std::string expires_on;    // "2031-03-14"; parts as they were typed
    std::string born_on;
    std::string sex;  // female | male | empty
    std::optional<bool> consent_identity;
    std::optional<bool> consent_face;
    std::string check_key;          // of the check that is to be sent: a reload must not make a second one
    std::string checked_person_id;  // whom the newest check is about
    std::optional<bool> consent_health_data;
    std::optional<bool> consent_sms_notice;
    std::optional<domain::IdentityMethod> method;
    std::string identity_check_id;
    std::string document_upload_id;
    // people and privacy
    std::string shown_person_id;  // whose page is open
    std::string care_code;        // typed
    std::string care_key;
    std::string carer_relationship;  // of the person to the one who is let in
    std::optional<domain::GuardianshipBasis> guardian_basis;
    std::string guardian_upload_id;
    std::string guardian_key;
    std::string leave_code_id;  // the text message that deleting the account needs
    std::string leave_code;
    std::string leave_sandbox_code;
    // gate
    bool red_flags_none = false;
    domain::Diagnosed diagnosed = domain::Diagnosed::unanswered;
    domain::Changed changed = domain::Changed::unanswered;
    std::string red_flag;                      // id of the one chosen, for the emergency page
    std::vector<api::GateReply> gate_answers;  // to the hospital's own questions
    std::string gate_question;                 // the one shown; empty = the first that is open
    bool repeat = false;                       // "the same again": what is known is not asked twice
    // records
    domain::RecordKind record_kind = domain::RecordKind::outpatient;
    std::vector<UploadDraft> uploads;
    std::vector<std::string> earlier_ids;  // records from before that go with this visit
    bool earlier_chosen = false;           // false until the newest ones were put there
    std::string photo;                     // upload_key of the photo being looked at before it is sent
    DocumentDraft document;
    // refill / consultation
    std::vector<std::string> medicine_ids;
    std::string medicine_text;
    int weeks = 4;
    bool long_supply_confirmed = false;
    bool any_doctor = false;
    std::string complaint;
    bool reviewed = false;
    // under way
    std::string visit_id;
    std::string visit_etag;
    std::string submit_key;
    std::string message_text;
    std::string message_key;
    std::vector<UploadDraft> message_files;  // the photo or voice note that goes with the message: one at most
    std::optional<domain::Fulfilment> fulfilment;
    std::string address_name;
    std::string address_phone;
    std::string address_line;
    std::string address_id;     // of the address book; empty = as typed
    bool keep_address = false;  // the typed one goes into the book with the order
    bool share_consent = false;
    std::string confirm_key;
    std::string order_key;
    std::string order_id;
    // afterwards
    std::string rating_visit;  // what the next two are about
    int rating_stars = 0;
    std::string rating_text;
    std::string feedback_text;
    std::string feedback_visit;  // empty = about something else
    bool feedback_call = false;
    std::string feedback_key;
    std::string feedback_id;  // the complaint that is taken up again
};

std::string save(const Draft& draft);
// An old or broken text gives nullopt: a draft is a convenience, never a reason not to start.
std::optional<Draft> restore(std::string_view text);

}  // namespace bz::state

namespace bz::api {
BZ_SCHEMA(state::UploadDraft, file, name, kind, bytes, state, upload_id, record_id, error, document, pages, issued_on,
          hospital, turns, crop, quality, page_upload_ids, folder);
BZ_SCHEMA(state::DocumentDraft, key, kind, issued_on, hospital);
BZ_SCHEMA(state::Draft, route, kind, started, person_id, guardian_present, phone, sms_code_id, code, terms_agreed,
          resend_at, sandbox_code, name, number, relationship, document_type, country, country_text, expires_on,
          born_on, sex, consent_identity, consent_face, check_key, checked_person_id, shown_person_id, care_code,
          care_key, carer_relationship, guardian_basis, guardian_upload_id, guardian_key, leave_code_id, leave_code,
          leave_sandbox_code, consent_health_data, consent_sms_notice, method, identity_check_id, document_upload_id,
          red_flags_none, diagnosed, changed, red_flag, gate_answers, gate_question, repeat, record_kind, uploads,
          earlier_ids, earlier_chosen, photo, document, medicine_ids, medicine_text, weeks, long_supply_confirmed,
          any_doctor, complaint, reviewed, visit_id, visit_etag, submit_key, message_text, message_key, message_files,
          fulfilment, address_name, address_phone, address_line, address_id, keep_address, share_consent, confirm_key,
          order_key, order_id, rating_visit, rating_stars, rating_text, feedback_text, feedback_visit, feedback_call,
          feedback_key, feedback_id);
}  // namespace bz::api
