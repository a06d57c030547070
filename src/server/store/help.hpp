// That someone asked for help and got it: who, when, why, and how it ended. What was shown or said is nowhere here.
#pragma once

#include "domain/help.hpp"
#include "server/store/store_base.hpp"

#include <vector>

namespace bz::server {

struct HelpRow {
    std::string id, hospital_id;
    std::string account_id;  // empty when not signed in
    domain::HelpKind kind{};
    domain::HelpState state{};
    std::string token_hash, code_hash;  // the code's, or the link's, is empty for a call back
    std::string family_token_hash;      // of who followed the link; empty until someone does
    std::string family_name;            // sealed at rest; until it is over
    std::string phone;                  // sealed at rest; only while someone is to be called back
    bool elder = false;
    std::string language;
    std::string screen, field;  // where the patient was; field is empty when none was wrong
    std::string error;          // what was wrong, as a text's key; empty when nothing listed was
    int seconds = -1;           // how long; -1 when not told
    std::string helper_id;
    Instant created_at = 0, expires_at = 0, joined_at = 0, ended_at = 0;
    std::optional<domain::HelpEnder> ended_by;
};

namespace store {

void insert_help(Store&, const HelpRow&, std::string_view token);
void update_help(Store&, const HelpRow&);  // state, phone, helper, family and times
std::optional<HelpRow> help(Store&, std::string_view id);
std::optional<HelpRow> help_by_code(Store&, std::string_view hospital_id, std::string_view code_hash);  // waiting ones
std::optional<HelpRow> help_by_link(Store&, std::string_view hospital_id, std::string_view code_hash);  // used ones too
std::vector<HelpRow> help_in(Store&, std::string_view hospital_id, domain::HelpState);                  // oldest first
std::vector<HelpRow> live_help_of(Store&, std::string_view account_id);  // waiting or active
// Who signs in while being helped gets to see in the log what is done from then on.
void attach_help(Store&, std::string_view id, std::string_view account_id);
int call_backs_before(Store&, const HelpRow&, Instant now);
std::vector<std::int64_t> help_waits(Store&, std::string_view hospital_id, int most);  // ms, the newest first
void forget_help(Store&, Instant ended_before);
void forget_help_of(Store&, std::string_view account_id);

}  // namespace store
}  // namespace bz::server
