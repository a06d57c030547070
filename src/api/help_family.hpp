// Help by someone close: who follows the link that a patient handed on, and the patient's answer at the door.
#pragma once

#include "api/help_desk.hpp"

namespace bz::api {

struct FamilyJoin {
    std::string secret;  // from the link
    std::string name;    // as the patient knows them
};
BZ_SCHEMA(FamilyJoin, secret, name);

struct FamilySession {
    std::string id;
    std::string state;                    // waiting: for the patient's answer | active | ended | expired
    std::optional<std::string> token;     // in the answer to joining, never again
    std::optional<DeskHelpSession> help;  // while active; before that nothing of the patient is told
    std::optional<std::string> ended_by;  // patient | helper | time
    bool let_in = false;                  // ever: ended without it, the patient has said no
    std::string language;
};
BZ_SCHEMA(FamilySession, id, state, token, help, ended_by, let_in, language);

struct HelpLetIn {
    bool accepted = false;
};
BZ_SCHEMA(HelpLetIn, accepted);

}  // namespace bz::api
