// A record to look at: photos, X-rays and CT in our viewer, a PDF in the browser's own reader.
#pragma once

#include <string>

#include "client/state/shared.hpp"

namespace bz::screens {

[[nodiscard]] state::Effect show_record(state::Shared& shared, const api::Record& record, std::string title);

}  // namespace bz::screens
