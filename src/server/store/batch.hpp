// The rows of a community worker's list: one refill for one person, from being prepared to being sent.
#pragma once

#include "api/common.hpp"
#include "api/visit.hpp"
#include "base/date.hpp"
#include "domain/batch.hpp"
#include "server/store/store_base.hpp"

#include <optional>
#include <vector>

namespace bz::server {

// A medicine as it is read out, in both languages; sealed with the row, for what the hospital knows may change.
struct BatchItem {
    std::string id;
    api::LocalText name;
    std::string specification;
    api::LocalText usage;
    std::string last_prescribed_on;
};
struct BatchSheet {
    std::vector<BatchItem> items;
    int weeks = 0;
};
// The last confirmed read-back.
struct BatchRead {
    std::string content;  // the mark of what was read
    std::string by;       // staff id
    api::GateAnswers gate;
};
struct BatchEntry {
    std::string id, mandate_id;
    domain::BatchState state{};
    BatchSheet sheet;
    std::optional<BatchRead> read;
    int calls = 0;
    Instant called_at = 0;
    domain::BatchAdvice advice{};
    std::string failure, visit_id;
    Instant created_at = 0, updated_at = 0;
};

namespace store {

void insert_batch_row(Store&, const BatchEntry&);
void update_batch_row(Store&, const BatchEntry&);
std::vector<BatchEntry> batch_rows(Store&, std::string_view mandate_id);  // newest first
std::optional<BatchEntry> newest_batch_row(Store&, std::string_view mandate_id);
// A refill of this person that somebody still has to do something about; empty for none.
std::string open_refill_of_person(Store&, std::string_view person_id);

}  // namespace store
}  // namespace bz::server
