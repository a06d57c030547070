#include "client/screens/common/start_fixtures.hpp"
#include "client/screens/home/home.hpp"

namespace bz::screens {

std::vector<HomeFixture> Home::fixtures() {
    using state::Route;
    std::vector<HomeFixture> all;
    // As prerendered: nothing is known, not even the time.
    all.push_back({"first_page", {}, {}, Route::home});
    all.push_back({"visitor", {}, start_visitor(), Route::home});
    all.push_back({"signed_in", {}, start_signed_in(true), Route::home});

    state::Shared draft = start_signed_in(true);
    draft.draft.started = true;
    draft.draft.red_flags_none = true;
    draft.draft.diagnosed = domain::Diagnosed::yes;
    draft.draft.changed = domain::Changed::same;
    draft.account.value->open_order_id = "order-1";
    draft.account.value->records_count = 12;
    draft.draft.uploads.push_back(
        {.file = {}, .name = "出院小结.jpg", .state = "recorded", .upload_id = "u1", .record_id = "r1", .error = {}});
    all.push_back({"draft", {}, draft, Route::home});

    state::Shared waiting = start_signed_in(true);
    waiting.account.value->open_visit_id = "visit-1";
    waiting.draft.visit_id = "visit-1";
    waiting.draft.started = true;
    api::Visit visit;
    visit.id = "visit-1";
    visit.kind = domain::VisitKind::refill;
    visit.state = domain::VisitState::queued;
    visit.promised_by = "2026-07-20T15:10:00+08:00";
    waiting.visit.load = state::Load::loaded;
    waiting.visit.value = std::move(visit);
    all.push_back({"waiting", {}, waiting, Route::home});

    all.push_back({"no_orders", {.orders_empty = true}, start_signed_in(true), Route::home});
    all.push_back({"orders_signed_out", {.orders_empty = true}, start_visitor(), Route::home});
    all.push_back({"sign_out", {.sign_out_asked = true}, start_signed_in(true), Route::home});

    state::Shared repeat = start_signed_in(true);
    repeat.earlier_care.load = state::Load::loaded;
    repeat.earlier_care.value.emplace();
    repeat.earlier_care.value->supply = {.visit_id = "visit-0",
                                         .runs_out_on = "2026-07-25",
                                         .medicines = {"阿托伐他汀钙片"},
                                         .medicine_ids = {"m1"},
                                         .medicine_text = {},
                                         .weeks = 4};
    all.push_back({"repeat", {}, repeat, Route::home});
    repeat.earlier_care.value->supply->runs_out_on = "2026-07-18";
    repeat.earlier_care.value->supply->medicines = {"阿托伐他汀钙片", "氨氯地平片"};
    all.push_back({"repeat_run_out", {}, repeat, Route::home});

    state::Shared offline = draft;
    offline.online = false;
    all.push_back({"offline", {}, offline, Route::home});
    return all;
}

}  // namespace bz::screens
