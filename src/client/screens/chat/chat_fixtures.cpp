#include "client/screens/chat/chat.hpp"
#include "client/screens/common/care_fixtures.hpp"

namespace bz::screens {
namespace {

using domain::PrescriptionState;
using domain::VisitState;

api::MessageList talk() {
    return {
        {{"m1", "system", "visit_opened", "周敏", "2026-07-20T14:38:00+08:00"},
         {"m2", "doctor", "任先生您好。走快路气短，歇多久能好？晚上平躺难受吗？", "周敏", "2026-07-20T14:39:00+08:00"},
         {"m3", "patient", "歇两三分钟就好，晚上平躺没事", "", "2026-07-20T14:40:00+08:00"},
         {"m4", "system", "handover", "陈立", "2026-07-20T14:41:00+08:00"},
         {"m5", "doctor", "血压控制得不错。我再看一下血脂化验单，5 分钟内回您。", "陈立",
          "2026-07-20T14:42:00+08:00"}}};
}

ChatFixture with(std::string_view name, VisitState state) {
    ChatFixture fixture{name, {}, care_shared(state)};
    loaded(fixture.shared.messages, talk());
    fixture.model.seen_id = "m5";
    return fixture;
}

ChatFixture prescribed(std::string_view name, PrescriptionState state) {
    ChatFixture fixture = with(name, VisitState::prescribed);
    loaded(fixture.shared.prescription, care_prescription(state));
    return fixture;
}

}  // namespace

std::vector<ChatFixture> Chat::fixtures() {
    std::vector<ChatFixture> all;
    all.push_back(with("talking", VisitState::in_consultation));
    all.push_back(with("typed", VisitState::in_consultation));
    all.back().shared.draft.message_text = "化验单是上个月的";
    all.push_back(with("sending", VisitState::in_consultation));
    all.back().model.sending = true;
    all.back().shared.draft.message_key = "key-1";
    all.back().shared.draft.message_text = "化验单是上个月的\x1f还有一张";
    all.push_back(with("offline", VisitState::in_consultation));
    all.back().shared.online = false;
    all.back().model.waiting_net = true;
    all.back().shared.draft.message_key = "key-1";
    all.back().shared.draft.message_text = "化验单是上个月的";
    all.push_back(with("trouble", VisitState::in_consultation));
    all.back().model.problem = "server";
    all.back().shared.draft.message_key = "key-1";
    all.back().shared.draft.message_text = "化验单是上个月的";
    all.push_back(with("empty_pressed", VisitState::in_consultation));
    all.back().model.empty_pressed = true;
    all.push_back(prescribed("in_review", PrescriptionState::in_review));
    all.push_back(prescribed("approved", PrescriptionState::approved));
    all.push_back(prescribed("returned", PrescriptionState::returned));
    all.push_back(prescribed("ordered", PrescriptionState::ordered));
    all.push_back(prescribed("expired", PrescriptionState::expired));
    all.push_back(with("concluded", VisitState::concluded));
    all.push_back(with("terminated", VisitState::terminated));
    all.push_back({"loading", {}, care_shared(VisitState::in_consultation)});
    all.back().shared.messages.load = state::Load::loading;
    all.push_back(with("elder", VisitState::in_consultation));
    all.back().shared.elder = true;
    return all;
}

}  // namespace bz::screens
