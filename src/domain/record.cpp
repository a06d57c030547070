#include "domain/record.hpp"

#include <algorithm>
#include <array>

namespace bz::domain {

namespace {

bool has_at(std::span<const std::uint8_t> head, std::size_t at, std::string_view mark) {
    if (head.size() < at + mark.size()) return false;
    for (std::size_t index = 0; index < mark.size(); ++index)
        if (head[at + index] != static_cast<std::uint8_t>(mark[index])) return false;
    return true;
}

// ISO base media: "ftyp" at 4, the major brand at 8, compatible brands from 16 to the end of the box. A phone's photo
// may have the general brand mif1 as its major one, but then names an HEVC brand among the compatible ones; AVIF does
// not.
bool is_heic(std::span<const std::uint8_t> head) {
    static constexpr std::array<std::string_view, 6> brands = {"heic", "heix", "heim", "heis", "hevc", "hevx"};
    const auto names_heic = [head](std::size_t at) {
        return std::ranges::any_of(brands, [&](std::string_view brand) { return has_at(head, at, brand); });
    };
    if (!has_at(head, 4, "ftyp")) return false;
    if (names_heic(8)) return true;
    if (!has_at(head, 8, "mif1") && !has_at(head, 8, "msf1")) return false;
    const std::size_t box_bytes = std::size_t{head[2]} << 8 | head[3];  // larger boxes are not photos' headers
    const std::size_t end = head[0] == 0 && head[1] == 0 ? std::min(box_bytes, head.size()) : 0;
    for (std::size_t at = 16; at + 4 <= end; at += 4)
        if (names_heic(at)) return true;
    return false;
}

// A DICOM file may begin with anything, so a program can carry the mark at 128 too.
bool is_program(std::span<const std::uint8_t> head) {
    return has_at(head, 0, "MZ") ||
           has_at(head, 0,
                  "\x7F"
                  "ELF") ||
           has_at(head, 0, "#!");
}

}  // namespace

FileType sniff(std::span<const std::uint8_t> head) {
    if (has_at(head, 0, "\xFF\xD8\xFF")) return FileType::jpeg;
    if (has_at(head, 0, "\x89PNG\r\n\x1A\n")) return FileType::png;
    if (has_at(head, 0, "RIFF") && has_at(head, 8, "WEBP")) return FileType::webp;
    if (has_at(head, 0, "%PDF-")) return FileType::pdf;
    if (is_heic(head)) return FileType::heic;
    if (has_at(head, 128, "DICM") && !is_program(head)) return FileType::dicom;
    return FileType::unknown;
}

bool is_accepted(FileType type) { return type != FileType::unknown; }

std::string_view mime_of(FileType type) {
    switch (type) {
    case FileType::jpeg: return "image/jpeg";
    case FileType::png: return "image/png";
    case FileType::webp: return "image/webp";
    case FileType::heic: return "image/heic";
    case FileType::pdf: return "application/pdf";
    case FileType::dicom: return "application/dicom";
    case FileType::unknown: break;
    }
    return "application/octet-stream";
}

std::string_view extension_of(FileType type) {
    switch (type) {
    case FileType::jpeg: return "jpg";
    case FileType::png: return "png";
    case FileType::webp: return "webp";
    case FileType::heic: return "heic";
    case FileType::pdf: return "pdf";
    case FileType::dicom: return "dcm";
    case FileType::unknown: break;
    }
    return {};
}

std::span<const std::string_view> accepted_extensions() {
    static constexpr std::array<std::string_view, 9> extensions = {".jpg",  ".jpeg", ".png", ".webp", ".heic",
                                                                   ".heif", ".pdf",  ".dcm", ".dicom"};
    return extensions;
}

bool is_proof_of_diagnosis(RecordKind kind) {
    switch (kind) {
    case RecordKind::outpatient:
    case RecordKind::inpatient:
    case RecordKind::discharge_summary:
    case RecordKind::diagnosis_certificate: return true;
    case RecordKind::examination_report:
    case RecordKind::imaging:
    case RecordKind::other: break;
    }
    return false;
}

Result<FileType> check_record(std::span<const std::uint8_t> head, std::int64_t bytes, const HospitalRules& rules) {
    if (bytes <= 0) return fail("record.empty");
    if (bytes > rules.record_bytes_max)
        return fail("record.too_large", static_cast<int>(rules.record_bytes_max / (1024 * 1024)));
    const FileType type = sniff(head);
    if (!is_accepted(type)) return fail("record.type");
    return type;
}

}  // namespace bz::domain
