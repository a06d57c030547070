// One frame of one screen, without the app: draws a state and answers what is on it by role and name, and what a press
// or an input told the screen. Texts are the real ones. What holds for every state is checked in app/gallery_test.cpp.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <variant>
#include <vector>

#include "client/screens/common/page.hpp"
#include "client/ui/text_table.hpp"

namespace bz::test {

inline const ui::Texts& texts(bool english) {
    static const auto load = [](const char* file) {
        ui::Texts table;
        std::ifstream in(std::string(BZ_SOURCE_DIR "/assets/text/") + file);
        REQUIRE(table.load(ui::text_table(std::string(std::istreambuf_iterator<char>(in), {}))));
        return table;
    };
    static const ui::Texts zh = load("zh-CN.json"), en = load("en.json");
    return english ? en : zh;
}

template <class Screen>
class Frame {
public:
    Frame(const typename Screen::Model& model, const state::Shared& shared, state::Route route,
          ui::UiEvent event = {}) {
        ui::FixedMeasure widths;
        ui::CachedMeasure measure(widths);
        const ui::Theme theme{.size = shared.elder ? ui::Size::elder : ui::Size::standard};
        // Plain layout: nothing hides below the fold, so the primary button always reads as itself.
        const ui::Viewport viewport{.flow = true};
        ui::Ui ui(measure, texts(shared.english), theme, viewport, std::move(event));
        screens::Page page{ui, shared, route, chrome};
        Screen::view(page, model, screens::Send<typename Screen::Msg>(sent));
        tree = ui.end_screen().tree;
    }

    // The node of this role with exactly this name.
    const ui::Node* find(ui::Role role, std::string_view name) const { return tree.find(role, name); }
    // The same where it must be there; an empty node, and a failed test, when it is not.
    const ui::Node& at(ui::Role role, std::string_view name) const {
        static const ui::Node none;
        const ui::Node* node = find(role, name);
        const std::string wanted(name);
        INFO(wanted);
        CHECK(node != nullptr);
        return node ? *node : none;
    }
    // Some text on the screen contains these words, as a name or as what is said with it.
    bool says(std::string_view words) const {
        for (const ui::Node& node : tree.nodes)
            if (node.name.find(words) != std::string::npos || node.description.find(words) != std::string::npos)
                return true;
        return false;
    }
    template <class M>
    bool got() const {
        return std::ranges::any_of(sent, [](const auto& msg) { return std::holds_alternative<M>(msg); });
    }

    ui::Tree tree;
    std::vector<typename Screen::Msg> sent;
    std::vector<screens::ChromeMsg> chrome;
};

// The screen after a press on what is found by role and name; a missing node fails the test.
template <class Screen>
Frame<Screen> use(const typename Screen::Model& model, const state::Shared& shared, state::Route route, ui::Role role,
                  std::string_view name, ui::UiEvent::Kind kind = ui::UiEvent::Kind::press, std::string value = {}) {
    const Frame<Screen> before(model, shared, route);
    const ui::Node* node = before.find(role, name);
    const std::string wanted = std::string(ui::role_name(role)) + " " + std::string(name);
    INFO(wanted);
    REQUIRE(node != nullptr);
    return Frame<Screen>(model, shared, route,
                         {.kind = kind, .id = node->id, .value = std::move(value), .checked = !node->checked});
}

template <class Screen, class Fixture>
Frame<Screen> show(const Fixture& fixture) {
    return Frame<Screen>(fixture.model, fixture.shared, fixture.route);
}

// What using the radio, box or button of this name makes the view send.
template <class Screen, class Fixture>
Frame<Screen> press(const Fixture& fixture, std::string_view name) {
    using Kind = ui::UiEvent::Kind;
    const Frame<Screen> before = show<Screen>(fixture);
    for (const ui::Role role : {ui::Role::radio, ui::Role::checkbox})
        if (before.find(role, name))
            return use<Screen>(fixture.model, fixture.shared, fixture.route, role, name, Kind::toggle);
    return use<Screen>(fixture.model, fixture.shared, fixture.route, ui::Role::button, name);
}

template <class Fixtures>
auto fixture_named(const Fixtures& all, std::string_view name) {
    for (const auto& fixture : all)
        if (fixture.name == name) return fixture;
    FAIL("no fixture named ", name);
    return all.front();
}

}  // namespace bz::test
