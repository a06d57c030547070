// Who did what to which object, and when: one line for each change and for each look that staff take at a patient's
// data. Lines are chained by hash, so that one changed, removed or slipped in later shows.
#pragma once

#include "base/date.hpp"
#include "server/store/store_base.hpp"

#include <vector>

namespace bz::server {

struct AuditEntry {
    std::int64_t seq = 0;
    Instant at = 0;
    std::string hospital_id;
    std::string actor_kind;  // anonymous | patient | family | a staff role
    std::string actor_id;    // account or staff id; of family the help session's; empty for the others
    std::string account_id;  // whose data it was, when known
    std::string action;      // an operation of the contract, as in "POST /visits/{id}/submit"
    std::string object;      // id
};

struct AuditVerdict {
    std::int64_t entries = 0;
    std::int64_t broken_at = 0;  // seq of the first line that does not follow from the one before; 0: none
    std::string head;            // hash of the last line, in hex: keep it elsewhere to notice a shortened log
};

namespace store {

void append_audit(Store&, const AuditEntry&);
[[nodiscard]] AuditVerdict verify_audit(Db&);
// Newest first; and with a help session that has become the account's, what was done before its person signed in.
std::vector<AuditEntry> audit_of_account(Store&, std::string_view account_id, const Page&);
std::vector<AuditEntry> help_in_audit(Store&, std::string_view account_id);                    // oldest first
std::vector<AuditEntry> audit_of_hospital(Store&, std::string_view hospital_id, const Page&);  // newest first

}  // namespace store
}  // namespace bz::server
