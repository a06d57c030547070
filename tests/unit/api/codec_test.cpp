#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "api/order.hpp"
#include "api/person.hpp"
#include "api/visit.hpp"

namespace bz::api {

template <class T>
static std::vector<FieldError> errors_of(std::string_view text, Unknown unknown = Unknown::refuse) {
    T value{};
    Decoding decoding{.unknown = unknown, .path = {}, .errors = {}};
    decode(Json::parse(text), value, decoding);
    return decoding.errors;
}

TEST_CASE("codec: a value survives the wire, absent fields stay absent") {
    VisitRequest request;
    request.kind = domain::VisitKind::consultation;
    request.person_id = "p1";
    request.draft.emplace().weeks = 4;
    request.draft->record_ids = {"r1", "r2"};
    const std::string text = write(request);
    CHECK(text.find("medicine_text") == std::string::npos);
    const auto again = read<VisitRequest>(text);
    REQUIRE(again);
    CHECK(again->kind == domain::VisitKind::consultation);
    CHECK(again->draft->weeks == 4);
    CHECK(again->draft->record_ids == std::vector<std::string>{"r1", "r2"});
    CHECK_FALSE(again->draft->complaint);
}

TEST_CASE("codec: every fault is named with its pointer") {
    CHECK(errors_of<Address>(R"({"name":"a","phone":1})") ==
          std::vector<FieldError>{{"/phone", "type"}, {"/line", "required"}});
    CHECK(errors_of<VisitRequest>(R"({"kind":"surgery","person_id":"p"})") ==
          std::vector<FieldError>{{"/kind", "choice"}});
    CHECK(errors_of<VisitDraft>(R"({"record_ids":["a",2]})") == std::vector<FieldError>{{"/record_ids/1", "type"}});
    CHECK(errors_of<VisitDraft>(R"({"weeks":4.5})") == std::vector<FieldError>{{"/weeks", "type"}});
    CHECK(errors_of<VisitDraft>(R"({"weeks":99999999999})") == std::vector<FieldError>{{"/weeks", "type"}});
    CHECK(errors_of<MessageRequest>(R"([])") == std::vector<FieldError>{{"", "type"}});
    CHECK(errors_of<MessageRequest>("{\"text\":\"" + std::string(string_bytes_max + 1, 'x') + "\"}") ==
          std::vector<FieldError>{{"/text", "too_long"}});
}

TEST_CASE("codec: a server refuses unknown fields without echoing them, a client ignores them") {
    constexpr std::string_view text = R"({"text":"hello","secret name":1})";
    CHECK(errors_of<MessageRequest>(text) == std::vector<FieldError>{{"", "unknown"}});
    CHECK(errors_of<MessageRequest>(text, Unknown::ignore).empty());
    CHECK(read<MessageRequest>(text)->text == "hello");
}

TEST_CASE("codec: broken text is no value") {
    CHECK_FALSE(read<MessageRequest>("{\"text\":"));
    CHECK_FALSE(read<MessageRequest>(""));
}

}  // namespace bz::api
