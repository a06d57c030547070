// Every state of every screen, in every look: what is painted and what is said lie in the same place, targets are large
// enough, nothing sticks out of the window.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "client/app/gallery.hpp"
#include "client/host/headless_host.hpp"

namespace {

using namespace bz;

struct Look {
    const char* name;
    float width;
    bool elder, english, high_contrast;
};
constexpr Look looks[] = {{"standard", 390, false, false, false},   {"elder", 390, true, false, false},
                          {"english", 390, false, true, false},     {"high contrast", 390, false, false, true},
                          {"narrow elder", 320, true, true, false}, {"desktop", 1280, false, false, false}};

std::string table(bool english) {
    std::ifstream file(english ? BZ_SOURCE_DIR "/assets/text/en.json" : BZ_SOURCE_DIR "/assets/text/zh-CN.json");
    return {std::istreambuf_iterator<char>(file), {}};
}

bool holds(const ui::Rect& box, const ui::Rect& inside) {
    constexpr float off = 1;  // dp
    return inside.x >= box.x - off && inside.right() <= box.right() + off && inside.y >= box.y - off &&
           inside.bottom() <= box.bottom() + off;
}

bool is_target(const ui::Node& node) {
    switch (node.role) {
    case ui::Role::button:
    case ui::Role::link:
    case ui::Role::textbox:
    case ui::Role::checkbox:
    case ui::Role::radio:
    case ui::Role::slider:
    case ui::Role::file: return true;
    default: return false;
    }
}

bool one_letter(const std::string& text) {
    return std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }) == 1;
}

std::string wrong_paint(const ui::Tree& tree, const ui::PaintOps& ops, ui::Region region) {
    std::string wrong;
    for (const ui::PaintOp& op : ops) {
        if (op.kind != ui::PaintOp::Kind::text || op.text.empty()) continue;
        if (one_letter(op.text)) continue;  // a seal or somebody's initial: ornament beside its words
        bool found = false;
        for (const ui::Node& node : tree.nodes)
            found = found || (node.region == region && !ui::is_container(node.role) && holds(node.rect, op.rect));
        // A container that speaks (a status, a group with a name) holds its own words.
        for (const ui::Node& node : tree.nodes)
            found = found || (node.region == region && node.role == ui::Role::status && holds(node.rect, op.rect));
        if (!found) wrong += "  no node where \"" + op.text + "\" is painted\n";
    }
    return wrong;
}

// A key of assets/text that nobody filled in, or a place in a text left open.
bool unfinished(std::string_view text) {
    if (text.find('{') != text.npos) return true;
    if (text.find('.') == text.npos || text.back() == '.' || text.ends_with(".jpg")) return false;
    return std::ranges::all_of(
        text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.'; });
}

// One title, ids and names that tell things apart, no text left unfinished.
std::string wrong_words(const ui::Tree& tree) {
    std::string wrong;
    int titles = 0;
    std::set<std::string> ids, usable;
    std::vector<const ui::Node*> around;  // a name must be the only one of its group
    if (tree.title.empty() || tree.screen.empty()) wrong += "  no title\n";
    for (const ui::Node& node : tree.nodes) {
        titles += node.role == ui::Role::heading && node.level == 1;
        if (!ids.insert(node.id).second) wrong += "  a second " + node.id + "\n";
        if (unfinished(node.name)) wrong += "  " + node.id + " says " + node.name + "\n";
        if (unfinished(node.description)) wrong += "  " + node.id + " adds " + node.description + "\n";
        while (!around.empty() && around.back()->depth >= node.depth) around.pop_back();
        if (ui::is_container(node.role)) around.push_back(&node);
        if (!is_target(node)) continue;
        if (node.name.empty()) wrong += "  " + node.id + " has no name\n";
        std::string full = node.name + node.description;
        for (const ui::Node* group : around) full += "|" + group->name;
        const bool apart = node.role == ui::Role::link || usable.insert(full).second;
        if (!apart) wrong += "  a second thing named " + node.name + " " + node.description + "\n";
    }
    if (titles != 1) wrong += "  " + std::to_string(titles) + " titles\n";
    return wrong;
}

std::string wrong_nodes(const ui::Tree& tree, const Look& look) {
    const float least = look.elder ? 60 : 48;
    std::string wrong;
    for (const ui::Node& node : tree.nodes) {
        if (node.rect.x < -13 || node.rect.right() > look.width + 1)
            wrong += "  " + node.id + " " + node.name + " sticks out of the window\n";
        if (is_target(node) && (node.rect.w < least - 0.5f || node.rect.h < least - 0.5f))
            wrong += "  " + node.id + " is " + std::to_string(node.rect.w) + " x " + std::to_string(node.rect.h) + "\n";
    }
    return wrong;
}

}  // namespace

TEST_CASE("gallery: paint and meaning agree in every state and look") {
    const std::vector<app::Exhibit> all = app::gallery();
    CHECK(all.size() > 150);
    std::set<std::string> names;
    for (const app::Exhibit& exhibit : all) CHECK_MESSAGE(names.insert(exhibit.name).second, exhibit.name);
    for (const Look& look : looks) {
        host::Person person(table(look.english), {.online = true, .route = "home"}, look.english ? "en" : "zh-CN");
        std::string wrong;
        for (const app::Exhibit& exhibit : all) {
            app::Model model = exhibit.model;
            model.shared.elder |= look.elder;
            model.shared.english = look.english;
            model.shared.high_contrast |= look.high_contrast;
            Look as_shown = look;
            as_shown.elder = model.shared.elder;
            person.client.app().exhibit(std::move(model));
            const ui::Output output = person.client.app().render({.width = look.width, .height = 844});
            const std::string found = wrong_words(output.tree) + wrong_nodes(output.tree, as_shown) +
                                      wrong_paint(output.tree, output.paint.content, ui::Region::content) +
                                      wrong_paint(output.tree, output.paint.bottom, ui::Region::bottom) +
                                      wrong_paint(output.tree, output.paint.overlay, ui::Region::overlay);
            if (!found.empty()) wrong += exhibit.name + "\n" + found;
        }
        CAPTURE(look.name);
        CHECK_MESSAGE(wrong.empty(), wrong);
    }
}
