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
