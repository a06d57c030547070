#include "client/screens/common/language_fixtures.hpp"

namespace bz::screens {

namespace {
constexpr std::string_view typed = "美国", typed_in_english = "United";
}  // namespace

std::string countries_in(bool english) {
    return english ? "DEU Germany\nUSA United States\nUMI U.S. Outlying Islands\nGBR United Kingdom"
                   : "DEU 德国\nUSA 美国\nUMI 美国本土外小岛屿\nGBR 英国";
}

void speak_in(state::Shared& shared, bool english) {
    shared.english = english;
    if (!english) return;
    if (!shared.countries.empty()) shared.countries = countries_in(english);
    if (shared.draft.country_text == typed) shared.draft.country_text = typed_in_english;
}

}  // namespace bz::screens
