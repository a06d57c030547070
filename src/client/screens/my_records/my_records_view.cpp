#include "client/screens/common/care.hpp"
#include "client/screens/common/words.hpp"
#include "client/screens/my_records/my_records.hpp"

namespace bz::screens {

using ui::Icon;

namespace {

// The year of a wire time where the hospital is; years head the list.
int year_of(const Page& page, std::string_view time) {
    const auto instant = parse_rfc3339(time);
    return instant ? date_of(*instant, page.shared.context.utc_offset_minutes).year : 0;
}

void list(Page& page) {
    ui::Ui& ui = page.ui;
    const auto& items = page.shared.records->items;
    const int this_year = date_of(page.shared.context.now, page.shared.context.utc_offset_minutes).year;
    int year = -1;
    for (const api::Record& record : items) {
        if (const int its_year = year_of(page, record.created_at); its_year != year) {
            if (year != -1) {
                ui.end_list();
                ui.space(ui.metrics().gap_sections);
            }
            year = its_year;
            const std::string heading = year == this_year ? page.t("my_records.this_year")
                                                          : page.t("my_records.year", {{"year", std::to_string(year)}});
            ui.heading(heading, 2);
            ui.space(8);
            ui.begin_list(heading);
        }
        ui.fact_row({.icon = record_kind_icon(record.kind),
                     .title = record_kind_name(ui, record.kind),
                     .subtitle = ui.elder() ? day_words(page, record.created_at) : record.title,
                     .trailing = ui.elder() ? std::string{} : day_words(page, record.created_at)});
    }
    ui.end_list();
}

}  // namespace

void MyRecords::view(Page& page, const Model&, const Send<Msg>& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    page.begin({.name = "my_records", .title = page.t("my_records.title")});
    ui.heading(page.t("my_records.heading"));
    ui.space(12);
    const bool nobody = shared.account && shared.account->people.empty();
    if (nobody) {
        ui.banner(Icon::folder_heart, page.t("my_records.nobody"), ui::Tone::celadon, page.t("my_records.nobody.how"));
    } else if (!shared.records) {
        if (page.load_panel(shared.records.load, shared.records.error, "my_records.reload")) send(ReloadPressed{});
    } else if (shared.records->items.empty()) {
        ui.banner(Icon::folder_heart, page.t("my_records.empty"), ui::Tone::celadon, page.t("my_records.empty.how"));
    } else {
        list(page);
        ui.space(12);
        if (shared.records->next_cursor) ui.caption(page.t("my_records.newest_only"), Icon::info);
        ui.caption(page.t("my_records.who_sees"), Icon::lock);
    }
    if (nobody)
        page.end({.emergency = false});
    else if (page.end({.id = "my_records.add",
                       .label = page.t("my_records.add"),
                       .icon = Icon::plus,
                       .emergency = false})
                 .primary)
        send(AddPressed{});
}

}  // namespace bz::screens
