// The top of the home screen: logo, name, the size and language keys, and the line that leads to the hospital's
// licence. Owns their layout; what the keys do is the screen's business.
#pragma once

#include "client/ui/ui.hpp"

namespace bz::ui {

struct HomeHeaderOptions {
    std::string brand;
    std::string size_label;      // what pressing it leads to
    std::string language_label;  // the other language, in its own words
    std::string language_name;   // the same for assistive technology
    std::string seal;            // one character in the seal
    std::string hospital;        // beside the seal
};

struct HomeHeaderUse {
    bool size = false, language = false, licence = false;
};

// Ids: "home.size", "home.language", "home.licence". Makes the page's banner landmark.
HomeHeaderUse home_header(Ui& ui, const HomeHeaderOptions& options);

}  // namespace bz::ui
