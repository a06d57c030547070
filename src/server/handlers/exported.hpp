// The parts of the export that no list of the app has: who helped, what stands behind a mandate, what is over.
#pragma once

#include "api/account_export.hpp"
#include "server/handlers/context.hpp"

namespace bz::server::handlers {

std::vector<api::LinkedAccount> exported_links(Context&);
std::vector<api::PastSession> exported_sessions(Context&);
std::vector<api::ExportedPaper> exported_papers(Context&);
Outcome<std::vector<api::PastCarer>> exported_carers(Context&);
Outcome<std::vector<api::ExportedMandate>> exported_mandates(Context&);
std::vector<api::ExportedHelp> exported_help(Context&);  // exported_help.cpp
Outcome<api::ExportedOrder> exported_order(Context&, api::Order);
Outcome<api::ExportedPayment> exported_payment(Context&, const std::string& id);

}  // namespace bz::server::handlers
