// Owns the kinds of medical record, the file types accepted for them and how a file's type is told from its first
// bytes. A file's name is never trusted.
#pragma once

#include "base/enum_names.hpp"
#include "base/result.hpp"
#include "domain/rules.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace bz::domain {

enum class RecordKind {
    outpatient,             // 门诊病历
    inpatient,              // 住院病历
    discharge_summary,      // 出院小结
    diagnosis_certificate,  // 诊断证明
    examination_report,     // 检查检验报告
    imaging,                // 影像
    other,
};

inline constexpr std::size_t record_pages_max = 20;  // of one paper, photographed page by page

enum class FileType { unknown, jpeg, png, webp, heic, pdf, dicom };

inline constexpr std::size_t sniff_bytes = 132;  // as many as sniff() may look at: DICOM has its mark at 128

// Give the first sniff_bytes of the file, or all of a shorter one.
[[nodiscard]] FileType sniff(std::span<const std::uint8_t> head);

[[nodiscard]] bool is_accepted(FileType type);               // all but unknown
[[nodiscard]] std::string_view mime_of(FileType type);       // "application/octet-stream" for unknown
[[nodiscard]] std::string_view extension_of(FileType type);  // "jpg"; empty for unknown
[[nodiscard]] std::span<const std::string_view>
accepted_extensions();  // with dots, for a file picker; a hint, not a check

// S2: papers that show a diagnosis. The doctor judges what they prove.
[[nodiscard]] bool is_proof_of_diagnosis(RecordKind kind);

// The type, or "record.empty", "record.too_large" (detail = limit in MB of 1024 * 1024 bytes), "record.type".
[[nodiscard]] Result<FileType> check_record(std::span<const std::uint8_t> head, std::int64_t bytes,
                                            const HospitalRules& rules);

}  // namespace bz::domain

template <>
struct bz::EnumNames<bz::domain::RecordKind> {
    static constexpr auto names =
        std::to_array<std::string_view>({"outpatient", "inpatient", "discharge_summary", "diagnosis_certificate",
                                         "examination_report", "imaging", "other"});
};
template <>
struct bz::EnumNames<bz::domain::FileType> {
    static constexpr auto names =
        std::to_array<std::string_view>({"unknown", "jpeg", "png", "webp", "heic", "pdf", "dicom"});
};
