// One document: what it is, from when and where, and its pages.
#include <algorithm>

#include "client/screens/common/words.hpp"
#include "client/screens/records/records_parts.hpp"
#include "client/state/uploads.hpp"
#include "client/ui/chip.hpp"
#include "client/ui/picture.hpp"

namespace bz::screens::records {

using ui::ButtonKind;
using ui::Icon;

namespace {

struct PageRow {
    std::size_t index = 0, count = 0;
    std::string source;
};

bool page_key(ui::Ui& ui, const std::string& id, const std::string& label, Icon icon, float x, float y) {
    const float size = ui.metrics().target;
    ui.paint_icon(icon, x + (size - 24) / 2, y + (size - 24) / 2, 24, ui::Color::ink2);
    ui::Node& made = ui.node(ui::Role::button, id, label, {x, y, size, size});
    made.icon = icon;
    made.variant = "icon";
    return ui.pressed(id);
}

void page_row(Page& page, const PageRow& row, const Send<Records::Msg>& send) {
    ui::Ui& ui = page.ui;
    const std::string n = std::to_string(row.index + 1), id = "records.page." + n;
    const float key = ui.metrics().target, height = std::max(64.0f, key);
    ui.begin_card({.pad = 8});
    const float x = ui.x(), y = ui.y(), right = x + ui.width(), key_y = y + (height - key) / 2;
    ui::picture(ui, id + ".thumb", {.source = row.source, .radius = 8}, {x, y + (height - 64) / 2, 52, 64});
    const std::string title = page.t("records.page.title", {{"n", n}});
    const ui::TextStyle style = ui::TextStyle::strong;
    const float text_h = ui.text_height(title, style, 120);
    ui.paint_text(title, style, ui::Color::ink, x + 66, y + (height - text_h) / 2, 120);
    ui.node(ui::Role::text, id + ".title", title, {x + 66, y, 120, height}).variant = "strong";
    if (row.index > 0 &&
        page_key(ui, id + ".up", page.t("records.page.up", {{"n", n}}), Icon::arrow_up, right - key * 3, key_y))
        send(Records::PageMoved{row.index, -1});
    if (row.index + 1 < row.count &&
        page_key(ui, id + ".down", page.t("records.page.down", {{"n", n}}), Icon::arrow_down, right - key * 2, key_y))
        send(Records::PageMoved{row.index, 1});
    if (page_key(ui, id + ".remove", page.t("records.page.remove", {{"n", n}}), Icon::trash_2, right - key, key_y))
        send(Records::PageRemoved{row.index});
    ui.space(height);
    ui.end_card();
    ui.space(8);
}

void pages(Page& page, const api::Record& record, const Send<Records::Msg>& send) {
    ui::Ui& ui = page.ui;
    const std::size_t count = record.pages ? record.pages->size() : 1;
    ui.space(ui.metrics().gap_sections);
    if (is_scan(record)) {  // hundreds of slices are in the order of the body, not of a list
        ui.heading(page.t("records.slices.heading", {{"n", std::to_string(count)}}), 2);
        ui.space(8);
        if (ui.button("records.document.show", page.t("records.document.show"),
                      {.kind = ButtonKind::secondary, .icon = Icon::scan, .compact = true}))
            send(Records::ShowPressed{record.id, record_title(ui, record)});
        return;
    }
    ui.heading(page.t("records.page.heading", {{"n", std::to_string(count)}}), 2);
    ui.space(8);
    if (count > 1)
        for (std::size_t i = 0; i < count; ++i)
            page_row(page, {i, count, "record:" + record.id + ":" + std::to_string(i + 1)}, send);
    for (const state::UploadDraft& upload : page.shared.draft.uploads)
        if (upload.document == record.id) ui.caption(page.t("records.page.travelling"), Icon::refresh_cw);
    ui.file_button(std::string(page_prefix) + record.id, page.t("records.page.add"), accepted_papers,
                   {.kind = ButtonKind::secondary, .icon = Icon::plus, .compact = true, .multiple = true});
}

void fields(Page& page, const Records::Model& model, const Send<Records::Msg>& send) {
    ui::Ui& ui = page.ui;
    const state::DocumentDraft& document = page.shared.draft.document;
    if (const auto text = ui.field("records.date", document.issued_on,
                                   {.label = page.t("records.document.date"),
                                    .hint = page.t("records.document.date.hint"),
                                    .error = model.date_error.empty() ? std::string{} : page.t(model.date_error),
                                    .hints = {.type = "date"},
                                    .shown = full_day(page, document.issued_on)}))
        send(Records::DateTyped{*text});
    ui.space(16);
    if (const auto text = ui.field("records.hospital", document.hospital,
                                   {.label = page.t("records.document.hospital"),
                                    .hint = page.t("records.document.hospital.hint"),
                                    .hints = {.autocomplete = "off", .enter_key = "done", .max_length = 100}}))
        send(Records::HospitalTyped{*text});
}

}  // namespace

void kind_chips(Page& page, domain::RecordKind chosen, const Send<Records::Msg>& send, bool of_document) {
    ui::Ui& ui = page.ui;
    ui.begin_group(ui::Role::group, "records.kind", page.t("records.kind.group"));
    ui.begin_columns(2);
    constexpr std::size_t count = enum_count<domain::RecordKind>;
    for (std::size_t i = 0; i < count; ++i) {
        const auto kind = static_cast<domain::RecordKind>(i);
        if (ui::chip(
                ui, "records.kind." + std::string(to_string(kind)),
                {.icon = record_kind_icon(kind), .label = record_kind_name(ui, kind), .selected = chosen == kind})) {
            if (of_document)
                send(Records::DocumentKindChosen{kind});
            else
                send(Records::KindChosen{kind});
        }
        if (i + 1 < count) ui.next_column();
    }
    ui.end_columns();
    ui.end_group();
}

void view_document(Page& page, const Records::Model& model, const Send<Records::Msg>& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    const state::DocumentDraft& document = shared.draft.document;
    const api::Record* record = state::find_record(shared, document.key);
    page.begin({.name = "document", .title = page.t("records.document.title"), .saved = true});
    if (!model.date_error.empty()) {
        const ui::ErrorLink link{"records.date", page.t(model.date_error)};
        ui.error_summary(page.t("records.document.error"), {&link, 1});
    }
    if (!model.problem.empty()) {
        ui.banner(Icon::circle_alert, problem_text(ui, model.problem), ui::Tone::amber,
                  page.t("records.document.failed"));
        ui.space(12);
    }
    ui.heading(page.t("records.document.heading"));
    ui.space(12);
    kind_chips(page, document.kind, send, true);
    ui.space(16);
    fields(page, model, send);
    if (record) pages(page, *record, send);
    const Page::Used used =
        page.end({.id = "records.document.save",
                  .label = page.t(model.saving ? "records.document.saving" : "records.document.save"),
                  .icon = Icon::check,
                  .busy = model.saving,
                  .emergency = false,
                  .second_id = record ? std::string("records.document.delete") : std::string{},
                  .second_label = record ? page.t("records.document.delete") : std::string{}});
    if (used.primary) send(Records::DocumentSaved{});
    if (used.second) send(Records::RemovePressed{document.key});
    delete_dialog(page, model, send);
}

}  // namespace bz::screens::records
