// What only the export asks of the tables: what is over, and details that no screen shows.
#pragma once

#include "base/date.hpp"
#include "server/store/sessions.hpp"
#include "server/store/store_base.hpp"

#include <optional>
#include <string>
#include <vector>

namespace bz::server {

struct LinkedAccountRow {
    std::string issuer;
    Instant created_at = 0;
};
struct PastSessionRow {
    std::string device;  // JSON of api::Device
    Instant created_at = 0, seen_at = 0, ended_at = 0;
};
struct PastCarerRow {
    std::string id;
    Instant ended_at = 0;
};
// A photo of a document, named by what it was sent for.
struct PaperRow {
    std::string kind, subject_id;
    std::string media_type;  // empty when it was never looked at
    std::int64_t bytes = 0;
    Instant sent_at = 0;
};
struct PickUpRow {
    Instant at = 0;
    std::string proxy_name, mandate_id;  // empty when the person came
};

namespace store {

Instant account_made_at(Store&, std::string_view account_id);
std::vector<LinkedAccountRow> linked_accounts(Store&, std::string_view account_id);  // oldest first
// Those that are over: ended, run out, or idle for too long.
std::vector<PastSessionRow> past_sessions(Store&, std::string_view account_id, Instant now, const IdleSince&);
std::vector<PastCarerRow> past_carers(Store&, std::string_view owner_id);  // who was one; an invitation alone is none
std::vector<PaperRow> papers(Store&, std::string_view account_id);         // what is still kept
std::optional<PickUpRow> pickup(Store&, std::string_view order_id);
Instant paid_at(Store&, std::string_view payment_id);                    // 0 when never
std::vector<std::string> help_ids(Store&, std::string_view account_id);  // newest first

}  // namespace store
}  // namespace bz::server
