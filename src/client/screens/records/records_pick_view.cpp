// The keys that pick, what became of the newest pick, and how a CT series reads in the list: one document, however many
// files it has.
#include <algorithm>
#include <array>

#include "client/screens/records/records_parts.hpp"
#include "client/state/uploads.hpp"

namespace bz::screens::records {

using state::UploadDraft;
using ui::ButtonKind;
using ui::Icon;

void pick_keys(Page& page) {
    ui::Ui& ui = page.ui;
    struct Key {
        std::string_view id, label, accept;
        Icon icon;
        bool camera, multiple;
    };
    constexpr std::array keys = {
        Key{"records.camera", "records.camera.label", accepted_pictures, Icon::camera, true, false},
        Key{"records.pick", "records.pick.label", accepted_pictures, Icon::image, false, true},
        Key{"records.file", "records.file.label", accepted_all, Icon::file_text, false, true}};
    if (!ui.elder()) ui.begin_columns(3);
    for (const Key& key : keys) {
        ui.file_button(key.id, page.t(key.label), key.accept,
                       {.kind = ButtonKind::secondary,
                        .icon = key.icon,
                        .compact = true,
                        .camera = key.camera,
                        .multiple = key.multiple});
        if (ui.elder())
            ui.space(8);
        else if (key.id != keys.back().id)
            ui.next_column();
    }
    if (!ui.elder()) ui.end_columns();
    if (!page.shared.folders) return;
    if (!ui.elder()) ui.space(8);
    ui.file_button(
        disc_id, page.t("records.disc.label"), accepted_all,
        {.kind = ButtonKind::secondary, .icon = Icon::disc, .compact = true, .multiple = true, .folder = true});
    ui.space(4);
    ui.caption(page.t("records.disc.hint"));
}

void pick_news(Page& page, const Records::Model& model) {
    ui::Ui& ui = page.ui;
    const auto banner = [&](Icon icon, const std::string& text, ui::Tone tone) {
        ui.space(8);
        ui.banner(icon, text, tone);
    };
    if (model.reading_of > 0)
        banner(Icon::refresh_cw,
               page.t("records.pick.reading",
                      {{"n", std::to_string(model.reading)}, {"count", std::to_string(model.reading_of)}}),
               ui::Tone::celadon);
    if (model.nothing_found)
        banner(Icon::circle_alert, page.t("records.pick.nothing"), ui::Tone::amber);
    else if (model.left_out > 0)
        banner(Icon::info, page.t("records.pick.left_out", {{"n", std::to_string(model.left_out)}}), ui::Tone::celadon);
    if (model.already_here) banner(Icon::info, page.t("records.already_here"), ui::Tone::celadon);
}

std::string series_detail(const Page& page, const UploadDraft& upload) {
    std::string text = page.t("records.slices", {{"n", std::to_string(upload.pages)}});
    if (!upload.name.empty()) text += " · " + upload.name;
    return text;
}

std::string series_state(const Page& page, const UploadDraft& upload) {
    if (upload.error == "upload_quota") return page.t("records.state.waiting");
    return page.t("records.state.slices",
                  {{"n", std::to_string(upload.arrived)},
                   {"percent", std::to_string(upload.sent * 100 / std::max<std::int64_t>(1, upload.bytes))}});
}

bool partly_arrived(const UploadDraft& upload) {
    return upload.state == "failed" && upload.upload_id.empty() && !upload.page_upload_ids.empty();
}

std::string series_trouble(const Page& page, const UploadDraft& upload) {
    const bool unreadable = upload.error == "upload_unreadable";
    if (!unreadable && !partly_arrived(upload)) return {};
    return page.t(unreadable ? "records.error.slices_unreadable" : "records.error.slices",
                  {{"n", std::to_string(state::missing_slices(upload))}});
}

}  // namespace bz::screens::records
