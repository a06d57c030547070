#include "client/screens/common/show_record.hpp"

namespace bz::screens {

state::Effect show_record(state::Shared& shared, const api::Record& record, std::string title) {
    if (record.media_type == "application/pdf") return state::OpenRecord{.record = record.id, .page = 1};
    shared.viewing = {.source = "record:" + record.id,
                      .title = std::move(title),
                      .day = record.issued_on.value_or(""),
                      .pages = record.pages ? static_cast<int>(record.pages->size()) : 1};
    return state::Go{state::Route::viewer};
}

}  // namespace bz::screens
