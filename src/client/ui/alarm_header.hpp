// The red top of the emergency screen: back key, what to do in large letters, and the one key that dials. Owns its
// layout; red is used nowhere else in this size.
#pragma once

#include "client/ui/ui.hpp"

namespace bz::ui {

struct AlarmHeaderOptions {
    std::string back_label;
    std::string title;               // in the bar
    std::string heading;             // the page's heading
    std::vector<std::string> lines;  // below it
    std::string call_id, call_label, call_href;
};

// Call it right after begin_screen: it makes the banner landmark and opens main. True = back.
bool alarm_header(Ui& ui, const AlarmHeaderOptions& options);

}  // namespace bz::ui
