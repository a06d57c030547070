#include "client/screens/common/start_fixtures.hpp"
#include "client/screens/gate/gate.hpp"

namespace bz::screens {

std::vector<GateFixture> Gate::fixtures() {
    using state::Route;
    std::vector<GateFixture> all;
    state::Shared begun = start_visitor();
    begun.draft.started = true;
    all.push_back({"red_flags", {}, begun, Route::red_flags});
    state::Shared ask = begun;
    ask.draft.kind = domain::VisitKind::consultation;
    all.push_back({"red_flags_consultation", {}, ask, Route::red_flags});
    state::Shared loading = begun;
    loading.hospital = {};
    loading.hospital.load = state::Load::loading;
    all.push_back({"red_flags_loading", {}, loading, Route::red_flags});
    state::Shared failed = loading;
    failed.hospital.load = state::Load::failed;
    failed.hospital.error = "offline";
    all.push_back({"red_flags_failed", {}, failed, Route::red_flags});

    all.push_back({"emergency", {}, begun, Route::emergency});
    state::Shared named = start_signed_in(true);
    named.draft.started = true;
    named.draft.red_flag = "chest_pain";
    named.draft.address_line = "江岸区柳堤路 18 号 3 栋 501";
    all.push_back({"emergency_named", {}, named, Route::emergency});

    state::Shared second = begun;
    second.draft.red_flags_none = true;
    all.push_back({"diagnosed", {}, second, Route::diagnosed});
    all.push_back({"diagnosed_missing", {.diagnosed_missing = true}, second, Route::diagnosed});
    state::Shared no = second;
    no.draft.diagnosed = domain::Diagnosed::no;
    all.push_back({"not_refill", {}, no, Route::not_refill});

    state::Shared third = second;
    third.draft.diagnosed = domain::Diagnosed::yes;
    all.push_back({"changed", {}, third, Route::changed});
    all.push_back({"changed_missing", {.changed_missing = true}, third, Route::changed});
    state::Shared changed = third;
    changed.draft.changed = domain::Changed::changed;
    changed.draft.complaint = "上个月起走快路气短，歇会儿就好。";
    all.push_back({"changed_yes", {}, changed, Route::changed});
    return all;
}

}  // namespace bz::screens
