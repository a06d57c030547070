#include "client/app/app.hpp"

#include <algorithm>
#include <utility>

#include "client/app/adopt.hpp"
#include "client/app/dispatch.hpp"
#include "client/app/next.hpp"
#include "client/state/journey.hpp"
#include "client/state/uploads.hpp"
#include "client/state/visit_sync.hpp"
#include "client/ui/surroundings.hpp"

namespace bz::app {

using screens::ChromeMsg;
using state::Effects;
using state::Route;

namespace {

void append(Effects& into, Effects more) {
    for (state::Effect& effect : more) into.push_back(std::move(effect));
}

// A screen that goes to itself for ever would hang the page; no real chain of routes is this long.
constexpr int settle_rounds_max = 32;

// An answer that is there earlier than this needs no sign that it is waited for.
constexpr int patience_ms = 300;
constexpr std::string_view patience = "patience.";  // and the route

bool asks(const Effects& effects) {
    return std::ranges::any_of(effects, [](const state::Effect& effect) {
        const auto* call = std::get_if<state::Call>(&effect);
        return call && call->method == "GET";
    });
}

}  // namespace

Effects App::receive(const Event& event) {
    state::Shared& shared = model_.shared;
    shared.context = event.context;
    Effects effects;
    switch (event.kind) {
    case Event::Kind::start: effects = on_start(event.start); break;
    case Event::Kind::ui: effects = on_ui(event.ui); break;
    case Event::Kind::reply: effects = on_reply(event.reply); break;
    case Event::Kind::after:
        if (event.name.starts_with(patience)) {
            shared.waited |= event.name.substr(patience.size()) == to_string(model_.route);
            break;
        }
        effects = hand_reply(model_, {.purpose = event.name, .status = 0, .body = {}, .etag = {}});
        break;
    case Event::Kind::file: effects = hand_file(model_, event.file); break;
    case Event::Kind::route:
        // The browser's back or forward key: it is already there, so no Go goes out again.
        effects = show(from_string<Route>(event.name).value_or(Route::home));
        break;
    case Event::Kind::online:
        shared.online = event.flag;
        effects = tell_change(model_);
        break;
    case Event::Kind::slow: shared.slow = event.flag; break;
    case Event::Kind::news: effects = on_news(event.name, event.value); break;
    case Event::Kind::texts:
        if (texts_.load(event.value)) shared.english = event.name == "en";
        rehearsed_.reset();
        if (!shared.countries.empty()) effects += state::AskCountries{};
        break;
    case Event::Kind::prefer: look(event.name, event.value); break;
    case Event::Kind::speaking: shared.speaking = event.flag; break;
    case Event::Kind::countries:
        shared.countries = event.value;
        effects = tell_change(model_);
        break;
    }
    settle(effects);
    return effects;
}

Effects App::on_start(const Start& start) {
    state::Shared& shared = model_.shared;
    started_ = true;
    shared.online = start.online;
    shared.signed_in = start.signed_in;
    shared.english = start.language == "en";
    shared.plain = start.paint == "plain";
    look("size", start.size);
    look("contrast", start.contrast);
    look("read_aloud", start.read_aloud);
    shared.can_speak = start.can_speak;
    shared.folders = start.folders;
    shared.shared_device = start.shared_device;
    if (auto draft = state::restore(start.draft)) {
        shared.draft = std::move(*draft);
        saved_draft_ = start.draft;
        state::interrupt_uploads(shared.draft);
    }
    shared.hospital.load = state::Load::loading;
    Effects effects = {state::load_hospital()};
    if (shared.signed_in) {
        shared.account.load = state::Load::loading;
        effects += state::load_account();
        if (!shared.draft.visit_id.empty()) effects += state::load_visit(shared.draft.visit_id);
        if (!shared.draft.order_id.empty()) effects += state::load_order(shared.draft.order_id);
        append(effects, state::record_finished_uploads(shared));
    }
    Route route = start.paid ? Route::pay_return : from_string<Route>(start.route).value_or(Route::home);
    if (start.paid) effects += state::Go{Route::pay_return, true};
    if (start.checked) {
        route = Route::verify;
        effects += state::Go{route, true};
    }
    append(effects, show(route));
    return effects;
}

Effects App::show(Route route) {
    const bool public_route = route == Route::home || route == Route::sign_in || route == Route::help ||
                              route == Route::licence || route == Route::red_flags || route == Route::emergency ||
                              route == Route::diagnosed || route == Route::not_refill || route == Route::changed ||
                              route == Route::settings || route == Route::question || route == Route::carry_on;
    if (!model_.shared.signed_in && !public_route) {
        model_.after_sign_in = route;
        route = Route::sign_in;
    }
    model_.route = route;
    model_.emergency_asked = false;
    model_.shared.draft.route = route;
    Effects effects = enter_screen(model_, route);
    model_.shared.waited = route == Route::home || !asks(effects);
    if (!model_.shared.waited)
        effects += state::After{std::string(patience) + std::string(to_string(route)), patience_ms};
    return effects;
}

void App::settle(Effects& effects) {
    Effects out;
    for (int round = 0; !effects.empty() && round < settle_rounds_max; ++round) {
        Effects next;
        for (state::Effect& effect : effects) {
            auto* go = std::get_if<state::Go>(&effect);
            if (go && go->route == Route::home && model_.route == Route::sign_in && model_.shared.signed_in)
                go->route = std::exchange(model_.after_sign_in, Route::home);
            if (go && go->route != model_.route) append(next, show(go->route));
            if (const auto* keep = std::get_if<state::KeepSession>(&effect)) {
                model_.shared.signed_in = !keep->token.empty();
                if (keep->token.empty()) {
                    saved_draft_.clear();
                    model_.screens = {};  // what pages kept of the person goes, too
                }
            }
            if (const auto* prefer = std::get_if<state::Prefer>(&effect)) look(prefer->name, prefer->value);
            out.push_back(std::move(effect));
        }
        effects = std::move(next);
    }
    effects = std::move(out);
}

void App::look(std::string_view name, std::string_view value) {
    state::Shared& shared = model_.shared;
    if (name == "size") shared.elder = value == "elder";
    if (name == "contrast") shared.high_contrast = value == "high";
    if (name == "paint") shared.plain = value == "plain";
    if (name == "painting") shared.plain = shared.cannot_paint = value == "no";
    if (name == "read_aloud") shared.read_aloud = value == "on";
    if (name == "voice") shared.can_speak = value == "yes";
    if (name == "embedded") ui::set_embedded(value == "yes");
    if (name == "colours") ui::set_hospital_colors(value);
    if (name == "account_problem") shared.hospital_account = {{}, false, std::string(value)};
    if (name == "account_phone") shared.hospital_account = {std::string(value), true, {}};
    if (name == "account_terms") shared.hospital_account = {std::string(value), false, {}};
    if (name == "size") rehearsed_.reset();  // other letters
    theme_.size = shared.elder ? ui::Size::elder : ui::Size::standard;
    theme_.contrast = shared.high_contrast ? ui::Contrast::high : ui::Contrast::normal;
}

ui::UiEvent App::resolve_submit() const {
    // Enter in a field presses the page's one primary button.
    bool bottom = false;
    for (const ui::Node& node : last_tree_.nodes) {
        bottom |= node.role == ui::Role::contentinfo;
        if (bottom && node.role == ui::Role::button && node.variant == "primary")
            return {ui::UiEvent::Kind::press, node.id, {}, false};
    }
    return {};
}

Effects App::on_ui(const ui::UiEvent& given) {
    const ui::UiEvent event = given.kind == ui::UiEvent::Kind::submit ? resolve_submit() : given;
    Effects effects;
    std::vector<ChromeMsg> chrome;
    ui::Ui ui(measure_, texts_, theme_, viewport_, event);
    screens::Page page{ui, model_.shared, model_.route, chrome, model_.emergency_asked};
    pass(model_, page, &effects);
    for (const ChromeMsg msg : chrome) append(effects, on_chrome(msg));
    if (const auto top = ui.end_screen().scroll_to) effects += state::ScrollTo{static_cast<int>(*top)};
    return effects;
}

Effects App::on_chrome(ChromeMsg msg) {
    state::Shared& shared = model_.shared;
    switch (msg) {
    case ChromeMsg::back: return {state::Back{}};
    case ChromeMsg::help: return {state::Go{Route::help}};
    case ChromeMsg::home: return {state::Go{Route::home}};
    case ChromeMsg::licence: return {state::Go{Route::licence}};
    case ChromeMsg::emergency: model_.emergency_asked = true; return {};
    case ChromeMsg::emergency_closed: model_.emergency_asked = false; return {};
    case ChromeMsg::settings: return {state::Go{Route::settings}};
    case ChromeMsg::toggle_size: return {state::Prefer{"size", shared.elder ? "standard" : "elder"}};
    case ChromeMsg::toggle_contrast: return {state::Prefer{"contrast", shared.high_contrast ? "normal" : "high"}};
    case ChromeMsg::toggle_read_aloud: return {state::Prefer{"read_aloud", shared.read_aloud ? "off" : "on"}};
    case ChromeMsg::read_screen: return {state::ReadScreen{!shared.speaking}};
    case ChromeMsg::toggle_language: return {state::Prefer{"language", shared.english ? "zh-CN" : "en"}};
    case ChromeMsg::toggle_paint:
        shared.plain = !shared.plain;
        return {state::Prefer{"paint", shared.plain ? "plain" : "canvas"}};
    }
    return {};
}

Effects App::on_reply(const state::Reply& reply) {
    state::Shared& shared = model_.shared;
    if (reply.status == 401 && shared.signed_in) return session_ended();
    Effects effects;
    if (state::store_reply(shared, reply)) {
        if (reply.purpose == "load.account" || reply.purpose == "load.visit") append(effects, adopt(shared));
        append(effects, tell_change(model_));
    } else if (reply.purpose.starts_with("sync.")) {
        append(effects, state::on_sync_reply(shared, reply));
        append(effects, tell_change(model_));
    } else {
        append(effects, hand_reply(model_, reply));
    }
    return effects;
}

// Elsewhere or with time. Everything entered stays; signing in leads back here.
Effects App::session_ended() {
    state::Shared& shared = model_.shared;
    shared.signed_in = false;
    // Answers to calls under way will not come: what was loading is to be asked for again.
    const auto again = [](auto& remote) {
        if (remote.load == state::Load::loading) remote.load = state::Load::not_asked;
    };
    again(shared.account), again(shared.earlier_care), again(shared.records), again(shared.visits),
        again(shared.orders), again(shared.visit), again(shared.messages);
    again(shared.prescription), again(shared.quotes), again(shared.order);
    again(shared.carers), again(shared.guardianships), again(shared.mandates);
    again(shared.consents), again(shared.consent_history), again(shared.audit_events), again(shared.sessions);
    again(shared.addresses), again(shared.rating), again(shared.complaints);
    model_.after_sign_in = model_.route;
    return {state::Go{Route::sign_in}};
}

Effects App::on_news(std::string_view kind, const std::string& subject) {
    state::Shared& shared = model_.shared;
    const bool ours = shared.visit && shared.visit->id == subject;
    Effects effects;
    if (kind == "visit" && (ours || shared.draft.visit_id == subject)) effects += state::load_visit(subject);
    if (kind == "messages" && (ours || shared.draft.visit_id == subject)) effects += state::load_messages(subject);
    if (kind == "prescription") effects += state::load_prescription(subject);
    if (kind == "order") effects += state::load_order(subject);
    // Home says what is open and how long medicine lasts, whoever's it is.
    if (model_.route == state::Route::home && (kind == "order" || kind == "visit")) {
        if (shared.earlier_care.load == state::Load::loaded) shared.earlier_care.load = state::Load::not_asked;
        effects += state::load_account();
    }
    if (kind == "payment") {
        if (shared.visit) effects += state::load_visit(shared.visit->id);
        if (!shared.draft.order_id.empty()) effects += state::load_order(shared.draft.order_id);
    }
    if (kind == "complaint" && shared.complaints) effects += state::load_complaints();
    if (kind == "session" && shared.signed_in) return session_ended();
    if (kind == "identity_check") effects += state::load_account();
    if (kind == "carer") {
        effects += state::load_carers();
        effects += state::load_account();
    }
    if (kind == "guardianship") effects += state::load_guardianships();
    if (kind == "mandate") effects += state::load_mandates();
    return effects;
}

void App::exhibit(Model model) {
    model_ = std::move(model);
    look("size", model_.shared.elder ? "elder" : "standard");
    look("contrast", model_.shared.high_contrast ? "high" : "normal");
}

ui::Output App::render(const ui::Viewport& viewport) {
    viewport_ = viewport;
    std::vector<ChromeMsg> chrome;
    ui::Ui ui(measure_, texts_, theme_, viewport_, {});
    screens::Page page{ui, model_.shared, model_.route, chrome, model_.emergency_asked};
    pass(model_, page, nullptr);
    ui::Output output = ui.end_screen();
    last_tree_ = output.tree;
    return output;
}

ui::Output App::rehearse(Route route) {
    std::vector<ChromeMsg> chrome;
    ui::Ui ui(measure_, texts_, theme_, viewport_, {});
    screens::Page page{ui, model_.shared, route, chrome, false};
    pass(model_, page, nullptr);
    return ui.end_screen();
}

std::optional<ui::Output> App::rehearse_next() {
    for (const Route route : likely_next(model_.route)) {
        const auto at = static_cast<std::size_t>(route);
        if (rehearsed_[at]) continue;
        rehearsed_.set(at);
        return rehearse(route);
    }
    return std::nullopt;
}

std::optional<std::string> App::draft_to_save() {
    if (!started_) return std::nullopt;
    std::string text = state::save(model_.shared.draft);
    if (text == saved_draft_) return std::nullopt;
    saved_draft_ = text;
    return text;
}

}  // namespace bz::app
