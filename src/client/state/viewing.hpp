// What the viewer shows. Whoever opens it sets `Shared::viewing` and goes to Route::viewer:
//     shared.viewing = {.source = "record:" + record.id, .title = …, .day = …, .pages = 3};
//     return {Go{Route::viewer}};
// It is no part of the draft: after a reload the viewer goes to my records instead.
#pragma once

#include <string>

namespace bz::state {

struct Viewing {
    std::string
        source{};  // "record:<id>" with all its pages, "message:<id>", "mandate:<id>", "file:<handle of a picked file>"
    std::string title{};  // "胸部 CT"
    std::string day{};    // when it was made, as the contract writes days: "2023-11-06"
    int pages = 1;        // files of the record; one file may hold many slices, which its painter finds out
    int page = 1;         // where to begin
    bool operator==(const Viewing&) const = default;
};

}  // namespace bz::state
