#include "client/screens/identity/identity.hpp"
#include "domain/identity_number.hpp"

namespace bz::screens {

namespace {

using domain::IdentityCheckState;
using domain::IdentityMethod;
using state::Route;
using Consent = Identity::Consent;
using Model = Identity::Model;
using SendMsg = Send<Identity::Msg>;

void begin(Page& page, std::string_view route, int step) {
    page.begin({.name = route,
                .title = page.t("identity.title"),
                .saved = true,
                .step = step,
                .step_count = 2,
                .step_name = page.t(step == 1 ? "identity.step.fill" : "identity.step.confirm"),
                .step_next = step == 1 ? page.t("identity.step.confirm") : std::string{}});
}

void summary(Page& page, const std::vector<ui::ErrorLink>& links) {
    page.ui.error_summary(page.t("common.errors.title", {{"n", std::to_string(links.size())}}), links);
}

void problem_banner(Page& page, const std::string& code) {
    if (code.empty()) return;
    const std::string text = problem_text(page.ui, code);
    page.ui.banner(ui::Icon::circle_alert, text, ui::Tone::amber, page.t("identity.problem.kept"));
    page.ui.status(text);
    page.ui.space(12);
}

void intro(Page& page, std::string_view key) {
    if (page.ui.elder()) return;
    page.ui.space(4);
    page.ui.text(page.t(key), ui::TextStyle::body, ui::Color::ink2);
}

// -- name and number

std::string name_error_text(const Page& page, const std::optional<Error>& error) {
    if (!error) return {};
    return page.t("identity.name.error_" + std::string(error->code.substr(error->code.find('.') + 1)),
                  {{"n", std::to_string(error->detail)}});
}

std::string number_error_text(const Page& page, const std::optional<Error>& error) {
    if (!error) return {};
    const int given = error->detail;
    if (error->code == "id.length") {
        const bool short_of = given < domain::identity_number_length;
        const int off = short_of ? domain::identity_number_length - given : given - domain::identity_number_length;
        return page.t(short_of ? "identity.number.error_short" : "identity.number.error_long",
                      {{"n", std::to_string(off)}, {"given", std::to_string(given)}});
    }
    return page.t("identity.number.error_" + std::string(error->code.substr(3)), {{"n", std::to_string(given)}});
}

void identity_view(Page& page, const Model& model, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    const state::Draft& draft = page.shared.draft;
    begin(page, "identity", 1);
    const std::string wrong_name = name_error_text(page, model.name_error);
    const std::string wrong_number = number_error_text(page, model.number_error);
    std::vector<ui::ErrorLink> links;
    if (!wrong_name.empty()) links.push_back({"identity.name", wrong_name});
    if (!wrong_number.empty()) links.push_back({"identity.number", wrong_number});
    summary(page, links);
    ui.heading(page.t("identity.heading"));
    intro(page, "identity.intro");
    ui.space(20);
    if (const auto text = ui.field(
            "identity.name", draft.name,
            {.label = page.t("identity.name.label"),
             .hint = ui.elder() ? std::string{} : page.t("identity.name.hint"),
             .error = wrong_name,
             .hints = {.input_mode = {}, .autocomplete = "name", .autocapitalize = "words", .max_length = 100}}))
        send(Identity::NameTyped{*text});
    ui.space(20);
    ui.text(page.t("identity.document.label"), ui::TextStyle::label);
    ui.space(4);
    ui.icon_text(ui::Icon::id_card, page.t("identity.document.resident_id"), ui::TextStyle::body, ui::Color::ink);
    ui.space(20);
    if (const auto text = ui.field("identity.number", draft.number,
                                   {.label = page.t("identity.number.label"),
                                    .error = wrong_number,
                                    .hints = {.input_mode = {},
                                              .autocomplete = "off",
                                              .enter_key = "done",
                                              .autocapitalize = "characters",
                                              .max_length = 40},
                                    .shown = domain::grouped_identity_number(draft.number)}))
        send(Identity::NumberTyped{*text});
    ui.space(12);
    ui.caption(page.t("identity.number.use"), ui::Icon::lock);
    const auto used =
        page.end({.id = "identity.continue",
                  .label = page.t(links.empty() ? "identity.continue.action" : "identity.continue.mended"),
                  .emergency = false});
    if (used.primary) send(Identity::IdentityContinued{});
}

// -- consents

struct ConsentText {
    Consent consent;
    std::string_view id, key;
    bool required;
};
constexpr ConsentText consent_texts[] = {
    {Consent::identity, "identity.consent_identity", "identity.consent_identity.", true},
    {Consent::health_data, "identity.consent_health", "identity.consent_health.", true},
    {Consent::sms_notice, "identity.consent_sms", "identity.consent_sms.", false},
};

std::string consent_error(const Page& page, const Model& model, const ConsentText& item) {
    switch (model.consent_errors[static_cast<std::size_t>(item.consent)]) {
    case Identity::Wrong::open: return page.t("identity.consent.error_open");
    case Identity::Wrong::refused: return page.t("identity.consent.error_refused");
    case Identity::Wrong::nothing: break;
    }
    return {};
}

void consent_card(Page& page, const Model& model, const ConsentText& item, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    const std::string key(item.key);
    const std::string error = consent_error(page, model, item);
    ui.space(12);
    ui.begin_card(
        {.stroke = error.empty() ? ui::Color::line : ui::Color::amber700, .stroke_width = error.empty() ? 1.0f : 2.0f});
    ui.tag(page.t(item.required ? "identity.consent.required" : "identity.consent.optional"),
           item.required ? ui::Tone::celadon : ui::Tone::plain);
    ui.space(6);
    const std::string title = page.t(key + "title");
    ui.heading(title, 2);
    if (!error.empty()) ui.icon_text(ui::Icon::circle_alert, error, ui::TextStyle::error, ui::Color::amber700);
    ui.space(4);
    ui.text(page.t(key + "why"));
    ui.space(4);
    ui.text(page.t(key + "refused"), ui::TextStyle::caption, ui::Color::ink2);
    ui.space(12);
    const auto answer = Identity::answer(model, page.shared.draft, item.consent);
    if (const auto chosen =
            ui.consent_pair(item.id, page.t("identity.consent.yes"), page.t("identity.consent.no"), answer))
        send(Identity::ConsentChosen{item.consent, *chosen});
    ui.end_card();
}

void consents_view(Page& page, const Model& model, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    begin(page, "consents", 1);
    std::vector<ui::ErrorLink> links;
    for (const ConsentText& item : consent_texts)
        if (const std::string error = consent_error(page, model, item); !error.empty())
            links.push_back({std::string(item.id) + ".yes",
                             page.t("identity.consent.error_link",
                                    {{"title", page.t(std::string(item.key) + "title")}, {"error", error}})});
    summary(page, links);
    ui.heading(page.t("identity.consents.heading"));
    intro(page, "identity.consents.intro");
    for (const ConsentText& item : consent_texts) consent_card(page, model, item, send);
    ui.space(12);
    if (!ui.elder()) ui.banner(ui::Icon::info, page.t("identity.consents.later"), ui::Tone::plain);
    const auto used =
        page.end({.id = "identity.consents_continue",
                  .label = page.t(links.empty() ? "identity.continue.action" : "identity.continue.mended"),
                  .emergency = false});
    if (used.primary) send(Identity::ConsentsContinued{});
}

// -- the way of checking

void rejected_banner(Page& page, const api::IdentityCheck& check) {
    std::string key = "identity.rejected.no_match";
    if (check.reason == "photo_unclear") key = "identity.rejected.photo_unclear";
    if (check.reason == "number_differs") key = "identity.rejected.number_differs";
    if (check.reason == "phone_differs") key = "identity.rejected.phone_differs";
    if (check.reason == "expired") key = "identity.rejected.expired";
    const std::string text = page.t(key);
    page.ui.banner(ui::Icon::circle_alert, text, ui::Tone::amber, page.t(key + "_do"));
    page.ui.status(text);
    page.ui.space(16);
}

void settled_view(Page& page, std::string_view heading_key, std::string_view text_key, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    const api::Person* person = page.shared.person();
    const std::string heading = page.t(heading_key);
    ui.heading(heading);
    ui.status(heading);
    ui.space(8);
    ui.text(page.t(text_key));
    if (person != nullptr) {
        ui.space(16);
        ui.begin_list();
        ui.fact_row({.icon = ui::Icon::id_card,
                     .title = person->name,
                     .subtitle = person->number_masked,
                     .tag = page.t(person->verified ? "identity.verified.tag" : "identity.pending.tag"),
                     .tag_tone = person->verified ? ui::Tone::celadon : ui::Tone::amber});
        ui.end_list();
    }
    const auto used = page.end({.id = "identity.go_on", .label = page.t("identity.go_on.action"), .emergency = false});
    if (used.primary) send(Identity::ContinuePressed{});
}

bool offers(const state::Shared& shared, IdentityMethod method) {
    for (const IdentityMethod offered : shared.hospital->identity_methods)
        if (offered == method) return true;
    return false;
}

void method_choices(Page& page, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    const auto method = page.shared.draft.method;
    ui.begin_group(ui::Role::radiogroup, "identity.method", page.t("identity.verify.heading"));
    if (offers(page.shared, IdentityMethod::registry) && ui.choice("identity.method", "identity.method.registry",
                                                                   {.title = page.t("identity.registry.title"),
                                                                    .reason = page.t("identity.registry.reason"),
                                                                    .tag = page.t("identity.registry.time"),
                                                                    .selected = method == IdentityMethod::registry}))
        send(Identity::MethodChosen{IdentityMethod::registry});
    if (offers(page.shared, IdentityMethod::staff_review) &&
        ui.choice("identity.method", "identity.method.staff",
                  {.title = page.t("identity.staff.title"),
                   .reason = page.t("identity.staff.reason"),
                   .tag = page.t("identity.staff.time"),
                   .selected = method == IdentityMethod::staff_review}))
        send(Identity::MethodChosen{IdentityMethod::staff_review});
    ui.end_group();
}

void verify_view(Page& page, const Model& model, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    begin(page, "verify", 2);
    const api::Person* person = shared.person();
    const api::IdentityCheck* check =
        shared.account && shared.account->identity_check ? &*shared.account->identity_check : nullptr;
    if (person != nullptr && person->verified)
        return settled_view(page, "identity.verified.heading", "identity.verified.text", send);
    if (check != nullptr &&
        (check->state == IdentityCheckState::pending || check->state == IdentityCheckState::needs_staff))
        return settled_view(
            page, "identity.pending.heading",
            check->method == IdentityMethod::staff_review ? "identity.pending.text" : "identity.pending.handed_over",
            send);

    if (model.method_missing) summary(page, {{"identity.method.registry", page.t("identity.verify.error_open")}});
    problem_banner(page, model.problem);
    if (check != nullptr && check->state == IdentityCheckState::rejected && !model.busy && model.problem.empty())
        rejected_banner(page, *check);
    ui.heading(page.t("identity.verify.heading"));
    intro(page, "identity.verify.intro");
    ui.text(page.t("identity.verify.no_face"), ui::TextStyle::strong);
    ui.space(16);
    if (!shared.hospital) {
        if (page.load_panel(shared.hospital.load, shared.hospital.error, "identity.hospital"))
            send(Identity::RetryPressed{});
        page.end({.emergency = false});
        return;
    }
    method_choices(page, send);
    ui.space(4);
    ui.begin_list(page.t("identity.yours.name"));
    if (ui.value_row("identity.edit", page.t("identity.yours.label"), shared.draft.name, page.t("identity.yours.edit")))
        send(Identity::EditPressed{});
    ui.end_list();
    ui.space(16);
    ui.caption(page.t("identity.verify.desk", {{"place", shared.say(shared.hospital->desk_place)}}), ui::Icon::house);
    const bool staff = shared.draft.method == IdentityMethod::staff_review;
    const auto used = page.end({.id = "identity.verify",
                                .label = page.t(model.busy ? "identity.verify.busy"
                                                : staff    ? "identity.staff.action"
                                                           : "identity.registry.action"),
                                .busy = model.busy,
                                .emergency = false});
    if (used.primary) send(Identity::VerifyPressed{});
}

// -- the photo for the staff

void photo_item(Page& page, const Model& model, const SendMsg& send) {
    const Identity::Photo& photo = model.photo;
    const bool there = !page.shared.draft.document_upload_id.empty();
    if (photo.file.empty() && !there) return;
    using Look = ui::UploadItemOptions::Look;
    ui::UploadItemOptions item{.id = "identity.photo_item",
                               .icon = ui::Icon::id_card,
                               .title = photo.name.empty() ? page.t("identity.photo.title") : photo.name,
                               .action = page.t("identity.photo.remove")};
    if (there) {
        item.look = Look::done;
        item.progress = 1;
        item.state = page.t("identity.photo.there");
    } else if (photo.state == "failed") {
        item.look = Look::trouble;
        item.state = problem_text(page.ui, photo.error);
    } else if (photo.state == "paused") {
        item.look = Look::waiting;
        item.state = page.t("identity.photo.paused");
    } else {
        item.look = Look::sending;
        item.state = page.t("identity.photo.sending");
    }
    if (photo.bytes > 0 && !there) item.progress = static_cast<float>(photo.sent) / static_cast<float>(photo.bytes);
    if (page.ui.upload_item(item)) send(Identity::PhotoRemoved{});
    page.ui.space(12);
}

void staff_photo_view(Page& page, const Model& model, const SendMsg& send) {
    ui::Ui& ui = page.ui;
    begin(page, "staff_photo", 2);
    if (model.photo_missing) summary(page, {{"identity.photo", page.t("identity.photo.error_missing")}});
    problem_banner(page, model.problem);
    ui.heading(page.t("identity.photo.heading"));
    ui.space(4);
    ui.text(page.t("identity.photo.how"));
    ui.space(16);
    photo_item(page, model, send);
    const bool has_photo = !page.shared.draft.document_upload_id.empty() || !model.photo.file.empty();
    ui.file_button("identity.photo", page.t(has_photo ? "identity.photo.again" : "identity.photo.pick"), "image/*",
                   {.kind = ui::ButtonKind::secondary, .icon = ui::Icon::camera});
    ui.space(16);
    ui.begin_card();
    ui.heading(page.t("identity.staff.next"), 2);
    ui.space(6);
    ui.text(page.t("identity.staff.next_1"));
    ui.text(page.t("identity.staff.next_2"));
    ui.text(page.t("identity.staff.next_3"));
    ui.end_card();
    ui.space(12);
    ui.caption(page.t("identity.photo.privacy"), ui::Icon::lock);
    const bool waits = model.busy || model.send_when_there;
    const auto used = page.end({.id = "identity.send_photo",
                                .label = page.t(model.busy              ? "identity.verify.busy"
                                                : model.send_when_there ? "identity.photo.busy"
                                                                        : "identity.photo.send"),
                                .busy = waits,
                                .emergency = false});
    if (used.primary) send(Identity::PhotoSent{});
}

}  // namespace

void Identity::view(Page& page, const Model& model, const Send<Msg>& send) {
    switch (page.route) {
    case Route::consents: return consents_view(page, model, send);
    case Route::verify: return verify_view(page, model, send);
    case Route::staff_photo: return staff_photo_view(page, model, send);
    default: return identity_view(page, model, send);
    }
}

}  // namespace bz::screens
