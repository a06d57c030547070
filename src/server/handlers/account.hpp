// Taking one's data along, and leaving.
#pragma once

#include "api/account.hpp"
#include "api/account_export.hpp"
#include "server/handlers/context.hpp"

namespace bz::server::handlers {

Outcome<api::AccountExport> export_account(Context&);
Outcome<HtmlPage> print_account(Context&);  // the same, for reading and printing
Outcome<Nothing> delete_account(Context&, const api::AccountDeletion&);

// True for staff when the account was deleted: what is kept of it is for the hospital's own system alone.
[[nodiscard]] bool out_of_reach(Context&, const std::string& account_id);

// Erases what the law no longer keeps of accounts that were deleted; called by the background.
void erase_what_is_due(Context&);

}  // namespace bz::server::handlers
