// Every answer to a consent, in order: the newest of a purpose counts, none is ever changed.
#pragma once

#include "api/person.hpp"
#include "base/date.hpp"
#include "server/store/store_base.hpp"

#include <optional>
#include <vector>

namespace bz::server {

struct ConsentRow {
    std::int64_t seq = 0;
    std::string purpose;
    int version = 0;
    bool given = false;
    Instant at = 0;
};

namespace store {

std::optional<ConsentRow> newest_consent(Store&, std::string_view account_id, std::string_view purpose);
void insert_consent(Store&, std::string_view account_id, const api::ConsentGiven&, Instant now);
std::vector<ConsentRow> consents(Store&, std::string_view account_id);  // the newest of each purpose
// Newest first, one more than the limit; the page's cursor is a seq.
std::vector<ConsentRow> consent_history(Store&, std::string_view account_id, const Page&);

}  // namespace store
}  // namespace bz::server
