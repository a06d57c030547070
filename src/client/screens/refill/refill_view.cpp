#include <algorithm>

#include "base/date.hpp"
#include "base/text.hpp"
#include "client/screens/common/care.hpp"
#include "client/screens/common/words.hpp"
#include "client/screens/refill/refill.hpp"
#include "client/state/journey.hpp"

namespace bz::screens {

using ui::Color;
using ui::Icon;
using ui::TextStyle;

namespace {

constexpr int medicine_text_max = 200;

std::string checkbox_id(const api::EarlierMedicine& medicine) { return "refill.medicine." + medicine.id; }

// A small label beside the name where there is room, otherwise below the row.
void tag_beside(ui::Ui& ui, std::string_view name, std::string_view text, float row_top) {
    const ui::Metrics& m = ui.metrics();
    const float name_x = ui.x() + m.checkbox + 12;
    const float name_w = ui.text_width(name, TextStyle::body);
    const float tag_w = ui.text_width(text, TextStyle::tag) + m.tag_icon + 20;
    const float row_h = ui.y() - row_top;
    const float line = ui.theme().text(TextStyle::body).line_height;
    const float reason = ui.theme().text(TextStyle::caption).line_height;
    const bool beside = name_x + name_w + 8 + tag_w <= ui.x() + ui.width() && row_h < line + 2 * reason + 24;
    ui::Rect rect{name_x + name_w + 8, row_top + (row_h - line - reason) / 2 + (line - m.tag_h) / 2, tag_w, m.tag_h};
    if (!beside) {
        const float left = name_x + tag_w <= ui.x() + ui.width() ? name_x : ui.x();
        const float width = std::min(tag_w, ui.width());
        rect = {left, ui.y(), width, ui.text_height(text, TextStyle::tag, width - m.tag_icon - 20) + 8};
    }
    ui.paint({.kind = ui::PaintOp::Kind::rect, .rect = rect, .fill = Color::amber200, .radius = m.tag_radius});
    ui.paint_icon(Icon::hospital, rect.x + 8, rect.y + (rect.h - m.tag_icon) / 2, m.tag_icon, Color::amber800);
    ui.paint_text(text, TextStyle::tag, Color::amber800, rect.x + 12 + m.tag_icon,
                  rect.y + (rect.h - ui.text_height(text, TextStyle::tag, rect.w - m.tag_icon - 20 + 0.5f)) / 2,
                  rect.w - m.tag_icon - 20 + 0.5f);
    ui::Node& made = ui.node(ui::Role::text, {}, text, rect);
    made.variant = "tag amber";
    made.icon = Icon::hospital;
    if (!beside) ui.space(rect.h + 8);
}

void medicines(Page& page, const Send<Refill::Msg>& send) {
    ui::Ui& ui = page.ui;
    const auto& chosen = page.shared.draft.medicine_ids;
    ui.begin_card();
    ui.begin_group(ui::Role::group, "refill.medicines", page.t("refill.medicines.group"));
    bool first = true;
    for (const api::EarlierMedicine& medicine : page.shared.earlier_care->medicines) {
        if (!first) ui.divider();
        first = false;
        const std::string reason =
            medicine.hospital_only
                ? page.t(is_cold_chain(page.shared, medicine.name) ? "refill.medicine.cold"
                                                                   : "refill.medicine.hospital_only")
                : page.t("refill.medicine.deliverable", {{"day", full_day(page, medicine.last_prescribed_on)}});
        const float top = ui.y();
        const bool on = std::ranges::find(chosen, medicine.id) != chosen.end();
        if (const auto now = ui.checkbox(checkbox_id(medicine), medicine.name, reason, on))
            send(Refill::MedicineToggled{medicine.id, *now});
        if (medicine.hospital_only) tag_beside(ui, medicine.name, page.t("refill.medicine.pickup_tag"), top);
    }
    ui.end_group();
    ui.end_card();
    ui.space(ui.metrics().gap_cards);
}

// Whether the pharmacies have what was chosen: known before anything is sent.
void stock(Page& page) {
    ui::Ui& ui = page.ui;
    const api::EarlierCare& care = *page.shared.earlier_care.value;
    if (!care.stock_checked_at) return;
    std::vector<std::string> missing;
    bool known = false;
    for (const api::EarlierMedicine& medicine : care.medicines) {
        if (!medicine.in_stock) continue;
        known = true;
        if (!*medicine.in_stock) missing.push_back(medicine.name);
    }
    if (!known) return;
    const std::string time = short_clock(page, *care.stock_checked_at);
    if (missing.empty())
        ui.caption(page.t("refill.stock.there", {{"time", time}}), Icon::store);
    else
        ui.banner(Icon::store,
                  page.t("refill.stock.missing", {{"names", join(missing, page.t("fulfilment.item.comma"))}}),
                  ui::Tone::amber, page.t("refill.stock.missing_next", {{"time", time}}));
    ui.space(ui.metrics().gap_cards);
}

// The doctor of last time, or whoever is free first.
void doctor(Page& page, const Send<Refill::Msg>& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    if (!shared.earlier_care || !shared.earlier_care->doctor) return;
    const api::Doctor& known = *shared.earlier_care->doctor;
    const bool any = shared.draft.any_doctor;
    ui.begin_card();
    if (any)
        ui.icon_text(Icon::users, page.t("refill.doctor.any"), TextStyle::strong, Color::ink);
    else
        ui.person_row(initial_of(known.name), known.name,
                      page.t("refill.doctor.detail",
                             {{"department", shared.say(known.department)}, {"title", shared.say(known.title)}}),
                      ui.elder() ? std::string{} : page.t("refill.doctor.last_time"));
    if (any) ui.caption(page.t("refill.doctor.any_detail"));
    ui.space(4);
    if (ui.button("refill.doctor",
                  any ? page.t("refill.doctor.back", {{"doctor", doctor_words(ui, known.name)}})
                      : page.t("refill.doctor.change"),
                  {.kind = ui::ButtonKind::text, .fit = true}))
        send(Refill::DoctorPressed{});
    ui.end_card();
    ui.space(ui.metrics().gap_cards);
}

void weeks(Page& page, const Refill::Model& model, const Send<Refill::Msg>& send) {
    ui::Ui& ui = page.ui;
    const state::Draft& draft = page.shared.draft;
    const api::Rules rules = page.shared.hospital ? page.shared.hospital->rules : api::Rules{};
    ui.begin_card();
    ui.heading(page.t("refill.weeks.heading"), 2);
    if (rules.weeks_max > 0 && !ui.elder())
        ui.caption(page.t("refill.weeks.most", {{"n", std::to_string(rules.weeks_max)}}));
    ui.space(8);
    const std::string until = date_text(add_days(state::today(page.shared), 7 * draft.weeks));
    const auto use = ui.stepper("refill.weeks", page.t("refill.weeks.value", {{"n", std::to_string(draft.weeks)}}),
                                page.t("refill.weeks.until", {{"day", full_day(page, until)}}),
                                page.t("refill.weeks.fewer"), page.t("refill.weeks.more"));
    if (use.minus) send(Refill::FewerPressed{});
    if (use.plus) send(Refill::MorePressed{});
    if (rules.weeks_simple_max > 0) {
        ui.space(8);
        const std::string n = std::to_string(rules.weeks_simple_max);
        ui.caption(page.t("refill.weeks.assessment", {{"n", n}}), Icon::info);
        if (draft.weeks > rules.weeks_simple_max) {
            ui.space(8);
            if (const auto on = ui.checkbox("refill.long_supply",
                                            page.t("refill.long_supply.title", {{"n", std::to_string(draft.weeks)}}),
                                            page.t("refill.long_supply.reason"), draft.long_supply_confirmed,
                                            model.unconfirmed ? page.t("refill.error.unconfirmed") : std::string{}))
                send(Refill::LongSupplyToggled{*on});
        }
    }
    ui.end_card();
}

void errors(Page& page, const Refill::Model& model, std::string_view first_field) {
    std::vector<ui::ErrorLink> links;
    if (model.none_chosen) links.push_back({std::string(first_field), page.t("refill.error.none_chosen")});
    if (model.unconfirmed) links.push_back({"refill.long_supply", page.t("refill.error.unconfirmed")});
    page.ui.error_summary(page.t("refill.error.title", {{"n", std::to_string(links.size())}}), links);
}

}  // namespace

void Refill::view(Page& page, const Model& model, const Send<Msg>& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    page.begin({.name = "refill",
                .title = journey_title(ui, domain::VisitKind::refill),
                .saved = true,
                .step = 3,
                .steps = journey_steps(ui, domain::VisitKind::refill)});
    const bool listed = shared.earlier_care && !shared.earlier_care->medicines.empty();
    errors(page, model, listed ? checkbox_id(shared.earlier_care->medicines.front()) : "refill.other");
    ui.heading(page.t(listed ? "refill.heading.same" : "refill.heading.which"));
    ui.space(12);
    doctor(page, send);
    if (model.none_chosen && listed)
        ui.icon_text(Icon::circle_alert, page.t("refill.error.none_chosen"), TextStyle::error, Color::amber700);
    if (listed) {
        medicines(page, send);
        stock(page);
    } else if (!shared.earlier_care) {
        if (page.load_panel(shared.earlier_care.load, shared.earlier_care.error, "refill.reload"))
            send(ReloadPressed{});
        ui.space(ui.metrics().gap_cards);
    }
    ui::FieldHints hints;
    hints.enter_key = "done";
    hints.max_length = medicine_text_max;
    if (auto text =
            ui.field("refill.other", shared.draft.medicine_text,
                     {.label = page.t(listed ? "refill.other.label" : "refill.other.label_only"),
                      .hint = page.t("refill.other.hint"),
                      .error = model.none_chosen && !listed ? page.t("refill.error.none_chosen") : std::string{},
                      .hints = hints}))
        send(MedicineTyped{std::move(*text)});
    ui.space(ui.metrics().gap_sections);
    weeks(page, model, send);
    if (page.end({.id = "refill.next", .label = page.t("refill.next")}).primary) send(NextPressed{});
}

}  // namespace bz::screens
