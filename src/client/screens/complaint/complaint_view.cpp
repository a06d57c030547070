#include "base/text.hpp"
#include "client/screens/common/words.hpp"
#include "client/screens/complaint/complaint.hpp"
#include "client/state/uploads.hpp"
#include "client/ui/chip.hpp"

namespace bz::screens {

namespace {

constexpr std::string_view durations[] = {"today", "days", "weeks", "months"};

void since_when(Page& page, const Send<Complaint::Msg>& send) {
    ui::Ui& ui = page.ui;
    const std::string lead = page.t("complaint.duration.lead");
    ui.heading(page.t("complaint.duration.heading"), 2);
    ui.space(8);
    ui.begin_group(ui::Role::group, "complaint.duration", page.t("complaint.duration.heading"));
    ui.begin_columns(2);
    for (std::size_t i = 0; i < std::size(durations); ++i) {
        const std::string label = page.t("complaint.duration." + std::string(durations[i]));
        const std::string line = lead + label;
        const bool selected = trim(page.shared.draft.complaint).ends_with(line);
        if (ui::chip(ui, "complaint.duration." + std::string(durations[i]), {.label = label, .selected = selected}))
            send(Complaint::DurationChosen{lead, line});
        if (i + 1 < std::size(durations)) ui.next_column();
    }
    ui.end_columns();
    ui.end_group();
}

// Photos of what hurts. They travel as the records do, and are listed with them on the next page.
void photos(Page& page, const Send<Complaint::Msg>& send) {
    ui::Ui& ui = page.ui;
    const state::Draft& draft = page.shared.draft;
    ui.heading(page.t("complaint.photos.heading"), 2);
    ui.space(8);
    int n = 0;
    for (const state::UploadDraft& upload : draft.uploads) {
        if (upload.kind != domain::RecordKind::other) continue;
        const std::string key = state::upload_key(upload);
        const bool there = upload.state == "recorded";
        const bool stuck = state::is_stuck(upload);
        ++n;
        if (ui.upload_item({.id = "complaint.photo." + key,
                            .icon = ui::Icon::image,
                            .title = page.t("complaint.photos.one", {{"n", std::to_string(n)}}),
                            .state = page.t(there   ? "complaint.photos.there"
                                            : stuck ? "complaint.photos.stuck"
                                                    : "complaint.photos.sending"),
                            .look = there   ? ui::UploadItemOptions::Look::done
                                    : stuck ? ui::UploadItemOptions::Look::trouble
                                            : ui::UploadItemOptions::Look::sending,
                            .progress = there ? 1.0f
                                        : upload.bytes > 0
                                            ? static_cast<float>(upload.sent) / static_cast<float>(upload.bytes)
                                            : 0,
                            .action = page.t("complaint.photos.drop", {{"n", std::to_string(n)}}),
                            .action_icon = ui::Icon::trash_2}))
            send(Complaint::PhotoDropped{key});
    }
    ui.file_button("records.pick", page.t(n == 0 ? "complaint.photos.add" : "complaint.photos.more"), "image/*",
                   {.kind = ui::ButtonKind::secondary, .icon = ui::Icon::camera});
}

}  // namespace

void Complaint::view(Page& page, const Model& model, const Send<Msg>& send) {
    ui::Ui& ui = page.ui;
    page.begin({.name = "complaint",
                .title = journey_title(ui, domain::VisitKind::consultation),
                .saved = true,
                .step = 2,
                .steps = journey_steps(ui, domain::VisitKind::consultation)});
    const std::string how = page.t("complaint.error.how");
    if (model.empty) {
        const ui::ErrorLink link{"complaint.words", how};
        ui.error_summary(page.t("complaint.error.title"), {&link, 1});
    }
    ui.heading(page.t("complaint.heading"));
    ui.space(12);
    ui::FieldHints hints;
    hints.enter_key = "enter";
    hints.max_length = complaint_characters_max;
    hints.multiline = true;
    if (auto text = ui.field("complaint.words", page.shared.draft.complaint,
                             {.label = page.t("complaint.words.label"),
                              .hint = page.t("complaint.words.hint"),
                              .error = model.empty ? how : std::string{},
                              .placeholder = page.t("complaint.words.example"),
                              .hints = hints,
                              .rows = ui.elder() ? 4 : 5,
                              .note = page.t("complaint.words.count",
                                             {{"n", std::to_string(count_code_points(page.shared.draft.complaint))},
                                              {"max", std::to_string(complaint_characters_max)}})}))
        send(ComplaintTyped{std::move(*text)});
    ui.space(4);
    if (!ui.elder()) ui.caption(page.t("complaint.words.who_sees"), ui::Icon::lock);
    ui.space(ui.metrics().gap_sections);
    since_when(page, send);
    ui.space(ui.metrics().gap_sections);
    photos(page, send);
    if (page.end({.id = "complaint.next", .label = page.t("complaint.next")}).primary)
        send(NextPressed{page.t("complaint.duration.lead")});
}

}  // namespace bz::screens
