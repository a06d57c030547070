#include <algorithm>

#include "client/screens/common/care.hpp"
#include "client/screens/common/words.hpp"
#include "client/screens/my_records/entries.hpp"
#include "client/state/visit_sync.hpp"
#include "client/ui/history_row.hpp"
#include "client/ui/pills.hpp"

namespace bz::screens {

using ui::Icon;

namespace {

struct Month {
    int year = 0, month = 0;
    bool operator==(const Month&) const = default;
};

Month month_of(const Page& page, Instant at) {
    const Date date = date_of(at, page.shared.context.utc_offset_minutes);
    return {date.year, date.month};
}

std::string month_words(const Page& page, Month month) {
    static constexpr std::string_view names[] = {"care.month.1", "care.month.2",  "care.month.3",  "care.month.4",
                                                 "care.month.5", "care.month.6",  "care.month.7",  "care.month.8",
                                                 "care.month.9", "care.month.10", "care.month.11", "care.month.12"};
    const std::string name = page.t(names[month.month - 1]);
    if (month.year == month_of(page, page.shared.context.now).year)
        return page.t("my_records.month", {{"month", name}});
    return page.t("my_records.month.with_year", {{"year", std::to_string(month.year)}, {"month", name}});
}

std::string day_of(const Page& page, Instant at) {
    return day_words(page, rfc3339_text(at, page.shared.context.utc_offset_minutes));
}

std::string record_subtitle(const Page& page, const api::Record& record) {
    std::string text = pages_words(page.ui, record);
    if (record.hospital && !record.hospital->empty()) text += " · " + *record.hospital;
    return text;
}

std::string visit_subtitle(const Page& page, const api::Visit& visit) {
    return visit.doctor ? doctor_words(page.ui, visit.doctor->name) : std::string{};
}

bool goes_on(const api::Visit& visit) { return !domain::is_final(visit.state); }

// Another visit's page would forget the journey that is under way, so its row only tells.
bool may_open(const Page& page, const api::Visit& visit) {
    const state::Draft& draft = page.shared.draft;
    if (visit.state == domain::VisitState::draft) return false;
    return draft.visit_id == visit.id || (draft.visit_id.empty() && !draft.started);
}

// Papers of one kind from one day would read alike to who cannot see their order: from the second on they are counted.
int alike_before(const Page& page, std::span<const Entry> before, const Entry& entry) {
    return static_cast<int>(std::ranges::count_if(before, [&](const Entry& other) {
        return other.record && other.record->kind == entry.record->kind &&
               day_of(page, other.at) == day_of(page, entry.at);
    }));
}

void record_row(Page& page, const Entry& entry, int before, ui::HistoryRowOptions row,
                const Send<MyRecords::Msg>& send) {
    const api::Record& record = *entry.record;
    row.icon = record_kind_icon(record.kind);
    row.title = record_title(page.ui, record);
    if (before > 0) row.title = page.t("my_records.nth", {{"kind", row.title}, {"n", std::to_string(before + 1)}});
    row.subtitle = record_subtitle(page, record);
    row.key = page.t(
        "my_records.change",
        {{"kind", row.title}, {"day", full_day(page, rfc3339_text(entry.at, page.shared.context.utc_offset_minutes))}});
    const ui::HistoryRowUse use = ui::history_row(page.ui, "my_records.record." + record.id, row);
    if (use.row) send(MyRecords::RecordOpened{record.id, row.title});
    if (use.key) send(MyRecords::RecordChanged{record.id});
}

void visit_row(Page& page, const Entry& entry, ui::HistoryRowOptions row, const Send<MyRecords::Msg>& send) {
    const api::Visit& visit = *entry.visit;
    const std::string kind = page.t("my_records.visit." + std::string(to_string(visit.kind)));
    row.icon = Icon::stethoscope;
    row.title = page.t("my_records.visit.state",
                       {{"what", kind}, {"state", page.t("my_records.state." + std::string(to_string(visit.state)))}});
    row.subtitle = visit_subtitle(page, visit);
    row.here = goes_on(visit);
    row.fact = !may_open(page, visit);
    if (ui::history_row(page.ui, "my_records.visit." + visit.id, row).row) send(MyRecords::VisitOpened{visit.id});
}

void prescription_row(Page& page, const Entry& entry, ui::HistoryRowOptions row, const Send<MyRecords::Msg>& send) {
    const api::Visit& visit = *entry.visit;
    row.icon = Icon::pill;
    row.title = page.t("my_records.prescription");
    row.subtitle = visit_subtitle(page, visit);
    row.fact = !may_open(page, visit);
    if (ui::history_row(page.ui, "my_records.prescription." + visit.id, row).row)
        send(MyRecords::VisitOpened{visit.id});
}

void order_row(Page& page, const Entry& entry, ui::HistoryRowOptions row, const Send<MyRecords::Msg>& send) {
    const api::Order& order = *entry.order;
    row.icon = order.fulfilment == domain::Fulfilment::delivery ? Icon::truck : Icon::store;
    row.title = page.t("my_records.order." + std::string(to_string(order.fulfilment)));
    row.subtitle = page.t("my_records.order.state." + std::string(to_string(order.state)));
    row.here = !domain::is_final(order.state);
    if (ui::history_row(page.ui, "my_records.order." + order.id, row).row) send(MyRecords::OrderOpened{order.id});
}

void one(Page& page, std::span<const Entry> before, const Entry& entry, bool last, const Send<MyRecords::Msg>& send) {
    ui::HistoryRowOptions row;
    row.day = day_of(page, entry.at);
    row.last = last;
    switch (entry.kind) {
    case Entry::Kind::record: return record_row(page, entry, alike_before(page, before, entry), std::move(row), send);
    case Entry::Kind::visit: return visit_row(page, entry, std::move(row), send);
    case Entry::Kind::prescription: return prescription_row(page, entry, std::move(row), send);
    case Entry::Kind::order: return order_row(page, entry, std::move(row), send);
    }
}

void string_of_beads(Page& page, std::span<const Entry> all, const Send<MyRecords::Msg>& send) {
    ui::Ui& ui = page.ui;
    Month month;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (const Month its = month_of(page, all[i].at); its != month) {
            if (i > 0) {
                ui.end_group();
                ui.space(ui.metrics().gap_cards);
            }
            month = its;
            const std::string words = month_words(page, month);
            ui.heading(words, 2);
            ui.space(8);
            ui.begin_group(ui::Role::list, {}, words, "timeline");
        }
        const bool last = i + 1 == all.size() || month_of(page, all[i + 1].at) != month;
        one(page, all.first(i), all[i], last, send);
    }
    if (!all.empty()) ui.end_group();
}

bool more_at_hospital(const state::Shared& shared) {
    const auto more = [](const auto& list) { return list && list->next_cursor.has_value(); };
    return more(shared.records) || more(shared.visits) || more(shared.orders);
}

void list(Page& page, const MyRecords::Model& model, const Send<MyRecords::Msg>& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    const std::array<std::string, 4> labels = {page.t("my_records.filter.all"), page.t("my_records.filter.records"),
                                               page.t("my_records.filter.visits"),
                                               page.t("my_records.filter.medicine")};
    if (const auto chosen = ui::pills(ui, "my_records.filter", page.t("my_records.filter"), labels,
                                      static_cast<std::size_t>(model.filter)))
        send(MyRecords::FilterChosen{static_cast<MyRecords::Filter>(*chosen)});
    ui.space(12);
    const std::vector<Entry> all = entries(shared, model.filter);
    if (all.empty()) return ui.caption(page.t("my_records.none_of_kind"), Icon::info);
    const std::size_t shown = std::min(all.size(), static_cast<std::size_t>(model.shown));
    string_of_beads(page, std::span(all).first(shown), send);
    if (shown < all.size() || more_at_hospital(shared)) {
        const bool busy = shared.records.load == state::Load::loading || shared.visits.load == state::Load::loading;
        if (ui.button(
                "my_records.older", page.t("my_records.older"),
                {.kind = ui::ButtonKind::secondary, .icon = Icon::arrow_down, .busy = busy && shown == all.size()}))
            send(MyRecords::OlderPressed{});
        ui.space(12);
    }
    ui.caption(page.t("my_records.who_sees"), Icon::lock);
}

void hidden_page(Page& page, const Send<MyRecords::Msg>& send) {
    page.begin({.name = "my_records_hidden", .title = page.t("my_records.hidden.title")});
    page.ui.heading(page.t("my_records.hidden.heading"));
    page.ui.text(page.t("my_records.hidden.how"));
    if (page.end({.id = "my_records.show", .label = page.t("my_records.hidden.show"), .emergency = false}).primary)
        send(MyRecords::ShowPressed{});
}

// The heading, and a key for when someone else can see the screen.
void top(Page& page, const Send<MyRecords::Msg>& send) {
    ui::Ui& ui = page.ui;
    if (!ui.elder()) ui.begin_side_column(104);
    ui.heading(page.t("my_records.heading"));
    if (ui.elder())
        ui.space(8);
    else
        ui.next_column();
    if (ui.button("my_records.hide", page.t("my_records.hide"),
                  {.kind = ui::ButtonKind::quiet, .icon = Icon::eye_off, .compact = true}))
        send(MyRecords::HidePressed{});
    if (!ui.elder()) ui.end_columns();
    ui.space(12);
}

struct Loaded {
    bool any = false, empty = true, failed = false;
    std::string error;
};

Loaded loaded(const state::Shared& shared) {
    Loaded all;
    const auto look = [&](const auto& list) {
        all.any = all.any || list;
        all.empty = all.empty && (!list || list->items.empty());
        if (list.load != state::Load::failed) return;
        all.failed = true;
        all.error = list.error;
    };
    look(shared.records);
    look(shared.visits);
    look(shared.orders);
    return all;
}

void content(Page& page, const MyRecords::Model& model, const Send<MyRecords::Msg>& send) {
    ui::Ui& ui = page.ui;
    const Loaded all = loaded(page.shared);
    if (all.failed) {
        if (page.load_panel(state::Load::failed, all.error, "my_records.reload")) send(MyRecords::ReloadPressed{});
        ui.space(12);
    }
    if (!all.any) {
        if (!all.failed) page.load_panel(state::Load::loading, {}, "my_records.reload");
    } else if (!all.empty) {
        list(page, model, send);
    } else if (!all.failed) {
        ui.banner(Icon::folder_heart, page.t("my_records.empty"), ui::Tone::celadon, page.t("my_records.empty.how"));
    }
}

}  // namespace

void MyRecords::view(Page& page, const Model& model, const Send<Msg>& send) {
    if (model.hidden) return hidden_page(page, send);
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    page.begin({.name = "my_records", .title = page.t("my_records.title")});
    top(page, send);
    const bool nobody = shared.account && shared.account->people.empty();
    if (!model.problem.empty()) {
        ui.banner(Icon::circle_alert, problem_text(ui, model.problem), ui::Tone::amber,
                  page.t("my_records.opened.failed"));
        ui.space(12);
    }
    if (nobody) {
        ui.banner(Icon::folder_heart, page.t("my_records.nobody"), ui::Tone::celadon, page.t("my_records.nobody.how"));
        page.end({.emergency = false});
        return;
    }
    content(page, model, send);
    const Page::Used used =
        page.end({.id = "my_records.add", .label = page.t("my_records.add"), .icon = Icon::plus, .emergency = false});
    if (used.primary) send(AddPressed{});
}

}  // namespace bz::screens
