#include <algorithm>

#include "base/money.hpp"
#include "base/text.hpp"
#include "client/screens/common/care.hpp"
#include "client/screens/common/words.hpp"
#include "client/screens/review/review.hpp"
#include "client/state/uploads.hpp"

namespace bz::screens {

using state::Route;
using ui::ButtonKind;
using ui::Color;
using ui::Icon;
using ui::TextStyle;
using ui::Tone;

namespace {

struct Row {
    std::string_view id;  // its last part also names the label's text
    std::string value;
    std::optional<Route> change;
};

std::string who(const Page& page, const api::Person& person) {
    const std::string key = "review.relationship." + person.relationship;
    const std::string relationship = page.t(key);
    return page.t("review.who.value",
                  {{"name", person.name},
                   {"age", std::to_string(person.age)},
                   {"relationship", relationship == key ? page.t("review.relationship.other") : relationship}});
}

std::string medicines(const Page& page) {
    const state::Shared& shared = page.shared;
    std::vector<std::string> names;
    if (shared.earlier_care)
        for (const api::EarlierMedicine& medicine : shared.earlier_care->medicines) {
            if (std::ranges::find(shared.draft.medicine_ids, medicine.id) == shared.draft.medicine_ids.end()) continue;
            names.push_back(medicine.hospital_only ? page.t("review.medicine.pickup", {{"name", medicine.name}})
                                                   : medicine.name);
        }
    // Until the names arrive the number at least is true.
    if (names.empty() && !shared.draft.medicine_ids.empty())
        names.push_back(page.t("review.medicine.count", {{"n", std::to_string(shared.draft.medicine_ids.size())}}));
    if (const auto text = trim(shared.draft.medicine_text); !text.empty()) names.emplace_back(text);
    return join(names, "\n");
}

std::string records(const Page& page) {
    const auto kinds = state::chosen_kinds(page.shared);
    if (kinds.empty()) return page.t("review.records.none");
    const std::string kind = record_kind_name(page.ui, kinds.front());
    const state::UploadCount count = state::count_uploads(page.shared.draft);
    std::string text = page.t(kinds.size() == 1 ? "review.records.one" : "review.records.many",
                              {{"kind", kind}, {"n", std::to_string(kinds.size())}});
    if (count.under_way > 0)
        text += "\n" + page.t("review.records.under_way", {{"n", std::to_string(count.under_way)}});
    if (count.stuck > 0) text += "\n" + page.t("review.records.stuck", {{"n", std::to_string(count.stuck)}});
    return text;
}

std::string weeks(const Page& page) {
    const state::Draft& draft = page.shared.draft;
    return page.t(draft.long_supply_confirmed ? "review.weeks.confirmed" : "review.weeks.value",
                  {{"n", std::to_string(draft.weeks)}});
}

std::vector<Row> rows(const Page& page) {
    const state::Shared& shared = page.shared;
    const bool refill = shared.draft.kind == domain::VisitKind::refill;
    std::vector<Row> out;
    if (const api::Person* person = shared.person()) out.push_back({"review.who", who(page, *person), Route::identity});
    if (refill) {
        if (shared.draft.any_doctor) {
            out.push_back({"review.doctor", page.t("refill.doctor.any"), Route::refill});
        } else if (shared.earlier_care && shared.earlier_care->doctor) {
            const api::Doctor& doctor = *shared.earlier_care->doctor;
            out.push_back({"review.doctor",
                           page.t("review.doctor.value", {{"name", doctor.name},
                                                          {"department", shared.say(doctor.department)},
                                                          {"title", shared.say(doctor.title)}}),
                           Route::refill});
        }
        out.push_back({"review.medicines", medicines(page), Route::refill});
        out.push_back({"review.weeks", weeks(page), Route::refill});
        out.push_back({"review.changed", page.t("review.changed.same"), Route::changed});
    } else {
        out.push_back({"review.complaint", std::string(trim(shared.draft.complaint)), Route::complaint});
    }
    out.push_back({"review.records", records(page), Route::records});
    return out;
}

std::string label_of(const Page& page, const Row& row) {
    return page.t("review.label." + std::string(row.id.substr(Review::name.size() + 1)));
}

std::string spoken(const Page& page, const std::vector<Row>& rows, const VisitFee& fee) {
    std::string text;
    for (const Row& row : rows) {
        std::string value = row.value;
        std::ranges::replace(value, '\n', ' ');
        text += page.t("review.speak.row", {{"label", label_of(page, row)}, {"value", value}});
    }
    return text + page.t("review.speak.fee", {{"n", yuan_text(fee.due_fen())}});
}

void errors(Page& page, const Review::Model& model) {
    std::vector<ui::ErrorLink> links;
    if (model.uploads_stuck && state::count_uploads(page.shared.draft).stuck > 0)
        links.push_back({"review.records", page.t("review.error.uploads_stuck")});
    if (model.guardian_missing) links.push_back({"review.guardian", page.t("review.error.guardian")});
    if (model.unchecked) links.push_back({"review.reviewed", page.t("review.error.unchecked")});
    page.ui.error_summary(page.t("review.error.title", {{"n", std::to_string(links.size())}}), links);
}

void news(Page& page, const Review::Model& model, const Send<Review::Msg>& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    const api::Person* person = shared.person();
    const bool pending = model.problem == "identity_pending";
    if (pending || (model.problem.empty() && person != nullptr && !person->verified)) {
        ui.banner(Icon::id_card, page.t("review.identity.title"), Tone::amber, page.t("review.identity.detail"));
        ui.space(ui.metrics().gap_cards);
    } else if (!model.problem.empty()) {
        const std::string text = model.problem == "guardian_needed"     ? page.t("review.problem.guardian_needed")
                                 : model.problem == "identity_required" ? page.t("review.problem.identity_required")
                                                                        : problem_text(ui, model.problem);
        ui.banner(Icon::circle_alert, text, Tone::amber, page.t("review.problem.not_charged"));
        ui.space(ui.metrics().gap_cards);
        Route mend = step_of_field(model.problem_field, shared.draft.kind);
        if (model.problem == "identity_required") mend = Route::identity;
        if (mend != Route::review) {
            if (ui.button("review.mend", page.t("review.mend"), {.kind = ButtonKind::secondary}))
                send(Review::ChangePressed{mend});
            ui.space(ui.metrics().gap_cards);
        }
    }
    if (model.stage == Review::Stage::waiting_for_uploads) {
        const std::string text =
            page.t("review.waiting.title", {{"n", std::to_string(state::count_uploads(shared.draft).under_way)}});
        ui.banner(Icon::clock, text, Tone::celadon, page.t("review.waiting.detail"));
        ui.status(text);
        ui.space(ui.metrics().gap_cards);
    }
}

void bill(Page& page, const VisitFee& fee) {
    ui::Ui& ui = page.ui;
    ui.begin_card();
    ui.bill_line({.label = page.t("review.fee.visit"), .amount = yuan(ui, fee.fee_fen)});
    if (fee.insured_fen > 0)
        ui.bill_line({.label = page.t("review.fee.insured"),
                      .amount = page.t("review.fee.minus", {{"amount", yuan(ui, fee.insured_fen)}})});
    ui.divider();
    ui.bill_line(
        {.look = ui::BillLineView::Look::total, .label = page.t("review.fee.due"), .amount = yuan(ui, fee.due_fen())});
    const int hours = page.shared.hospital ? page.shared.hospital->rules.accept_hours : 0;
    const bool refill = page.shared.draft.kind == domain::VisitKind::refill;
    if (hours > 0)
        ui.caption(
            page.t(refill ? "review.refund.refill" : "review.refund.consultation", {{"h", std::to_string(hours)}}),
            Icon::undo_2);
    ui.end_card();
}

void read_back(Page& page, const Review::Model& model, const Send<Review::Msg>& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    const bool refill = shared.draft.kind == domain::VisitKind::refill;
    page.begin({.name = "review",
                .title = journey_title(ui, shared.draft.kind),
                .saved = true,
                .step = 4,
                .steps = journey_steps(ui, shared.draft.kind)});
    errors(page, model);
    news(page, model, send);
    const std::vector<Row> list = rows(page);
    const VisitFee fee = visit_fee_of(shared);
    ui.begin_columns(2);
    ui.heading(page.t("review.heading"));
    ui.next_column();
    if (ui.button("review.read_aloud", page.t("review.read_aloud"),
                  {.kind = ButtonKind::secondary, .icon = Icon::volume_2, .compact = true}))
        send(Review::ReadAloudPressed{spoken(page, list, fee)});
    ui.end_columns();
    ui.space(12);
    if (refill && !shared.earlier_care && shared.earlier_care.load == state::Load::failed) {
        if (page.load_panel(shared.earlier_care.load, shared.earlier_care.error, "review.reload"))
            send(Review::ReloadPressed{});
        ui.space(12);
    }
    ui.begin_list(page.t("review.heading"));
    for (const Row& row : list) {
        const std::string action = row.change ? page.t("review.change") : std::string{};
        if (ui.value_row(row.id, label_of(page, row), row.value, action) && row.change)
            send(Review::ChangePressed{*row.change});
    }
    ui.end_list();
    ui.space(ui.metrics().gap_cards);
    bill(page, fee);
    ui.space(8);
    if (needs_guardian(shared)) {
        if (const auto on =
                ui.checkbox("review.guardian", page.t("review.guardian.title", {{"name", shared.person()->name}}),
                            page.t("review.guardian.reason"), shared.draft.guardian_present,
                            model.guardian_missing ? page.t("review.error.guardian") : std::string{}))
            send(Review::GuardianToggled{*on});
        ui.space(8);
    }
    if (const auto on = ui.checkbox("review.reviewed", page.t("review.reviewed"), {}, shared.draft.reviewed,
                                    model.unchecked ? page.t("review.error.unchecked") : std::string{}))
        send(Review::ReviewedToggled{*on});
    const bool busy = model.stage != Review::Stage::idle;
    std::string label =
        fee.due_fen() > 0 ? page.t("review.send.pay", {{"n", yuan_text(fee.due_fen())}}) : page.t("review.send.free");
    if (busy)
        label = page.t(model.stage == Review::Stage::waiting_for_uploads ? "review.send.waiting" : "review.send.busy");
    if (page.end({.id = "review.send", .label = label, .busy = busy}).primary) send(Review::SendPressed{});
}

// -- coming back from paying

struct Due {
    bool known = false;
    std::int64_t fen = 0;
    state::Load load = state::Load::not_asked;
    std::string error;
};

Due due_of(const state::Shared& shared) {
    if (!shared.draft.order_id.empty()) {
        const auto& order = shared.order;
        if (order && order->id == shared.draft.order_id)
            return {true, order->payment.amount_fen, order.load, order.error};
        return {false, 0, order.load, order.error};
    }
    const auto& visit = shared.visit;
    if (visit && visit->id == visit_id_of(shared))
        return {true, visit->payment ? visit->payment->amount_fen : visit->fee_fen - visit->fee_insured_fen, visit.load,
                visit.error};
    return {false, 0, visit.load, visit.error};
}

void unpaid(Page& page, const Review::Model& model, const Send<Review::Msg>& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    const bool order = !shared.draft.order_id.empty();
    page.begin({.name = "pay_return", .title = journey_title(ui, shared.draft.kind), .saved = true, .back = false});
    const Due due = due_of(shared);
    ui.heading(page.t(due.known ? "review.pay.heading" : "review.pay.looking"));
    ui.space(12);
    if (!model.problem.empty()) {
        ui.banner(Icon::circle_alert, problem_text(ui, model.problem), Tone::amber);
        ui.space(12);
    }
    if (!due.known) {
        if (page.load_panel(due.load, due.error, "review.pay.reload")) send(Review::ReloadPressed{});
        page.end({});
        return;
    }
    ui.text(page.t("review.pay.kept"));
    ui.space(ui.metrics().gap_cards);
    ui.begin_card();
    ui.bill_line({.look = ui::BillLineView::Look::total,
                  .label = page.t(order ? "review.pay.order_due" : "review.fee.due"),
                  .amount = yuan(ui, due.fen)});
    ui.end_card();
    ui.space(ui.metrics().gap_cards);
    ui.banner(Icon::info, page.t("review.pay.just_paid"), Tone::celadon);
    ui.status(page.t("review.pay.heading"));
    if (model.cancel_asked) {
        ui.begin_dialog("review.cancel", page.t(order ? "review.cancel.order_question" : "review.cancel.question"),
                        page.t(order ? "review.cancel.order_consequence" : "review.cancel.consequence"));
        if (ui.button("review.cancel.yes", page.t(order ? "review.cancel.order_yes" : "review.cancel.yes"),
                      {.kind = ButtonKind::secondary}))
            send(Review::CancelConfirmed{});
        ui.space(8);
        if (ui.button("review.cancel.no", page.t("review.cancel.no"))) send(Review::CancelKept{});
        ui.end_dialog();
    }
    const auto used = page.end({.id = "review.pay",
                                .label = page.t("review.pay.button", {{"n", yuan_text(due.fen)}}),
                                .busy = model.cancelling,
                                .emergency = !order,
                                .second_id = "review.pay.cancel",
                                .second_label = page.t(order ? "review.cancel.order_open" : "review.cancel.open")});
    if (used.primary) send(Review::PayPressed{});
    if (used.second) send(Review::CancelPressed{});
}

}  // namespace

void Review::view(Page& page, const Model& model, const Send<Msg>& send) {
    if (page.route == Route::pay_return)
        unpaid(page, model, send);
    else
        read_back(page, model, send);
}

}  // namespace bz::screens
