// WebP by libwebp, which makes it small while it decodes.
#include "server/media/raster.hpp"

#include <webp/decode.h>

namespace bz::server::media {

namespace {

struct Config : WebPDecoderConfig {
    Config() { sound = WebPInitDecoderConfig(this) != 0; }
    Config(const Config&) = delete;
    ~Config() { WebPFreeDecBuffer(&output); }
    bool sound = false;
};

}  // namespace

Result<Raster> decode_webp(std::string_view bytes, int side) {
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    Config config;
    if (!config.sound || WebPGetFeatures(data, bytes.size(), &config.input) != VP8_STATUS_OK)
        return fail("file.damaged");
    const Size size = fit({config.input.width, config.input.height}, side);
    config.options.use_scaling = 1;
    config.options.scaled_width = size.width;
    config.options.scaled_height = size.height;
    config.output.colorspace = MODE_RGBA;
    if (WebPDecode(data, bytes.size(), &config) != VP8_STATUS_OK) return fail("file.damaged");
    const auto width = static_cast<std::size_t>(size.width);
    Raster out{size, std::vector<std::uint8_t>(width * static_cast<std::size_t>(size.height) * 3)};
    for (int y = 0; y < size.height; ++y)
        flatten(config.output.u.RGBA.rgba + static_cast<std::ptrdiff_t>(y) * config.output.u.RGBA.stride, width,
                out.rgb.data() + static_cast<std::size_t>(y) * width * 3);
    return out;
}

}  // namespace bz::server::media
