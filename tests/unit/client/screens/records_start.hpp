// The screen of records as a refill begins it, for its tests.
#pragma once

#include "client/screens/common/journey_fixtures.hpp"
#include "client/screens/records/records.hpp"
#include "frame.hpp"

namespace bz::test {

struct RecordsStart {
    screens::Records::Model model;
    state::Shared shared = screens::sample_journey(domain::VisitKind::refill);

    state::UploadDraft& upload() { return shared.draft.uploads.front(); }
    state::Effects file(const state::FileNews& news) { return screens::Records::on_file(model, shared, news); }
    state::Effects update(const screens::Records::Msg& msg) { return screens::Records::update(model, shared, msg); }
    bool says(std::string_view words) { return frame().says(words); }
    Frame<screens::Records> frame() { return {model, shared, state::Route::records}; }
};

}  // namespace bz::test
