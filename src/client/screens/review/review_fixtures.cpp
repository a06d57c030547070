#include "client/screens/common/journey_fixtures.hpp"
#include "client/screens/review/review.hpp"

namespace bz::screens {

using domain::RecordKind;
using domain::VisitKind;
using domain::VisitState;
using state::Route;

namespace {

state::Shared refill_shared() {
    state::Shared shared = sample_journey(VisitKind::refill);
    shared.draft.medicine_ids = {"m1", "m2"};
    shared.draft.uploads = {sample_upload("recorded", RecordKind::discharge_summary)};
    return shared;
}

template <class T>
void set(state::Remote<T>& remote, T value) {
    remote = {.load = state::Load::loaded, .value = std::move(value), .etag = {}, .error = {}};
}

ReviewFixture unpaid(std::string_view name) {
    ReviewFixture made{name, {}, refill_shared(), Route::pay_return};
    made.shared.draft.visit_id = "v1";
    set(made.shared.visit, sample_visit(VisitKind::refill, VisitState::submitted));
    return made;
}

}  // namespace

std::vector<ReviewFixture> Review::fixtures() {
    std::vector<ReviewFixture> all;
    const auto add = [&](std::string_view name) -> ReviewFixture& {
        return all.emplace_back(ReviewFixture{name, {}, refill_shared(), Route::review});
    };
    add("refill");
    add("unchecked").model.unchecked = true;
    {
        ReviewFixture& waiting = add("waiting_for_uploads");
        waiting.shared.draft.reviewed = true;
        waiting.shared.draft.uploads.push_back(sample_upload("sending", RecordKind::imaging));
        waiting.model.stage = Review::Stage::waiting_for_uploads;
    }
    {
        ReviewFixture& stuck = add("uploads_stuck");
        stuck.shared.draft.reviewed = true;
        stuck.shared.draft.uploads.push_back(sample_upload("interrupted", RecordKind::imaging));
        stuck.model.uploads_stuck = true;
    }
    {
        ReviewFixture& sending = add("submitting");
        sending.shared.draft.reviewed = true;
        sending.model.stage = Review::Stage::submitting;
    }
    {
        ReviewFixture& pending = add("identity_pending");
        pending.shared.account.value->people.front().verified = false;
        pending.model.problem = "identity_pending";
    }
    {
        ReviewFixture& refused = add("refused");
        refused.model.problem = "validation";
        refused.model.problem_field = "/draft/weeks";
    }
    {
        ReviewFixture& consultation = add("consultation");
        consultation.shared = sample_journey(VisitKind::consultation);
        consultation.shared.draft.complaint = "这几天爬楼气短，歇一会儿就好。";
    }
    {
        ReviewFixture& child = add("young_child");
        child.shared.account.value->people.front().age = 4;
        child.shared.hospital.value->rules.guardian_age = 6;
        child.model.guardian_missing = true;
    }
    add("any_doctor").shared.draft.any_doctor = true;
    add("elder").shared.elder = true;
    all.push_back(unpaid("unpaid"));
    all.push_back(unpaid("unpaid_cancel"));
    all.back().model.cancel_asked = true;
    all.push_back(unpaid("unpaid_loading"));
    all.back().shared.visit = {.load = state::Load::loading, .value = {}, .etag = {}, .error = {}};
    {
        ReviewFixture order = unpaid("unpaid_order");
        order.shared.draft.order_id = "o1";
        api::Order made;
        made.id = "o1";
        made.visit_id = "v1";
        made.payment = {.id = "pay2",
                        .state = domain::PaymentState::pending,
                        .amount_fen = 2610,
                        .redirect_url = "/sandbox/pay/pay2"};
        set(order.shared.order, std::move(made));
        all.push_back(std::move(order));
    }
    return all;
}

}  // namespace bz::screens
