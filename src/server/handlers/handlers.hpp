// Every operation of the contract as a typed function: (Context, ids from the path, body) to an answer. One .cpp per
// resource. The route table in http/routes.cpp is the only caller, besides the demo desk.
#pragma once

#include "api/address_book.hpp"
#include "api/carer.hpp"
#include "api/desk.hpp"
#include "api/desk_guardianship.hpp"
#include "api/event.hpp"
#include "api/hand_over.hpp"
#include "api/hospital.hpp"
#include "api/order.hpp"
#include "api/person.hpp"
#include "api/record.hpp"
#include "api/session.hpp"
#include "api/staff.hpp"
#include "api/visit.hpp"
#include "server/handlers/context.hpp"

namespace bz::server::handlers {

using Id = std::string;

// hospital.cpp
[[nodiscard]] api::Hospital hospital(const Environment&);
Outcome<api::Hospital> get_hospital(Context&);
[[nodiscard]] const api::ConsentForm* consent_form(const Environment&, std::string_view purpose);

// sessions.cpp
Outcome<api::SmsCode> create_sms_code(Context&, const api::SmsCodeRequest&);
Outcome<api::Session> create_session(Context&, const api::SessionRequest&);
// The code when it is the right one, not yet used up by this look.
Outcome<SmsCodeRow> check_sms_code(Context&, const std::string& id, const std::string& digits);
Outcome<api::LaunchToken> desk_create_launch_token(Context&, const api::LaunchTokenRequest&);  // launch.cpp
Outcome<api::HandOver> create_hand_over(Context&, const api::HandOverRequest&);                // hand_over.cpp
Outcome<api::TakenOver> accept_hand_over(Context&, const api::HandOverAcceptance&);
Outcome<Nothing> delete_session(Context&);
Outcome<api::SessionList> list_sessions(Context&);
Outcome<Nothing> end_one_session(Context&, const Id&);
Outcome<Nothing> end_other_sessions(Context&);
Outcome<Nothing> end_all_sessions(Context&);

// people.cpp
Outcome<api::Account> get_account(Context&);
Outcome<api::PersonList> list_people(Context&);
Outcome<api::Person> get_person(Context&, const Id&);
Outcome<api::EarlierCare> get_earlier_care(Context&, const Id&);

// consents.cpp
Outcome<api::ConsentList> list_consents(Context&);
Outcome<api::ConsentList> list_consent_history(Context&);
Outcome<api::Consent> create_consent(Context&, const api::ConsentGiven&);

// addresses.cpp
Outcome<api::SavedAddressList> list_addresses(Context&);
Outcome<api::SavedAddress> get_address(Context&, const Id&);
Outcome<api::SavedAddress> create_address(Context&, const api::SavedAddressRequest&);
Outcome<api::SavedAddress> update_address(Context&, const Id&, const api::SavedAddressChange&);
Outcome<Nothing> delete_address(Context&, const Id&);

// carers.cpp
Outcome<api::Carer> create_carer(Context&, const api::CarerRequest&);
Outcome<api::Carer> accept_carer(Context&, const api::CarerAcceptance&);
Outcome<api::CarerList> list_carers(Context&);
Outcome<api::Carer> get_carer(Context&, const Id&);
Outcome<Nothing> end_carer(Context&, const Id&);

// guardianships.cpp
Outcome<api::Guardianship> create_guardianship(Context&, const api::GuardianshipRequest&);
Outcome<api::GuardianshipList> list_guardianships(Context&);
Outcome<api::Guardianship> get_guardianship(Context&, const Id&);
Outcome<Nothing> end_guardianship(Context&, const Id&);
Outcome<api::DeskGuardianshipList> desk_guardianships(Context&);
Outcome<api::DeskGuardianship> desk_open_guardianship(Context&, const Id&);
Outcome<api::Guardianship> desk_decide_guardianship(Context&, const Id&, const api::DeskGuardianshipDecision&);

// identity.cpp
Outcome<api::IdentityCheck> create_identity_check(Context&, const api::IdentityCheckRequest&);
Outcome<api::IdentityCheck> get_identity_check(Context&, const Id&);
// What a page elsewhere found. Safe to repeat: only the first answer to a pending check changes anything.
Outcome<api::IdentityCheck> identity_answered(Context&, const Id&, RegistryAnswer);
void expire_identity_checks(Context&);
Outcome<api::IdentityCheck> desk_decide_identity(Context&, const Id&, const api::DeskIdentityDecision&);

// records.cpp
Outcome<api::Record> create_record(Context&, const api::RecordRequest&);
Outcome<api::RecordList> list_records(Context&);
Outcome<api::Record> get_record(Context&, const Id&);
Outcome<api::Record> update_record(Context&, const Id&, const api::RecordChange&);
Outcome<Nothing> delete_record(Context&, const Id&);

// visits.cpp
Outcome<api::Visit> create_visit(Context&, const api::VisitRequest&);
Outcome<api::VisitList> list_visits(Context&);
Outcome<api::Visit> get_visit(Context&, const Id&);
Outcome<api::Visit> update_visit(Context&, const Id&, const api::VisitDraft&);
Outcome<api::Visit> submit_visit(Context&, const Id&);
Outcome<api::Visit> cancel_visit(Context&, const Id&);

// messages.cpp
Outcome<api::MessageList> list_messages(Context&, const Id&);
Outcome<api::Message> create_message(Context&, const Id&, const api::MessageRequest&);
Outcome<Nothing> read_messages(Context&, const Id&, const api::ReadMark&);
Outcome<api::MessageList> desk_messages(Context&, const Id&);
Outcome<api::Message> desk_say(Context&, const Id&, const api::DeskMessage&);
Outcome<Nothing> desk_read_messages(Context&, const Id&, const api::ReadMark&);

// prescriptions.cpp
Outcome<api::Prescription> get_prescription(Context&, const Id&);
Outcome<api::QuoteList> list_quotes(Context&, const Id&);
Outcome<api::Prescription> confirm_prescription(Context&, const Id&);

// orders.cpp
Outcome<api::Order> create_order(Context&, const api::OrderRequest&);
Outcome<api::OrderList> list_orders(Context&);
Outcome<api::Order> get_order(Context&, const Id&);
Outcome<api::Order> cancel_order(Context&, const Id&);
Outcome<api::Payment> get_payment(Context&, const Id&);

// desk.cpp
Outcome<api::VisitList> desk_queue(Context&);
Outcome<api::Visit> desk_get_visit(Context&, const Id&);
Outcome<api::Visit> desk_accept(Context&, const Id&);
Outcome<api::Prescription> desk_prescribe(Context&, const Id&, const api::DeskPrescription&);
Outcome<api::Visit> desk_conclude(Context&, const Id&, const api::DeskConclusion&);
Outcome<api::Visit> desk_terminate(Context&, const Id&, const api::DeskTermination&);
Outcome<api::Prescription> desk_review(Context&, const Id&, const api::DeskReview&);

// desk_orders.cpp
Outcome<api::Order> desk_pick_up(Context&, const Id&, const api::DeskPickUp&);
Outcome<api::Order> desk_unblock_pickup(Context&, const Id&);
Outcome<api::Order> desk_refund_order(Context&, const Id&, const api::DeskRefund&);
Outcome<api::Order> desk_move_order(Context&, const Id&, const api::DeskOrderMove&);

// staff.cpp
Outcome<api::Staff> desk_create_staff(Context&, const api::StaffRequest&);
Outcome<api::StaffList> desk_list_staff(Context&);
Outcome<Nothing> desk_end_staff(Context&, const Id&);
Outcome<api::AuditEventList> list_audit(Context&);
Outcome<api::AuditEventList> desk_audit(Context&);

}  // namespace bz::server::handlers
