// JPEG: a row of marked segments, with the coded pixels between them.
#include "server/media/bytes.hpp"
#include "server/media/clean.hpp"

namespace bz::server::media {

namespace {

constexpr int scans_max = 100;  // progressive photos have about ten; thousands are an attack on the processor
constexpr std::string_view exif_mark("Exif\0\0", 6);
constexpr std::string_view icc_mark("ICC_PROFILE\0", 12);
constexpr std::string_view jfif_mark("JFIF\0", 5);
constexpr std::size_t jfif_bytes = 14;

enum Marker : std::uint8_t {
    sof0 = 0xC0,
    dht = 0xC4,
    jpg = 0xC8,
    dac = 0xCC,
    sof15 = 0xCF,
    rst0 = 0xD0,
    rst7 = 0xD7,
    soi = 0xD8,
    eoi = 0xD9,
    sos = 0xDA,
    dqt = 0xDB,
    dri = 0xDD,
    app0 = 0xE0,
    app1 = 0xE1,
    app2 = 0xE2,
    app14 = 0xEE,
    app15 = 0xEF,
    com = 0xFE,
};

void put_segment(std::string& out, std::uint8_t marker, std::string_view payload) {
    out += '\xFF';
    out += static_cast<char>(marker);
    put_big_endian(out, payload.size() + 2, 2);
    out += payload;
}

bool is_frame(std::uint8_t marker) {
    return marker >= sof0 && marker <= sof15 && marker != dht && marker != jpg && marker != dac;
}

class Walk {
public:
    Walk(std::string_view bytes, Picture& picture) : bytes_(bytes), picture_(picture) { out_.reserve(bytes.size()); }

    Result<std::string> run() {
        out_ = "\xFF\xD8";
        for (;;) {
            const std::uint8_t marker = next_marker();
            if (marker == eoi) {
                if (!framed_ || scans_ == 0) return fail("file.damaged");
                out_ += "\xFF\xD9";  // what follows is not of the picture
                return std::move(out_);
            }
            const std::size_t length = big_endian(bytes_, at_, 2);
            if (marker == 0 || length < 2 || !has(bytes_, at_, length)) return fail("file.damaged");
            const std::string_view payload = bytes_.substr(at_ + 2, length - 2);
            at_ += length;
            if (!take(marker, payload)) return fail("file.damaged");
        }
    }

private:
    // 0 when there is none.
    std::uint8_t next_marker() {
        if (byte_at(bytes_, at_) != 0xFF) return 0;
        while (byte_at(bytes_, at_) == 0xFF) ++at_;  // any number of these may stand before a marker
        return byte_at(bytes_, at_++);
    }

    bool take(std::uint8_t marker, std::string_view payload) {
        if (marker >= app0 && marker <= app15) return take_application(marker, payload);
        if (marker == com) return true;
        if (is_frame(marker)) return take_frame(marker, payload);
        if (marker == sos) return take_scan(payload);
        if (marker != dht && marker != dac && marker != dqt && marker != dri) return false;
        put_segment(out_, marker, payload);
        return true;
    }

    // Kept is only what decoding needs: the pixels' shape, colours, and which way is up.
    bool take_application(std::uint8_t marker, std::string_view payload) {
        if (marker == app0 && payload.starts_with(jfif_mark) && payload.size() >= jfif_bytes) {
            std::string plain(payload.substr(0, jfif_bytes));
            plain[jfif_bytes - 2] = plain[jfif_bytes - 1] = '\0';  // no thumbnail: it may show what was cut away
            put_segment(out_, marker, plain);
        } else if (marker == app1 && payload.starts_with(exif_mark) && !oriented_) {
            oriented_ = true;
            picture_.orientation = read_orientation(payload.substr(exif_mark.size()));
            if (picture_.orientation != 1)
                put_segment(out_, app1, std::string(exif_mark) + orientation_tiff(picture_.orientation));
        } else if ((marker == app2 && payload.starts_with(icc_mark)) ||
                   (marker == app14 && payload.starts_with("Adobe"))) {
            put_segment(out_, marker, payload);
        }
        return true;
    }

    bool take_frame(std::uint8_t marker, std::string_view payload) {
        if (framed_ || payload.size() < 6) return false;
        framed_ = true;
        picture_.height = static_cast<int>(big_endian(payload, 1, 2));
        picture_.width = static_cast<int>(big_endian(payload, 3, 2));
        picture_.held = (marker & 3) == 2;  // progressive
        put_segment(out_, marker, payload);
        return picture_.width > 0 && picture_.height > 0;
    }

    bool take_scan(std::string_view payload) {
        if (!framed_ || ++scans_ > scans_max) return false;
        put_segment(out_, sos, payload);
        const std::size_t from = at_;
        for (;;) {
            const std::size_t mark = bytes_.find('\xFF', at_);
            if (mark == std::string_view::npos) return false;
            const std::uint8_t after = byte_at(bytes_, mark + 1);
            at_ = mark;
            if (after != 0 && (after < rst0 || after > rst7)) break;
            at_ += 2;  // a byte that happens to be FF, or a restart
        }
        out_ += bytes_.substr(from, at_ - from);
        return true;
    }

    std::string_view bytes_;
    Picture& picture_;
    std::size_t at_ = 2;
    std::string out_;
    bool framed_ = false;
    bool oriented_ = false;
    int scans_ = 0;
};

}  // namespace

Result<std::string> clean_jpeg(std::string_view bytes, Picture& picture) { return Walk(bytes, picture).run(); }

}  // namespace bz::server::media
