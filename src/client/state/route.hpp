// The screens one can be on. A route carries no ids: what is shown lives in the state, so a URL never tells anything.
#pragma once

#include <array>
#include <string_view>

#include "base/enum_names.hpp"

namespace bz::state {

enum class Route {
    home,
    sign_in,
    identity,
    consents,
    verify,
    staff_photo,
    red_flags,
    emergency,
    diagnosed,
    not_refill,
    changed,
    records,
    photo,
    document,
    refill,
    complaint,
    review,
    pay_return,
    waiting,
    chat,
    terminated,
    summary,
    fulfilment,
    bill,
    order,
    help,
    my_records,
    licence,
    people,
    care,
    settings,
    privacy,
    devices,
    addresses,
    viewer,
    history,
    rating,
    feedback,
    who,
    person,
    care_code,
    guardian,
    access_log,
    my_data,
    leave,
    face_consent,
    question,
    hand_over,  // here: the code for another device
    carry_on    // there: the code is typed
};

}  // namespace bz::state

namespace bz {
template <>
struct EnumNames<state::Route> {
    static constexpr std::array<std::string_view, 49> names = {
        "home",       "sign_in",    "identity",   "consents",     "verify",   "staff_photo", "red_flags",
        "emergency",  "diagnosed",  "not_refill", "changed",      "records",  "photo",       "document",
        "refill",     "complaint",  "review",     "pay_return",   "waiting",  "chat",        "terminated",
        "summary",    "fulfilment", "bill",       "order",        "help",     "my_records",  "licence",
        "people",     "care",       "settings",   "privacy",      "devices",  "addresses",   "viewer",
        "history",    "rating",     "feedback",   "who",          "person",   "care_code",   "guardian",
        "access_log", "my_data",    "leave",      "face_consent", "question", "hand_over",   "carry_on"};
};
}  // namespace bz
