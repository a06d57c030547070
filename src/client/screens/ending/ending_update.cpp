#include "client/screens/common/care.hpp"
#include "client/screens/ending/ending.hpp"

namespace bz::screens {
namespace {

using namespace state;
using domain::VisitState;

// A visit that did not end belongs elsewhere; one that ended the other way belongs on the other page.
Effects follow(const Shared& shared, Route route) {
    if (!shared.visit) return {};
    switch (shared.visit->state) {
    case VisitState::terminated:
    case VisitState::cancelled:
    case VisitState::expired: return route == Route::terminated ? Effects{} : Effects{Go{Route::terminated, true}};
    case VisitState::concluded: return route == Route::summary ? Effects{} : Effects{Go{Route::summary, true}};
    case VisitState::in_consultation:
    case VisitState::prescribed: return {Go{Route::chat, true}};
    case VisitState::submitted:
    case VisitState::queued: return {Go{Route::waiting, true}};
    case VisitState::draft: return {Go{Route::home, true}};
    }
    return {};
}

}  // namespace

Effects Ending::update(Model&, Shared& shared, const Msg& msg) {
    if (std::holds_alternative<PrintPressed>(msg)) return {PrintPage{}};
    if (std::holds_alternative<HomePressed>(msg)) {
        // Unread is not over: without the visit nothing may be forgotten.
        if (!shared.visit || !domain::is_final(shared.visit->state)) return {Go{Route::home, true}};
        finish_journey(shared);
        return {Listen{false}, Go{Route::home, true}};
    }
    if (std::holds_alternative<RatePressed>(msg)) return {Go{Route::rating}};
    if (std::holds_alternative<ComplainPressed>(msg)) return {Go{Route::feedback}};
    if (std::holds_alternative<TryAgainPressed>(msg)) {
        shared.visit.load = Load::loading;
        return {load_visit(visit_id_of(shared))};
    }
    return {};
}

Effects Ending::on_enter(Model&, Shared& shared, Route) {
    const std::string id = visit_id_of(shared);
    if (id.empty()) return {Go{Route::home, true}};
    if (!shared.visit) shared.visit.load = Load::loading;
    return {load_visit(id)};  // the refund moves on while the page is away
}

Effects Ending::on_change(Model&, Shared& shared, Route route) { return follow(shared, route); }

}  // namespace bz::screens
