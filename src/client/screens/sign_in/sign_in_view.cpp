#include "client/screens/common/sms_code.hpp"
#include "client/screens/sign_in/sign_in.hpp"
#include "domain/phone.hpp"

namespace bz::screens {

namespace {

std::string phone_error(const Page& page, const SignIn::Model& model) {
    if (model.phone_error.empty()) return {};
    if (model.phone_error == "phone.empty") return page.t("sign_in.phone.error_empty");
    if (model.phone_error != "phone.length") return page.t("sign_in.phone.error_format");
    const bool short_of = model.phone_digits < domain::phone_length;
    const int off = short_of ? domain::phone_length - model.phone_digits : model.phone_digits - domain::phone_length;
    return page.t(short_of ? "sign_in.phone.error_short" : "sign_in.phone.error_long",
                  {{"n", std::to_string(off)}, {"given", std::to_string(model.phone_digits)}});
}

std::string code_error(const Page& page, const SignIn::Model& model) {
    if (model.code_error.empty()) return {};
    if (model.code_error == "code_wrong" && model.attempts_left > 0)
        return page.t("sign_in.code.error_code_wrong", {{"n", std::to_string(model.attempts_left)}});
    if (model.code_error == "code_wrong") return page.t("sign_in.code.error_code_used_up");
    return page.t("sign_in.code.error_" + model.code_error);
}

// Whole minutes, rounded up: by the time it names, the wait is surely over. Nothing ticks. Empty when it is over.
std::string wait_time(const state::Shared& shared, std::string_view until) {
    const auto at = parse_rfc3339(until);
    if (!at || *at <= shared.context.now) return {};
    const Instant minute = (*at + ms_per_minute - 1) / ms_per_minute * ms_per_minute;
    return shared.clock(rfc3339_text(minute, shared.context.utc_offset_minutes));
}

void reading_panel(Page& page, SignIn::Reading reading) {
    if (reading == SignIn::Reading::nothing) return;
    const bool terms = reading == SignIn::Reading::terms;
    page.ui.space(8);
    page.ui.begin_card({.fill = ui::Color::paper_deep, .stroke = ui::Color::none, .elevation = 0});
    page.ui.heading(page.t(terms ? "sign_in.terms.title" : "sign_in.privacy.title"), 2);
    page.ui.space(6);
    page.ui.text(
        page.t(terms ? "sign_in.terms.text" : "sign_in.privacy.text", {{"hospital", page.shared.hospital_name()}}));
    page.ui.end_card();
}

bool has_account_way(const state::Shared& shared) {
    // Whoever signs in at the hospital may stay signed in there: not on a device that several people use (decision 21).
    return shared.hospital && shared.hospital->hospital_account.value_or(false) && !shared.shared_device &&
           !shared.signed_in;
}

// The key for those who have an account at the hospital, and what came of it the last time.
void account_way(Page& page, const Send<SignIn::Msg>& send) {
    ui::Ui& ui = page.ui;
    if (const std::string& problem = page.shared.hospital_account.problem; !problem.empty()) {
        const std::string text = page.t("sign_in.account.error_" + problem);
        ui.banner(ui::Icon::circle_alert, text, ui::Tone::amber);
        ui.status(text);
        ui.space(12);
    }
    ui.heading(page.t("sign_in.title"));
    ui.space(16);
    if (ui.button("sign_in.account", page.t("sign_in.account.action"),
                  {.kind = ui::ButtonKind::secondary, .icon = ui::Icon::hospital}))
        send(SignIn::AccountPressed{});
    ui.space(24);
    ui.heading(page.t("sign_in.account.or_phone"), 2);
}

// Says how one signs in here.
void top(Page& page, const Send<SignIn::Msg>& send) {
    ui::Ui& ui = page.ui;
    const state::HospitalAccount& account = page.shared.hospital_account;
    if (!account.launch.empty()) {
        const std::string text =
            page.t(account.phone ? "sign_in.account.phone_wanted" : "sign_in.account.terms_wanted");
        ui.heading(page.t("sign_in.account.done"));
        ui.space(4);
        ui.text(text, ui::TextStyle::body, ui::Color::ink2);
        ui.status(text);
    } else if (has_account_way(page.shared)) {
        account_way(page, send);
    } else {
        ui.heading(page.t("sign_in.heading"));
    }
    if (account.launch.empty() && !ui.elder()) {
        ui.space(4);
        ui.text(page.t("sign_in.intro"), ui::TextStyle::body, ui::Color::ink2);
    }
    ui.space(20);
}

void phone_and_code(Page& page, const SignIn::Model& model, const std::string& wrong_phone,
                    const std::string& wrong_code, const Send<SignIn::Msg>& send) {
    ui::Ui& ui = page.ui;
    const state::Draft& draft = page.shared.draft;
    if (const auto text = ui.field("sign_in.phone", draft.phone,
                                   {.label = page.t("sign_in.phone.label"),
                                    .error = wrong_phone,
                                    .hints = {.type = "tel",
                                              .input_mode = "tel",
                                              .autocomplete = "tel",
                                              .enter_key = "go",
                                              .autocapitalize = {},
                                              .max_length = 20},
                                    .shown = domain::grouped_phone(draft.phone)}))
        send(SignIn::PhoneTyped{*text});

    if (!draft.sms_code_id.empty()) {
        const std::string phone = domain::grouped_phone(draft.phone);
        ui.space(20);
        if (const auto text = ui.field("sign_in.code", draft.code,
                                       {.label = page.t("sign_in.code.label"),
                                        .hint = page.t("sign_in.code.sent_to", {{"phone", phone}}),
                                        .error = wrong_code,
                                        .hints = {.input_mode = "numeric",
                                                  .autocomplete = "one-time-code",
                                                  .enter_key = "go",
                                                  .autocapitalize = {},
                                                  .max_length = sms_code_field_max},
                                        .code = true}))
            send(SignIn::CodeTyped{*text});
        if (!draft.sandbox_code.empty()) {
            ui.space(12);
            ui.banner(ui::Icon::info, page.t("sign_in.sandbox.code", {{"code", draft.sandbox_code}}), ui::Tone::amber,
                      page.t("sign_in.sandbox.detail"));
        }
        ui.space(8);
        const std::string again_at = wait_time(page.shared, draft.resend_at);
        if (!again_at.empty())
            ui.icon_text(ui::Icon::clock, page.t("sign_in.code.again_at", {{"time", again_at}}), ui::TextStyle::caption,
                         ui::Color::ink2);
        else if (ui.button("sign_in.send_again", page.t("sign_in.code.again"),
                           {.kind = ui::ButtonKind::text, .busy = model.busy == SignIn::Busy::sending, .fit = true}))
            send(SignIn::SendCodePressed{});
        // A problem above is the newer news.
        if (model.busy == SignIn::Busy::no && model.problem.empty())
            ui.status(page.t(model.code_sent_again ? "sign_in.code.sent_again_status" : "sign_in.code.sent_status",
                             {{"phone", phone}}));
    }
}

}  // namespace

void SignIn::view(Page& page, const Model& model, const Send<Msg>& send) {
    ui::Ui& ui = page.ui;
    const state::Draft& draft = page.shared.draft;
    const bool code_sent = !draft.sms_code_id.empty();
    const state::HospitalAccount& account = page.shared.hospital_account;
    const bool by_code = account.launch.empty() || account.phone;
    page.begin({.name = "sign_in", .title = page.t("sign_in.title")});

    const std::string wrong_phone = phone_error(page, model);
    const std::string wrong_code = code_error(page, model);
    const std::string wrong_terms = model.terms_error ? page.t("sign_in.agree.error") : std::string{};
    std::vector<ui::ErrorLink> links;
    if (!wrong_phone.empty()) links.push_back({"sign_in.phone", wrong_phone});
    if (!wrong_code.empty()) links.push_back({"sign_in.code", wrong_code});
    if (!wrong_terms.empty()) links.push_back({"sign_in.agree", wrong_terms});
    ui.error_summary(page.t("common.errors.title", {{"n", std::to_string(links.size())}}), links);
    if (!model.problem.empty()) {
        const std::string wait = wait_time(page.shared, model.wait_until);
        const std::string text =
            wait.empty() ? problem_text(ui, model.problem) : page.t("sign_in.wait.until", {{"time", wait}});
        ui.banner(ui::Icon::circle_alert, text, ui::Tone::amber);
        ui.status(text);
        ui.space(12);
    }

    top(page, send);
    if (by_code) phone_and_code(page, model, wrong_phone, wrong_code, send);

    ui.space(16);
    if (const auto agreed =
            ui.checkbox("sign_in.agree", page.t("sign_in.agree.label"),
                        ui.elder() ? std::string{} : page.t("sign_in.agree.reason"), draft.terms_agreed, wrong_terms))
        send(TermsTicked{*agreed});
    ui.begin_columns(2);
    if (ui.button("sign_in.read_terms", page.t("sign_in.terms.read"), {.kind = ui::ButtonKind::text}))
        send(ReadPressed{Reading::terms});
    ui.next_column();
    if (ui.button("sign_in.read_privacy", page.t("sign_in.privacy.read"), {.kind = ui::ButtonKind::text}))
        send(ReadPressed{Reading::privacy});
    ui.end_columns();
    reading_panel(page, model.reading);

    ui.space(8);
    if (ui.button("sign_in.carry_on", page.t("sign_in.carry_on.action"),
                  {.kind = ui::ButtonKind::text, .icon = ui::Icon::smartphone}))
        send(CarryOnPressed{});

    const bool signs_in = code_sent || page.shared.signed_in || !by_code;
    const auto used = page.end({.id = signs_in ? "sign_in.enter" : "sign_in.send_code",
                                .label = page.t(model.busy == Busy::signing_in ? "sign_in.enter.busy"
                                                : signs_in                     ? "sign_in.enter.action"
                                                : model.busy == Busy::sending  ? "sign_in.send_code.busy"
                                                                               : "sign_in.send_code.action"),
                                .busy = signs_in ? model.busy == Busy::signing_in : model.busy == Busy::sending,
                                .emergency = false});
    if (!used.primary) return;
    if (signs_in)
        send(SignInPressed{});
    else
        send(SendCodePressed{});
}

}  // namespace bz::screens
