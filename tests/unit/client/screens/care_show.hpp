// Draws a screen's fixture with the real texts and fixed text widths, and checks what holds for every state of every
// screen.
#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "client/screens/common/page.hpp"
#include "doctest/doctest.h"

namespace bz::testing {

inline std::string text_folder() {
#if defined(BANZHEN_TEXT_DIR)
    return BANZHEN_TEXT_DIR;
#elif defined(BZ_SOURCE_DIR)
    return std::string(BZ_SOURCE_DIR) + "/assets/text";
#else
    const char* folder = std::getenv("BANZHEN_TEXT_DIR");
    return folder ? folder : "assets/text";
#endif
}

inline const ui::Texts& texts(bool english) {
    static const auto read = [](const char* file) {
        ui::Texts table;
        std::ifstream in(text_folder() + "/" + file);
        const std::string json((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
        REQUIRE(table.load(json));
        return table;
    };
    static const ui::Texts chinese_table = read("zh-CN.json");
    static const ui::Texts english_table = read("en.json");
    return english ? english_table : chinese_table;
}

template <class S>
struct Shown {
    ui::Tree tree;
    std::vector<typename S::Msg> sent;
    const ui::Node* find(ui::Role role, std::string_view name) const { return tree.find(role, name); }
    bool says(std::string_view words) const {
        for (const ui::Node& node : tree.nodes)
            if (node.name.find(words) != std::string::npos || node.description.find(words) != std::string::npos)
                return true;
        return false;
    }
    template <class M>
    bool got() const {
        for (const auto& msg : sent)
            if (std::holds_alternative<M>(msg)) return true;
        return false;
    }
};

template <class S, class Fixture>
Shown<S> show(const Fixture& fixture, ui::UiEvent event = {}) {
    ui::FixedMeasure fixed;
    ui::CachedMeasure measure(fixed);
    ui::Theme theme;
    theme.size = fixture.shared.elder ? ui::Size::elder : ui::Size::standard;
    ui::Viewport viewport;
    viewport.flow = true;  // elder size asks to scroll before it shows its primary button; the flowing page does not
    std::vector<screens::ChromeMsg> chrome;
    ui::Ui ui(measure, texts(fixture.shared.english), theme, viewport, std::move(event));
    screens::Page page{ui, fixture.shared, fixture.route, chrome};
    Shown<S> shown;
    S::view(page, fixture.model, screens::Send<typename S::Msg>(shown.sent));
    shown.tree = ui.end_screen().tree;
    return shown;
}

// What using the radio or button of this name makes the view send.
template <class S, class Fixture>
Shown<S> press(const Fixture& fixture, std::string_view name) {
    const Shown<S> before = show<S>(fixture);
    if (const ui::Node* radio = before.find(ui::Role::radio, name))
        return show<S>(fixture, {ui::UiEvent::Kind::toggle, radio->id, {}, true});
    const ui::Node* button = before.find(ui::Role::button, name);
    REQUIRE_MESSAGE(button != nullptr, name);
    return show<S>(fixture, {ui::UiEvent::Kind::press, button->id, {}, false});
}

template <class Fixtures>
auto fixture_named(const Fixtures& all, std::string_view name) {
    for (const auto& fixture : all)
        if (fixture.name == name) return fixture;
    FAIL("no fixture named ", name);
    return all.front();
}

inline bool looks_like_key(std::string_view text) {
    if (text.find('.') == std::string_view::npos) return false;
    for (const char c : text)
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.')) return false;
    return text.back() != '.';
}

// One level-1 heading, unique ids, a name for everything one can use, no text key without a text, no unfilled
// placeholder.
template <class S, class Fixtures>
void check_every_state(const Fixtures& all) {
    for (auto fixture : all)
        for (const bool english : {false, true})
            for (const bool elder : {false, true}) {
                fixture.shared.english = english;
                fixture.shared.elder = elder;
                CAPTURE(fixture.name);
                CAPTURE(english);
                CAPTURE(elder);
                const Shown<S> shown = show<S>(fixture);
                CHECK(shown.sent.empty());
                int headings = 0;
                std::set<std::string> ids, usable;
                for (const ui::Node& node : shown.tree.nodes) {
                    CAPTURE(node.id);
                    CAPTURE(node.name);
                    headings += node.role == ui::Role::heading && node.level == 1;
                    CHECK(ids.insert(node.id).second);
                    CHECK_FALSE(looks_like_key(node.name));
                    CHECK_FALSE(looks_like_key(node.description));
                    CHECK(node.name.find('{') == std::string::npos);
                    CHECK(node.description.find('{') == std::string::npos);
                    const bool use = node.role == ui::Role::button || node.role == ui::Role::textbox ||
                                     node.role == ui::Role::checkbox || node.role == ui::Role::radio;
                    if (!use) continue;
                    CHECK_FALSE(node.name.empty());
                    CHECK(usable.insert(node.name + node.description).second);
                }
                CHECK(headings == 1);
            }
}

}  // namespace bz::testing
