// Draws one screen without an app: fixed text widths, the real texts, one event. What it sent and what it shows come
// back.
#pragma once

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "client/screens/common/page.hpp"

namespace bz::tests {

inline ui::Texts texts_of(const std::string& language) {
    std::ifstream file(std::string(BZ_SOURCE_DIR) + "/assets/text/" + language + ".json");
    ui::Texts texts;
    REQUIRE(texts.load(std::string(std::istreambuf_iterator<char>(file), {})));
    return texts;
}

template <class Screen>
struct Drawn {
    ui::Tree tree;
    std::vector<typename Screen::Msg> sent;

    // The node with this role and exactly this name.
    const ui::Node* node(ui::Role role, std::string_view name) const {
        for (const ui::Node& node : tree.nodes)
            if (node.role == role && node.name == name) return &node;
        return nullptr;
    }
    bool says(std::string_view words) const {
        for (const ui::Node& node : tree.nodes)
            if (node.name.find(words) != std::string::npos || node.description.find(words) != std::string::npos)
                return true;
        return false;
    }
};

template <class Screen>
Drawn<Screen> draw(const typename Screen::Model& model, const state::Shared& shared, state::Route route,
                   ui::UiEvent event = {}, const std::string& language = "zh-CN") {
    const ui::Texts texts = texts_of(language);
    ui::FixedMeasure fixed;
    ui::CachedMeasure measure(fixed);
    ui::Theme theme;
    theme.size = shared.elder ? ui::Size::elder : ui::Size::standard;
    ui::Viewport viewport;
    viewport.flow = true;  // the primary button keeps its own name in elder size
    ui::Ui ui(measure, texts, theme, viewport, std::move(event));
    std::vector<screens::ChromeMsg> chrome;
    screens::Page page{ui, shared, route, chrome};
    Drawn<Screen> drawn;
    Screen::view(page, model, screens::Send<typename Screen::Msg>(drawn.sent));
    drawn.tree = ui.end_screen().tree;
    return drawn;
}

// Presses what has this role and name; it must be there.
template <class Screen>
std::vector<typename Screen::Msg> press(const typename Screen::Model& model, const state::Shared& shared,
                                        state::Route route, ui::Role role, std::string_view name) {
    const auto before = draw<Screen>(model, shared, route);
    const ui::Node* node = before.node(role, name);
    REQUIRE_MESSAGE(node != nullptr, ui::to_text(before.tree));
    const bool toggles = role == ui::Role::checkbox || role == ui::Role::radio;
    return draw<Screen>(model, shared, route,
                        {toggles ? ui::UiEvent::Kind::toggle : ui::UiEvent::Kind::press, node->id, {}, !node->checked})
        .sent;
}

// What every state of every screen must keep to, in both languages and sizes.
template <class Screen, class Fixture>
void check_fixture(Fixture fixture) {
    CAPTURE(fixture.name);
    for (const std::string language : {"zh-CN", "en"}) {
        for (const bool elder : {false, true}) {
            fixture.shared.elder = elder;
            fixture.shared.english = language == "en";
            const auto drawn = draw<Screen>(fixture.model, fixture.shared, fixture.route, {}, language);
            CAPTURE(ui::to_text(drawn.tree));
            CHECK(drawn.sent.empty());
            int titles = 0;
            std::set<std::string> ids, pressable;
            for (const ui::Node& node : drawn.tree.nodes) {
                titles += node.role == ui::Role::heading && node.level == 1;
                CHECK_MESSAGE(ids.insert(node.id).second, node.id);
                const std::string key = std::string(Screen::name) + ".";
                CHECK_MESSAGE(!node.name.starts_with(key), node.name);
                CHECK_MESSAGE(node.name.find('{') == std::string::npos, node.name);
                CHECK_MESSAGE(node.description.find('{') == std::string::npos, node.description);
                const bool used = node.role == ui::Role::button || node.role == ui::Role::link ||
                                  node.role == ui::Role::textbox || node.role == ui::Role::checkbox ||
                                  node.role == ui::Role::radio || node.role == ui::Role::file;
                if (!used) continue;
                CHECK_FALSE(node.name.empty());
                CHECK_MESSAGE((node.role == ui::Role::link || pressable.insert(node.name + node.description).second),
                              node.name);
            }
            CHECK(titles == 1);
        }
    }
}

}  // namespace bz::tests
