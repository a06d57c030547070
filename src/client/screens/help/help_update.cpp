#include <algorithm>

#include "client/screens/help/help.hpp"
#include "domain/phone.hpp"

namespace bz::screens {

namespace {

using state::AskHelp;
using state::Effects;
using state::Load;
using state::Reply;
using state::Route;
using state::Shared;
using CallBack = Help::CallBack;

Effects load_hospital(Shared& shared) {
    if (shared.hospital || shared.hospital.load == Load::loading) return {};
    shared.hospital.load = Load::loading;
    return {state::load_hospital()};
}

Effects ask(Help::Model& model, const char* what) {
    const bool link = std::string_view(what) == "link";
    // Whoever wants a link need not wait for the digits that the page asked for by itself.
    if (model.session.load == Load::loading && model.link_asked == link) return {};
    model.session.load = Load::loading;
    model.link_asked = link;
    model.session.error.clear();
    model.wait_until.clear();
    return {AskHelp{what}};
}

// What was chosen is asked for again: a link that could not be made does not come back as digits.
Effects ask_again(Help::Model& model) { return ask(model, model.link_asked ? "link" : "code"); }

// The minutes shown go on while someone reads the digits out; elsewhere nothing ticks.
Effects tick(const Help::Model& model, const Shared& shared) {
    const std::int64_t left = Help::left_ms(model, shared.context);
    if (left == 0 || shared.draft.route != Route::help) return {};
    const std::int64_t to_next = left % ms_per_minute;
    return {state::After{"help.tick", static_cast<int>(to_next == 0 ? ms_per_minute : to_next)}};
}

bool alive(const Help::Model& model, const Shared& shared) {
    return model.session && (model.session->state == "active" || Help::left_ms(model, shared.context) > 0);
}

Effects session_told(Help::Model& model, Shared& shared, const Reply& reply) {
    auto told = reply.ok() ? api::read<api::HelpSession>(reply.body) : std::nullopt;
    if (!told) {
        const api::Problem problem = state::problem_of(reply);
        model.session.load = Load::failed;
        model.session.error = problem.code;
        if (problem.retry_after_s)
            model.wait_until = rfc3339_text(shared.context.now + std::int64_t{*problem.retry_after_s} * ms_per_second,
                                            shared.context.utc_offset_minutes);
        return {};
    }
    // News of digits that were there before: the link is still to come.
    const bool aside = model.link_asked && told->kind != "link" && told->state != "active";
    model.session.value = std::move(told);
    if (aside) return {};
    model.session.load = Load::loaded;
    model.link_asked = false;
    return tick(model, shared);
}

Effects call_back_told(Help::Model& model, const Reply& reply) {
    if (model.call_back != CallBack::sending) return {};
    const auto told = reply.ok() ? api::read<api::HelpSession>(reply.body) : std::nullopt;
    model.call_back = told ? CallBack::done : CallBack::open;
    if (told)
        model.ahead = told->ahead;
    else
        model.call_problem = state::problem_of(reply).code;
    return {};
}

Effects send_call_back(Help::Model& model, const Shared& shared) {
    if (model.call_back != CallBack::open) return {};
    AskHelp asked{"call_back"};
    model.phone_wrong = false;
    if (!shared.signed_in) {
        const auto phone = domain::parse_phone(shared.draft.phone);
        model.phone_wrong = !phone;
        if (!phone) return {state::Focus{"help.phone"}};
        asked.phone = *phone;
    }
    model.call_back = CallBack::sending;
    model.call_problem.clear();
    return {asked};
}

struct Update {
    Help::Model& model;
    Shared& shared;

    Effects operator()(const Help::RetryPressed&) {
        Effects effects = load_hospital(shared);
        if (shared.draft.route == Route::help && (model.link_asked || !alive(model, shared)))
            for (state::Effect& more : ask_again(model)) effects.push_back(std::move(more));
        return effects;
    }
    Effects operator()(const Help::NewCodePressed&) { return ask(model, "new_code"); }
    Effects operator()(const Help::FamilyPressed&) { return ask(model, "link"); }
    Effects operator()(const Help::DigitsPressed&) {
        if (model.session.load == Load::loading) return {};
        model.link_asked = false;
        if (!alive(model, shared)) return ask(model, "code");
        model.session.load = Load::loaded;  // those of before still hold
        return tick(model, shared);
    }
    Effects operator()(const Help::BackPressed&) { return {state::Back{}}; }
    Effects operator()(const Help::CallBackPressed&) {
        if (model.call_back == CallBack::closed) model.call_back = CallBack::open;
        return {};
    }
    Effects operator()(const Help::CallBackClosed&) {
        if (model.call_back == CallBack::open) model.call_back = CallBack::closed;
        model.phone_wrong = false;
        model.call_problem.clear();
        return {};
    }
    // The same number that signing in asks for: nobody types it twice.
    Effects operator()(const Help::PhoneTyped& typed) {
        shared.draft.phone = typed.text;
        return {};
    }
    Effects operator()(const Help::CallBackSent&) { return send_call_back(model, shared); }
    Effects operator()(const Help::FeedbackPressed&) { return {state::Go{Route::feedback}}; }
    Effects operator()(const Help::HandOverPressed&) { return {state::Go{Route::hand_over}}; }
};

}  // namespace

std::int64_t Help::left_ms(const Model& model, const state::Context& context) {
    if (!model.session || model.session->state != "waiting" || (!model.session->code && !is_link(model))) return 0;
    const auto until = parse_rfc3339(model.session->code_expires_at.value_or(""));
    return until ? std::max<std::int64_t>(0, *until - context.now) : 0;
}

bool Help::is_link(const Model& model) { return model.session && model.session->kind == "link"; }

Effects Help::update(Model& model, Shared& shared, const Msg& msg) { return std::visit(Update{model, shared}, msg); }

// The digits are there as soon as the page is: whoever comes here is stuck, and one key more is one too many.
Effects Help::on_enter(Model& model, Shared& shared, Route route) {
    Effects effects = load_hospital(shared);
    if (route != Route::help) return effects;
    if (model.call_back != CallBack::sending) model.call_back = CallBack::closed;
    for (state::Effect& more : alive(model, shared) && !model.link_asked ? tick(model, shared) : ask_again(model))
        effects.push_back(std::move(more));
    return effects;
}

Effects Help::on_reply(Model& model, Shared& shared, const Reply& reply) {
    if (reply.purpose == "help.session") return session_told(model, shared, reply);
    if (reply.purpose == "help.call_back") return call_back_told(model, reply);
    return tick(model, shared);
}

Effects Help::on_change(Model& model, Shared& shared, Route route) {
    if (route != Route::help || !shared.online || model.session.error != "offline") return {};
    return ask_again(model);
}

}  // namespace bz::screens
