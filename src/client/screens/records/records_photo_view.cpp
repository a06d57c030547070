// One photo, before it is sent: is it upright, is it whole, can it be read?
#include <algorithm>

#include "client/screens/records/records_parts.hpp"
#include "client/state/uploads.hpp"
#include "client/ui/picture.hpp"

namespace bz::screens::records {

using state::UploadDraft;
using ui::ButtonKind;
using ui::Icon;

namespace {

// A new source with each change, so that the page shows the new picture.
std::string source_of(const UploadDraft& upload) {
    const state::Crop& crop = upload.crop;
    std::string source = "file:" + upload.file + ":" + std::to_string(upload.turns);
    for (const int edge : {crop.left, crop.top, crop.right, crop.bottom}) source += "-" + std::to_string(edge);
    return source;
}

void photo(Page& page, const Records::Model& model, const UploadDraft& upload, const Send<Records::Msg>& send) {
    ui::Ui& ui = page.ui;
    const float most = model.cropping ? 260.0f : 420.0f;
    float w = ui.width(), h = w * 4 / 3;
    if (model.photo_width > 0 && model.photo_height > 0)
        h = w * static_cast<float>(model.photo_height) / static_cast<float>(model.photo_width);
    if (h > most) {
        w *= most / h;
        h = most;
    }
    h = std::max(h, 60.0f);
    const std::string label =
        page.t("records.photo.alt", {{"kind", page.t("records.kind." + std::string(to_string(upload.kind)))}});
    const ui::PictureOptions options = {.source = source_of(upload), .label = label, .radius = 8};
    const ui::Rect rect = {ui.x() + (ui.width() - w) / 2, ui.y(), w, h};
    if (!model.cropping)
        ui::picture(ui, "records.photo.picture", options, rect);
    else if (const auto cut = ui::cut_picture(ui, "records.photo.edges", options, rect))
        send(Records::EdgesDragged{cut->left, cut->top, cut->right, cut->bottom});
    ui.space(h + 12);
}

void edge(Page& page, const Send<Records::Msg>& send, Records::Edge edge, std::string_view name, int percent) {
    constexpr int step = 5;
    ui::Ui& ui = page.ui;
    const std::string key = "records.photo.edge." + std::string(name);
    const std::string side = page.t(key);
    ui.text(side, ui::TextStyle::label);
    const ui::Ui::StepperUse use =
        ui.stepper("records.edge." + std::string(name), page.t("records.photo.cut", {{"n", std::to_string(percent)}}),
                   {}, page.t("records.photo.less", {{"side", side}}), page.t("records.photo.more", {{"side", side}}));
    if (use.minus) send(Records::EdgeMoved{edge, percent - step});
    if (use.plus) send(Records::EdgeMoved{edge, percent + step});
    ui.space(8);
}

void edges(Page& page, const state::Crop& crop, const Send<Records::Msg>& send) {
    edge(page, send, Records::Edge::top, "top", crop.top);
    edge(page, send, Records::Edge::bottom, "bottom", crop.bottom);
    edge(page, send, Records::Edge::left, "left", crop.left);
    edge(page, send, Records::Edge::right, "right", crop.right);
}

void keys(Page& page, const Records::Model& model, const Send<Records::Msg>& send) {
    ui::Ui& ui = page.ui;
    if (!ui.elder()) ui.begin_columns(2);
    if (ui.button("records.turn", page.t("records.photo.turn"),
                  {.kind = ButtonKind::secondary, .icon = Icon::rotate_ccw, .compact = true}))
        send(Records::TurnPressed{});
    if (ui.elder())
        ui.space(8);
    else
        ui.next_column();
    if (ui.button("records.crop", page.t(model.cropping ? "records.photo.cropped" : "records.photo.crop"),
                  {.kind = ButtonKind::secondary, .icon = Icon::scan, .compact = true}))
        send(Records::CropPressed{});
    if (!ui.elder()) ui.end_columns();
}

}  // namespace

void view_photo(Page& page, const Records::Model& model, const Send<Records::Msg>& send) {
    ui::Ui& ui = page.ui;
    const auto& uploads = page.shared.draft.uploads;
    const auto found = std::ranges::find_if(
        uploads, [&](const UploadDraft& u) { return state::upload_key(u) == page.shared.draft.photo; });
    page.begin({.name = "photo", .title = page.t("records.photo.title")});
    if (found == uploads.end()) {
        ui.heading(page.t("records.photo.heading"));
        page.end({});
        return;
    }
    const UploadDraft& upload = *found;
    const bool working = upload.state == "opening";
    const bool doubt = !upload.quality.empty();
    ui.heading(page.t(doubt ? "records.photo.question." + upload.quality : std::string("records.photo.heading")));
    ui.space(8);
    if (doubt) {
        ui.banner(Icon::circle_alert, page.t("records.photo.how." + upload.quality), ui::Tone::amber);
        ui.space(12);
    } else if (!ui.elder() && !model.cropping) {
        ui.caption(page.t("records.photo.hint"));
        ui.space(8);
    }
    if (model.cropping) {
        ui.caption(page.t("records.photo.drag"));
        ui.space(8);
    }
    photo(page, model, upload, send);
    ui.status(page.t(working ? "records.photo.working" : "records.photo.ready"));
    if (model.cropping) edges(page, upload.crop, send);
    keys(page, model, send);
    ui.space(8);
    ui.file_button(retake_id, page.t("records.photo.retake"), accepted_pictures,
                   {.kind = doubt ? ButtonKind::secondary : ButtonKind::text, .icon = Icon::camera, .camera = true});
    const Page::Used used = page.end({.id = "records.accept",
                                      .label = page.t(doubt ? "records.photo.accept_anyway" : "records.photo.accept"),
                                      .icon = Icon::check,
                                      .busy = working && model.accept_when_ready,
                                      .emergency = false,
                                      .second_id = "records.drop",
                                      .second_label = page.t("records.photo.drop")});
    if (used.primary) send(Records::PhotoAccepted{});
    if (used.second) send(Records::PhotoDropped{});
}

}  // namespace bz::screens::records
