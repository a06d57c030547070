// Every state of every screen, in every look: what is painted and what is said lie in the same place, targets are large
// enough, nothing sticks out of the window.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "client/app/gallery.hpp"
#include "client/app/next.hpp"
#include "client/host/headless_host.hpp"
#include "client/ui/glyph_room.hpp"
#include "client/ui/glyph_runs.hpp"
#include "client/ui/surroundings.hpp"

namespace {

using namespace bz;

struct Look {
    const char* name;
    float width;
    bool elder, english, high_contrast;
    bool embedded = false;
};
constexpr Look looks[] = {{"standard", 390, false, false, false},      {"elder", 390, true, false, false},
                          {"english", 390, false, true, false},        {"high contrast", 390, false, false, true},
                          {"narrow elder", 320, true, true, false},    {"desktop", 1280, false, false, false},
                          {"embedded", 720, false, false, false, true}};

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

// As it is heard: without spaces and capitals.
std::string spoken(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (c != ' ') out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

// Words that are a node of their own, as a tag beside a choice, name nothing else; nor does how far something has
// played.
bool is_label(const ui::Tree& tree, const ui::Node& target, const ui::PaintOp& op) {
    if (op.kind != ui::PaintOp::Kind::text || op.text.empty() || one_letter(op.text)) return false;
    if (!holds(target.rect, op.rect) || op.text.find('/') != op.text.npos) return false;
    return std::ranges::none_of(tree.nodes, [&](const ui::Node& node) {
        return node.region == target.region && !ui::is_container(node.role) && !is_target(node) &&
               holds(node.rect, op.rect);
    });
}

// Whoever speaks to the page says what is painted on a key, so its name has those words (WCAG 2.5.3); facts that are
// painted in a row may be said in another order.
std::string wrong_labels(const ui::Tree& tree, const ui::PaintOps& ops, ui::Region region) {
    constexpr std::string_view between = "·";
    std::string wrong;
    for (const ui::Node& node : tree.nodes) {
        // What is painted in a field is what was typed; its label is a node of its own, and names it.
        if (!is_target(node) || node.region != region || node.role == ui::Role::textbox) continue;
        const std::string name = spoken(node.name + node.description);
        for (const ui::PaintOp& op : ops) {
            if (!is_label(tree, node, op)) continue;
            const std::string painted = spoken(op.text);
            for (std::size_t at = 0, end = 0; end != painted.npos; at = end + between.size()) {
                end = painted.find(between, at);
                const std::string words = painted.substr(at, end == painted.npos ? end : end - at);
                if (name.find(words) == name.npos)
                    wrong += "  " + node.id + " is named \"" + name + "\", and on it stands \"" + words + "\"\n";
            }
        }
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
    if (!ids.contains("dock.help")) wrong += "  no key for help\n";
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
        ui::set_embedded(look.embedded);
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
                                      wrong_paint(output.tree, output.paint.overlay, ui::Region::overlay) +
                                      wrong_labels(output.tree, output.paint.content, ui::Region::content) +
                                      wrong_labels(output.tree, output.paint.bottom, ui::Region::bottom) +
                                      wrong_labels(output.tree, output.paint.overlay, ui::Region::overlay);
            if (!found.empty()) wrong += exhibit.name + "\n" + found;
        }
        CAPTURE(look.name);
        CHECK_MESSAGE(wrong.empty(), wrong);
    }
    ui::set_embedded(false);
}

// Were one screen's letters more than that, each frame would forget and draw them all again (ui/glyph_room.hpp).
TEST_CASE("gallery: the letters that a window shows at once have room, in the largest size on the sharpest screens") {
    struct Window {
        float width, height, density;
    };
    host::Person person(table(false), {.online = true, .route = "home"});
    for (const Window window : {Window{390, 844, 3}, Window{1024, 1366, 2}, Window{1280, 800, 2}}) {
        float most = 0;
        std::string which;
        for (app::Exhibit& exhibit : app::gallery()) {
            exhibit.model.shared.elder = true;
            person.client.app().exhibit(std::move(exhibit.model));
            ui::PaintList paint = person.client.app().render({.width = window.width, .height = window.height}).paint;
            std::erase_if(paint.content, [&](const ui::PaintOp& op) { return op.rect.y > window.height; });
            float room = 0;
            const auto add = [&](float size, std::size_t glyphs) {
                const float side = size * window.density + 2;
                room += side * side * static_cast<float>(glyphs);
            };
            const ui::GlyphRuns runs = ui::glyph_runs(paint, {.size = ui::Size::elder});
            for (const auto& [style, glyphs] : runs.texts) add(style.first, glyphs.size());
            for (const auto& [size, icons] : runs.icons) add(size, icons.size());
            if (room > most) which = exhibit.name;
            most = std::max(most, room);
        }
        MESSAGE(which << " takes " << most / ui::glyph_room_px << " of the room at " << window.density);
        CHECK(most > 0);
        CHECK(most < ui::many_glyphs_px);
    }
}

TEST_CASE("gallery: from every state any screen can be rehearsed, and nothing is changed by it") {
    host::Person person(table(false), {.online = true, .route = "home"});
    app::App& app = person.client.app();
    for (const app::Exhibit& exhibit : app::gallery()) {
        CAPTURE(exhibit.name);
        app.exhibit(exhibit.model);
        const std::string before = ui::to_json(app.render({.width = 390, .height = 844}).tree);
        for (std::size_t at = 0; at < enum_count<state::Route>; ++at) app.rehearse(static_cast<state::Route>(at));
        int rehearsed = 0;
        while (app.rehearse_next()) ++rehearsed;
        CHECK(rehearsed == static_cast<int>(app::likely_next(exhibit.model.route).size()));
        CHECK(ui::to_json(app.render({.width = 390, .height = 844}).tree) == before);
    }
}
