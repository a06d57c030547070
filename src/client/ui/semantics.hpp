// The semantics tree: what is on the screen as meaning, one node per widget. It becomes the page's real DOM (input,
// focus, scrolling, assistive technology), the plain fallback, the tests' locators and the prerendered first page.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "client/ui/geometry.hpp"
#include "icons.gen.hpp"

namespace bz::ui {

using ::Icon;

enum class Role : std::uint8_t {
    // containers
    banner,
    main,
    contentinfo,
    navigation,
    complementary,
    group,
    card,
    list,
    listitem,
    form,
    radiogroup,
    dialog,
    status,
    // leaves
    text,
    heading,
    button,
    link,
    textbox,
    checkbox,
    radio,
    file,
    progressbar,
    slider,
    image,
    count
};
std::string_view role_name(Role role);
bool is_container(Role role);

// Where a node's rectangle is measured from: the scrolled content, the bar at the bottom, or the viewport (dialogs).
enum class Region : std::uint8_t { content, bottom, overlay };

// How a text field behaves on a phone: keyboard, autofill, completion key. Values are the HTML attribute values.
struct FieldHints {
    std::string_view type = "text";
    std::string_view input_mode;
    std::string_view autocomplete;
    std::string_view enter_key = "next";
    std::string_view autocapitalize;
    int max_length = 0;  // UTF-16 units, 0 = no limit
    bool multiline = false;
};

// A picture that the page fetches and paints in the node's rectangle, in both paints; its bytes never enter WASM
// memory. It lies above what the canvas paints, so what must lie above it is a node that the page draws, too
// (ui/picture.hpp).
struct Picture {
    std::string
        source;  // "record:<id>:<page, from 1>", "message:<id>", "file:<handle>", "scan:<code>"; viewer: "record:<id>"
    std::string view;  // empty: its small picture. Otherwise how the viewer shows it (PictureView::text)
    float radius = 0;  // dp
};

// A slider's steps.
struct Range {
    int from = 0, to = 100, step = 1, at = 0;
};

struct Node {
    std::string id;
    Role role = Role::text;
    Region region = Region::content;
    std::uint8_t depth = 0;
    std::uint8_t level = 0;    // headings
    std::string name;          // accessible name; for text its content
    std::string description;   // second line of a choice, button or row
    std::string value;         // text fields, progress text
    std::string_view variant;  // look in plain paint: primary, secondary, danger, card, label, error, tag …
    Icon icon = Icon::none;
    Rect rect;
    bool checked = false, disabled = false, invalid = false, required = false, busy = false, pressed = false;
    bool current = false;  // the step one is on
    bool live = false;     // headings: announced politely when they change (Ui::status)
    std::string href;
    std::string label_for;     // text that labels a field: the field's id
    std::string described_by;  // space separated ids
    std::string group;         // radios: their group
    FieldHints hints;
    std::string_view accept;  // files
    bool camera = false;      // files: take a photo now
    bool multiple = false;    // files: several at once
    bool folder = false;      // files: all that is in a folder
    float number = 0;         // progressbar, 0..1
    Range range;              // sliders; `value` is how the place reads aloud
    Picture picture;          // images
};

struct Tree {
    std::string screen;  // changes when another screen is shown: focus goes to its heading, the title is set
    std::string title;
    std::vector<Node> nodes;  // document order; depth says who contains whom
    const Node* find(std::string_view id) const;
    const Node* find(Role role, std::string_view name) const;  // name: equal, or contained
};

// Compact JSON for the host's DOM mirror.
std::string to_json(const Tree& tree);
// One line a node, for goldens and failure messages.
std::string to_text(const Tree& tree);

}  // namespace bz::ui
