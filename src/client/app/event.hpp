// What a host tells the app, and the JSON that carries it across the WASM border.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "client/state/context.hpp"
#include "client/state/effect.hpp"
#include "client/ui/ui.hpp"

namespace bz::app {

struct Start {
    std::string draft;
    bool signed_in = false;
    bool online = true;
    std::string route;
    std::optional<bool> paid;  // back from the payment page: paid or not
    std::string size, language, paint, contrast, read_aloud;
    bool can_speak = false;
    bool folders = false;  // can be picked
    bool shared_device = false;
    std::optional<bool> checked;  // back from where an identity is checked: answered or left
};

struct Event {
    enum class Kind {
        start,
        ui,
        reply,
        after,
        file,
        route,
        online,
        slow,
        news,
        texts,
        prefer,
        speaking,
        countries
    } kind = Kind::ui;
    state::Context context;
    Start start{};
    ui::UiEvent ui{};
    state::Reply reply{};
    state::FileNews file{};
    std::string name;   // route; news: kind; after: purpose; texts: language; prefer: what
    std::string value;  // news: subject; texts: as Texts::load takes them; countries: the table; prefer: the choice
    bool flag = false;  // online, slow, speaking
};

// nullopt for a text that is no event: the host and the app are built together, so that is a fault of ours.
std::optional<Event> read_event(std::string_view json);
std::string write_effects(const state::Effects& effects);

}  // namespace bz::app
