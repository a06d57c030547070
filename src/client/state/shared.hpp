// What several screens need: the person's draft, what the server told us, and how the page looks. Screens read it in
// their views and change it only in their updates.
#pragma once

#include "api/hospital.hpp"
#include "api/person.hpp"
#include "api/record.hpp"
#include "api/session.hpp"
#include "api/visit.hpp"
#include "client/state/context.hpp"
#include "client/state/draft.hpp"
#include "client/state/effect.hpp"
#include "client/state/remote.hpp"
#include "client/state/viewing.hpp"

namespace bz::state {

struct Shared {
    // looks
    bool elder = false;
    bool english = false;
    bool plain = false;  // plain paint instead of canvas
    // the world, as of the last event
    bool online = true;
    Context context;
    // who
    bool signed_in = false;
    // from the server
    Remote<api::Hospital> hospital;
    Remote<api::Account> account;
    Remote<api::EarlierCare> earlier_care;
    Remote<api::RecordList> records;
    Remote<api::Visit> visit;
    Remote<api::MessageList> messages;
    Remote<api::Prescription> prescription;
    Remote<api::QuoteList> quotes;
    Remote<api::Order> order;
    Draft draft;
    Viewing viewing;  // what the viewer shows
    int pending_calls = 0;
    bool slow = false;  // a call has been waiting for more than 8 s

    const std::string& say(const api::LocalText& text) const { return english ? text.en : text.zh; }
    std::string hospital_name() const { return hospital ? say(hospital->name) : std::string{}; }
    const api::Person* person() const;  // the one the journey is for: the account's first
    std::string phone() const { return hospital ? hospital->phone : std::string("400-000-6120"); }
    // "15:10" in the hospital's clock; "" when unreadable
    std::string clock(std::string_view rfc3339) const;
};

// Calls that load the shared resources; their replies are stored by the app before a screen hears of them.
Call load_hospital();
Call load_account();
Call load_earlier_care(const std::string& person_id);
Call load_records();
Call load_visit(const std::string& id);
Call load_messages(const std::string& visit_id);
Call load_prescription(const std::string& id);
Call load_quotes(const std::string& prescription_id);
Call load_order(const std::string& id);
// Stores a reply to one of the above ("load.*"); true when it was one.
bool store_reply(Shared& shared, const Reply& reply);

// The problem code of a refused call, "offline" when it could not be sent, "server" when the answer is unreadable.
std::string problem_code(const Reply& reply);
api::Problem problem_of(const Reply& reply);

// The server's side of the draft (gate, records, medicine …) as the body of a PATCH.
api::VisitDraft visit_draft(const Draft& draft);
std::string visit_draft_body(const Draft& draft);

}  // namespace bz::state
