#include "client/ui/semantics.hpp"

#include <array>
#include <cmath>

namespace bz::ui {

namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Role::count)> role_names = {
    "banner",   "main",    "contentinfo", "navigation", "complementary", "group",       "card",    "list",
    "listitem", "form",    "radiogroup",  "dialog",     "status",        "text",        "heading", "button",
    "link",     "textbox", "checkbox",    "radio",      "file",          "progressbar", "slider",  "image"};

void append_quoted(std::string& out, std::string_view text) {
    static constexpr char hex[] = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20) {
            out += "\\u00";
            out += hex[byte >> 4];
            out += hex[byte & 15];
        } else {
            out += c;
        }
    }
    out += '"';
}

void member(std::string& out, std::string_view name, std::string_view value) {
    if (value.empty()) return;
    out += ",\"";
    out += name;
    out += "\":";
    append_quoted(out, value);
}

void flag(std::string& out, std::string_view name, bool value) {
    if (!value) return;
    out += ",\"";
    out += name;
    out += "\":1";
}

void number(std::string& out, std::string_view name, long value) {
    if (value == 0) return;
    out += ",\"";
    out += name;
    out += "\":";
    out += std::to_string(value);
}

}  // namespace

std::string_view role_name(Role role) { return role_names[static_cast<std::size_t>(role)]; }

bool is_container(Role role) { return role <= Role::status; }

const Node* Tree::find(std::string_view id) const {
    for (const Node& node : nodes)
        if (node.id == id) return &node;
    return nullptr;
}

const Node* Tree::find(Role role, std::string_view name) const {
    const Node* contained = nullptr;
    for (const Node& node : nodes) {
        if (node.role != role) continue;
        if (node.name == name) return &node;
        if (!contained && node.name.find(name) != std::string::npos) contained = &node;
    }
    return contained;
}

std::string to_json(const Tree& tree) {
    std::string out;
    out.reserve(tree.nodes.size() * 160);
    out += "{\"screen\":";
    append_quoted(out, tree.screen);
    member(out, "title", tree.title);
    out += ",\"nodes\":[";
    bool first = true;
    for (const Node& node : tree.nodes) {
        if (!first) out += ',';
        first = false;
        out += "{\"id\":";
        append_quoted(out, node.id);
        member(out, "role", role_name(node.role));
        number(out, "region", static_cast<long>(node.region));
        number(out, "depth", node.depth);
        number(out, "level", node.level);
        member(out, "name", node.name);
        member(out, "description", node.description);
        member(out, "value", node.value);
        member(out, "variant", node.variant);
        number(out, "icon", static_cast<long>(node.icon));
        // Half dp is finer than a pixel anyone can see and keeps equal frames equal.
        out += ",\"rect\":[";
        for (const float side : {node.rect.x, node.rect.y, node.rect.w, node.rect.h}) {
            const long halves = std::lround(side * 2);
            out += std::to_string(halves / 2);
            if (halves % 2 != 0) out += ".5";
            out += ',';
        }
        out.back() = ']';
        flag(out, "checked", node.checked);
        flag(out, "disabled", node.disabled);
        flag(out, "invalid", node.invalid);
        flag(out, "required", node.required);
        flag(out, "busy", node.busy);
        flag(out, "pressed", node.pressed);
        flag(out, "current", node.current);
        flag(out, "live", node.live);
        member(out, "href", node.href);
        member(out, "for", node.label_for);
        member(out, "describedby", node.described_by);
        member(out, "group", node.group);
        member(out, "accept", node.accept);
        if (node.role == Role::textbox) {
            member(out, "type", node.hints.type);
            member(out, "inputmode", node.hints.input_mode);
            member(out, "autocomplete", node.hints.autocomplete);
            member(out, "enterkey", node.hints.enter_key);
            member(out, "autocapitalize", node.hints.autocapitalize);
            number(out, "maxlength", node.hints.max_length);
            flag(out, "multiline", node.hints.multiline);
        }
        flag(out, "camera", node.camera);
        flag(out, "multiple", node.multiple);
        flag(out, "folder", node.folder);
        member(out, "picture", node.picture.source);
        member(out, "view", node.picture.view);
        number(out, "radius", std::lround(node.picture.radius));
        if (node.role == Role::slider) {
            out += ",\"range\":[";
            for (const int part : {node.range.from, node.range.to, node.range.step, node.range.at})
                out += std::to_string(part) + ',';
            out.back() = ']';
        }
        if (node.role == Role::progressbar) number(out, "percent", std::lround(node.number * 100));
        out += '}';
    }
    out += "]}";
    return out;
}

std::string to_text(const Tree& tree) {
    std::string out = tree.screen + " \"" + tree.title + "\"\n";
    for (const Node& node : tree.nodes) {
        out.append(2 * (std::size_t{node.depth} + 1), ' ');
        out += role_name(node.role);
        if (node.level) out += std::to_string(node.level);
        if (!node.name.empty()) out += " \"" + node.name + "\"";
        if (!node.description.empty()) out += " (" + node.description + ")";
        if (!node.value.empty()) out += " = " + node.value;
        if (node.checked) out += " checked";
        if (node.disabled) out += " disabled";
        if (node.invalid) out += " invalid";
        if (node.busy) out += " busy";
        if (node.live) out += " live";
        out += '\n';
    }
    return out;
}

}  // namespace bz::ui
