// PNG by libpng, whose errors jump out of the middle of it: what has a destructor lives outside of the jump.
#include "server/media/bytes.hpp"
#include "server/media/raster.hpp"

#include <algorithm>
#include <csetjmp>
#include <cstring>
#include <optional>

#include <png.h>

namespace bz::server::media {

namespace {

constexpr png_uint_32 side_max = 1'000'000;
constexpr png_alloc_size_t chunk_bytes_max = 8 * 1024 * 1024;

struct Decoder {
    png_structp png = nullptr;
    png_infop info = nullptr;
    std::string_view bytes;
    std::size_t at = 0;
    std::vector<std::uint8_t> pixels;  // one row, or all of them when interlaced
    std::vector<png_bytep> rows;
    std::vector<std::uint8_t> rgb;
    std::optional<Shrinker> shrinker;

    Decoder() = default;
    Decoder(const Decoder&) = delete;
    ~Decoder() { png_destroy_read_struct(&png, &info, nullptr); }
};

void jump_out(png_structp png, png_const_charp) { png_longjmp(png, 1); }
void say_nothing(png_structp, png_const_charp) {}

void give(png_structp png, png_bytep into, png_size_t count) {
    auto& decoder = *static_cast<Decoder*>(png_get_io_ptr(png));
    if (!has(decoder.bytes, decoder.at, count)) png_error(png, "end");
    std::memcpy(into, decoder.bytes.data() + decoder.at, count);
    decoder.at += count;
}

void add(Decoder& decoder, const std::uint8_t* rgba, std::size_t width) {
    flatten(rgba, width, decoder.rgb.data());
    decoder.shrinker->add_row(decoder.rgb.data());
}

void want_rgba(Decoder& decoder) {
    png_set_expand(decoder.png);
    png_set_scale_16(decoder.png);
    png_set_gray_to_rgb(decoder.png);
    png_set_add_alpha(decoder.png, 0xFF, PNG_FILLER_AFTER);
}

void read_interlaced(Decoder& decoder, std::size_t width, std::size_t height) {
    decoder.pixels.resize(width * height * 4);
    decoder.rows.resize(height);
    for (std::size_t y = 0; y < height; ++y) decoder.rows[y] = decoder.pixels.data() + y * width * 4;
    png_read_image(decoder.png, decoder.rows.data());
    for (std::size_t y = 0; y < height; ++y) add(decoder, decoder.rows[y], width);
}

void read_rows(Decoder& decoder, std::size_t width, std::size_t height) {
    decoder.pixels.resize(width * 4);
    for (std::size_t y = 0; y < height; ++y) {
        png_read_row(decoder.png, decoder.pixels.data(), nullptr);
        add(decoder, decoder.pixels.data(), width);
    }
}

bool decode(Decoder& decoder, int side) {
    decoder.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, jump_out, say_nothing);
    if (decoder.png == nullptr) return false;
    decoder.info = png_create_info_struct(decoder.png);
    if (decoder.info == nullptr || setjmp(png_jmpbuf(decoder.png)) != 0) return false;
    png_set_read_fn(decoder.png, &decoder, give);
    png_set_user_limits(decoder.png, side_max, side_max);
    png_set_chunk_malloc_max(decoder.png, chunk_bytes_max);
    // A colour profile is not needed for a preview, and unpacking one is work that a stranger could ask for.
    png_set_keep_unknown_chunks(decoder.png, PNG_HANDLE_CHUNK_NEVER, reinterpret_cast<png_const_bytep>("iCCP\0"), 1);
    png_read_info(decoder.png, decoder.info);
    want_rgba(decoder);
    const bool interlaced = png_get_interlace_type(decoder.png, decoder.info) != PNG_INTERLACE_NONE;
    if (interlaced) png_set_interlace_handling(decoder.png);
    png_read_update_info(decoder.png, decoder.info);
    const png_uint_32 width = png_get_image_width(decoder.png, decoder.info);
    const png_uint_32 height = png_get_image_height(decoder.png, decoder.info);
    if (png_get_rowbytes(decoder.png, decoder.info) != std::size_t{width} * 4) return false;
    const Size from{static_cast<int>(width), static_cast<int>(height)};
    decoder.rgb.resize(std::size_t{width} * 3);
    decoder.shrinker.emplace(from, fit(from, side));
    if (interlaced)
        read_interlaced(decoder, width, height);
    else
        read_rows(decoder, width, height);
    return true;
}

}  // namespace

Result<Raster> decode_png(std::string_view bytes, int side) {
    Decoder decoder;
    decoder.bytes = bytes;
    if (!decode(decoder, side)) return fail("file.damaged");
    return decoder.shrinker->finish();
}

}  // namespace bz::server::media
