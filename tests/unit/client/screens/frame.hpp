// One frame of one screen, without the app: draws a state and answers what is on it by role and name, and what a press
// or an input told the screen. Texts are the real ones.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "client/screens/common/page.hpp"

namespace bz::test {

inline const ui::Texts& texts(bool english) {
    static const auto load = [](const char* file) {
        ui::Texts table;
#ifdef BANZHEN_TEXT_DIR
        std::string folder = BANZHEN_TEXT_DIR;
#else
        const char* given = std::getenv("BANZHEN_TEXT_DIR");
        std::string folder = given ? given : BZ_SOURCE_DIR "/assets/text";
#endif
        std::ifstream in(folder + "/" + file);
        std::stringstream content;
        content << in.rdbuf();
        REQUIRE(table.load(content.str()));
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
        Screen::view(page, model, screens::Send<typename Screen::Msg>(messages));
        output = ui.end_screen();
    }

    const ui::Node* find(ui::Role role, std::string_view name) const {
        for (const ui::Node& node : output.tree.nodes)
            if (node.role == role && node.name == name) return &node;
        return nullptr;
    }
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
        for (const ui::Node& node : output.tree.nodes)
            if (node.name.find(words) != std::string::npos || node.description.find(words) != std::string::npos)
                return true;
        return false;
    }

    ui::Output output;
    std::vector<typename Screen::Msg> messages;
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
                         {.kind = kind, .id = node->id, .value = std::move(value), .checked = true});
}

// What must be true of every frame: one title, unique ids, no text key left as it is, everything usable has a name.
template <class Screen>
void check_frame(std::string_view what, const typename Screen::Model& model, state::Shared shared, state::Route route) {
    for (const bool english : {false, true})
        for (const bool elder : {false, true}) {
            shared.english = english;
            shared.elder = elder;
            const Frame<Screen> frame(model, shared, route);
            const std::string which = std::string(what) + (english ? " en" : " zh") + (elder ? " elder" : "");
            INFO(which);
            CHECK_FALSE(frame.output.tree.title.empty());
            CHECK_FALSE(frame.output.tree.screen.empty());
            int titles = 0;
            std::vector<std::string> ids;
            for (const ui::Node& node : frame.output.tree.nodes) {
                INFO(node.id << ": " << node.name);
                titles += node.role == ui::Role::heading && node.level == 1;
                CHECK(std::find(ids.begin(), ids.end(), node.id) == ids.end());
                ids.push_back(node.id);
                const bool used = !ui::is_container(node.role);
                if (used) CHECK_FALSE(node.name.empty());
                for (const std::string* text : {&node.name, &node.description}) {
                    CHECK(text->find('{') == std::string::npos);
                    CHECK_FALSE(
                        (text->find(' ') == std::string::npos && text->starts_with(std::string(Screen::name) + ".")));
                    CHECK_FALSE(text->starts_with("common."));
                    CHECK_FALSE(text->starts_with("problem."));
                }
                CHECK(node.rect.x >= -12.5f);
                CHECK(node.rect.right() <= 390.5f);
            }
            CHECK(titles == 1);
        }
}

}  // namespace bz::test
