// What someone close who helped called themselves, for whoever reads the log: its lines have the session's id only.
// Sealed at rest. Outlives the session's row when the session is an account's, and goes with the account (help.cpp).
#pragma once

#include "server/store/help.hpp"

namespace bz::server::store {

void insert_family_name(Store&, const HelpRow&);
std::string family_name(Store&, std::string_view help_id);  // empty when it is not kept, or not any more
// For help.cpp: as sessions come to be an account's, and go.
void attach_family_name(Store&, std::string_view help_id, std::string_view account_id);
void forget_guests_family_names(Store&, Instant ended_before);  // while the sessions' rows are there
void forget_family_names_of(Store&, std::string_view account_id);

}  // namespace bz::server::store
