#include <algorithm>

#include "client/screens/common/words.hpp"
#include "client/screens/records/records_parts.hpp"
#include "client/state/journey.hpp"
#include "client/state/uploads.hpp"
#include "client/state/visit_sync.hpp"
#include "client/ui/document_row.hpp"

namespace bz::screens {

using state::Route;
using state::UploadDraft;
using ui::ButtonKind;
using ui::Color;
using ui::Icon;
using ui::TextStyle;

namespace {

// Trying the same file again changes nothing.
bool is_hopeless(std::string_view code) {
    return code == "file_type" || code == "upload_type" || code == "file_empty" || code == "upload_too_large" ||
           code == "file_damaged" || code == "image_too_large" || code == "quota";
}

std::string limit_text(const state::Shared& shared) {
    return bytes_text(shared.hospital ? shared.hospital->rules.record_bytes_max : 50 * 1024 * 1024);
}

std::string trouble_text(const Page& page, const UploadDraft& upload) {
    if (upload.error == "file_type" || upload.error == "upload_type") return page.t("records.error.file_type");
    if (upload.error == "file_empty") return page.t("records.error.file_empty");
    if (upload.error == "file_damaged") return page.t("records.error.file_damaged");
    if (upload.error == "image_too_large") return page.t("records.error.image_too_large");
    if (upload.error == "upload_too_large")
        return page.t("records.error.too_large",
                      {{"size", bytes_text(upload.bytes)}, {"max", limit_text(page.shared)}});
    if (upload.error == "quota") {
        const int most = page.shared.hospital ? page.shared.hospital->rules.records_max : 0;
        return page.t("records.error.quota", {{"n", std::to_string(most)}});
    }
    if (state::is_series(upload))
        if (std::string text = records::series_trouble(page, upload); !text.empty()) return text;
    if (upload.error == "upload_quota") return page.t("records.error.upload_quota");
    if (upload.error == "offline") return page.t("records.state.offline");
    return problem_text(page.ui, upload.error);
}

struct Item {
    const UploadDraft& upload;
    std::string n;
    std::string key;
    std::string kind;
};

std::string percent(const UploadDraft& upload) {
    return std::to_string(upload.bytes > 0 ? upload.sent * 100 / upload.bytes : 0);
}

std::string item_title(const Page& page, const Item& item) {
    return page.t(item.upload.document.empty() ? "records.item.title" : "records.item.page_title",
                  {{"n", item.n}, {"kind", item.kind}});
}

std::string picture_of(const Page& page, const UploadDraft& upload) {
    if (state::is_series(upload)) return {};
    if (upload.record_id.empty()) {
        const bool shown = upload.state != "interrupted" && upload.state != "failed" && upload.state != "preparing";
        return shown && !upload.file.empty() ? "file:" + upload.file : std::string{};
    }
    const api::Record* record = state::find_record(page.shared, upload.record_id);
    const bool preview = record && record->pages && !record->pages->empty() && record->pages->front().preview;
    return preview ? "record:" + upload.record_id + ":1" : std::string{};
}

std::string quality_note(const Page& page, const UploadDraft& upload) {
    return upload.quality.empty() ? std::string{} : page.t("records.quality." + upload.quality);
}

// What a file that waits for the person waits for.
void stopped_reason(Page& page, const UploadDraft& upload) {
    ui::Ui& ui = page.ui;
    if (upload.state == "paused")
        return ui.icon_text(Icon::pause, page.t("records.state.paused", {{"percent", percent(upload)}}),
                            TextStyle::caption, Color::ink2);
    const std::string text =
        upload.state == "checking" ? page.t("records.state.checking")
        : upload.state == "interrupted"
            ? page.t(state::is_series(upload) ? "records.state.interrupted.series" : "records.state.interrupted")
            : trouble_text(page, upload);
    ui.icon_text(Icon::circle_alert, text, TextStyle::error, Color::amber700);
}

// The key that helps; false when nothing but dropping does.
void stopped_key(Page& page, const Item& item, const Send<Records::Msg>& send) {
    ui::Ui& ui = page.ui;
    const std::string& state = item.upload.state;
    const ui::ButtonOptions main{.kind = ButtonKind::secondary, .compact = true};
    if (state == "paused") {
        if (ui.button("records.resume." + item.key, page.t("records.item.resume", {{"n", item.n}}), main))
            send(Records::ResumePressed{item.key});
    } else if (state == "checking") {
        if (ui.button("records.look." + item.key, page.t("records.item.look", {{"n", item.n}}), main))
            send(Records::LookPressed{item.key});
    } else if (state == "interrupted") {
        ui::ButtonOptions again = main;
        again.multiple = state::is_series(item.upload);
        again.folder = item.upload.folder && page.shared.folders;
        ui.file_button(std::string(records::again_prefix) + item.key, page.t("records.item.again", {{"n", item.n}}),
                       records::accepted_all, again);
    } else if (ui.button("records.retry." + item.key, page.t("records.item.retry", {{"n", item.n}}), main)) {
        send(Records::RetryPressed{item.key});
    }
}

// A file that waits for the person: what happened, and two keys that say what they do.
void stopped_item(Page& page, const Item& item, const Send<Records::Msg>& send) {
    ui::Ui& ui = page.ui;
    const bool paused = item.upload.state == "paused";
    ui.begin_card({.stroke = paused ? Color::line : Color::amber700, .stroke_width = paused ? 1.0f : 2.0f, .pad = 12});
    ui.icon_text(record_kind_icon(item.upload.kind), item_title(page, item), TextStyle::strong, Color::ink);
    if (state::is_series(item.upload))
        ui.text(records::series_detail(page, item.upload), TextStyle::caption, Color::ink2);
    else if (!item.upload.name.empty())
        ui.text(item.upload.name, TextStyle::caption, Color::ink2);
    ui.space(4);
    stopped_reason(page, item.upload);
    ui.space(8);
    const bool partly = records::partly_arrived(item.upload);
    const bool hopeless = item.upload.state == "failed" && is_hopeless(item.upload.error) && !partly;
    const ui::ButtonOptions other{.kind = hopeless ? ButtonKind::secondary : ButtonKind::text, .compact = true};
    if (!hopeless) {
        if (!ui.elder()) ui.begin_columns(2);
        stopped_key(page, item, send);
        if (!ui.elder()) ui.next_column();
    }
    if (ui.button("records.remove." + item.key, page.t("records.item.drop", {{"n", item.n}}), other))
        send(Records::RemovePressed{item.key});
    if (!hopeless && !ui.elder()) ui.end_columns();
    if (partly) {
        const std::string rest = std::to_string(item.upload.page_upload_ids.size());
        if (ui.button("records.without." + item.key, page.t("records.item.without", {{"n", item.n}, {"count", rest}}),
                      {.kind = ButtonKind::text, .compact = true}))
            send(Records::WithoutPressed{item.key});
    }
    ui.end_card();
    ui.space(ui.metrics().gap_cards);
}

std::string travelling_state(const Page& page, const UploadDraft& upload) {
    if (upload.state == "done" || upload.state == "recording") return page.t("records.state.filing");
    if (upload.state == "preparing" || upload.state == "opening") return page.t("records.state.preparing");
    if (!page.shared.online) return page.t("records.state.offline");
    if (upload.state == "picked") return page.t("records.state.picked");
    if (state::is_series(upload)) return records::series_state(page, upload);
    if (upload.error == "upload_quota") return page.t("records.state.waiting");
    return page.t("records.state.sending", {{"percent", percent(upload)}});
}

void travelling_item(Page& page, const Item& item, const Send<Records::Msg>& send) {
    ui::Ui& ui = page.ui;
    const UploadDraft& upload = item.upload;
    const bool moving = upload.state == "picked" || upload.state == "sending";
    ui::DocumentRowOptions row{
        .id = "records.pause." + item.key,
        .icon = record_kind_icon(upload.kind),
        .picture = picture_of(page, upload),
        .title = item_title(page, item),
        .detail = state::is_series(upload) ? records::series_detail(page, upload) : quality_note(page, upload),
        .state = travelling_state(page, upload),
        .mark = Icon::refresh_cw,
        .tone = ui::Tone::plain};
    if (moving) {
        row.progress = upload.bytes > 0 ? static_cast<float>(upload.sent) / static_cast<float>(upload.bytes) : 0;
        row.action = page.t("records.item.pause", {{"n", item.n}, {"kind", item.kind}});
        row.action_icon = Icon::pause;
    }
    ui.begin_card({.pad = 12});
    if (ui::document_row(ui, row)) send(Records::PausePressed{item.key});
    ui.end_card();
    ui.space(ui.metrics().gap_cards);
}

std::string recorded_detail(const Page& page, const UploadDraft& upload) {
    const api::Record* record = state::find_record(page.shared, upload.record_id);
    std::string detail = record ? records::document_detail(page, record->issued_on.value_or(""),
                                                           pages_words(page.ui, *record), record->hospital.value_or(""))
                                : records::document_detail(page, upload.issued_on,
                                                           pages_words(page.ui, upload.pages, false), upload.hospital);
    const std::string note = quality_note(page, upload);
    return note.empty() ? detail : detail + " · " + note;
}

void recorded_item(Page& page, const Item& item, const Records::Model& model, const Send<Records::Msg>& send) {
    ui::Ui& ui = page.ui;
    ui.begin_card({.pad = 12});
    if (ui::document_row(
            ui, {.id = "records.remove." + item.key,
                 .icon = record_kind_icon(item.upload.kind),
                 .picture = picture_of(page, item.upload),
                 .title = item_title(page, item),
                 .detail = recorded_detail(page, item.upload),
                 .state = page.t(model.deleting == item.key ? "records.state.deleting" : "records.state.recorded"),
                 .action = page.t("records.item.remove", {{"n", item.n}, {"kind", item.kind}})}))
        send(Records::RemovePressed{item.key});
    ui.space(4);
    if (!ui.elder()) ui.begin_columns(2);
    const api::Record* record = state::find_record(page.shared, item.upload.record_id);
    if (record && is_scan(*record)) {
        if (ui.button("records.show." + item.key, page.t("records.item.show", {{"n", item.n}}),
                      {.kind = ButtonKind::text, .icon = Icon::scan, .compact = true}))
            send(Records::ShowPressed{record->id, record_title(ui, *record)});
    } else {
        ui.file_button(std::string(records::page_prefix) + item.key, page.t("records.item.add_page", {{"n", item.n}}),
                       records::accepted_papers,
                       {.kind = ButtonKind::text, .icon = Icon::plus, .compact = true, .multiple = true});
    }
    if (!ui.elder()) ui.next_column();
    if (ui.button("records.change." + item.key, page.t("records.item.change", {{"n", item.n}}),
                  {.kind = ButtonKind::text, .icon = Icon::pencil, .compact = true}))
        send(Records::ChangePressed{item.key});
    if (!ui.elder()) ui.end_columns();
    ui.end_card();
    ui.space(ui.metrics().gap_cards);
}

void list(Page& page, const Records::Model& model, const Send<Records::Msg>& send) {
    ui::Ui& ui = page.ui;
    const auto& uploads = page.shared.draft.uploads;
    if (uploads.empty()) return;
    ui.space(ui.metrics().gap_sections);
    ui.heading(page.t("records.list.heading", {{"n", std::to_string(uploads.size())}}), 2);
    if (!ui.elder()) ui.caption(page.t("records.list.offline_fine"));
    ui.space(8);
    int number = 0, sent = 0;
    for (const UploadDraft& upload : uploads) {
        const Item item{upload, std::to_string(++number), state::upload_key(upload),
                        state::is_series(upload) ? page.t("records.series") : record_kind_name(ui, upload.kind)};
        sent += upload.state == "recorded";
        if (state::is_stuck(upload))
            stopped_item(page, item, send);
        else if (upload.state == "recorded")
            recorded_item(page, item, model, send);
        else
            travelling_item(page, item, send);
    }
    ui.status(page.t("records.list.status", {{"done", std::to_string(sent)}, {"n", std::to_string(uploads.size())}}));
}

constexpr std::size_t earlier_shown = 3;

void earlier(Page& page, const Records::Model& model, const Send<Records::Msg>& send) {
    ui::Ui& ui = page.ui;
    const auto records = state::earlier_records(page.shared);
    if (records.empty()) return;
    const auto& chosen = page.shared.draft.earlier_ids;
    ui.space(ui.metrics().gap_sections);
    ui.heading(page.t("records.earlier.heading"), 2);
    ui.caption(page.t("records.earlier.hint", {{"n", std::to_string(chosen.size())}}));
    ui.space(8);
    std::size_t shown = 0;
    for (const api::Record* record : records) {
        const bool ticked = std::ranges::find(chosen, record->id) != chosen.end();
        if (!model.all_earlier && !ticked && shown >= earlier_shown) continue;
        ++shown;
        const std::string day = full_day(page, record->issued_on.value_or(record->created_at));
        if (const auto now = ui.checkbox(
                "records.earlier." + record->id,
                page.t("records.earlier.title", {{"kind", record_kind_name(ui, record->kind)}, {"day", day}}),
                records::document_detail(page, {}, pages_words(ui, *record), record->hospital.value_or("")), ticked))
            send(Records::EarlierChosen{record->id, *now});
        ui.space(8);
    }
    const bool more = shown < records.size() || (page.shared.records->next_cursor && !model.all_earlier);
    if (more &&
        ui.button("records.earlier.all", page.t("records.earlier.all"), {.kind = ButtonKind::text, .compact = true}))
        send(Records::AllEarlierPressed{});
}

void top(Page& page, const Records::Model& model, bool journey, const Send<Records::Msg>& send) {
    ui::Ui& ui = page.ui;
    const bool refill = page.shared.draft.kind == domain::VisitKind::refill;
    if (model.missing) {
        const ui::ErrorLink link{"records.camera", page.t("records.missing.how")};
        ui.error_summary(page.t("records.missing.title"), {&link, 1});
    }
    if (!model.problem.empty()) {
        ui.banner(Icon::circle_alert, problem_text(ui, model.problem), ui::Tone::amber,
                  page.t("records.delete.failed"));
        ui.space(ui.metrics().gap_cards);
    }
    ui.heading(page.t("records.heading"));
    if (journey && !ui.elder()) ui.caption(page.t(refill ? "records.hint.refill" : "records.hint.consultation"));
    ui.space(12);
    records::kind_chips(page, page.shared.draft.record_kind, send, false);
    ui.space(12);
    if (model.missing)
        ui.icon_text(Icon::circle_alert, page.t("records.missing.how"), TextStyle::error, Color::amber700);
    records::pick_keys(page);
    ui.space(4);
    ui.caption(page.t("records.pick.limit", {{"max", limit_text(page.shared)}}));
    records::pick_news(page, model);
}

void view_list(Page& page, const Records::Model& model, const Send<Records::Msg>& send) {
    ui::Ui& ui = page.ui;
    const state::Draft& draft = page.shared.draft;
    const bool journey = draft.started && !state::visit_sent(page.shared);
    const bool refill = draft.kind == domain::VisitKind::refill;
    const Route next = state::next_route_after(page.shared, Route::records);
    Page::Options frame{.name = "records",
                        .title = journey ? journey_title(ui, draft.kind) : page.t("my_records.title"),
                        .saved = true};
    if (journey) {
        frame.step = refill ? 2 : 3;
        frame.steps = journey_steps(ui, draft.kind);
    }
    page.begin(frame);
    top(page, model, journey, send);
    list(page, model, send);
    if (journey) earlier(page, model, send);
    if (!page.shared.records && page.shared.records.load == state::Load::failed) {
        ui.space(12);
        if (page.load_panel(page.shared.records.load, page.shared.records.error, "records.reload"))
            send(Records::ReloadPressed{});
    }
    records::delete_dialog(page, model, send);
    const std::string_view label = !journey                   ? "records.next.my_records"
                                   : next == Route::refill    ? "records.next.refill"
                                   : next == Route::complaint ? "records.next.complaint"
                                                              : "records.next.review";
    const bool optional = journey && !refill && draft.uploads.empty() && draft.earlier_ids.empty();
    if (page.end({.id = "records.next", .label = page.t(optional ? "records.next.without" : label)}).primary)
        send(Records::NextPressed{});
}

}  // namespace

namespace records {

void delete_dialog(Page& page, const Records::Model& model, const Send<Records::Msg>& send) {
    if (model.removing.empty()) return;
    const auto& uploads = page.shared.draft.uploads;
    const auto found =
        std::ranges::find_if(uploads, [&](const UploadDraft& u) { return state::upload_key(u) == model.removing; });
    const api::Record* record = state::find_record(page.shared, model.removing);
    if (found == uploads.end() && record == nullptr) return;
    const domain::RecordKind kind = record ? record->kind : found->kind;
    ui::Ui& ui = page.ui;
    ui.begin_dialog("records.delete", page.t("records.delete.question", {{"kind", record_kind_name(ui, kind)}}),
                    page.t("records.delete.consequence"));
    if (ui.button("records.delete.yes", page.t("records.delete.yes"))) send(Records::RemoveConfirmed{});
    ui.space(8);
    if (ui.button("records.delete.no", page.t("records.delete.no"), {.kind = ButtonKind::secondary}))
        send(Records::RemoveCancelled{});
    ui.end_dialog();
}

std::string document_detail(const Page& page, std::string_view issued_on, std::string_view pages,
                            std::string_view hospital) {
    std::string text = full_day(page, issued_on);
    const auto join = [&](std::string_view part) {
        if (part.empty()) return;
        if (!text.empty()) text += " · ";
        text += part;
    };
    join(pages);
    join(hospital);
    return text;
}

}  // namespace records

void Records::view(Page& page, const Model& model, const Send<Msg>& send) {
    if (page.route == Route::photo) return records::view_photo(page, model, send);
    if (page.route == Route::document) return records::view_document(page, model, send);
    view_list(page, model, send);
}

}  // namespace bz::screens
