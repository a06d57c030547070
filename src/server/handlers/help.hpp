// Help beside the patient: asking for it, joining, ending, and what a helper may send. Decides who may; what is sent
// passes through the relay.
#pragma once

#include "api/help_desk.hpp"
#include "server/handlers/context.hpp"
#include "server/store/help.hpp"

namespace bz::server::handlers {

// help.cpp: the patient's side
Outcome<api::HelpSession> create_help(Context&, const api::HelpRequest&);
Outcome<api::HelpSession> get_help(Context&, const std::string& id);
Outcome<api::HelpSession> end_help(Context&, const std::string& id);

[[nodiscard]] api::HelpSession help_view(Context&, const HelpRow&);
[[nodiscard]] Outcome<HelpRow> own_help(Context&, const std::string& id);  // that the patient's token belongs to
[[nodiscard]] std::string help_name(Store&, const HelpRow&);               // of whoever helps
// What is so now, whether or not the background has written it down.
[[nodiscard]] domain::HelpState help_state(const HelpRow&, Instant now);
[[nodiscard]] domain::HelpEnder help_ender(const HelpRow&);  // of one that is over
[[nodiscard]] bool is_help_token(const HelpRow&, std::string_view token);
[[nodiscard]] std::string help_code_hash(const Context&, std::string_view code);
// Opens the session's way through the relay and tells the patient's page once who is there.
void begin_help(HelpRelay&, const std::string& id, const std::string& helper_name, Instant now);
// Ends one that waits or is active, and what the relay holds of it.
Outcome<Nothing> finish_help(Context&, HelpRow&, domain::HelpState to, domain::HelpEnder by);
// Tells the hospital's systems that somebody asked, is helped, or no longer; a family's help is no affair of theirs.
void tell_of_help(Context&, const HelpRow&);
void end_help_of(Context&, const std::string& account_id);  // whose account is deleted
void expire_help(Context&);                                 // by the background

// help_desk.cpp: the helper's side
Outcome<api::HelpQueue> desk_help_queue(Context&);
Outcome<api::DeskHelpSession> desk_join_help(Context&, const api::HelpJoin&);
Outcome<api::DeskHelpSession> desk_get_help(Context&, const std::string& id);
Outcome<Nothing> desk_help_called(Context&, const std::string& id);
Outcome<Nothing> desk_end_help(Context&, const std::string& id);
// What an action's page is to be told, and its line in the log. A failure that keeps its changes is of what is nobody's
// to do but the patient's.
[[nodiscard]] Outcome<api::HelpEvent> help_event(const api::HelpActionRequest&);
[[nodiscard]] std::string_view help_line(const api::HelpActionRequest&);
[[nodiscard]] api::DeskHelpSession help_session_view(Context&, const HelpRow&);  // what whoever helps is told
// What the patient's page is to be told. Everything that is not a helper's to do is refused, and written down.
Outcome<api::HelpEvent> desk_help_action(Context&, const std::string& id, const api::HelpActionRequest&);

}  // namespace bz::server::handlers
