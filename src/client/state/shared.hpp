// What several screens need: the person's draft, what the server told us, and how the page looks. Screens read it in
// their views and change it only in their updates.
#pragma once

#include "api/address_book.hpp"
#include "api/carer.hpp"
#include "api/feedback.hpp"
#include "api/hospital.hpp"
#include "api/mandate.hpp"
#include "api/person.hpp"
#include "api/record.hpp"
#include "api/session.hpp"
#include "api/staff.hpp"
#include "api/visit.hpp"
#include "client/state/context.hpp"
#include "client/state/draft.hpp"
#include "client/state/effect.hpp"
#include "client/state/remote.hpp"
#include "client/state/viewing.hpp"

namespace bz::state {

// Signing in with an account that the person has at the hospital, as far as it has come. Never kept.
struct HospitalAccount {
    std::string launch;   // a one-time token: the account is shown, what it lacks is asked for here
    bool phone = false;   // it lacks the phone (and maybe the agreement); else the agreement alone
    std::string problem;  // why it came to nothing: denied, closed, …
    bool operator==(const HospitalAccount&) const = default;
};

struct Shared {
    // looks
    bool elder = false;
    bool english = false;
    bool plain = false;         // plain paint instead of canvas
    bool cannot_paint = false;  // the browser was asked for the canvas, and has none that can be trusted
    bool high_contrast = false;
    bool read_aloud = false;     // each screen is read when it comes
    bool can_speak = false;      // the browser has a voice
    bool folders = false;        // whole folders can be picked: a computer, maybe with a disc in it
    bool speaking = false;       // it is being heard right now
    bool shared_device = false;  // keeps nothing personal beyond the page's life
    std::string countries;       // "CHN 中国" a line, in the chosen language; empty until asked for
    // the world, as of the last event
    bool online = true;
    Context context;
    // who
    bool signed_in = false;
    HospitalAccount hospital_account;
    // from the server
    Remote<api::Hospital> hospital;
    Remote<api::Account> account;
    Remote<api::EarlierCare> earlier_care;
    Remote<api::RecordList> records;
    Remote<api::VisitList> visits;  // of all time, newest first, as far as they were asked for
    Remote<api::OrderList> orders;  // the same
    Remote<api::Visit> visit;
    Remote<api::MessageList> messages;
    Remote<api::Prescription> prescription;
    Remote<api::QuoteList> quotes;
    Remote<api::Order> order;
    Remote<api::CarerList> carers;
    Remote<api::GuardianshipList> guardianships;
    Remote<api::MandateList> mandates;
    Remote<api::ConsentList> consents;
    Remote<api::ConsentList> consent_history;
    Remote<api::AuditEventList> audit_events;
    Remote<api::SessionList> sessions;
    Remote<api::SavedAddressList> addresses;
    Remote<api::Rating> rating;  // of the visit that draft.rating_visit names
    Remote<api::ComplaintList> complaints;
    Draft draft;
    Viewing viewing;  // what the viewer shows
    int pending_calls = 0;
    bool slow = false;   // a call has been waiting for more than 8 s
    bool waited = true;  // what the screen asked for takes longer than a blink: it shows that it waits

    const std::string& say(const api::LocalText& text) const { return english ? text.en : text.zh; }
    std::string hospital_name() const { return hospital ? say(hospital->name) : std::string{}; }
    const api::Person* person() const;      // the one the journey is for
    const api::Person* own_person() const;  // the account's holder
    const api::Person* find_person(std::string_view id) const;
    std::string phone() const { return hospital ? hospital->phone : std::string("400-000-6120"); }
    // "15:10" in the hospital's clock; "" when unreadable
    std::string clock(std::string_view rfc3339) const;
};

// Calls that load the shared resources; their replies are stored by the app before a screen hears of them.
Call load_hospital();
Call load_account();
Call load_earlier_care(const std::string& person_id);
Call load_records();
Call load_visits();
Call load_orders();
// The part of a list that follows; its reply joins the list behind what is there.
Call load_more(std::string_view what, const std::string& cursor);  // records | visits | orders
Call load_visit(const std::string& id);
Call load_messages(const std::string& visit_id);
Call load_prescription(const std::string& id);
Call load_quotes(const std::string& prescription_id);
Call load_order(const std::string& id);
Call load_carers();
Call load_guardianships();
Call load_mandates();
Call load_consents();
Call load_consent_history();
Call load_audit_events();
Call load_sessions();
// Nothing of the person is left: after signing out and after the account is deleted. Looks stay.
void forget_person(Shared& shared);
Call load_addresses();
Call load_rating(const std::string& visit_id);
Call load_complaints();
// Stores a reply to one of the above ("load.*"); true when it was one.
bool store_reply(Shared& shared, const Reply& reply);

// The problem code of a refused call, "offline" when it could not be sent, "server" when the answer is unreadable.
std::string problem_code(const Reply& reply);
api::Problem problem_of(const Reply& reply);

// The server's side of the draft (gate, records, medicine …) as the body of a PATCH.
api::VisitDraft visit_draft(const Draft& draft);
std::string visit_draft_body(const Draft& draft);

}  // namespace bz::state
