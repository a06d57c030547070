#include <doctest/doctest.h>

#include "server/media/bytes.hpp"
#include "server/media/preview.hpp"
#include "server/media/raster.hpp"
#include "server/media/voice.hpp"

#include <array>

using namespace bz::server::media;
using bz::domain::FileType;

namespace {

// Two pixels wide, three high: each pixel is its number, 1 to 6, in reading order.
Raster numbered() {
    Raster raster{{2, 3}, {}};
    for (std::uint8_t i = 1; i <= 6; ++i) raster.rgb.insert(raster.rgb.end(), 3, i);
    return raster;
}

std::string digits(const Raster& raster) {
    std::string out;
    for (std::size_t i = 0; i < raster.rgb.size(); i += 3) out += static_cast<char>('0' + raster.rgb[i]);
    return out;
}

std::string segment(std::uint8_t marker, std::string_view payload) {
    std::string out{'\xFF', static_cast<char>(marker)};
    put_big_endian(out, payload.size() + 2, 2);
    return out.append(payload);
}

std::string photo(Size size = {40, 30}) {
    Raster raster{size, {}};
    const auto bytes = static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) * 3;
    for (std::size_t i = 0; i < bytes; ++i) raster.rgb.push_back(static_cast<std::uint8_t>(i * 31 >> 3));
    return encode_jpeg(raster).value();
}

}  // namespace

TEST_CASE("media: a picture is turned as each orientation says") {
    // What is seen, row by row, when 12/34/56 is stored.
    const std::array<std::string_view, 9> seen = {"123456", "123456", "214365", "654321", "563412",
                                                  "135246", "531642", "642531", "246135"};
    for (int orientation = 0; orientation <= 8; ++orientation) {
        const Raster out = turned(numbered(), orientation);
        CHECK(digits(out) == seen[static_cast<std::size_t>(orientation)]);
        CHECK(out.size.width == (orientation >= 5 ? 3 : 2));
    }
}

TEST_CASE("media: a small size keeps the shape and at least one pixel") {
    CHECK(fit({4000, 3000}, 640).height == 480);
    CHECK(fit({3000, 4000}, 640).width == 480);
    CHECK(fit({10, 8}, 640).width == 10);
    CHECK(fit({65500, 1}, 640).height == 1);
}

TEST_CASE("media: pixels that fall together are averaged") {
    Shrinker shrinker({4, 2}, {2, 1});
    const std::array<std::uint8_t, 12> row = {0, 0, 0, 100, 100, 100, 200, 200, 200, 202, 202, 202};
    shrinker.add_row(row.data());
    shrinker.add_row(row.data());
    CHECK(shrinker.finish().rgb == std::vector<std::uint8_t>{50, 50, 50, 201, 201, 201});
}

TEST_CASE("media: orientation is read in both byte orders, and never from outside of the bytes") {
    for (int orientation = 1; orientation <= 8; ++orientation)
        CHECK(read_orientation(orientation_tiff(orientation)) == orientation);
    const std::string little("II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0", 22);
    CHECK(read_orientation(little) == 6);
    for (std::size_t size = 0; size < little.size(); ++size) CHECK(read_orientation(little.substr(0, size)) == 1);
    std::string far = little;
    far[4] = far[5] = far[6] = far[7] = '\xFF';
    CHECK(read_orientation(far) == 1);
    CHECK(read_orientation(orientation_tiff(9)) == 1);
}

TEST_CASE("media: a JPEG loses what it says and keeps its pixels") {
    const std::string plain = photo();
    const std::string told = plain.substr(0, 2) + segment(0xE1, "http://ns.adobe.com/xap/1.0/") +
                             segment(0xFE, "hello") + plain.substr(2) + "behind the end";
    const auto cleaned = clean(told);
    REQUIRE(cleaned);
    CHECK(cleaned->changed);
    CHECK(cleaned->content == plain);
    CHECK(cleaned->picture.width == 40);
    CHECK_FALSE(clean(plain)->changed);
}

TEST_CASE("media: a picture that is cut off anywhere is damaged") {
    const std::string plain = photo();
    for (std::size_t size = 3; size < plain.size(); size += 7) {
        const auto cleaned = clean(plain.substr(0, size));
        REQUIRE_FALSE(cleaned);
        CHECK(cleaned.error().code == "file.damaged");
    }
}

TEST_CASE("media: too many pixels are refused before anything is decoded") {
    std::string large = photo();
    const std::size_t frame = large.find("\xFF\xC0");
    REQUIRE(frame != std::string::npos);
    for (const std::size_t at : {frame + 5, frame + 7}) large[at] = '\x40';  // 16384 and some
    const auto cleaned = clean(large);
    REQUIRE_FALSE(cleaned);
    CHECK(cleaned.error().code == "file.pixels");
    CHECK(cleaned.error().detail == 100);
}

TEST_CASE("media: a preview has the longest side of 640 and is right way up") {
    const std::string large = photo({1400, 700});
    const std::string exif = std::string("Exif\0\0", 6) + orientation_tiff(6);
    const auto cleaned = clean(large.substr(0, 2) + segment(0xE1, exif) + large.substr(2));
    REQUIRE(cleaned);
    const auto preview = make_preview(FileType::jpeg, large, cleaned->picture);
    REQUIRE(preview);
    Picture seen;
    REQUIRE(clean_jpeg(*preview, seen));
    CHECK(seen.width == 320);
    CHECK(seen.height == 640);
}

TEST_CASE("media: see-through is shown on white") {
    const std::array<std::uint8_t, 8> rgba = {10, 20, 30, 255, 10, 20, 30, 0};
    std::array<std::uint8_t, 6> rgb{};
    flatten(rgba.data(), 2, rgb.data());
    CHECK(rgb == std::array<std::uint8_t, 6>{10, 20, 30, 255, 255, 255});
}

TEST_CASE("media: other files are no voice notes") {
    for (const std::string_view bytes : {"", "RIFF", "OggS", "\x1A\x45\xDF\xA3", "hello, is this a voice?"})
        CHECK_FALSE(read_voice(bytes).has_value());
    CHECK(read_voice(photo()).error().code == "file.type");
    // The mark lies behind the first page, which is empty.
    CHECK_FALSE(read_ogg(std::string("OggS") + std::string(23, '\0') + "OpusHead and more bytes").has_value());
}
