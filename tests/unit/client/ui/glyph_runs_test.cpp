#include "client/ui/glyph_runs.hpp"

#include <doctest/doctest.h>

using namespace bz::ui;

TEST_CASE("glyph runs: each glyph once by size and weight, icons by size") {
    PaintList list;
    list.content = {{.kind = PaintOp::Kind::text, .style = TextStyle::body, .text = "aab中"},
                    {.kind = PaintOp::Kind::rect},
                    {.kind = PaintOp::Kind::icon, .rect = {0, 0, 24, 24}, .icon = static_cast<Icon>(3)}};
    list.bottom = {{.kind = PaintOp::Kind::text, .style = TextStyle::body, .text = "c"}};
    list.overlay = {{.kind = PaintOp::Kind::icon, .rect = {0, 0, 24, 24}, .icon = static_cast<Icon>(1)}};
    const Theme theme;
    const GlyphRuns runs = glyph_runs(list, theme);
    const TextSpec& body = theme.text(TextStyle::body);
    REQUIRE(runs.texts.size() == 1);
    CHECK(runs.texts.at({body.size, body.weight}) == std::set<char32_t>{U'a', U'b', U'c', U'中'});
    CHECK(to_json({.texts = {{{17, Weight::semibold}, {U'a', U'中'}}}, .icons = {{24, {1, 3}}}}) ==
          "[[17,1,[97,20013]],[24,2,[1,3]]]");
}
