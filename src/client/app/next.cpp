#include "client/app/next.hpp"

namespace bz::app {

namespace {

using enum state::Route;

constexpr state::Route from_home[] = {red_flags, question, sign_in, help, my_records, people, order, chat, waiting};
constexpr state::Route from_sign_in[] = {identity, people, my_records};
constexpr state::Route from_identity[] = {consents, verify};
constexpr state::Route from_red_flags[] = {diagnosed, emergency};
constexpr state::Route from_diagnosed[] = {changed, not_refill};
constexpr state::Route from_changed[] = {refill, records};
constexpr state::Route from_question[] = {records, review};
constexpr state::Route from_records[] = {document, refill, review};
constexpr state::Route from_refill[] = {records, review};
constexpr state::Route from_review[] = {waiting};
constexpr state::Route from_waiting[] = {chat, summary, terminated};
constexpr state::Route from_chat[] = {fulfilment, summary};
constexpr state::Route from_fulfilment[] = {bill, addresses};
constexpr state::Route from_bill[] = {order};
constexpr state::Route from_people[] = {person, care_code, care};
constexpr state::Route from_settings[] = {privacy};
constexpr state::Route from_privacy[] = {access_log, my_data, devices};

}  // namespace

std::span<const state::Route> likely_next(state::Route route) {
    switch (route) {
    case home: return from_home;
    case sign_in: return from_sign_in;
    case identity: return from_identity;
    case red_flags: return from_red_flags;
    case diagnosed: return from_diagnosed;
    case changed: return from_changed;
    case question: return from_question;
    case records: return from_records;
    case refill: return from_refill;
    case review: return from_review;
    case waiting: return from_waiting;
    case chat: return from_chat;
    case fulfilment: return from_fulfilment;
    case bill: return from_bill;
    case people: return from_people;
    case settings: return from_settings;
    case privacy: return from_privacy;
    default: return {};
    }
}

}  // namespace bz::app
