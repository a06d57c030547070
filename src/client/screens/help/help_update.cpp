#include "client/screens/help/help.hpp"

namespace bz::screens {

using state::Effects;
using state::Load;
using state::Shared;

Effects Help::update(Model&, Shared& shared, const Msg& msg) {
    if (std::holds_alternative<FeedbackPressed>(msg)) return {state::Go{state::Route::feedback}};
    if (shared.hospital || shared.hospital.load == Load::loading) return {};
    shared.hospital.load = Load::loading;
    return {state::load_hospital()};
}

Effects Help::on_enter(Model& model, Shared& shared, state::Route) { return update(model, shared, RetryPressed{}); }

}  // namespace bz::screens
