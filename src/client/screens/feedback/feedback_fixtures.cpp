#include "client/screens/common/care_fixtures.hpp"
#include "client/screens/feedback/feedback.hpp"

namespace bz::screens {

namespace {

using domain::ComplaintState;

api::Complaint complaint(std::string id, ComplaintState state) {
    api::Complaint one{std::move(id), "C-20260718-0042", state, "visit-1", "2026-07-18T09:20:00+08:00", {}, {}};
    const std::string words = one.id == "c1"   ? "等了快一个小时才有医生接，页面上写的是 38 分钟。"
                              : one.id == "c2" ? "付款的页面打不开，试了三次。"
                              : one.id == "c3" ? "字能不能再大一点。"
                                               : "快递员没打电话，药放在门口了。";
    one.lines.push_back({"patient", words, "", "2026-07-18T09:20:00+08:00"});
    if (state == ComplaintState::answered || state == ComplaintState::closed) {
        one.lines.push_back(
            {"hospital", "对不起，那天请假的医生多。诊察费已经退给您。", "何静", "2026-07-19T10:05:00+08:00"});
        one.reopen_until = "2026-07-26T10:05:00+08:00";
    }
    return one;
}

}  // namespace

std::vector<FeedbackFixture> Feedback::fixtures() {
    std::vector<FeedbackFixture> all;
    const auto add = [&](std::string_view name, Part part) -> FeedbackFixture& {
        all.push_back({name, {.part = part}, care_shared(domain::VisitState::concluded)});
        loaded(
            all.back().shared.complaints,
            api::ComplaintList{{complaint("c1", ComplaintState::answered), complaint("c2", ComplaintState::received),
                                complaint("c3", ComplaintState::in_progress), complaint("c4", ComplaintState::closed)},
                               {}});
        return all.back();
    };
    add("list", Part::list);
    add("empty", Part::list).shared.complaints.value->items.clear();
    add("loading", Part::list).shared.complaints = {.load = state::Load::loading, .value = {}, .etag = {}, .error = {}};
    add("failed", Part::list).shared.complaints = {
        .load = state::Load::failed, .value = {}, .etag = {}, .error = "server"};
    add("write", Part::write);
    {
        FeedbackFixture& about = add("write_about_visit", Part::write);
        about.shared.draft.feedback_visit = "visit-1";
        about.shared.draft.feedback_text = "等了快一个小时才有医生接。";
        about.shared.draft.feedback_call = true;
    }
    add("write_nothing", Part::write).model.empty = true;
    {
        FeedbackFixture& busy = add("refused", Part::write);
        busy.shared.draft.feedback_text = "等了快一个小时才有医生接。";
        busy.model.problem = "too_many_requests";
    }
    {
        FeedbackFixture& offline = add("offline", Part::write);
        offline.shared.draft.feedback_text = "等了快一个小时才有医生接。";
        offline.shared.online = false;
        offline.model.sending = true;
    }
    add("write_again", Part::write).shared.draft.feedback_id = "c1";
    add("sent", Part::one).model = {.part = Part::one, .open_id = "c2", .sent = true};
    add("answered", Part::one).model.open_id = "c1";
    add("closed_long_ago", Part::one).model.open_id = "c4";
    all.back().shared.complaints.value->items[3].reopen_until = "2026-07-19T10:05:00+08:00";
    return all;
}

}  // namespace bz::screens
