// What the viewer shows. Whoever opens it sets `Shared::viewing` and goes to Route::viewer:
//     shared.viewing = {.source = "record:" + record.id, .title = …, .detail = …, .pages = 3};
//     return {Go{Route::viewer}};
// It is no part of the draft: after a reload the viewer goes to my records instead.
#pragma once

#include <string>

namespace bz::state {

struct Viewing {
    std::string
        source{};  // "record:<id>" with all its pages, "message:<id>", "mandate:<id>", "file:<handle of a picked file>"
    std::string title{};   // "胸部 CT"
    std::string detail{};  // "2023 年 11 月 6 日"
    int pages = 1;         // files of the record; one file may hold many slices, which its painter finds out
    int page = 1;          // where to begin
    bool operator==(const Viewing&) const = default;
};

}  // namespace bz::state
