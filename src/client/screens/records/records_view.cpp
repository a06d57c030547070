#include <algorithm>

#include "client/screens/common/words.hpp"
#include "client/screens/records/records.hpp"
#include "client/state/journey.hpp"
#include "client/state/uploads.hpp"
#include "client/state/visit_sync.hpp"
#include "client/ui/chip.hpp"

namespace bz::screens {

using state::Route;
using state::UploadDraft;
using ui::ButtonKind;
using ui::Color;
using ui::Icon;
using ui::TextStyle;

namespace {

constexpr std::string_view accepted = "image/*,application/pdf";

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

// A file that waits for the person: what happened, and two keys that say what they do.
void stopped_item(Page& page, const Item& item, const Send<Records::Msg>& send) {
    ui::Ui& ui = page.ui;
    const bool paused = item.upload.state == "paused";
    const bool interrupted = item.upload.state == "interrupted";
    ui.begin_card({.stroke = paused ? Color::line : Color::amber700, .stroke_width = paused ? 1.0f : 2.0f, .pad = 12});
    ui.icon_text(record_kind_icon(item.upload.kind), page.t("records.item.title", {{"n", item.n}, {"kind", item.kind}}),
                 TextStyle::strong, Color::ink);
    if (!item.upload.name.empty()) ui.text(item.upload.name, TextStyle::caption, Color::ink2);
    ui.space(4);
    if (paused)
        ui.icon_text(Icon::pause, page.t("records.state.paused", {{"percent", percent(item.upload)}}),
                     TextStyle::caption, Color::ink2);
    else
        ui.icon_text(Icon::circle_alert,
                     interrupted ? page.t("records.state.interrupted") : trouble_text(page, item.upload),
                     TextStyle::error, Color::amber700);
    ui.space(8);
    const bool hopeless = !paused && !interrupted && is_hopeless(item.upload.error);
    const ui::ButtonOptions main{.kind = ButtonKind::secondary, .compact = true};
    const ui::ButtonOptions other{.kind = hopeless ? ButtonKind::secondary : ButtonKind::text, .compact = true};
    if (!hopeless) {
        if (!ui.elder()) ui.begin_columns(2);
        if (paused) {
            if (ui.button("records.resume." + item.key, page.t("records.item.resume", {{"n", item.n}}), main))
                send(Records::ResumePressed{item.key});
        } else if (interrupted) {
            ui.file_button("records.again." + item.key, page.t("records.item.again", {{"n", item.n}}), accepted, main);
        } else if (ui.button("records.retry." + item.key, page.t("records.item.retry", {{"n", item.n}}), main)) {
            send(Records::RetryPressed{item.key});
        }
        if (!ui.elder()) ui.next_column();
    }
    if (ui.button("records.remove." + item.key, page.t("records.item.drop", {{"n", item.n}}), other))
        send(Records::RemovePressed{item.key});
    if (!hopeless && !ui.elder()) ui.end_columns();
    ui.end_card();
    ui.space(ui.metrics().gap_cards);
}

void travelling_item(Page& page, const Item& item, const Send<Records::Msg>& send) {
    ui::Ui& ui = page.ui;
    const UploadDraft& upload = item.upload;
    const std::string title = page.t("records.item.title", {{"n", item.n}, {"kind", item.kind}});
    if (upload.state == "done" || upload.state == "recording") {
        // A moment, without a key: the hospital is filing it.
        ui.begin_card({.pad = 12});
        ui.icon_text(record_kind_icon(upload.kind), title, TextStyle::strong, Color::ink);
        ui.icon_text(Icon::refresh_cw, page.t("records.state.filing"), TextStyle::caption, Color::ink2);
        ui.end_card();
        ui.space(ui.metrics().gap_cards);
        return;
    }
    std::string state;
    if (!page.shared.online)
        state = page.t("records.state.offline");
    else if (upload.state == "picked")
        state = page.t("records.state.picked");
    else
        state = page.t("records.state.sending", {{"percent", percent(upload)}});
    if (ui.upload_item(
            {.id = "records.pause." + item.key,
             .icon = record_kind_icon(upload.kind),
             .title = title,
             .state = state,
             .look = ui::UploadItemOptions::Look::sending,
             .progress = upload.bytes > 0 ? static_cast<float>(upload.sent) / static_cast<float>(upload.bytes) : 0,
             .action = page.t("records.item.pause", {{"n", item.n}, {"kind", item.kind}}),
             .action_icon = Icon::pause}))
        send(Records::PausePressed{item.key});
}

void recorded_item(Page& page, const Item& item, const Records::Model& model, const Send<Records::Msg>& send) {
    const bool deleting = model.deleting == item.key;
    if (page.ui.upload_item({.id = "records.remove." + item.key,
                             .icon = record_kind_icon(item.upload.kind),
                             .title = page.t("records.item.title", {{"n", item.n}, {"kind", item.kind}}),
                             .state = page.t(deleting ? "records.state.deleting" : "records.state.recorded"),
                             .look = ui::UploadItemOptions::Look::done,
                             .progress = 1,
                             .action = page.t("records.item.remove", {{"n", item.n}, {"kind", item.kind}}),
                             .action_icon = Icon::trash_2}))
        send(Records::RemovePressed{item.key});
}

void list(Page& page, const Records::Model& model, const Send<Records::Msg>& send) {
    ui::Ui& ui = page.ui;
    const auto& uploads = page.shared.draft.uploads;
    if (uploads.empty()) return;
    ui.space(ui.metrics().gap_sections);
    ui.heading(page.t("records.list.heading", {{"n", std::to_string(uploads.size())}}), 2);
    if (!ui.elder()) ui.caption(page.t("records.list.offline_fine"));
    ui.space(8);
    int number = 0;
    for (const UploadDraft& upload : uploads) {
        const Item item{upload, std::to_string(++number), state::upload_key(upload), record_kind_name(ui, upload.kind)};
        if (state::is_stuck(upload))
            stopped_item(page, item, send);
        else if (upload.state == "recorded")
            recorded_item(page, item, model, send);
        else
            travelling_item(page, item, send);
    }
    const state::UploadCount count = state::count_uploads(page.shared.draft);
    ui.status(page.t("records.list.status",
                     {{"done", std::to_string(count.recorded)}, {"n", std::to_string(uploads.size())}}));
}

void kinds(Page& page, const Send<Records::Msg>& send) {
    ui::Ui& ui = page.ui;
    ui.begin_group(ui::Role::group, "records.kind", page.t("records.kind.group"));
    ui.begin_columns(2);
    constexpr std::size_t count = enum_count<domain::RecordKind>;
    for (std::size_t i = 0; i < count; ++i) {
        const auto kind = static_cast<domain::RecordKind>(i);
        if (ui::chip(ui, "records.kind." + std::string(to_string(kind)),
                     {.icon = record_kind_icon(kind),
                      .label = record_kind_name(ui, kind),
                      .selected = page.shared.draft.record_kind == kind}))
            send(Records::KindChosen{kind});
        if (i + 1 < count) ui.next_column();
    }
    ui.end_columns();
    ui.end_group();
}

void delete_dialog(Page& page, const Records::Model& model, const Send<Records::Msg>& send) {
    const auto& uploads = page.shared.draft.uploads;
    const auto found =
        std::ranges::find_if(uploads, [&](const UploadDraft& u) { return state::upload_key(u) == model.removing; });
    if (model.removing.empty() || found == uploads.end()) return;
    ui::Ui& ui = page.ui;
    ui.begin_dialog("records.delete", page.t("records.delete.question", {{"kind", record_kind_name(ui, found->kind)}}),
                    page.t("records.delete.consequence"));
    if (ui.button("records.delete.yes", page.t("records.delete.yes"))) send(Records::RemoveConfirmed{});
    ui.space(8);
    if (ui.button("records.delete.no", page.t("records.delete.no"), {.kind = ButtonKind::secondary}))
        send(Records::RemoveCancelled{});
    ui.end_dialog();
}

}  // namespace

void Records::view(Page& page, const Model& model, const Send<Msg>& send) {
    ui::Ui& ui = page.ui;
    const state::Draft& draft = page.shared.draft;
    const bool journey = draft.started && !state::visit_sent(page.shared);
    const bool refill = draft.kind == domain::VisitKind::refill;
    const Route next = state::next_route_after(page.shared, Route::records);
    Page::Options frame{.name = "records",
                        .title = journey ? journey_title(ui, draft.kind) : page.t("my_records.title"),
                        .bar_detail = {},
                        .saved = true,
                        .step = 0,
                        .step_name = {},
                        .step_next = {}};
    if (journey) {
        frame.step = refill ? 2 : 3;
        frame.step_name = page.t("records.step");
        frame.step_next = page.t(refill ? "refill.step" : "review.step");
    }
    page.begin(frame);
    if (model.missing) {
        const ui::ErrorLink link{"records.pick", page.t("records.missing.how")};
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
    kinds(page, send);
    ui.space(12);
    if (model.missing)
        ui.icon_text(Icon::circle_alert, page.t("records.missing.how"), TextStyle::error, Color::amber700);
    ui.file_button("records.pick", page.t("records.pick.label"), accepted,
                   {.kind = ButtonKind::secondary, .icon = Icon::camera});
    ui.space(4);
    ui.caption(page.t("records.pick.limit", {{"max", limit_text(page.shared)}}));
    if (model.already_here) {
        ui.space(8);
        ui.banner(Icon::info, page.t("records.already_here"), ui::Tone::celadon);
    }
    list(page, model, send);
    if (!page.shared.records && page.shared.records.load == state::Load::failed) {
        ui.space(12);
        if (page.load_panel(page.shared.records.load, page.shared.records.error, "records.reload"))
            send(ReloadPressed{});
    }
    delete_dialog(page, model, send);
    const std::string_view label = !journey                   ? "records.next.my_records"
                                   : next == Route::refill    ? "records.next.refill"
                                   : next == Route::complaint ? "records.next.complaint"
                                                              : "records.next.review";
    const bool optional = journey && !refill && draft.uploads.empty();
    if (page.end({.id = "records.next",
                  .label = page.t(optional ? "records.next.without" : label),
                  .second_id = {},
                  .second_label = {}})
            .primary)
        send(NextPressed{});
}

}  // namespace bz::screens
