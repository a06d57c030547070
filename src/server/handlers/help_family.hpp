// Help by someone close: the link that a patient hands on, who follows it, and the patient's yes. A secret in an
// address, single use, then a name at the door; nothing is seen before the patient has let them in.
#pragma once

#include "api/help_family.hpp"
#include "server/handlers/context.hpp"
#include "server/store/help.hpp"

namespace bz::server::handlers {

Outcome<api::HelpSession> let_family_in(Context&, const std::string& id,
                                        const api::HelpLetIn&);  // the patient's answer

Outcome<api::FamilySession> join_family(Context&, const api::FamilyJoin&);
Outcome<api::FamilySession> get_family(Context&, const std::string& id);
Outcome<Nothing> end_family(Context&, const std::string& id);
// As a helper's; refused is what a helper is refused, too.
Outcome<api::HelpEvent> family_action(Context&, const std::string& id, const api::HelpActionRequest&);

[[nodiscard]] bool is_family_token(const HelpRow&, std::string_view token);

}  // namespace bz::server::handlers
