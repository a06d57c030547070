#include <doctest/doctest.h>

#include "domain/help.hpp"
#include "domain/help_errors.hpp"
#include "domain/matrix.hpp"

#include <string>

using namespace bz;
using namespace bz::domain;
using namespace bz::test;

TEST_CASE("help: states move as drawn and in no other way") {
    const Matrix<HelpState> legal = {
        // waiting active ended expired
        ".xxx",  // waiting
        "..x.",  // active
        "....",  // ended
        "....",  // expired
    };
    check_matrix<HelpState>(
        legal, [](auto from, auto to) { return can_move(from, to); }, [](auto from, auto to) { return move(from, to); },
        "help.illegal_move");
}

TEST_CASE("help: time ends what nobody ended") {
    using enum HelpState;
    constexpr Instant start = 1'000'000;
    constexpr Instant hour = 60 * ms_per_minute;
    CHECK(help_state_at(waiting, start + 1, 0, start) == waiting);
    CHECK(help_state_at(waiting, start, 0, start) == expired);
    CHECK(help_state_at(active, start - 5, start, start + hour - 1) == active);
    CHECK(help_state_at(active, start - 5, start, start + hour) == ended);
    CHECK(help_state_at(ended, start, start, start) == ended);
    CHECK(help_state_at(expired, start + hour, 0, start) == expired);
}

TEST_CASE("help: plain facts may be proposed, nothing that is a person's own or a key") {
    for (const char* field : {"addresses.address_line", "addresses.address_name", "addresses.address_phone",
                              "fulfilment.address_line", "records.date", "records.hospital"})
        CHECK_MESSAGE(may_propose(field), field);
    for (const char* field :
         {"", "address_line", "identity.name", "identity.number", "identity.country", "identity.expires_on.year",
          "sign_in.phone", "sign_in.code", "people.code", "privacy.code", "chat.text", "gate.change", "refill.other",
          "complaint.words", "rating.words", "feedback.words", "records.hospital ", "Records.hospital"})
        CHECK_FALSE_MESSAGE(may_propose(field), field);
    CHECK(help_fields().size() == 8);  // one more is a decision: see the reasons beside the list
}

TEST_CASE("help: plain pages may be opened, none that sends, pays, consents or shows a secret") {
    for (const char* route : {"home", "help", "addresses", "records", "identity", "sign_in", "settings"})
        CHECK_MESSAGE(may_open(route), route);
    for (const char* route :
         {"",         "bill",        "fulfilment", "order",      "pay_return", "review", "consents", "face_consent",
          "verify",   "chat",        "summary",    "terminated", "viewer",     "photo",  "document", "privacy",
          "leave",    "devices",     "my_data",    "access_log", "care_code",  "person", "guardian", "rating",
          "feedback", "home/../bill"})
        CHECK_FALSE_MESSAGE(may_open(route), route);
}

TEST_CASE("help: words are plain, and counted in characters") {
    const auto text = [](std::string_view words) { return is_help_text(words, 5); };
    for (const char* good : {"您好", "a", "一二三四五", "👵🏽 ok"}) CHECK_MESSAGE(text(good), good);
    for (const char* bad :
         {"", " ", "\u3000", "一二三四五六", "a\nb", "a\tb", "\x7f", "\u0085", "\u2028", "a\u202e", "\u2066", "\xff"})
        CHECK_FALSE_MESSAGE(text(bad), bad);
}

TEST_CASE("help: names of places hold nothing that was typed") {
    for (const char* good : {"identity", "identity.number", "red_flags", "a-b", "step_2", "x12"})
        CHECK_MESSAGE(is_help_place(good), good);
    for (const char* bad : {"", "1a", "Identity", "a b", "任长河", "a13900002468", "a.1.2.3", "identity/number"})
        CHECK_FALSE_MESSAGE(is_help_place(bad), bad);
    CHECK(is_help_place(std::string(64, 'a')));
    CHECK_FALSE(is_help_place(std::string(65, 'a')));
    CHECK(is_node_id("records.item.rec_A1:2/3"));
    for (const char* bad : {"", "a b", "a\"b", "a<b", "名"}) CHECK_FALSE_MESSAGE(is_node_id(bad), bad);
}

TEST_CASE("help: errors are told from a list, and none that tells of health, family or a kind of paper is on it") {
    for (const char* key : {"sign_in.code.again_at", "sign_in.code.error_code_wrong", "problem.offline",
                            "identity.number.error_checksum", "records.error.file_type"})
        CHECK_MESSAGE(is_help_error(key), key);
    for (const char* key :
         {"", "problem", "problem.guardian_needed", "problem.prescription_expired", "refill.error.none_chosen",
          "identity.number.error_hk_macao", "identity.number.error_household_age", "gate.answer.missing",
          "people.presence.error", "review.error.guardian", "complaint.error.how", "problem.offline "})
        CHECK_FALSE_MESSAGE(is_help_error(key), key);
    for (const std::string_view key : help_errors())
        for (const char* part : {"gate.", "refill.", "complaint.", "chat.", "guardian", "dicom", "rating."})
            CHECK_FALSE_MESSAGE(key.contains(part), key);
}

TEST_CASE("help: a surname and stars are all of a name that is told") {
    CHECK(help_who("任长河", 72) == "任** 72");
    CHECK(help_who("𬭎一", std::nullopt) == "𬭎**");
    CHECK(help_who("Anna Müller", 5) == "A** 5");
    CHECK(help_who("", 5).empty());
}
