// JPEG by libjpeg-turbo. Its errors jump out of the middle of it: what has a destructor lives outside of the jump.
#include "server/media/bytes.hpp"
#include "server/media/raster.hpp"

#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include <jpeglib.h>

namespace bz::server::media {

namespace {

constexpr long memory_max = 512L * 1024 * 1024;
constexpr int quality = 78;

struct Trap {
    jpeg_error_mgr manager{};  // first: libjpeg knows only this part
    std::jmp_buf out{};
};

void jump_out(j_common_ptr info) { std::longjmp(reinterpret_cast<Trap*>(info->err)->out, 1); }
void say_nothing(j_common_ptr) {}
void count_nothing(j_common_ptr, int) {}  // small damage is common in old files, and a doctor can still read them

void set_trap(Trap& trap) {
    jpeg_std_error(&trap.manager);
    trap.manager.error_exit = jump_out;
    trap.manager.output_message = say_nothing;
    trap.manager.emit_message = count_nothing;
}

struct Decoder {
    Trap trap;
    jpeg_decompress_struct info{};
    std::vector<std::uint8_t> row;
    std::vector<std::uint8_t> rgb;
    std::optional<Shrinker> shrinker;

    Decoder() { info.err = &trap.manager; }
    Decoder(const Decoder&) = delete;
    ~Decoder() { jpeg_destroy_decompress(&info); }
};

// Decoding at a half, a quarter or an eighth is nearly free, and enough as long as it stays above what is wanted.
void choose_scale(jpeg_decompress_struct& info, int side) {
    const auto longer = static_cast<int>(std::max(info.image_width, info.image_height));
    info.scale_num = 1;
    info.scale_denom = 1;
    while (info.scale_denom < 8 && longer / static_cast<int>(info.scale_denom * 2) >= side) info.scale_denom *= 2;
}

void four_inks_to_light(const std::vector<std::uint8_t>& inks, bool inverted, std::vector<std::uint8_t>& rgb) {
    for (std::size_t i = 0, to = 0; to + 2 < rgb.size(); i += 4) {
        const auto light = [&](std::size_t at) { return inverted ? inks[at] : 255 - inks[at]; };
        for (std::size_t part = 0; part < 3; ++part)
            rgb[to++] = static_cast<std::uint8_t>(light(i + part) * light(i + 3) / 255);
    }
}

// Everything between here and the end may jump; there is nothing with a destructor in it.
bool decode(Decoder& decoder, std::string_view bytes, int side) {
    jpeg_decompress_struct& info = decoder.info;
    if (setjmp(decoder.trap.out) != 0) return false;
    jpeg_create_decompress(&info);
    info.mem->max_memory_to_use = memory_max;
    jpeg_mem_src(&info, reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<unsigned long>(bytes.size()));
    if (jpeg_read_header(&info, TRUE) != JPEG_HEADER_OK) return false;
    choose_scale(info, side);
    const bool inks = info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK;
    info.out_color_space = inks ? JCS_CMYK : JCS_RGB;
    info.dct_method = JDCT_ISLOW;
    jpeg_start_decompress(&info);
    const Size from{static_cast<int>(info.output_width), static_cast<int>(info.output_height)};
    decoder.row.resize(std::size_t{info.output_width} * static_cast<std::size_t>(info.output_components));
    decoder.rgb.resize(std::size_t{info.output_width} * 3);
    decoder.shrinker.emplace(from, fit(from, side));
    while (info.output_scanline < info.output_height) {
        JSAMPROW rows[] = {decoder.row.data()};
        jpeg_read_scanlines(&info, rows, 1);
        if (inks) four_inks_to_light(decoder.row, info.saw_Adobe_marker != 0, decoder.rgb);
        decoder.shrinker->add_row(inks ? decoder.rgb.data() : decoder.row.data());
    }
    return true;
}

struct Encoder {
    Trap trap;
    jpeg_compress_struct info{};
    unsigned char* out = nullptr;
    unsigned long size = 0;

    Encoder() { info.err = &trap.manager; }
    Encoder(const Encoder&) = delete;
    ~Encoder() {
        jpeg_destroy_compress(&info);
        std::free(out);
    }
};

bool encode(Encoder& encoder, const Raster& raster) {
    jpeg_compress_struct& info = encoder.info;
    if (setjmp(encoder.trap.out) != 0) return false;
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &encoder.out, &encoder.size);
    info.image_width = static_cast<JDIMENSION>(raster.size.width);
    info.image_height = static_cast<JDIMENSION>(raster.size.height);
    info.input_components = 3;
    info.in_color_space = JCS_RGB;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, quality, TRUE);
    info.optimize_coding = TRUE;
    jpeg_start_compress(&info, TRUE);
    const std::size_t stride = static_cast<std::size_t>(raster.size.width) * 3;
    while (info.next_scanline < info.image_height) {
        // libjpeg only reads, but asks for a pointer that could write.
        JSAMPROW rows[] = {const_cast<std::uint8_t*>(raster.rgb.data()) + info.next_scanline * stride};
        jpeg_write_scanlines(&info, rows, 1);
    }
    jpeg_finish_compress(&info);
    return true;
}

}  // namespace

Result<Raster> decode_jpeg(std::string_view bytes, int side) {
    Decoder decoder;
    set_trap(decoder.trap);
    if (!decode(decoder, bytes, side)) return fail("file.damaged");
    return decoder.shrinker->finish();
}

Result<std::string> encode_jpeg(const Raster& raster) {
    Encoder encoder;
    set_trap(encoder.trap);
    if (!encode(encoder, raster)) return fail("file.damaged");
    return std::string(reinterpret_cast<const char*>(encoder.out), encoder.size);
}

}  // namespace bz::server::media
