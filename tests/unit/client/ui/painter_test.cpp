// Dear ImGui paints for real here, without a GPU: under sanitizers, with a glyph source that draws boxes.
#include "client/ui/painter.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "base/text.hpp"
#include "client/ui/glyph_room.hpp"
#include "client/ui/glyph_slots.hpp"
#include "client/ui/last_picture.hpp"
#include "imgui.h"

namespace bz::ui {

namespace {

struct Boxes final : GlyphSource {
    int drawn = 0;
    std::set<float> sizes;  // px
    LineMetrics line(float size, Weight) override { return {size * 0.9f, size * 0.3f}; }
    float advance(char32_t c, float size, Weight) override { return c < 0x80 ? size / 2 : size; }
    GlyphBitmap draw(char32_t c, float size, Weight) override {
        if (c == ' ') return {};
        ++drawn;
        sizes.insert(size);
        const int side = static_cast<int>(size);
        return {side,  side,  0,
                -size, false, std::vector<std::uint32_t>(static_cast<std::size_t>(side * side), 0xFFFFFFFF)};
    }
    std::multiset<Icon> icons;
    GlyphBitmap draw_icon(Icon icon, float size) override {
        icons.insert(icon);
        return draw('x', size, Weight::regular);
    }
};

PaintOp text(std::string words, float y) {
    return {.kind = PaintOp::Kind::text, .rect = {20, y, 200, 26}, .fill = Color::ink, .text = std::move(words)};
}

// Lines of letters of which none was painted before; the first of the next ones is kept in `next`.
PaintList new_letters(int lines, int letters, char32_t& next) {
    PaintList list;
    for (int line = 0; line < lines; ++line) {
        std::string words;
        for (int i = 0; i < letters; ++i) append_utf8(words, next++);
        list.content.push_back(text(words, static_cast<float>(line) * 40));
    }
    return list;
}

}  // namespace

TEST_CASE("painter: text, shapes and icons become triangles; each glyph is drawn once") {
    Boxes glyphs;
    Painter painter(glyphs);
    Theme theme;
    PaintList list;
    list.content = {
        {.kind = PaintOp::Kind::rect,
         .rect = {10, 10, 300, 80},
         .fill = Color::celadon600,
         .fill_to = Color::celadon700,
         .stroke = Color::line,
         .radius = 20,
         .elevation = 2},
        {.kind = PaintOp::Kind::circle, .rect = {10, 10, 40, 40}, .fill = Color::amber300, .stroke = Color::amber700},
        {.kind = PaintOp::Kind::arc, .rect = {50, 50, 132, 132}, .stroke = Color::track, .stroke_width = 10, .to = 1},
        {.kind = PaintOp::Kind::icon, .rect = {10, 10, 24, 24}, .fill = Color::ink, .icon = Icon::pill},
        text("国国国 abc 𬭎", 40)};
    list.bottom_height = 100;
    const Painter::Frame frame{.width = 390, .height = 844, .scroll = 0, .density = 2};
    const ImDrawData& first = painter.paint(list, theme, frame);
    const TextSpec& body = theme.text(TextStyle::body);
    CHECK(glyphs.sizes == std::set<float>{body.size * 2, 24 * 2});  // as sharp as the screen
    CHECK(glyphs.icons == std::multiset<Icon>{Icon::pill});         // of ImGui's own wishes none
    CHECK(first.TotalVtxCount > 200);
    CHECK(glyphs.drawn >= 6);  // 国 a b c 𬭎 and the icon; ImGui asks for a few of its own
    const int drawn = glyphs.drawn;
    const int vertices = first.TotalVtxCount;
    CHECK(painter.paint(list, theme, frame).TotalVtxCount == vertices);
    CHECK(glyphs.drawn == drawn);
}

TEST_CASE("painter: the picture that is shown is not drawn again, any other is") {
    Boxes glyphs;
    Painter painter(glyphs);
    Theme theme;
    PaintList list;
    list.content = {text("一二三", 40)};
    Painter::Frame frame{.width = 390, .height = 844, .scroll = 0, .density = 2};
    LastPicture shown;
    constexpr std::uint32_t paper = 0xFFFFFFFF, night = 0xFF000000;
    const auto drawn = [&](std::uint32_t color) {
        const ImDrawData& data = painter.paint(list, theme, frame);
        const bool fresh = shown.replace(data, color);
        for (ImTextureData* texture : *data.Textures) texture->SetStatus(ImTextureStatus_OK);  // as a renderer does
        return fresh;
    };
    CHECK(drawn(paper));
    CHECK_FALSE(drawn(paper));
    CHECK(drawn(night));
    CHECK_FALSE(drawn(night));
    frame.scroll = 1;
    CHECK(drawn(night));
    frame.density = 1;
    CHECK(drawn(night));
    list.content.front().fill = Color::ink2;
    CHECK(drawn(night));
    list.content.front().text = "一二四";
    CHECK(drawn(night));
    CHECK_FALSE(drawn(night));
    shown.forget();
    CHECK(drawn(night));
}

TEST_CASE("painter: what is scrolled out of sight costs nothing") {
    Boxes glyphs;
    Painter painter(glyphs);
    Theme theme;
    PaintList list;
    for (int i = 0; i < 500; ++i) list.content.push_back(text("一二三", static_cast<float>(i) * 40));
    const int few =
        painter.paint(list, theme, {.width = 390, .height = 844, .scroll = 4000, .density = 1}).TotalVtxCount;
    CHECK(few > 0);
    CHECK(few < 500 * 3 * 4 / 10);
}

TEST_CASE("painter: glyphs stand on whole pixels") {
    Boxes glyphs;
    Painter painter(glyphs);
    Theme theme;
    PaintList list;
    list.content = {text("一 b 二", 33.3f)};
    const ImDrawData& data = painter.paint(list, theme, {.width = 390, .height = 844, .scroll = 0.7f, .density = 1.5f});
    const ImDrawList& draw = *data.CmdLists[0];
    for (int i = 4; i + 3 < draw.VtxBuffer.Size; i += 4) {  // the first four are the page's ground
        const float px = draw.VtxBuffer[i].pos.x * 1.5f;
        CHECK(px == doctest::Approx(static_cast<float>(static_cast<int>(px + 0.5f))).epsilon(0.001));
    }
}

TEST_CASE("painter: ever new letters take no more room than they may, and all of them are there") {
    Boxes glyphs;
    Painter painter(glyphs);
    limit_glyphs(painter.atlas());
    Theme theme;
    theme.size = Size::elder;
    const Painter::Frame frame{.width = 390, .height = 844, .scroll = 0, .density = 3};
    constexpr int lines = 20, letters = 15;
    int vertices = 0, largest = 0, forgotten = 0;
    char32_t next = U'一';
    for (int screen = 0; screen < 40; ++screen) {
        const PaintList list = new_letters(lines, letters, next);
        if (glyphs_are_many(painter.atlas())) {
            forget_glyphs(painter.atlas());
            ++forgotten;
        }
        const ImDrawData& data = painter.paint(list, theme, frame);
        if (screen == 0) vertices = data.TotalVtxCount;
        CHECK(data.TotalVtxCount == vertices);
        for (ImTextureData* texture : *data.Textures) {
            largest = std::max(largest, texture->Width * texture->Height);
            texture->SetStatus(ImTextureStatus_OK);  // as a renderer does
        }
    }
    CHECK(vertices >= lines * letters * 4);
    CHECK(largest == 1024 * 2048);
    CHECK(forgotten > 2);
}

TEST_CASE("painter: a screen whose letters find no room beside those of the one before has all of them") {
    Boxes glyphs;
    Painter painter(glyphs);
    limit_glyphs(painter.atlas());
    Theme theme;
    theme.size = Size::elder;
    char32_t next = U'一';
    for (const int lines : {8, 20, 8, 20, 20, 8}) {  // 20 lines of 15 letters are most of the room
        const PaintList list = new_letters(lines, 15, next);
        const ImDrawData& data = painter.paint(list, theme, {.width = 390, .height = 844, .scroll = 0, .density = 3});
        CHECK(data.TotalVtxCount == lines * 15 * 4);
        for (ImTextureData* texture : *data.Textures) texture->SetStatus(ImTextureStatus_OK);  // as a renderer does
    }
}

TEST_CASE("painter: while the atlas grows a picture is whole in the new one, and what has one colour reads none") {
    Boxes glyphs;
    Painter painter(glyphs);
    limit_glyphs(painter.atlas());
    Theme theme;
    char32_t next = U'一';
    const ImTextureData* first = painter.atlas().TexData;
    bool grew = false;
    for (int screen = 0; screen < 12; ++screen) {
        PaintList list = new_letters(8, 15, next);
        list.content.push_back({.kind = PaintOp::Kind::rect, .rect = {20, 400, 300, 80}, .fill = Color::ink});
        const ImDrawData& data = painter.paint(list, theme, {.width = 390, .height = 844, .scroll = 0, .density = 2});
        grew = grew || painter.atlas().TexData != first;
        for (const ImDrawCmd& command : data.CmdLists[0]->CmdBuffer)
            if (command.ElemCount > 0) CHECK(command.TexRef._TexData == painter.atlas().TexData);
        const ImDrawVert& box = data.CmdLists[0]->VtxBuffer.back();
        CHECK(box.uv.x == Painter::no_texture);
        for (ImTextureData* texture : *data.Textures) texture->SetStatus(ImTextureStatus_OK);  // as a renderer does
    }
    CHECK(grew);
}

TEST_CASE("glyph slots: rare characters get small numbers, the same one each time") {
    GlyphSlots slots;
    const std::string once(slots.renumber("a国𬭎"));
    CHECK(slots.renumber("a国𬭎") == once);
    CHECK(once.size() == 1 + 2 + 2);
    CHECK(slots.code_point(0x80) == U'国');
    CHECK(slots.code_point(0x81) == U'𬭎');
    CHECK(slots.code_point('a') == U'a');
    CHECK(slots.code_point(0x500) == 0);
}

}  // namespace bz::ui
