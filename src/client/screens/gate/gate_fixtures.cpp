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
    state::Shared repeat = third;
    repeat.draft.repeat = true;
    all.push_back({"changed_repeat", {}, repeat, Route::changed});

    // A hospital with questions of its own, on a day on which new illnesses may come, too.
    using enum domain::GateLead;
    const std::vector kinds = {domain::VisitKind::refill, domain::VisitKind::consultation};
    state::Shared own = second;
    own.hospital.value->gate = {
        {{"pregnant",
          kinds,
          {"您现在怀孕或在喂奶吗？", "Are you pregnant or breastfeeding?"},
          {{"no", {"没有", "No"}, continue_},
           {"yes", {"是的", "Yes"}, consultation},
           {"unsure", {"说不清", "I cannot say"}, staff}}},
         {"diagnosed",
          {domain::VisitKind::refill},
          {"这个病，医院确诊过吗？", "Did a hospital diagnose this illness?"},
          {{"yes", {"确诊过", "Yes, it did"}, continue_}, {"no", {"没有，第一次看", "No, this is new"}, stop}}}}};
    all.push_back({"question", {}, own, Route::question});
    all.push_back({"question_missing", {.question_missing = true}, own, Route::question});
    state::Shared asks = own;
    asks.draft.gate_answers = {{"pregnant", "yes"}};
    asks.draft.gate_question = "pregnant";
    all.push_back({"question_asks_first", {}, asks, Route::question});
    state::Shared answered = own;
    answered.draft.gate_answers = {{"pregnant", "no"}};
    all.push_back({"question_none", {}, answered, Route::question});
    answered.hospital.value->first_visits_today = true;
    answered.hospital.value->first_visit_exceptions = {
        {{"2026-07-01",
          "2026-07-31",
          {"流感季，新发的发烧咳嗽也能在网上看。", "Flu season: new fevers may come, too."}}}};
    all.push_back({"diagnosed_first_visits", {}, answered, Route::diagnosed});
    return all;
}

}  // namespace bz::screens
