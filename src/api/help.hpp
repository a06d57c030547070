// Help beside the patient: what they ask for, and what a helper may do on their page. What the page shows goes from
// browser to browser as the patient's browser masked it; the server passes it on and keeps none of it.
#pragma once

#include "api/common.hpp"

namespace bz::api {

// Why someone asks: where they were, what was wrong there, how long they had been there. Names of screens, fields and
// errors, never what was typed.
struct HelpReason {
    std::string screen;                // a route, or the wider place of one: identity, records, start …
    std::optional<std::string> field;  // the first field with an error
    std::optional<std::string> error;  // its text's key: domain/help_errors.hpp
    std::optional<int> seconds;
};
BZ_SCHEMA(HelpReason, screen, field, error, seconds);

struct HelpRequest {
    std::string kind;  // code: reads six digits to a helper | call_back: wishes to be phoned | link: hands one on
    HelpReason reason;
    std::optional<bool> elder;         // the code or link holds 20 minutes instead of 10
    std::optional<std::string> phone;  // for call_back by someone not signed in
};
BZ_SCHEMA(HelpRequest, kind, reason, elder, phone);

struct HelpSession {
    std::string id;
    std::string kind;
    std::string state;  // waiting | active | ended | expired
    std::string created_at;
    std::optional<std::string> code;             // six digits, in the answer that makes it, never again
    std::optional<std::string> link;             // the secret of the address to hand on; likewise
    std::optional<std::string> token;            // the patient's side of it, in that answer only
    std::optional<std::string> code_expires_at;  // while waiting
    std::optional<std::string> asking_name;      // who followed the link and waits for the patient's yes
    std::optional<std::string> helper_name;      // while active
    std::optional<std::string> joined_at;
    std::optional<std::string> ended_by;  // patient | helper | time
    int helpers_on_duty = 0;
    int ahead = 0;  // who asked to be called back before
};
BZ_SCHEMA(HelpSession, id, kind, state, created_at, code, link, token, code_expires_at, asking_name, helper_name,
          joined_at, ended_by, helpers_on_duty, ahead);

}  // namespace bz::api
