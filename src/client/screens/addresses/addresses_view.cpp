#include <algorithm>

#include "client/screens/addresses/addresses.hpp"
#include "domain/phone.hpp"

namespace bz::screens {

namespace {

using SendMsg = Send<Addresses::Msg>;
using ui::ButtonKind;

void problem(Page& page, const Addresses::Model& model) {
    if (model.problem.empty()) return;
    page.ui.banner(ui::Icon::circle_alert, problem_text(page.ui, model.problem), ui::Tone::amber);
    page.ui.space(12);
}

void form(Page& page, const Addresses::Model& model, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    std::vector<ui::ErrorLink> links;
    for (const FieldProblem& wrong : model.errors) links.push_back({"addresses." + wrong.field, page.t(wrong.key)});
    ui.error_summary(page.t("common.errors.title", {{"n", std::to_string(links.size())}}), links);
    problem(page, model);
    ui.heading(page.t(model.editing.empty() ? "addresses.form.add" : "addresses.form.change"), 1);
    ui.space(12);
    if (AddressTyped typed = address_fields(page, "addresses", model.errors); typed.name || typed.phone || typed.line)
        send(Addresses::Typed{std::move(typed)});
    const Page::Used used = page.end({.id = "addresses.save",
                                      .label = page.t("addresses.save.now"),
                                      .busy = model.busy,
                                      .emergency = false,
                                      .second_id = "addresses.leave",
                                      .second_label = page.t("addresses.form.leave")});
    if (used.primary) send(Addresses::SavePressed{});
    if (used.second) send(Addresses::FormLeft{});
}

void entry(Page& page, const api::SavedAddress& one, const std::string& n, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    ui.begin_card();
    ui.icon_text(ui::Icon::map_pin, one.line, ui::TextStyle::strong, ui::Color::ink);
    ui.space(2);
    ui.text(page.t("addresses.entry.who", {{"name", one.name}, {"phone", domain::grouped_phone(one.phone)}}),
            ui::TextStyle::body, ui::Color::ink2);
    if (one.is_default) {
        ui.space(6);
        ui.tag(page.t("addresses.default.tag"));
    }
    ui.space(8);
    const ui::ButtonOptions key{.kind = ButtonKind::secondary, .compact = true};
    if (!ui.elder()) ui.begin_columns(2);
    if (ui.button("addresses.change." + one.id, page.t("addresses.change.go", {{"n", n}}), key))
        send(Addresses::ChangePressed{one.id});
    if (ui.elder())
        ui.space(8);
    else
        ui.next_column();
    if (ui.button("addresses.remove." + one.id, page.t("addresses.remove.go", {{"n", n}}), key))
        send(Addresses::RemovePressed{one.id});
    if (!ui.elder()) ui.end_columns();
    if (!one.is_default) {
        ui.space(4);
        if (ui.button("addresses.default." + one.id, page.t("addresses.default.go", {{"n", n}}),
                      {.kind = ButtonKind::text}))
            send(Addresses::DefaultPressed{one.id});
    }
    ui.end_card();
    ui.space(12);
}

void remove_dialog(Page& page, const Addresses::Model& model, const SendMsg& send) {
    if (model.removing.empty()) return;
    ui::Ui& ui = page.ui;
    ui.begin_dialog("addresses.remove", page.t("addresses.remove.question"), page.t("addresses.remove.consequence"));
    if (ui.button("addresses.remove.yes", page.t("addresses.remove.yes"))) send(Addresses::RemoveConfirmed{});
    ui.space(8);
    if (ui.button("addresses.remove.no", page.t("addresses.remove.no"), {.kind = ButtonKind::secondary}))
        send(Addresses::RemoveKept{});
    ui.end_dialog();
}

void list(Page& page, const Addresses::Model& model, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    problem(page, model);
    ui.heading(page.t("addresses.list.title"), 1);
    ui.space(12);
    if (!shared.addresses) {
        if (page.load_panel(shared.addresses.load, shared.addresses.error, "addresses.try_again"))
            send(Addresses::TryAgainPressed{});
    } else if (shared.addresses->items.empty()) {
        ui.banner(ui::Icon::map_pin, page.t("addresses.list.none"), ui::Tone::plain,
                  page.t("addresses.list.none_detail"));
    } else {
        int n = 0;
        for (const api::SavedAddress& one : shared.addresses->items) entry(page, one, std::to_string(++n), send);
    }
    remove_dialog(page, model, send);
    const Page::Used used = page.end({.id = "addresses.add",
                                      .label = page.t("addresses.add.go"),
                                      .icon = ui::Icon::plus,
                                      .emergency = false,
                                      .second_id = "addresses.done",
                                      .second_label = page.t("addresses.done.go")});
    if (used.primary) send(Addresses::AddPressed{});
    if (used.second) send(Addresses::DonePressed{});
}

}  // namespace

void Addresses::view(Page& page, const Model& model, const Send<Msg>& send) {
    page.begin({.name = "addresses", .title = page.t("addresses.page.bar"), .saved = model.form});
    if (model.form)
        form(page, model, send);
    else
        list(page, model, send);
}

}  // namespace bz::screens
