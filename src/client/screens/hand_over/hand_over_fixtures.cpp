#include "client/screens/common/start_fixtures.hpp"
#include "client/screens/hand_over/hand_over.hpp"

namespace bz::screens {

std::vector<HandOverFixture> HandOver::fixtures() {
    using state::Route;
    std::vector<HandOverFixture> all;
    const auto add = [&](std::string_view name, Route route) -> HandOverFixture& {
        all.push_back({name, {}, route == Route::hand_over ? start_signed_in(true) : start_visitor(), route});
        return all.back();
    };
    add("making", Route::hand_over).model.busy = true;
    for (const bool expired : {false, true}) {
        Model& made = add(expired ? "expired" : "made", Route::hand_over).model;
        made.code = "60418259";
        made.expires_at = "2026-07-20T09:35:00+08:00";
        made.expired = expired;
    }
    add("not_made", Route::hand_over).model.problem = "server";
    HandOverFixture& offline = add("not_made_offline", Route::hand_over);
    offline.shared.online = false;
    offline.model.problem = "offline";
    add("typing", Route::carry_on).model.typed = "60418";
    HandOverFixture& counter = add("counter", Route::carry_on);
    counter.shared.shared_device = true;
    for (const std::string_view error : {"empty", "length", "code_wrong", "code_expired"}) {
        Model& wrong = add(error, Route::carry_on).model;
        if (error != "empty") wrong.typed = error == "length" ? "604" : "60418259";
        wrong.typed_error = error;
    }
    Model& blocked = add("blocked", Route::carry_on).model;
    blocked.typed = "60418259";
    blocked.problem = "too_many_requests";
    Model& taking = add("taking", Route::carry_on).model;
    taking.typed = "60418259";
    taking.busy = true;
    return all;
}

}  // namespace bz::screens
