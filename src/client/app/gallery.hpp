// Every named state of every screen, ready to be shown: for goldens, pictures and checks. Not part of the product.
#pragma once

#include <string>
#include <vector>

#include "client/app/model.hpp"

namespace bz::app {

struct Exhibit {
    std::string name;  // "<screen>/<fixture>"
    Model model;
};

std::vector<Exhibit> gallery();

}  // namespace bz::app
