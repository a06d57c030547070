#include "client/screens/common/start_fixtures.hpp"
#include "client/screens/help/help.hpp"

namespace bz::screens {

std::vector<HelpFixture> Help::fixtures() {
    using state::Route;
    state::Shared failed;
    failed.hospital.load = state::Load::failed;
    failed.hospital.error = "offline";
    return {{"help", {}, start_visitor(), Route::help},
            {"help_offline", {}, failed, Route::help},
            {"licence", {}, start_visitor(), Route::licence},
            {"licence_failed", {}, failed, Route::licence}};
}

}  // namespace bz::screens
