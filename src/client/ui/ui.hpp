// The widgets. A view calls them top to bottom; each call lays itself out, appends what to paint and one semantics
// node, and tells whether a person just used it. Owns no data of its own beyond one pass.
#pragma once

#include <array>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/ui/measure.hpp"
#include "client/ui/paint_list.hpp"
#include "client/ui/semantics.hpp"
#include "client/ui/texts.hpp"

namespace bz::ui {

// One thing a person did to one node.
struct UiEvent {
    enum class Kind : std::uint8_t { none, press, input, toggle, submit, picture } kind = Kind::none;
    std::string id;
    std::string value;  // input: the field's whole text; picture: what its painter tells
    bool checked = false;
};

struct Viewport {
    float width = 390, height = 844;
    float scroll = 0;            // dp the content is scrolled by
    float inset_bottom = 0;      // safe area
    bool keyboard_open = false;  // the dock hides, the primary button stays
    bool flow = false;           // plain paint: the page itself lays out, so nothing may depend on scroll
};

enum class ButtonKind : std::uint8_t { primary, secondary, text, danger, quiet };

struct ButtonOptions {
    ButtonKind kind = ButtonKind::primary;
    Icon icon = Icon::none;
    bool busy = false;      // shows a spinner; pressing does nothing
    bool compact = false;   // inside cards
    bool fit = false;       // as wide as its text instead of the whole width
    std::string href{};     // a link that looks like a button (tel:, files to print)
    bool camera = false;    // file keys: takes a photo now
    bool multiple = false;  // file keys: several files at once
    bool folder = false;    // file keys: all that is in a folder
};

struct FieldOptions {
    std::string label{};
    std::string hint{};         // below the label
    std::string error{};        // how to fix; empty = fine
    std::string placeholder{};  // never instead of the label
    FieldHints hints{};
    std::string shown{};  // how the value reads while not edited (grouped digits); empty = the value
    int rows = 1;
    bool label_hidden = false;  // still the accessible name
    bool code = false;          // six cells
    std::string note{};         // right of the label
};

enum class Tone : std::uint8_t { celadon, amber, red, plain };

struct RowOptions {
    Icon icon = Icon::none;
    Tone tone = Tone::celadon;
    std::string title{};
    std::string subtitle{};
    std::string tag{};  // right, small
    Tone tag_tone = Tone::celadon;
    std::string trailing{};  // right, text (time, price)
    bool chevron = false;
    std::string href{};  // makes the row a link
};

struct ChoiceOptions {
    std::string title{};
    std::string reason{};
    std::string tag{};    // e.g. how long it takes
    std::string price{};  // right, strong
    std::string price_note{};
    bool selected = false;
};

struct ErrorLink {
    std::string field{};  // id of the field
    std::string text{};
};

struct StepOptions {
    int index = 1, count = 4;  // 1-based
    std::string name{};        // "传资料"
    std::string next{};        // name of the next step; empty on the last
};

struct TimelineItem {
    enum class State : std::uint8_t { done, here, ahead } state = State::ahead;
    std::string title{}, subtitle{}, time{};
};

struct BillLineView {
    enum class Look : std::uint8_t { plain, strong, total, small } look = Look::plain;
    std::string label{}, note{}, amount{};
    Color dot = Color::none;
};

struct DockOptions {
    bool emergency = true;  // 急救 120 where symptoms matter
};

struct HomeCardOptions {
    Icon icon = Icon::none;
    std::string title{};
    std::vector<std::string> lines{};
    std::vector<std::pair<Icon, std::string>> facts{};  // primary card only
    bool primary = false;
    Tone tone = Tone::celadon;
};

struct TileOptions {
    std::string id{};
    Icon icon = Icon::none;
    std::string title{};
    std::string note{};
    bool note_is_tag = false;
};

struct BubbleOptions {
    enum class From : std::uint8_t { patient, doctor, system, notice } from = From::system;
    std::string id{};
    std::string initial{};  // the doctor's family name in the disc
    std::string text{};
    std::string label{};  // who says it, for assistive technology
    std::string note{};   // "sending…"
};

struct UploadItemOptions {
    std::string id{};
    Icon icon = Icon::file_text;
    std::string title{};
    std::string state{};  // one line
    enum class Look : std::uint8_t { sending, done, trouble, waiting } look = Look::sending;
    float progress = 0;    // 0..1
    std::string action{};  // accessible name of the one key
    Icon action_icon = Icon::trash_2;
};

struct Output {
    Tree tree;
    PaintList paint;
    std::optional<float> scroll_to{};  // dp, when a "往下看" was pressed
};

class Ui {
public:
    Ui(CachedMeasure& measure, const Texts& texts, const Theme& theme, const Viewport& viewport, UiEvent event);

    // Texts by key. `t("gate.title")`, `t("waiting.ahead", {{"n", "3"}})`.
    // A thousand places call these: never inline, and a literal is one pointer.
    [[gnu::noinline]] std::string t(const char* key) const;
    [[gnu::noinline]] std::string t(const char* key, std::initializer_list<TextArg> args) const;
    [[gnu::noinline]] std::string t(std::string_view key, std::initializer_list<TextArg> args = {}) const;
    const Theme& theme() const { return theme_; }
    bool elder() const { return theme_.elder(); }
    const Metrics& metrics() const { return theme_.metrics(); }
    const Viewport& viewport() const { return viewport_; }

    static constexpr float wide_min = 960;  // dp

    // -- the frame of every screen: begin_screen, [top_bar], [steps], main content, begin_bottom … end_bottom,
    // end_screen
    void begin_screen(std::string_view name, std::string_view title);
    struct TopBarOptions {
        std::string title{};
        std::string hospital{};
        bool saved = false;
        std::string back_label{};  // empty = no back key
    };
    bool top_bar(const TopBarOptions& options);  // true = back
    void begin_main();
    void steps(const StepOptions& options);
    void end_main();
    void begin_bottom();
    // The screen's one primary button, in the bottom bar. In elder size it reads 往下看 while content continues below.
    bool primary(std::string_view id, std::string_view label, Icon icon = Icon::none, bool busy = false);
    struct DockUse {
        bool help = false, emergency = false;  // phone is a tel: link
    };
    DockUse dock(const DockOptions& options, std::string_view phone);
    void end_bottom();
    // Wide windows (design: desktop) have a column beside the content instead of a bar below it: what stands in the
    // bottom bar goes under the content, the dock goes into this column together with what is put there between these
    // two.
    bool wide() const { return wide_window() && !viewport_.flow; }
    bool wide_window() const { return viewport_.width >= wide_min; }  // in plain paint, too
    void begin_side();
    void end_side();
    float side_end() const;  // where that column ends, dp
    Output end_screen();

    // -- text
    void heading(std::string_view text, int level = 1);  // level 1 title, 2 section
    // The same for a whole string, here and below: most texts are one, and a reference is less to pass than a view.
    [[gnu::noinline]] void heading(const std::string& text, int level = 1);
    void text(std::string_view text, TextStyle style = TextStyle::body, Color color = Color::ink);
    [[gnu::noinline]] void text(const std::string& text, TextStyle style = TextStyle::body, Color color = Color::ink);
    void caption(std::string_view text, Icon icon = Icon::none);
    [[gnu::noinline]] void caption(const std::string& text, Icon icon = Icon::none);
    void icon_text(Icon icon, std::string_view text, TextStyle style, Color color);
    [[gnu::noinline]] void icon_text(Icon icon, const std::string& text, TextStyle style, Color color);
    void centered(std::string_view text, TextStyle style = TextStyle::caption, Color color = Color::ink2);
    void space(float dp) { y_ += dp; }

    // -- containers
    struct CardOptions {
        Color fill = Color::surface;
        Color stroke = Color::line;
        float stroke_width = 1;
        float pad = -1;  // -1 = the theme's
        std::string_view variant = "card";
        std::uint8_t elevation = 1;
    };
    void begin_card(const CardOptions& options);
    void begin_card() { begin_card(CardOptions{}); }
    void end_card();
    void begin_list(std::string_view label = {});  // a card of rows with hairlines
    [[gnu::noinline]] void begin_list(const std::string& label);
    void end_list();
    void begin_group(Role role, std::string_view id, std::string_view name, std::string_view variant = {});
    void end_group();
    void divider();
    // Equal columns: begin_columns(2), …, next_column(), …, end_columns().
    void begin_columns(int count, float gap = 8);
    // Two columns: the rest, then one of `side` dp.
    void begin_side_column(float side, float gap = 8);
    void next_column();
    void end_columns();

    // -- things to use; true = used in this pass
    bool button(std::string_view id, std::string_view label, const ButtonOptions& options = {});
    [[gnu::noinline]] bool button(std::string_view id, const std::string& label, const ButtonOptions& options = {});
    bool list_row(std::string_view id, const RowOptions& options);  // inside begin_list; pressable
    void fact_row(const RowOptions& options);                       // inside begin_list; not pressable
    bool value_row(std::string_view id, std::string_view label, std::string_view value,
                   std::string_view action);                                                 // 核对
    bool choice(std::string_view group, std::string_view id, const ChoiceOptions& options);  // inside a radiogroup
    std::optional<bool> checkbox(std::string_view id, std::string_view title, std::string_view reason, bool checked,
                                 std::string_view error = {});
    // Two equal buttons, none preselected. Answers what was just chosen.
    std::optional<bool> consent_pair(std::string_view id, std::string_view yes, std::string_view no,
                                     std::optional<bool> value);
    // The new text when the person changed it in this pass.
    std::optional<std::string> field(std::string_view id, std::string_view value, const FieldOptions& options);
    void error_summary(std::string_view title,
                       std::span<const ErrorLink> links);  // links focus their field by themselves
    // A key that opens the browser's file chooser; the host answers with a file message for this id.
    void file_button(std::string_view id, std::string_view label, std::string_view accept,
                     const ButtonOptions& options = {});
    struct StepperUse {
        bool minus = false, plus = false;
    };
    StepperUse stepper(std::string_view id, std::string_view value, std::string_view note, std::string_view minus_label,
                       std::string_view plus_label);
    bool home_card(std::string_view id, const HomeCardOptions& options);
    std::string tiles(std::span<const TileOptions> tiles);  // id of the pressed one, or empty
    bool upload_item(const UploadItemOptions& options);     // true = its key

    // -- things to see
    void banner(Icon icon, std::string_view text, Tone tone = Tone::celadon, std::string_view detail = {});
    [[gnu::noinline]] void banner(Icon icon, const std::string& text, Tone tone = Tone::celadon);
    [[gnu::noinline]] void banner(Icon icon, const std::string& text, Tone tone, const std::string& detail);
    // Announced politely when it changes; not painted. Where a heading says the same, the heading is announced.
    void status(std::string_view text);
    [[gnu::noinline]] void status(const std::string& text);
    void tag(std::string_view text, Tone tone = Tone::celadon, Icon icon = Icon::none);
    void timeline(std::span<const TimelineItem> items);
    // `share` 0..1 of the ring is filled; the big text stands inside, the lines beside.
    void waiting_ring(float share, std::string_view above, std::string_view big, std::span<const std::string> beside);
    void bill_line(const BillLineView& line);
    void split_bar(std::span<const std::pair<float, Color>> parts, std::string_view label);
    void digits(std::string_view label, std::string_view digits);  // a code to read out
    void bubble(const BubbleOptions& options);
    void person_row(std::string_view initial, std::string_view name, std::string_view detail, std::string_view seal);
    void glaze_header(float height);  // home only: the celadon wash with its rings, painted behind what follows
    void danger_header(float height);

    // -- dialog: between begin_dialog and end_dialog everything goes to the overlay
    void begin_dialog(std::string_view id, std::string_view question, std::string_view consequence);
    void end_dialog();

    // -- for widgets in their own files and tests
    float x() const { return x_; }
    float y() const { return y_; }
    float width() const { return width_; }
    CachedMeasure& measure() { return measure_; }
    PaintOp& paint(PaintOp op);
    Node& node(Role role, std::string_view id, std::string_view name, Rect rect);
    bool pressed(std::string_view id) const { return event_.kind == UiEvent::Kind::press && event_.id == id; }
    const UiEvent& event() const { return event_; }
    // Paints wrapped text at a place, without a node; answers its height.
    float paint_text(std::string_view text, TextStyle style, Color color, float x, float y, float width,
                     bool centered = false);
    // The same with a line below each of its lines, as a link has.
    float paint_underlined(std::string_view text, TextStyle style, Color color, float x, float y, float width);
    float text_height(std::string_view text, TextStyle style, float width);
    float text_width(std::string_view text, TextStyle style);
    void paint_icon(Icon icon, float x, float y, float size, Color color);

private:
    using Counts = std::array<std::uint16_t, static_cast<std::size_t>(Role::count)>;
    struct Container {
        Role role;
        std::size_t node;      // index in tree_.nodes
        std::size_t paint_op;  // background op to fill in at the end, or npos
        float x, y, width;     // layout to come back to
        float pad;
        int rows = 0;
        Counts unnamed = {};
    };
    struct Columns {
        float x, y, width, gap, column_width, bottom;
        int count, index;
        float side = 0;  // width of the last column when it differs
    };
    PaintOps& ops();
    std::string auto_id(Role role);
    void push(Role role, std::string_view id, std::string_view name, std::string_view variant);
    void pop();
    void row_hairline();
    float row_body(const RowOptions& options, bool pressable, Rect& rect);
    void labelled(std::string_view id, const FieldOptions& options);
    void code_cells(std::string_view value, Rect rect);
    void button_face(const ButtonOptions& options, std::string_view label, Rect rect);
    float button_height(const ButtonOptions& options, std::string_view label, float width);
    void begin_content_at(float y);
    DockUse side_dock(const DockOptions& options, std::string_view phone);

    CachedMeasure& measure_;
    const Texts& texts_;
    const Theme& theme_;
    const Viewport& viewport_;
    UiEvent event_;
    Tree tree_;
    PaintList paint_;
    Region region_ = Region::content;
    std::vector<Container> open_;
    std::vector<Columns> columns_;
    float x_ = 0, y_ = 0, width_ = 0;
    float content_end_ = 0;
    Counts unnamed_ = {};  // outside of any container
    std::optional<float> scroll_to_;
    struct Saved {
        float x, y, width;
    };
    std::vector<Saved> saved_;
    std::string last_label_;  // the newest strong text: names the group of controls that follows
    std::size_t dialog_ops_ = 0, dialog_nodes_ = 0;
};

}  // namespace bz::ui
