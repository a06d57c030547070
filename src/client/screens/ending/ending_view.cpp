#include "client/screens/common/afterwards.hpp"
#include "client/screens/common/care.hpp"
#include "client/screens/ending/ending.hpp"
#include "domain/rating.hpp"

namespace bz::screens {
namespace {

using domain::TerminationReason;
using domain::VisitState;

struct Words {
    std::string_view title, why;
};

Words words_of(const api::Visit& visit) {
    switch (visit.termination_reason.value_or(TerminationReason::unsuitable_online)) {
    case TerminationReason::condition_changed: return {"ending.go.title", "ending.why.condition_changed"};
    case TerminationReason::first_visit: return {"ending.go.title", "ending.why.first_visit"};
    case TerminationReason::unsuitable_online: return {"ending.go.title", "ending.why.unsuitable_online"};
    case TerminationReason::emergency: return {"ending.go_now.title", "ending.why.emergency"};
    }
    return {};
}

void doctors_words(Page& page, std::string_view text, std::string_view by, std::string_view at) {
    if (text.empty()) return;
    ui::Ui& ui = page.ui;
    ui.begin_card();
    ui.text(page.t("ending.words.quote", {{"text", std::string(text)}}));
    std::string who = doctor_words(ui, by);
    if (!at.empty()) who += " " + short_clock(page, at);
    if (!who.empty()) {
        ui.space(4);
        ui.caption(who, ui::Icon::stethoscope);
    }
    ui.end_card();
    ui.space(12);
}

void hospital_card(Page& page, const api::Referral& referral) {
    ui::Ui& ui = page.ui;
    ui.begin_card();
    ui.heading(referral.hospital, 2);
    if (const std::string& place = page.shared.say(referral.place); !place.empty()) {
        ui.space(4);
        ui.icon_text(ui::Icon::map_pin, place, ui::TextStyle::body, ui::Color::ink2);
    }
    if (!referral.phone.empty()) {
        ui.space(12);
        ui.button("ending.hospital_phone", page.t("ending.hospital.call", {{"phone", referral.phone}}),
                  {.kind = ui::ButtonKind::secondary,
                   .icon = ui::Icon::phone,
                   .compact = true,
                   .href = "tel:" + referral.phone});
    }
    ui.end_card();
    ui.space(12);
}

void refund_row(Page& page, const api::Visit& visit) {
    if (!visit.refund || visit.refund->amount_fen <= 0) return;
    ui::Ui& ui = page.ui;
    const api::Refund& refund = *visit.refund;
    const bool back = refund.state == "refunded";
    const std::string money = yuan(ui, refund.amount_fen);
    ui::RowOptions row;
    row.icon = back ? ui::Icon::circle_check : ui::Icon::undo_2;
    row.title = page.t(back ? "ending.refund.back" : "ending.refund.on_its_way", {{"money", money}});
    const std::string by = day_words(page, refund.expected_by);
    if (back)
        row.subtitle = page.t("ending.refund.same_way");
    else if (!by.empty())
        row.subtitle = page.t("ending.refund.by", {{"day", by}});
    ui.begin_list(page.t("ending.refund.label"));
    ui.fact_row(row);
    ui.end_list();
    ui.space(12);
}

void emergency_line(Page& page, std::string_view key) {
    page.ui.space(4);
    page.ui.icon_text(ui::Icon::siren, page.t(key), ui::TextStyle::strong, ui::Color::red700);
    page.ui.space(8);
}

void say_how_it_was(Page& page, const api::Visit& visit, const Send<Ending::Msg>& send) {
    const AfterwardsUse use = afterwards(page, "ending", domain::can_be_rated(visit.state));
    if (use.rate) send(Ending::RatePressed{});
    if (use.complain) send(Ending::ComplainPressed{});
}

void terminated(Page& page, const api::Visit& visit, const Send<Ending::Msg>& send) {
    ui::Ui& ui = page.ui;
    const Words words = words_of(visit);
    ui.heading(page.t(words.title), 1);
    ui.space(4);
    ui.text(page.t(words.why), ui::TextStyle::body, ui::Color::ink2);
    ui.space(12);
    if (visit.referral) {
        doctors_words(page, visit.referral->note, visit.referral->by, visit.referral->at);
        hospital_card(page, *visit.referral);
    }
    refund_row(page, visit);
    if (visit.referral) {
        ui.begin_list(page.t("ending.referral.title"));
        ui.fact_row({.icon = ui::Icon::file_text,
                     .title = page.t("ending.referral.title"),
                     .subtitle = page.t("ending.referral.what")});
        ui.end_list();
        ui.space(12);
    }
    emergency_line(page, "ending.emergency.on_the_way");
    say_how_it_was(page, visit, send);
    Page::EndOptions end;
    if (visit.referral) {
        end = {.id = "ending.print",
               .label = page.t("ending.referral.print"),
               .icon = ui::Icon::printer,
               .second_id = "ending.home",
               .second_label = page.t("ending.home.go")};
    } else {
        end = {.id = "ending.home", .label = page.t("ending.home.go")};
    }
    const Page::Used used = page.end(end);
    if (used.primary && visit.referral) send(Ending::PrintPressed{});
    if (used.second || (used.primary && !visit.referral)) send(Ending::HomePressed{});
}

void closed(Page& page, const api::Visit& visit, const Send<Ending::Msg>& send) {
    ui::Ui& ui = page.ui;
    const bool refunded = visit.refund && visit.refund->amount_fen > 0;
    if (visit.state == VisitState::cancelled) {
        ui.heading(page.t("ending.cancelled.title"), 1);
        ui.space(4);
        ui.text(page.t(refunded ? "ending.cancelled.text" : "ending.cancelled.text_unpaid"), ui::TextStyle::body,
                ui::Color::ink2);
    } else {
        const int hours = page.shared.hospital ? page.shared.hospital->rules.accept_hours : 0;
        ui.heading(page.t(refunded ? "ending.expired.title" : "ending.expired.title_unpaid"), 1);
        ui.space(4);
        std::string text = page.t("ending.expired.text_unpaid");
        if (refunded)
            text = hours > 0 ? page.t("ending.expired.text", {{"hours", std::to_string(hours)}})
                             : page.t("ending.expired.text_plain");
        ui.text(text, ui::TextStyle::body, ui::Color::ink2);
    }
    ui.space(12);
    refund_row(page, visit);
    ui.begin_list(page.t("ending.else.title"));
    ui.fact_row(
        {.icon = ui::Icon::folder_heart, .title = page.t("ending.kept.title"), .subtitle = page.t("ending.kept.text")});
    ui.fact_row(
        {.icon = ui::Icon::phone, .title = page.t("ending.else.title"), .subtitle = page.t("ending.else.text")});
    ui.end_list();
    ui.space(12);
    say_how_it_was(page, visit, send);
    if (page.end({.id = "ending.home", .label = page.t("ending.home.go")}).primary) send(Ending::HomePressed{});
}

void summary(Page& page, const api::Visit& visit, const Send<Ending::Msg>& send) {
    ui::Ui& ui = page.ui;
    ui.heading(page.t("ending.summary.title"), 1);
    ui.space(12);
    if (visit.summary) {
        doctors_words(page, visit.summary->text, visit.summary->by, {});
        ui.heading(page.t("ending.next.title"), 2);
        ui.space(8);
        ui.begin_list(page.t("ending.next.title"));
        if (visit.summary->follow_up_on)
            ui.fact_row(
                {.icon = ui::Icon::calendar_days,
                 .title = page.t("ending.follow_up.on", {{"day", day_words(page, *visit.summary->follow_up_on)}}),
                 .subtitle = page.t("ending.follow_up.how")});
        ui.fact_row({.icon = ui::Icon::stethoscope,
                     .title = page.t("ending.next.ask"),
                     .subtitle = page.t("ending.next.ask_how")});
        ui.end_list();
        ui.space(12);
    }
    emergency_line(page, "ending.emergency.line");
    say_how_it_was(page, visit, send);
    const Page::Used used = page.end({.id = "ending.home",
                                      .label = page.t("ending.home.go"),
                                      .second_id = visit.summary ? "ending.print" : "",
                                      .second_label = page.t("ending.summary.print")});
    if (used.primary) send(Ending::HomePressed{});
    if (used.second) send(Ending::PrintPressed{});
}

}  // namespace

void Ending::view(Page& page, const Model&, const Send<Msg>& send) {
    const state::Shared& shared = page.shared;
    const bool is_summary = page.route == state::Route::summary;
    page.begin({.name = is_summary ? "summary" : "terminated",
                .title = page.t(is_summary ? "ending.summary.bar" : "ending.page.title"),
                .bar_detail = bar_detail(page)});
    if (!shared.visit) {
        page.ui.heading(page.t(is_summary ? "ending.summary.title" : "ending.page.title"), 1);
        page.ui.space(12);
        if (page.load_panel(shared.visit.load, shared.visit.error, "ending.try_again")) send(TryAgainPressed{});
        if (page.end({.id = "ending.home", .label = page.t("ending.home.go")}).primary) send(HomePressed{});
        return;
    }
    const api::Visit& visit = *shared.visit.value;
    if (is_summary)
        summary(page, visit, send);
    else if (visit.state == VisitState::terminated)
        terminated(page, visit, send);
    else
        closed(page, visit, send);
}

}  // namespace bz::screens
