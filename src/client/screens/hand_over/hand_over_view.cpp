#include <array>

#include "client/screens/common/eight_digits.hpp"
#include "client/screens/hand_over/hand_over.hpp"
#include "client/ui/picture.hpp"

namespace bz::screens {

namespace {

using SendMsg = Send<HandOver::Msg>;

void problem(Page& page, const std::string& code) {
    if (code.empty()) return;
    page.ui.banner(ui::Icon::circle_alert, problem_text(page.ui, code), ui::Tone::amber);
    page.ui.space(12);
}

// For a phone's camera, which reads the code and this hospital's address in one.
void to_scan(Page& page, const HandOver::Model& model) {
    constexpr float side = 200;  // dp: a camera reads 33 modules of it at arm's length
    ui::Ui& ui = page.ui;
    ui.text(page.t("hand_over.scan"), ui::TextStyle::strong);
    ui.space(8);
    ui::picture(ui, "hand_over.scan",
                {.source = "scan:" + model.code, .label = page.t("hand_over.scan.alt"), .radius = 8},
                {ui.x() + (ui.width() - side) / 2, ui.y(), side, side});
    ui.space(side + 12);
}

void the_code(Page& page, const HandOver::Model& model) {
    ui::Ui& ui = page.ui;
    ui.heading(page.t("hand_over.code.heading"));
    ui.space(16);
    ui.digits(page.t("hand_over.code.label"), model.code);
    ui.space(12);
    ui.icon_text(ui::Icon::clock, page.t("hand_over.code.until", {{"time", page.shared.clock(model.expires_at)}}),
                 ui::TextStyle::strong, ui::Color::ink);
    ui.space(12);
    ui.begin_card();
    for (const char* key : {"hand_over.step_1", "hand_over.step_2", "hand_over.step_3"}) {
        ui.text(page.t(key));
        ui.space(6);
    }
    ui.end_card();
    ui.space(16);
    to_scan(page, model);
    ui.banner(ui::Icon::shield_check, page.t("hand_over.strangers"), ui::Tone::amber);
}

void give_view(Page& page, const HandOver::Model& model, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    page.begin({.name = "hand_over", .title = page.t("hand_over.title")});
    problem(page, model.problem);
    const bool there = !model.code.empty() && !model.expired;
    if (there) {
        the_code(page, model);
    } else {
        const std::string words = page.t(model.busy      ? "hand_over.making"
                                         : model.expired ? "hand_over.expired"
                                                         : "hand_over.none");
        ui.heading(words);
        ui.status(words);
        ui.space(8);
        ui.text(page.t("hand_over.what"));
    }
    const auto used = page.end({.id = there ? "hand_over.done" : "hand_over.make",
                                .label = page.t(there        ? "hand_over.done"
                                                : model.busy ? "hand_over.busy"
                                                             : "hand_over.again"),
                                .busy = model.busy,
                                .emergency = false,
                                .second_id = "hand_over.have_code",
                                .second_label = page.t("hand_over.have_code")});
    if (used.second) send(HandOver::HaveCodePressed{});
    if (!used.primary) return;
    if (there)
        send(HandOver::DonePressed{});
    else
        send(HandOver::MakePressed{});
}

void take_view(Page& page, const HandOver::Model& model, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    page.begin({.name = "carry_on", .title = page.t("hand_over.title")});
    const std::string wrong =
        model.typed_error.empty() ? std::string{} : page.t("hand_over.error." + model.typed_error);
    if (!wrong.empty())
        ui.error_summary(page.t("common.errors.title", {{"n", "1"}}),
                         std::array{ui::ErrorLink{"hand_over.code", wrong}});
    problem(page, model.problem);
    ui.heading(page.t("hand_over.take.heading"));
    ui.space(4);
    ui.text(page.t("hand_over.take.how"));
    ui.space(20);
    if (const auto text =
            ui.field("hand_over.code", model.typed,
                     {.label = page.t("hand_over.code.label"),
                      .error = wrong,
                      .hints = {.input_mode = "numeric", .autocomplete = "off", .enter_key = "done", .max_length = 12},
                      .shown = grouped_code(model.typed)}))
        send(HandOver::CodeTyped{*text});
    ui.space(12);
    ui.icon_text(ui::Icon::shield_check, page.t("hand_over.take.whose"), ui::TextStyle::caption, ui::Color::ink2);
    if (page.shared.shared_device) {
        ui.space(12);
        ui.banner(ui::Icon::shield_check, page.t("hand_over.shared"));
    }
    const bool busy = model.busy || model.taken;
    const auto used = page.end({.id = "hand_over.take",
                                .label = page.t(busy ? "hand_over.take.busy" : "hand_over.take.action"),
                                .busy = busy,
                                .emergency = false});
    if (used.primary) send(HandOver::TakePressed{});
}

}  // namespace

void HandOver::view(Page& page, const Model& model, const Send<Msg>& send) {
    if (page.route == state::Route::carry_on) return take_view(page, model, send);
    give_view(page, model, send);
}

}  // namespace bz::screens
