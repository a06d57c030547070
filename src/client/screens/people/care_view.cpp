// Taking up someone's care with a code, letting someone in with one, and the papers of a guardian.
#include "client/screens/common/eight_digits.hpp"
#include "client/screens/people/people_parts.hpp"

namespace bz::screens {

namespace {

void summary(Page& page, const std::vector<ui::ErrorLink>& links) {
    page.ui.error_summary(page.t("common.errors.title", {{"n", std::to_string(links.size())}}), links);
}

std::string code_error(const Page& page, const People::Model& model) {
    if (model.code_error.empty()) return {};
    return page.t("people.code.error_" + model.code_error, {{"n", std::to_string(model.attempts_left)}});
}

// What someone who cares can and cannot do.
void powers(Page& page) {
    ui::Ui& ui = page.ui;
    ui.begin_card();
    ui.heading(page.t("people.powers.title"), 2);
    for (const std::string_view key : {"people.powers.can_ask", "people.powers.can_see"}) {
        ui.space(6);
        ui.icon_text(ui::Icon::check, page.t(key), ui::TextStyle::body, ui::Color::ink);
    }
    for (const std::string_view key : {"people.powers.cannot_pass", "people.powers.cannot_account"}) {
        ui.space(6);
        ui.icon_text(ui::Icon::ban, page.t(key), ui::TextStyle::body, ui::Color::ink);
    }
    ui.space(6);
    ui.icon_text(ui::Icon::undo_2, page.t("people.powers.end"), ui::TextStyle::body, ui::Color::ink);
    ui.end_card();
}

void made_code(Page& page, const People::Model& model, const PeopleSend& send) {
    ui::Ui& ui = page.ui;
    const api::Carer* carer = People::carer(page.shared, model.made.carer_id);
    if (carer != nullptr && carer->state == "active") {
        const std::string text = page.t("people.code.taken", {{"name", carer->carer_name.value_or("")}});
        ui.heading(text);
        ui.status(text);
        ui.space(8);
        ui.text(page.t("people.code.taken_detail"));
    } else {
        ui.heading(page.t("people.code.read_out"));
        ui.space(16);
        ui.digits(page.t("people.code.label"), model.made.code);
        ui.space(12);
        ui.icon_text(ui::Icon::clock, page.t("people.code.until", {{"time", page.shared.clock(model.made.expires_at)}}),
                     ui::TextStyle::strong, ui::Color::ink);
        ui.space(12);
        ui.text(page.t("people.code.where"));
        ui.space(12);
        ui.banner(ui::Icon::shield_check, page.t("people.code.strangers"), ui::Tone::amber);
    }
    const auto used = page.end({.id = "people.done", .label = page.t("people.done.action"), .emergency = false});
    if (used.primary) send(People::DonePressed{});
}

struct Relation {
    std::string_view relationship, key;  // of the person to the one who is let in; who that is
};
constexpr Relation relations[] = {{"parent", "people.helper.child"},
                                  {"spouse", "people.helper.spouse"},
                                  {"child", "people.helper.parent"},
                                  {"other", "people.helper.other"}};

void basis_choices(Page& page, const PeopleSend& send) {
    using domain::GuardianshipBasis;
    ui::Ui& ui = page.ui;
    ui.begin_group(ui::Role::radiogroup, "people.basis", page.t("people.basis.heading"));
    for (const auto basis : {GuardianshipBasis::parent, GuardianshipBasis::legal_guardian}) {
        const std::string id = "people.basis." + std::string(to_string(basis));
        if (ui.choice("people.basis", id,
                      {.title = page.t(id),
                       .reason = page.t(id + "_paper"),
                       .selected = page.shared.draft.guardian_basis == basis}))
            send(People::BasisChosen{basis});
    }
    ui.end_group();
}

void paper_item(Page& page, const People::Model& model, const PeopleSend& send) {
    const People::Paper& paper = model.paper;
    const bool there = !page.shared.draft.guardian_upload_id.empty();
    if (paper.file.empty() && !there) return;
    using Look = ui::UploadItemOptions::Look;
    ui::UploadItemOptions item{.id = "people.paper_item",
                               .icon = ui::Icon::file_text,
                               .title = paper.name.empty() ? page.t("people.paper.title") : paper.name,
                               .action = page.t("people.paper.remove")};
    item.look = there                     ? Look::done
                : paper.state == "failed" ? Look::trouble
                : paper.state == "paused" ? Look::waiting
                                          : Look::sending;
    if (there)
        item.state = page.t("identity.photo.there");
    else if (paper.state == "failed")
        item.state = problem_text(page.ui, paper.error);
    else
        item.state = page.t(paper.state == "paused" ? "identity.photo.paused" : "identity.photo.sending");
    item.progress = there             ? 1.0f
                    : paper.bytes > 0 ? static_cast<float>(paper.sent) / static_cast<float>(paper.bytes)
                                      : 0.0f;
    if (page.ui.upload_item(item)) send(People::PaperRemoved{});
    page.ui.space(12);
}

}  // namespace

void take_care_view(Page& page, const People::Model& model, const PeopleSend& send) {
    ui::Ui& ui = page.ui;
    page.begin({.name = "care", .title = page.t("people.title"), .saved = true});
    const std::string wrong = code_error(page, model);
    if (!wrong.empty()) summary(page, {{"people.code", wrong}});
    people_problem(page, model);
    ui.heading(page.t("people.take.heading"));
    ui.space(4);
    ui.text(page.t("people.take.how"));
    ui.space(20);
    if (const auto text =
            ui.field("people.code", page.shared.draft.care_code,
                     {.label = page.t("people.code.label"),
                      .error = wrong,
                      .hints = {.input_mode = "numeric", .autocomplete = "off", .enter_key = "done", .max_length = 12},
                      .shown = grouped_code(page.shared.draft.care_code)}))
        send(People::CodeTyped{*text});
    ui.space(16);
    powers(page);
    const auto used = page.end({.id = "people.code_send",
                                .label = page.t(model.busy ? "people.code.busy" : "people.take.action"),
                                .busy = model.busy,
                                .emergency = false});
    if (used.primary) send(People::CodeSent{});
}

void let_in_view(Page& page, const People::Model& model, const PeopleSend& send) {
    ui::Ui& ui = page.ui;
    page.begin({.name = "care_code", .title = page.t("people.title")});
    if (!model.made.code.empty()) return made_code(page, model, send);
    if (model.relationship_missing) summary(page, {{"people.helper.parent", page.t("people.helper.error_open")}});
    people_problem(page, model);
    const api::Person* person = People::shown(page.shared);
    const bool self = person == nullptr || person->relationship == "self";
    ui.heading(self ? page.t("people.let_in.heading") : page.t("people.let_in.heading_of", {{"name", person->name}}));
    ui.space(16);
    if (account_missing(page, send)) return;
    ui.begin_group(ui::Role::radiogroup, "people.helper", page.t("people.let_in.heading"));
    for (const Relation& relation : relations)
        if (ui.choice("people.helper", "people.helper." + std::string(relation.relationship),
                      {.title = page.t(relation.key),
                       .selected = page.shared.draft.carer_relationship == relation.relationship}))
            send(People::RelationshipChosen{std::string(relation.relationship)});
    ui.end_group();
    ui.space(8);
    powers(page);
    const auto used = page.end({.id = "people.make_code",
                                .label = page.t(model.busy ? "people.code.busy" : "people.let_in.action"),
                                .busy = model.busy,
                                .emergency = false});
    if (used.primary) send(People::MakeCodePressed{});
}

void guardian_view(Page& page, const People::Model& model, const PeopleSend& send) {
    ui::Ui& ui = page.ui;
    page.begin({.name = "guardian", .title = page.t("people.title"), .saved = true});
    std::vector<ui::ErrorLink> links;
    if (model.basis_missing) links.push_back({"people.basis.parent", page.t("people.basis.error_open")});
    if (model.paper_missing) links.push_back({"people.paper", page.t("people.paper.error_missing")});
    summary(page, links);
    people_problem(page, model);
    const api::Person* child = People::shown(page.shared);
    ui.heading(page.t("people.basis.heading"));
    ui.space(4);
    if (child != nullptr)
        ui.text(page.t("people.basis.child", {{"name", child->name}}), ui::TextStyle::body, ui::Color::ink2);
    ui.space(16);
    basis_choices(page, send);
    ui.space(8);
    paper_item(page, model, send);
    const bool has_paper = !page.shared.draft.guardian_upload_id.empty() || !model.paper.file.empty();
    ui.file_button("people.paper", page.t(has_paper ? "identity.photo.again" : "people.paper.pick"), "image/*",
                   {.kind = ui::ButtonKind::secondary, .icon = ui::Icon::camera});
    ui.space(16);
    ui.caption(page.t("people.paper.privacy"), ui::Icon::lock);
    ui.space(8);
    ui.caption(page.t("people.paper.next"), ui::Icon::clock);
    const bool waits = model.busy || model.send_when_there;
    const auto used = page.end({.id = "people.paper_send",
                                .label = page.t(model.busy              ? "people.code.busy"
                                                : model.send_when_there ? "identity.photo.busy"
                                                                        : "identity.photo.send"),
                                .busy = waits,
                                .emergency = false});
    if (used.primary) send(People::PaperSent{});
}

}  // namespace bz::screens
