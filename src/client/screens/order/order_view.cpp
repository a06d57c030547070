#include "client/screens/common/afterwards.hpp"
#include "client/screens/common/care.hpp"
#include "client/screens/order/order.hpp"

namespace bz::screens {
namespace {

using domain::Fulfilment;
using domain::OrderState;
using domain::PaymentState;
using ui::TimelineItem;

std::string_view at_of(const api::Order& order, std::string_view code) {
    for (const api::TrackingEvent& event : order.tracking)
        if (event.code == code) return event.at;
    return {};
}

bool unpaid(const api::Order& order) { return order.state == OrderState::created; }

bool money_goes_back(const api::Order& order) {
    return order.state == OrderState::refunding || order.state == OrderState::refunded;
}

std::string title_of(const Page& page, const api::Order& order) {
    const std::string ready = day_clock(page, order.quote.ready_by);
    const bool delivery = order.fulfilment == Fulfilment::delivery;
    const bool late = is_past(page.shared, order.quote.ready_by);
    const std::int64_t whole =
        money_goes_back(order) && order.refund ? order.refund->amount_fen : order.quote.total_due_fen;
    const std::string money = yuan(page.ui, whole);
    switch (order.state) {
    case OrderState::created: return page.t("order.title.created", {{"money", money}});
    case OrderState::paid:
    case OrderState::packed:
    case OrderState::shipped:
        if (late) return page.t(delivery ? "order.title.late" : "order.title.late_pickup");
        return page.t(delivery ? "order.title.by" : "order.title.by_pickup", {{"time", ready}});
    case OrderState::ready: return page.t("order.title.ready", {{"pharmacy", order.quote.pharmacy}});
    case OrderState::delivered: return page.t("order.title.delivered");
    case OrderState::picked_up: return page.t("order.title.picked_up");
    case OrderState::cancelled: return page.t("order.title.cancelled");
    case OrderState::refunding: return page.t("order.title.refunding", {{"money", money}});
    case OrderState::refunded: return page.t("order.title.refunded", {{"money", money}});
    }
    return {};
}

std::string_view tag_of(const api::Order& order) {
    switch (order.state) {
    case OrderState::created: return "order.tag.created";
    case OrderState::paid: return "order.tag.paid";
    case OrderState::packed: return "order.tag.packed";
    case OrderState::shipped: return "order.tag.shipped";
    case OrderState::delivered: return "order.tag.delivered";
    case OrderState::ready: return "order.tag.ready";
    case OrderState::picked_up: return "order.tag.picked_up";
    case OrderState::cancelled: return "order.tag.cancelled";
    case OrderState::refunding: return "order.tag.refunding";
    case OrderState::refunded: return "order.tag.refunded";
    }
    return {};
}

std::string names_of(const Page& page, const api::Order& order) {
    std::string names;
    for (const api::QuoteLine& line : order.quote.lines) {
        if (!names.empty()) names += page.t("order.names.comma");
        names += line.name;
    }
    return names;
}

std::vector<TimelineItem> steps_of(const Page& page, const api::Order& order) {
    using State = TimelineItem::State;
    const auto clock = [&](std::string_view code) {
        const std::string_view at = at_of(order, code);
        return at.empty() ? std::string{} : short_clock(page, at);
    };
    // How far it is: 0 unpaid, 1 paid, 2 packed, 3 with the courier or ready, 4 there.
    int far = 0;
    switch (order.state) {
    case OrderState::created:
    case OrderState::cancelled: far = 0; break;
    case OrderState::paid:
    case OrderState::refunding:
    case OrderState::refunded: far = 1; break;
    case OrderState::packed: far = 2; break;
    case OrderState::shipped:
    case OrderState::ready: far = 3; break;
    case OrderState::delivered:
    case OrderState::picked_up: far = 4; break;
    }
    std::vector<TimelineItem> items;
    const auto step = [&](int index, std::string_view done, std::string_view here, std::string_view ahead,
                          std::string time) {
        const State state = far >= index ? State::done : far == index - 1 ? State::here : State::ahead;
        const std::string_view key = state == State::done ? done : state == State::here ? here : ahead;
        items.push_back({state, page.t(key), {}, state == State::done ? std::move(time) : std::string{}});
    };
    step(1, "order.step.paid", "order.step.paying", "order.step.paying", clock("paid"));
    if (order.fulfilment == Fulfilment::delivery) {
        step(2, "order.step.packed", "order.step.packing", "order.step.packing_later", clock("packed"));
        // With the courier is where the parcel is now, so that bead stays amber until it is there.
        if (far == 3)
            items.push_back({State::here, page.t("order.step.shipping"), {}, clock("shipped")});
        else
            step(3, "order.step.shipped", "order.step.courier_comes", "order.step.shipping_later", clock("shipped"));
        items.push_back({far == 4 ? State::done : State::ahead,
                         page.t(far == 4 ? "order.step.delivered" : "order.step.delivers"),
                         {},
                         far == 4 ? clock("delivered") : std::string{}});
    } else {
        const std::string ready = clock("ready");
        items.push_back({far >= 3   ? State::done
                         : far >= 1 ? State::here
                                    : State::ahead,
                         page.t(far >= 3   ? "order.step.packed"
                                : far >= 1 ? "order.step.packing"
                                           : "order.step.packing_later"),
                         {},
                         far >= 3 ? ready : std::string{}});
        items.push_back({far == 4   ? State::done
                         : far == 3 ? State::here
                                    : State::ahead,
                         page.t(far == 4 ? "order.step.picked_up" : "order.step.picks_up"),
                         {},
                         far == 4 ? clock("picked_up") : std::string{}});
    }
    return items;
}

void parcel_card(Page& page, const api::Order& order, const std::string& names) {
    ui::Ui& ui = page.ui;
    ui.begin_card();
    ui.heading(names.empty() ? page.t("order.parcel.title") : names, 2);
    ui.space(8);
    const bool there = order.state == OrderState::delivered || order.state == OrderState::picked_up;
    ui.tag(page.t(tag_of(order)), there || order.state == OrderState::ready ? ui::Tone::celadon : ui::Tone::amber,
           order.fulfilment == Fulfilment::delivery ? ui::Icon::truck : ui::Icon::store);
    ui.space(12);
    if (!money_goes_back(order) && order.state != OrderState::cancelled) {
        const std::vector<TimelineItem> items = steps_of(page, order);
        ui.timeline(items);
    }
    if (order.state == OrderState::shipped && order.courier_phone) {
        ui.space(12);
        ui.button("order.courier_phone", page.t("order.courier.call"),
                  {.kind = ui::ButtonKind::secondary,
                   .icon = ui::Icon::phone,
                   .compact = true,
                   .href = "tel:" + *order.courier_phone});
    }
    if (order.tracking_number) {
        ui.space(8);
        ui.caption(page.t("order.courier.number", {{"number", *order.tracking_number}}), ui::Icon::truck);
    }
    ui.end_card();
    ui.space(12);
}

void pickup_card(Page& page, const api::Order& order) {
    if (order.state != OrderState::ready || !order.pickup_code) return;
    ui::Ui& ui = page.ui;
    ui.begin_card();
    ui.heading(page.t("order.pickup.title"), 2);
    ui.space(4);
    ui.text(page.t("order.pickup.show"), ui::TextStyle::body, ui::Color::ink2);
    ui.space(8);
    ui.digits(page.t("order.pickup.title"), *order.pickup_code);
    ui.space(12);
    std::string place = order.quote.pharmacy;
    if (order.quote.pharmacy_place) place += " · " + page.shared.say(*order.quote.pharmacy_place);
    ui.caption(place, ui::Icon::map_pin);
    ui.space(8);
    ui.caption(page.t("order.pickup.papers"), ui::Icon::users);
    ui.end_card();
    ui.space(12);
}

// The hospital's hours of this day; empty when it is closed or does not say.
std::string hours_today(const Page& page) {
    const state::Shared& shared = page.shared;
    if (!shared.hospital || !shared.hospital->opening_hours) return {};
    const std::int64_t days = days_since_epoch(date_of(shared.context.now, shared.context.utc_offset_minutes));
    const int weekday = static_cast<int>((days % 7 + 10) % 7) + 1;  // the epoch was a Thursday
    for (const api::OpeningHours& hours : *shared.hospital->opening_hours)
        if (hours.day == weekday) return page.t("order.hospital.hours", {{"from", hours.from}, {"until", hours.until}});
    return {};
}

// What goes back: all of it, or for what the pharmacy could not give.
void refund_row(Page& page, const api::Order& order) {
    if (!order.refund || order.refund->amount_fen <= 0) return;
    ui::Ui& ui = page.ui;
    const api::Refund& refund = *order.refund;
    const bool back = refund.state == "refunded";
    const bool part = refund.amount_fen < order.quote.total_due_fen;
    const std::string day = day_words(page, refund.expected_by);
    ui.begin_list(page.t("order.refund.label"));
    ui.fact_row({.icon = back ? ui::Icon::circle_check : ui::Icon::undo_2,
                 .title = page.t(back   ? part ? "order.refund.part_back" : "order.refund.back"
                                 : part ? "order.refund.part_on_its_way"
                                        : "order.refund.on_its_way",
                                 {{"money", yuan(ui, refund.amount_fen)}}),
                 .subtitle = back || day.empty() ? page.t("order.refund.same_way")
                                                 : page.t("order.refund.by", {{"day", day}})});
    ui.end_list();
    ui.space(12);
}

void cancel_dialog(Page& page, const api::Order& order, const Send<Order::Msg>& send) {
    ui::Ui& ui = page.ui;
    const bool paid = order.state == OrderState::paid;
    ui.begin_dialog("order.cancel", page.t("order.cancel.question"),
                    paid ? page.t("order.cancel.refund", {{"money", yuan(ui, order.payment.amount_fen)}})
                         : page.t("order.cancel.unpaid"));
    if (ui.button("order.cancel.yes", page.t("order.cancel.yes"), {.kind = ui::ButtonKind::secondary}))
        send(Order::CancelConfirmed{});
    ui.space(8);
    if (ui.button("order.cancel.no", page.t("order.cancel.no"))) send(Order::CancelKept{});
    ui.end_dialog();
}

void hospital_card(Page& page, const api::Order& order, bool key_here, const Send<Order::Msg>& send) {
    if (!order.hospital_pickup_code) return;
    ui::Ui& ui = page.ui;
    std::string names;
    for (const std::string& name : order.quote.hospital_only) {
        if (!names.empty()) names += page.t("order.names.comma");
        names += name;
    }
    ui.begin_card();
    ui.heading(names.empty() ? page.t("order.hospital.title") : names, 2);
    ui.space(8);
    ui.tag(page.t("order.hospital.tag"), ui::Tone::celadon, ui::Icon::hospital);
    ui.space(8);
    ui.text(page.t("order.hospital.show"), ui::TextStyle::body, ui::Color::ink2);
    ui.space(8);
    ui.digits(page.t("order.hospital.code"), *order.hospital_pickup_code);
    ui.space(12);
    if (key_here) {
        if (ui.button("order.read_hospital", page.t("order.read.hospital"),
                      {.kind = ui::ButtonKind::secondary, .icon = ui::Icon::volume_2, .compact = true}))
            send(Order::ReadHospitalCode{});
        ui.space(12);
    }
    if (page.shared.hospital) {
        ui.caption(page.t("order.hospital.place", {{"hospital", page.shared.say(page.shared.hospital->short_name)}}),
                   ui::Icon::map_pin);
        ui.space(8);
        if (const std::string hours = hours_today(page); !hours.empty()) {
            ui.caption(hours, ui::Icon::clock);
            ui.space(8);
        }
    }
    ui.caption(page.t("order.pickup.papers"), ui::Icon::users);
    ui.end_card();
    ui.space(12);
}

void empty(Page& page, const Send<Order::Msg>& send) {
    ui::Ui& ui = page.ui;
    ui.heading(page.t("order.empty.title"), 1);
    ui.space(8);
    ui.text(page.t("order.empty.text"), ui::TextStyle::body, ui::Color::ink2);
    if (page.end({.id = "order.home", .label = page.t("order.home.go"), .emergency = false}).primary)
        send(Order::HomePressed{});
}

bool nothing_to_load(const state::Shared& shared) {
    return shared.draft.order_id.empty() && shared.order.load != state::Load::loading &&
           shared.order.load != state::Load::failed && shared.account && shared.account.load != state::Load::failed &&
           shared.visit.load != state::Load::loading;
}

}  // namespace

void Order::view(Page& page, const Model& model, const Send<Msg>& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    Page::Options options{.name = "order"};
    options.title = page.t("order.page.title");
    if (shared.order && shared.hospital && !ui.elder() && !shared.order->quote.pharmacy.empty())
        options.bar_detail = page.t("order.page.bar_detail", {{"hospital", shared.say(shared.hospital->short_name)},
                                                              {"pharmacy", shared.order->quote.pharmacy}});
    page.begin(options);
    if (!shared.order) {
        if (nothing_to_load(shared)) {
            empty(page, send);
            return;
        }
        const bool account_failed = shared.draft.order_id.empty() && shared.account.load == state::Load::failed;
        const bool visit_failed = shared.draft.order_id.empty() && shared.visit.load == state::Load::failed;
        ui.heading(page.t("order.page.title"), 1);
        ui.space(12);
        if (page.load_panel(account_failed || visit_failed ? state::Load::failed : shared.order.load,
                            account_failed ? shared.account.error
                            : visit_failed ? shared.visit.error
                                           : shared.order.error,
                            "order.try_again"))
            send(TryAgainPressed{});
        if (page.end({.id = "order.home", .label = page.t("order.home.go"), .emergency = false}).primary)
            send(HomePressed{});
        return;
    }

    const api::Order& order = *shared.order.value;
    const std::string title = title_of(page, order);
    ui.heading(title, 1);
    ui.status(title);
    ui.space(12);
    if (!model.problem.empty()) {
        const bool packed = model.problem == "packed";
        ui.banner(ui::Icon::circle_alert, packed ? page.t("order.cancel.packed") : problem_text(ui, model.problem),
                  ui::Tone::amber, packed ? page.t("order.cancel.ask", {{"phone", shared.phone()}}) : std::string{});
        ui.space(12);
    }
    if (unpaid(order)) {
        const bool failed = order.payment.state == PaymentState::failed;
        ui.banner(ui::Icon::wallet, page.t(failed ? "order.pay.failed" : "order.pay.waiting"), ui::Tone::amber,
                  page.t("order.pay.kept"));
        ui.space(12);
    }
    if (order.state == OrderState::cancelled || money_goes_back(order)) {
        ui.text(page.t(order.state == OrderState::cancelled ? "order.ended.cancelled" : "order.ended.refund"),
                ui::TextStyle::body, ui::Color::ink2);
        ui.space(12);
    }
    const bool thanks = order.state == OrderState::delivered || order.state == OrderState::picked_up;
    if (thanks) {
        ui.text(page.t(order.hospital_pickup_code ? "order.thanks.still_hospital" : "order.thanks.text"),
                ui::TextStyle::body, ui::Color::ink2);
        ui.space(12);
    }
    const bool has_pickup = order.state == OrderState::ready && order.pickup_code.has_value();
    // The code comes first when a person stands at the counter.
    if (has_pickup) pickup_card(page, order);
    parcel_card(page, order, names_of(page, order));
    refund_row(page, order);
    const bool paid = !unpaid(order) && order.state != OrderState::cancelled && !money_goes_back(order);
    const bool reads_hospital = paid && !has_pickup && !thanks && order.hospital_pickup_code.has_value();
    if (paid) hospital_card(page, order, !reads_hospital, send);

    const bool over = thanks || order.state == OrderState::cancelled || money_goes_back(order);
    if (over) {
        const AfterwardsUse use = afterwards(page, "order", thanks);
        if (use.rate) send(RatePressed{});
        if (use.complain) send(ComplainPressed{});
    }
    const bool cancel = can_be_cancelled(order);
    if (cancel && model.cancel_asked) cancel_dialog(page, order, send);
    const std::string cancel_id = cancel ? "order.cancel.open" : "";
    const std::string cancel_label = cancel ? page.t("order.cancel.open") : std::string{};

    if (unpaid(order)) {
        const Page::Used used =
            page.end({.id = "order.pay",
                      .label = page.t("order.pay.now", {{"money", yuan(ui, order.quote.total_due_fen)}}),
                      .busy = model.cancelling,
                      .emergency = false,
                      .second_id = cancel_id,
                      .second_label = cancel_label});
        if (used.primary) send(PayPressed{});
        if (used.second) send(CancelPressed{});
    } else if (has_pickup) {
        const Page::Used used = page.end(
            {.id = "order.read", .label = page.t("order.read.pickup"), .icon = ui::Icon::volume_2, .emergency = false});
        if (used.primary) send(ReadPickupCode{});
    } else if (reads_hospital) {
        const Page::Used used = page.end({.id = "order.read_hospital",
                                          .label = page.t("order.read.hospital"),
                                          .icon = ui::Icon::volume_2,
                                          .emergency = false,
                                          .second_id = cancel_id,
                                          .second_label = cancel_label});
        if (used.second) send(CancelPressed{});
        if (used.primary) send(ReadHospitalCode{});
    } else if (order.state == OrderState::cancelled) {
        const Page::Used used = page.end({.id = "order.again",
                                          .label = page.t("order.again.go"),
                                          .emergency = false,
                                          .second_id = "order.home",
                                          .second_label = page.t("order.home.go")});
        if (used.primary) send(AgainPressed{});
        if (used.second) send(HomePressed{});
    } else {
        const Page::Used used = page.end({.id = "order.home",
                                          .label = page.t("order.home.go"),
                                          .busy = model.cancelling,
                                          .emergency = false,
                                          .second_id = cancel_id,
                                          .second_label = cancel_label});
        if (used.primary) send(HomePressed{});
        if (used.second) send(CancelPressed{});
    }
}

}  // namespace bz::screens
