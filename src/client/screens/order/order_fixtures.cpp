#include "client/screens/common/care_fixtures.hpp"
#include "client/screens/order/order.hpp"

namespace bz::screens {
namespace {

using domain::Fulfilment;
using domain::OrderState;

OrderFixture with(std::string_view name, Fulfilment how, OrderState state) {
    OrderFixture fixture{name, {}, care_shared(domain::VisitState::prescribed)};
    loaded(fixture.shared.order, care_order(how, state));
    fixture.shared.draft.order_id = "order-1";
    fixture.model.asked = "order-1";
    return fixture;
}

}  // namespace

std::vector<OrderFixture> Order::fixtures() {
    std::vector<OrderFixture> all;
    all.push_back(with("unpaid", Fulfilment::delivery, OrderState::created));
    all.push_back(with("payment_failed", Fulfilment::delivery, OrderState::created));
    all.back().shared.order.value->payment.state = domain::PaymentState::failed;
    all.push_back(with("paid", Fulfilment::delivery, OrderState::paid));
    all.push_back(with("packed", Fulfilment::delivery, OrderState::packed));
    all.push_back(with("shipped", Fulfilment::delivery, OrderState::shipped));
    all.push_back(with("delivered", Fulfilment::delivery, OrderState::delivered));
    all.back().shared.order.value->hospital_pickup_code.reset();
    all.push_back(with("delivered_hospital", Fulfilment::delivery, OrderState::delivered));
    all.push_back(with("pickup_paid", Fulfilment::pickup, OrderState::paid));
    all.push_back(with("ready", Fulfilment::pickup, OrderState::ready));
    all.push_back(with("picked_up", Fulfilment::pickup, OrderState::picked_up));
    all.back().shared.order.value->hospital_pickup_code.reset();
    all.push_back(with("cancelled", Fulfilment::delivery, OrderState::cancelled));
    all.push_back(with("refunding", Fulfilment::delivery, OrderState::refunding));
    all.push_back(with("refunded", Fulfilment::delivery, OrderState::refunded));
    all.back().shared.order.value->refund = api::Refund{1488, "refunded", "2026-07-23T23:59:00+08:00"};
    all.push_back(with("part_refunding", Fulfilment::delivery, OrderState::packed));
    all.back().shared.order.value->refund = api::Refund{500, "refunding", "2026-07-23T23:59:00+08:00"};
    all.push_back(with("part_refunded", Fulfilment::pickup, OrderState::ready));
    all.back().shared.order.value->refund = api::Refund{300, "refunded", "2026-07-23T23:59:00+08:00"};
    all.push_back(with("cancel_unpaid", Fulfilment::delivery, OrderState::created));
    all.back().model.cancel_asked = true;
    all.push_back(with("cancel_paid", Fulfilment::delivery, OrderState::paid));
    all.back().model.cancel_asked = true;
    all.push_back(with("cancelling", Fulfilment::delivery, OrderState::paid));
    all.back().model.cancelling = true;
    all.push_back(with("packed_meanwhile", Fulfilment::delivery, OrderState::packed));
    all.back().model.problem = "packed";
    all.push_back(with("tracking_number", Fulfilment::delivery, OrderState::shipped));
    all.back().shared.order.value->tracking_number = "SF1234567890";
    all.push_back(with("ready_with_place", Fulfilment::pickup, OrderState::ready));
    all.back().shared.order.value->quote.pharmacy_place =
        api::LocalText{"江岸区柳堤路 20 号一楼", "20 Liudi Road, ground floor"};
    all.back().shared.hospital.value->opening_hours = {{{1, "08:00", "17:00"}, {2, "08:00", "17:00"}}};
    all.push_back({"empty", {}, care_shared(domain::VisitState::prescribed)});
    all.back().shared.draft = {};
    all.push_back({"failed", {}, care_shared(domain::VisitState::prescribed)});
    all.back().shared.draft.order_id = "order-1";
    all.back().shared.order.load = state::Load::failed;
    all.back().shared.order.error = "offline";
    all.push_back(with("elder", Fulfilment::pickup, OrderState::ready));
    all.back().shared.elder = true;
    return all;
}

}  // namespace bz::screens
