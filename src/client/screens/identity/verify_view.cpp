// The ways of checking, what becomes of a check, the face's own question, and the photo for the staff.
#include "client/screens/identity/identity_parts.hpp"

namespace bz::screens {

using domain::IdentityCheckState;
using domain::IdentityMethod;
using Consent = Identity::Consent;
using Model = Identity::Model;

namespace {

void rejected_banner(Page& page, const api::IdentityCheck& check) {
    std::string key = "identity.rejected.no_match";
    if (check.reason == "photo_unclear") key = "identity.rejected.photo_unclear";
    if (check.reason == "number_differs") key = "identity.rejected.number_differs";
    if (check.reason == "phone_differs") key = "identity.rejected.phone_differs";
    if (check.reason == "expired") key = "identity.rejected.expired";
    if (check.reason == "failed") key = "identity.rejected.failed";
    const std::string text = page.t(key);
    page.ui.banner(ui::Icon::circle_alert, text, ui::Tone::amber, page.t(key + "_do"));
    page.ui.status(text);
    page.ui.space(16);
}

// How long staff take, as far as the hospital knows; empty when it does not.
std::string wait_words(const Page& page, const api::IdentityCheck& check) {
    std::string words;
    if (check.ahead.value_or(0) > 0) words += page.t("identity.pending.ahead", {{"n", std::to_string(*check.ahead)}});
    if (check.typical_minutes)
        words += page.t(*check.typical_minutes == 1 ? "identity.pending.typical.one" : "identity.pending.typical",
                        {{"n", std::to_string(*check.typical_minutes)}});
    return words;
}

void settled_view(Page& page, std::string_view heading_key, std::string_view text_key, const IdentitySend& send,
                  const std::string& wait = {}) {
    ui::Ui& ui = page.ui;
    const api::Person* person = Identity::whom(page.shared);
    const std::string heading = page.t(heading_key);
    ui.heading(heading);
    ui.status(heading);
    ui.space(8);
    ui.text(page.t(text_key));
    if (!wait.empty()) {
        ui.space(8);
        ui.icon_text(ui::Icon::clock, wait, ui::TextStyle::body, ui::Color::ink);
    }
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

// A check that goes on on another page: back there, or another way.
void elsewhere_view(Page& page, const api::IdentityCheck& check, const IdentitySend& send) {
    ui::Ui& ui = page.ui;
    const bool face = check.method == IdentityMethod::face;
    ui.heading(page.t("identity.elsewhere.heading"));
    ui.space(8);
    ui.text(page.t(face ? "identity.elsewhere.face" : "identity.elsewhere.insurance"));
    if (check.expires_at) {
        ui.space(8);
        ui.caption(page.t("identity.elsewhere.until", {{"time", page.shared.clock(*check.expires_at)}}),
                   ui::Icon::clock);
    }
    ui.space(16);
    if (ui.button("identity.other_way", page.t("identity.elsewhere.other"), {.kind = ui::ButtonKind::secondary}))
        send(Identity::OtherWayPressed{});
    const auto used =
        page.end({.id = "identity.elsewhere", .label = page.t("identity.elsewhere.action"), .emergency = false});
    if (used.primary) send(Identity::GoOnElsewhere{});
}

struct WayText {
    IdentityMethod method;
    std::string_view id, key, action;
};
constexpr WayText ways[] = {
    {IdentityMethod::registry, "identity.method.registry", "identity.registry.", "identity.registry.action"},
    {IdentityMethod::staff_review, "identity.method.staff", "identity.staff.", "identity.staff.action"},
    {IdentityMethod::insurance_credential, "identity.method.insurance", "identity.insurance.",
     "identity.insurance.action"},
    {IdentityMethod::face, "identity.method.face", "identity.face.", "identity.face.action"},
};

void method_choices(Page& page, const IdentitySend& send) {
    ui::Ui& ui = page.ui;
    ui.begin_group(ui::Role::radiogroup, "identity.method", page.t("identity.verify.heading"));
    for (const WayText& way : ways) {
        if (!Identity::offers(page.shared, way.method)) continue;
        const std::string key(way.key);
        if (ui.choice("identity.method", way.id,
                      {.title = page.t(key + "title"),
                       .reason = page.t(key + "reason"),
                       .tag = page.t(key + "time"),
                       .selected = page.shared.draft.method == way.method}))
            send(Identity::MethodChosen{way.method});
    }
    ui.end_group();
}

std::string verify_action(const Page& page, const Model& model) {
    if (model.busy) return page.t("identity.verify.busy");
    for (const WayText& way : ways)
        if (page.shared.draft.method == way.method) return page.t(way.action);
    return page.t("identity.continue.action");
}

// The first way that is offered: where an error about none chosen leads.
std::string first_way(const state::Shared& shared) {
    for (const WayText& way : ways)
        if (Identity::offers(shared, way.method)) return std::string(way.id);
    return {};
}

void verify_form(Page& page, const Model& model, const api::IdentityCheck* check, const IdentitySend& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    if (model.method_missing) identity_summary(page, {{first_way(shared), page.t("identity.verify.error_open")}});
    identity_problem(page, model.problem);
    if (check != nullptr && check->state == IdentityCheckState::rejected && check->reason != "abandoned" &&
        !model.busy && model.problem.empty())
        rejected_banner(page, *check);
    ui.heading(page.t("identity.verify.heading"));
    identity_intro(page, "identity.verify.intro");
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
    const auto used = page.end(
        {.id = "identity.verify", .label = verify_action(page, model), .busy = model.busy, .emergency = false});
    if (used.primary) send(Identity::VerifyPressed{});
}

}  // namespace

void verify_view(Page& page, const Model& model, const IdentitySend& send) {
    begin_identity(page, "verify", 2);
    const api::Person* person = Identity::whom(page.shared);
    const api::IdentityCheck* check = Identity::check_of(page.shared);
    if (person != nullptr && person->verified)
        return settled_view(page, "identity.verified.heading", "identity.verified.text", send);
    if (check == nullptr || domain::is_final(check->state) || model.other_way)
        return verify_form(page, model, check, send);
    if (check->state == IdentityCheckState::pending && check->redirect_url) return elsewhere_view(page, *check, send);
    settled_view(
        page, "identity.pending.heading",
        check->method == IdentityMethod::staff_review ? "identity.pending.text" : "identity.pending.handed_over", send,
        wait_words(page, *check));
}

// -- the face's own question

void face_consent_view(Page& page, const Model& model, const IdentitySend& send) {
    ui::Ui& ui = page.ui;
    begin_identity(page, "face_consent", 2);
    const std::string wrong = model.face_open ? page.t("identity.consent.error_open") : std::string{};
    if (!wrong.empty()) identity_summary(page, {{"identity.consent_face.yes", wrong}});
    identity_problem(page, model.problem);
    ui.heading(page.t("identity.consent_face.title"));
    ui.space(4);
    ui.text(page.t("identity.verify.no_face"), ui::TextStyle::strong);
    ui.space(16);
    ui.begin_card();
    ui.heading(page.t("identity.consent_face.question"), 2);
    ui.space(6);
    for (const std::string_view key : {"identity.consent_face.why", "identity.consent_face.kept",
                                       "identity.consent_face.who", "identity.consent_face.refused"})
        ui.text(page.t(key));
    ui.space(12);
    if (const auto chosen = ui.consent_pair("identity.consent_face", page.t("identity.consent.yes"),
                                            page.t("identity.consent.no"), page.shared.draft.consent_face))
        send(Identity::ConsentChosen{Consent::face, *chosen});
    ui.end_card();
    ui.space(12);
    ui.caption(page.t("identity.consent_face.later"), ui::Icon::shield_check);
    const bool refused = page.shared.draft.consent_face == false;
    const auto used = page.end({.id = "identity.face_continue",
                                .label = page.t(model.busy ? "identity.verify.busy"
                                                : refused  ? "identity.elsewhere.other"
                                                           : "identity.face.action"),
                                .busy = model.busy,
                                .emergency = false});
    if (used.primary) send(Identity::FaceContinued{});
}

namespace {

// -- the photo for the staff

void photo_item(Page& page, const Model& model, const IdentitySend& send) {
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

}  // namespace

void staff_photo_view(Page& page, const Model& model, const IdentitySend& send) {
    ui::Ui& ui = page.ui;
    begin_identity(page, "staff_photo", 2);
    if (model.photo_missing) identity_summary(page, {{"identity.photo", page.t("identity.photo.error_missing")}});
    identity_problem(page, model.problem);
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

}  // namespace bz::screens
