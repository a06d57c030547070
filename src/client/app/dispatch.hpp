// Finds the screen that a route, a reply or a file belongs to, and calls it. Templates only: the table is in
// screens.hpp.
#pragma once

#include <algorithm>
#include <utility>

#include "client/app/model.hpp"

namespace bz::app {

// Calls `call(screen_tag, its_model)` for each screen until one answers true.
template <class Call>
bool any_screen(Model& model, Call&& call) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        return (call(std::type_identity<std::tuple_element_t<I, Screens>>{}, std::get<I>(model.screens)) || ...);
    }(std::make_index_sequence<std::tuple_size_v<Screens>>{});
}

template <class S>
constexpr bool shows(state::Route route) {
    return std::ranges::find(S::routes, route) != S::routes.end();
}

template <class S>
bool owns(std::string_view purpose) {
    return purpose.starts_with(S::name) && purpose.size() > S::name.size() && purpose[S::name.size()] == '.';
}

inline state::Effects enter_screen(Model& model, state::Route route) {
    state::Effects effects;
    any_screen(model, [&]<class S>(std::type_identity<S>, auto& own) {
        if (!shows<S>(route)) return false;
        if constexpr (requires { S::on_enter(own, model.shared, route); })
            effects = S::on_enter(own, model.shared, route);
        return true;
    });
    return effects;
}

inline state::Effects tell_change(Model& model) {
    state::Effects effects;
    any_screen(model, [&]<class S>(std::type_identity<S>, auto& own) {
        if (!shows<S>(model.route)) return false;
        if constexpr (requires { S::on_change(own, model.shared, model.route); })
            effects = S::on_change(own, model.shared, model.route);
        return true;
    });
    return effects;
}

inline state::Effects hand_reply(Model& model, const state::Reply& reply) {
    state::Effects effects;
    any_screen(model, [&]<class S>(std::type_identity<S>, auto& own) {
        if (!owns<S>(reply.purpose)) return false;
        if constexpr (requires { S::on_reply(own, model.shared, reply); })
            effects = S::on_reply(own, model.shared, reply);
        return true;
    });
    return effects;
}

inline state::Effects hand_file(Model& model, const state::FileNews& news) {
    state::Effects effects;
    any_screen(model, [&]<class S>(std::type_identity<S>, auto& own) {
        if (!owns<S>(news.picker)) return false;
        if constexpr (requires { S::on_file(own, model.shared, news); }) effects = S::on_file(own, model.shared, news);
        return true;
    });
    return effects;
}

// Draws the shown screen; with `effects` also runs what its view was told by the person.
inline void pass(Model& model, screens::Page& page, state::Effects* effects) {
    any_screen(model, [&]<class S>(std::type_identity<S>, auto& own) {
        if (!shows<S>(page.route)) return false;
        std::vector<typename S::Msg> messages;
        S::view(page, own, screens::Send<typename S::Msg>(messages));
        if (!effects) return true;
        for (const auto& message : messages)
            for (state::Effect& effect : S::update(own, model.shared, message)) effects->push_back(std::move(effect));
        return true;
    });
}

}  // namespace bz::app
