#include <algorithm>

#include "client/screens/common/care.hpp"
#include "client/screens/waiting/waiting.hpp"

namespace bz::screens {
namespace {

using domain::VisitKind;
using domain::VisitState;
using ui::TimelineItem;

// How much of the promised time has gone; never quite empty or full, so that the bead is always seen on its string.
float waited_share(const state::Shared& shared, const api::Visit& visit) {
    const auto from = parse_rfc3339(visit.submitted_at.value_or(visit.created_at));
    const auto to = parse_rfc3339(visit.promised_by.value_or(std::string{}));
    if (!from || !to || *to <= *from) return 0.05f;
    const float share = static_cast<float>(shared.context.now - *from) / static_cast<float>(*to - *from);
    return std::clamp(share, 0.05f, 0.95f);
}

void ring_card(Page& page, const api::Visit& visit, bool late) {
    ui::Ui& ui = page.ui;
    const int place = visit.place.value_or(0);
    std::vector<std::string> beside;
    if (visit.promised_by && !late) {
        beside.push_back(page.t("waiting.promise.before"));
        beside.push_back(short_clock(page, *visit.promised_by));
        beside.push_back(page.t(ui.elder() ? "waiting.promise.after_short" : "waiting.promise.after"));
    }
    if (const int minutes = minutes_since(page.shared, visit.submitted_at.value_or(visit.created_at)); minutes >= 0)
        beside.push_back(page.t("waiting.waited.minutes", {{"n", std::to_string(minutes)}}));
    if (!ui.elder() && page.shared.hospital && page.shared.hospital->rules.typical_minutes > 0)
        beside.push_back(
            page.t("waiting.typical.minutes", {{"n", std::to_string(page.shared.hospital->rules.typical_minutes)}}));
    ui.begin_card();
    if (place > 0)
        ui.waiting_ring(waited_share(page.shared, visit), page.t("waiting.ring.ahead"),
                        page.t("waiting.ring.people", {{"n", std::to_string(place)}}), beside);
    else
        ui.waiting_ring(waited_share(page.shared, visit), page.t("waiting.ring.next"), page.t("waiting.ring.you"),
                        beside);
    ui.end_card();
}

void next_steps(Page& page, const api::Visit& visit) {
    ui::Ui& ui = page.ui;
    const bool elder = ui.elder();
    const auto short_or = [&](std::string text) { return elder ? std::string{} : std::move(text); };
    const std::size_t records = visit.draft.record_ids ? visit.draft.record_ids->size() : 0;
    std::vector<TimelineItem> items;
    items.push_back(
        {TimelineItem::State::done, page.t("waiting.step.received"),
         records > 0 ? short_or(page.t("waiting.step.records", {{"n", std::to_string(records)}})) : std::string{},
         page.shared.clock(visit.submitted_at.value_or(visit.created_at))});
    items.push_back({TimelineItem::State::here,
                     page.t("waiting.step.looks"),
                     visit.doctor ? short_or(doctor_words(ui, visit.doctor->name)) : std::string{},
                     {}});
    items.push_back({TimelineItem::State::ahead, page.t("waiting.step.talks"), {}, {}});
    // Elder size shows what comes next, and the rest when it comes.
    if (!elder && visit.kind == VisitKind::refill) {
        items.push_back({TimelineItem::State::ahead,
                         page.t("waiting.step.prescribes"),
                         page.t("waiting.step.prescribes_else"),
                         {}});
        items.push_back({TimelineItem::State::ahead, page.t("waiting.step.chooses"), {}, {}});
    } else if (!elder) {
        items.push_back(
            {TimelineItem::State::ahead, page.t("waiting.step.summary"), page.t("waiting.step.summary_else"), {}});
    }
    ui.begin_card();
    if (!elder) {
        ui.heading(page.t("waiting.steps.title"), 2);
        ui.space(8);
    }
    ui.timeline(items);
    ui.end_card();
}

void cancel_dialog(Page& page, const api::Visit& visit, const Send<Waiting::Msg>& send) {
    ui::Ui& ui = page.ui;
    const bool paid = visit.state == VisitState::queued && paid_fen(visit) > 0;
    const std::string money = yuan(ui, paid_fen(visit));
    ui.begin_dialog(
        "waiting.cancel_dialog", page.t("waiting.cancel.question"),
        paid ? page.t("waiting.cancel.refund_consequence", {{"money", money}}) : page.t("waiting.cancel.consequence"));
    if (ui.button("waiting.cancel_keep", page.t("waiting.cancel.keep"))) send(Waiting::CancelKept{});
    ui.space(12);
    if (ui.button("waiting.cancel_confirm",
                  paid ? page.t("waiting.cancel.refund_sure", {{"money", money}}) : page.t("waiting.cancel.sure"),
                  {.kind = ui::ButtonKind::secondary}))
        send(Waiting::CancelConfirmed{});
    ui.end_dialog();
}

}  // namespace

void Waiting::view(Page& page, const Model& model, const Send<Msg>& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    page.begin({.name = "waiting",
                .title = page.t(ui.elder() ? "waiting.page.title_short" : "waiting.page.title"),
                .bar_detail = bar_detail(page)});
    if (!shared.visit) {
        ui.heading(page.t("waiting.page.title"), 1);
        ui.space(12);
        if (page.load_panel(shared.visit.load, shared.visit.error, "waiting.try_again")) send(TryAgainPressed{});
        if (page.end({.id = "waiting.home", .label = page.t("waiting.home.later")}).primary) send(HomePressed{});
        return;
    }
    const api::Visit& visit = *shared.visit.value;
    const bool unpaid = visit.state == VisitState::submitted;
    const bool late = visit.promised_by && is_past(shared, *visit.promised_by);
    const std::string promise = visit.promised_by ? short_clock(page, *visit.promised_by) : std::string{};

    if (unpaid)
        ui.heading(page.t("waiting.unpaid.title"), 1);
    else if (late)
        ui.heading(page.t("waiting.late.title"), 1);
    else if (!promise.empty())
        ui.heading(page.t("waiting.promise.title", {{"clock", promise}}), 1);
    else
        ui.heading(page.t("waiting.page.title"), 1);
    ui.space(ui.elder() ? 8 : 12);

    if (!model.problem.empty()) {
        ui.banner(ui::Icon::circle_alert, problem_text(ui, model.problem), ui::Tone::amber,
                  page.t("waiting.cancel.problem_detail"));
        ui.space(12);
    }
    if (model.cancelling) {
        ui.banner(ui::Icon::undo_2, page.t("waiting.cancel.busy"), ui::Tone::celadon);
        ui.space(12);
    }

    if (unpaid) {
        ui.text(page.t("waiting.unpaid.text"));
        ui.space(12);
    } else {
        ring_card(page, visit, late);
        ui.space(12);
        if (late)
            ui.banner(ui::Icon::clock, page.t("waiting.late.banner"), ui::Tone::amber, page.t("waiting.late.detail"));
        else
            ui.banner(ui::Icon::bell, page.t(ui.elder() ? "waiting.leave.banner_short" : "waiting.leave.banner"));
        ui.space(12);
        const int place = visit.place.value_or(0);
        ui.status(place > 0 ? page.t("waiting.status.ahead", {{"n", std::to_string(place)}})
                            : page.t("waiting.status.next"));
    }
    next_steps(page, visit);

    const bool refunds = !unpaid && paid_fen(visit) > 0;
    const std::string money = yuan(ui, paid_fen(visit));
    const Page::Used used =
        page.end({.id = unpaid ? "waiting.pay" : "waiting.home",
                  .label = unpaid ? page.t("waiting.pay.now", {{"money", money}}) : page.t("waiting.home.known"),
                  .second_id = model.cancelling ? "" : "waiting.cancel",
                  .second_label =
                      refunds ? page.t("waiting.cancel.refund", {{"money", money}}) : page.t("waiting.cancel.plain")});
    if (used.primary) {
        if (unpaid)
            send(PayPressed{});
        else
            send(HomePressed{});
    }
    if (used.second) send(CancelPressed{});
    if (model.cancel_asked) cancel_dialog(page, visit, send);
}

}  // namespace bz::screens
