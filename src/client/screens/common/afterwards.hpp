// What a person may still say when care is over: how it was, and what went wrong. Two rows that several screens end
// with.
#pragma once

#include <string_view>

#include "client/screens/common/page.hpp"

namespace bz::screens {

struct AfterwardsUse {
    bool rate = false, complain = false;
};
// `prefix` makes the rows' ids: "<prefix>.rate", "<prefix>.feedback". Without `rateable` only the second is there.
AfterwardsUse afterwards(Page& page, std::string_view prefix, bool rateable);

}  // namespace bz::screens
