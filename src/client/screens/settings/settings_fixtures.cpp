#include "client/screens/common/start_fixtures.hpp"
#include "client/screens/settings/settings.hpp"

namespace bz::screens {

std::vector<SettingsFixture> Settings::fixtures() {
    using state::Route;
    state::Shared visitor = start_visitor();
    state::Shared read = start_signed_in(true);
    read.can_speak = true;
    read.read_aloud = true;
    state::Shared speaking = read;
    speaking.speaking = true;
    state::Shared contrast = start_signed_in(true);
    contrast.can_speak = true;
    contrast.high_contrast = true;
    state::Shared lost_voice = start_signed_in(true);
    lost_voice.read_aloud = true;
    state::Shared kiosk = start_visitor();
    kiosk.shared_device = true;
    kiosk.online = false;
    state::Shared unpainted = start_visitor();
    unpainted.plain = unpainted.cannot_paint = true;
    return {{"no_voice", {}, visitor, Route::settings},      {"read_aloud", {}, read, Route::settings},
            {"speaking", {}, speaking, Route::settings},     {"high_contrast", {}, contrast, Route::settings},
            {"voice_lost", {}, lost_voice, Route::settings}, {"shared_device_offline", {}, kiosk, Route::settings},
            {"cannot_paint", {}, unpainted, Route::settings}};
}

}  // namespace bz::screens
