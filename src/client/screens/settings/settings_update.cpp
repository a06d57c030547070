#include "client/screens/settings/settings.hpp"

namespace bz::screens {

using state::Effects;
using state::Go;
using state::Route;

Effects Settings::update(Model&, state::Shared&, const Msg& msg) {
    if (std::holds_alternative<PrivacyPressed>(msg)) return {Go{Route::privacy}};
    if (std::holds_alternative<DevicesPressed>(msg)) return {Go{Route::devices}};
    if (std::holds_alternative<AddressesPressed>(msg)) return {Go{Route::addresses}};
    return {Go{Route::sign_in}};
}

}  // namespace bz::screens
