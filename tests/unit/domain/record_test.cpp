#include "domain/record.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace bz;
using namespace bz::domain;
using namespace std::string_literals;

namespace {

std::vector<std::uint8_t> bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

}  // namespace

TEST_CASE("file types are told by their bytes") {
    struct Row {
        std::string head;
        FileType type;
    };
    const std::string preamble(128, '\0');
    const Row rows[] = {
        {"\xFF\xD8\xFF\xE1", FileType::jpeg},
        {"\xFF\xD8\xFF", FileType::jpeg},
        {"\xFF\xD8", FileType::unknown},
        {"\x89PNG\r\n\x1A\n", FileType::png},
        {"\x89PNG\n\x1A\n", FileType::unknown},  // damaged by a text-mode copy
        {"RIFF\x10\x00\x00\x00WEBPVP8 "s, FileType::webp},
        {"RIFF\x10\x00\x00\x00WAVEfmt "s, FileType::unknown},
        {"%PDF-1.7", FileType::pdf},
        {"\0\0\0\x18"
         "ftypheic\0\0\0\0mif1heic"s,
         FileType::heic},
        {"\0\0\0\x18"
         "ftypmif1\0\0\0\0mif1heic"s,
         FileType::heic},
        {"\0\0\0\x14"
         "ftypmif1\0\0\0\0mif1heic"s,
         FileType::unknown},  // the brand is outside the box
        {"\0\0\0\xFF"
         "ftypmif1\0\0\0\0mif1"s,
         FileType::unknown},  // the box is longer than what is here
        {"\0\0\0\x18"
         "ftypavif\0\0\0\0mif1avif"s,
         FileType::unknown},
        {"\0\0\0\x18"
         "ftypisom\0\0\0\0mp41heic"s,
         FileType::unknown},  // a video
        {"\0\0\0\x18"
         "ftyp"s,
         FileType::unknown},
        {preamble + "DICM", FileType::dicom},
        {preamble + "DIC", FileType::unknown},
        {"MZ" + preamble.substr(2) + "DICM", FileType::unknown},  // a program that poses as an image
        {"\x7F"
         "ELF" +
             preamble.substr(4) + "DICM",
         FileType::unknown},
        {"MZ\x90\0"s, FileType::unknown},
        {"<html>", FileType::unknown},
        {"", FileType::unknown},
    };
    for (const Row& row : rows) {
        CAPTURE(row.head.substr(0, 24));
        CHECK(sniff(bytes_of(row.head)) == row.type);
    }
}

TEST_CASE("no first bytes can make sniffing read past the end") {
    const std::string whole =
        "\0\0\0\x18"
        "ftypmif1\0\0\0\0mif1heic"s +
        std::string(120, 'x');
    for (std::size_t length = 0; length <= whole.size(); ++length)
        (void)sniff(bytes_of(whole.substr(0, length)));  // the sanitizers watch
}

TEST_CASE("each accepted type has a media type and an extension that the picker offers") {
    for (std::size_t index = 0; index < enum_count<FileType>; ++index) {
        const auto type = static_cast<FileType>(index);
        CAPTURE(to_string(type));
        CHECK(is_accepted(type) == (type != FileType::unknown));
        CHECK((mime_of(type) == "application/octet-stream") == (type == FileType::unknown));
        bool offered = false;
        for (const std::string_view extension : accepted_extensions())
            offered = offered || extension.substr(1) == extension_of(type);
        CHECK(offered == is_accepted(type));
    }
    CHECK(mime_of(FileType::jpeg) == "image/jpeg");
    CHECK(mime_of(FileType::dicom) == "application/dicom");
    CHECK(extension_of(FileType::unknown).empty());
}

TEST_CASE("records are refused with a reason") {
    const HospitalRules rules;
    const auto jpeg = bytes_of("\xFF\xD8\xFF\xE0");
    const auto program = bytes_of("MZ\x90");
    CHECK(check_record(jpeg, 1, rules) == FileType::jpeg);
    CHECK(check_record(jpeg, rules.record_bytes_max, rules) == FileType::jpeg);
    CHECK(check_record(jpeg, rules.record_bytes_max + 1, rules).error() == Error{"record.too_large", 50});
    CHECK(check_record(jpeg, 0, rules).error() == Error{"record.empty"});
    CHECK(check_record(jpeg, -1, rules).error() == Error{"record.empty"});
    CHECK(check_record(program, 3, rules).error() == Error{"record.type"});
}

TEST_CASE("four kinds of paper show a diagnosis") {
    using enum RecordKind;
    for (const RecordKind kind : {outpatient, inpatient, discharge_summary, diagnosis_certificate})
        CHECK(is_proof_of_diagnosis(kind));
    for (const RecordKind kind : {examination_report, imaging, other}) CHECK_FALSE(is_proof_of_diagnosis(kind));
}
