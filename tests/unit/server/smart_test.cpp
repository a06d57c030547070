// Speaking with a hospital's sign-in system: answers in pieces, and the standards' own examples of signed tokens.
#include <doctest/doctest.h>

#include "server/smart/exchange.hpp"
#include "server/smart/jws.hpp"
#include "server/smart_settings.hpp"

using namespace bz;
using namespace bz::server;
using namespace bz::server::smart;

namespace {

// What becomes of an answer, whichever piece of it has come.
std::string_view verdict(std::string_view bytes, bool closed = false) {
    const auto answer = read_answer(bytes, closed);
    return answer ? std::string_view("whole") : answer.error().code;
}

constexpr std::string_view key_set =
    R"({"keys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
    R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]})";
constexpr std::string_view token =
    "eyJhbGciOiJFUzI1NiJ9."
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

}  // namespace

TEST_CASE("smart: an answer is whole when all of it has come, and not before") {
    const std::string_view counted = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    for (std::size_t size = 0; size < counted.size(); ++size) {
        CHECK(verdict(counted.substr(0, size)) == "smart.more");
        CHECK(verdict(counted.substr(0, size), true) == "smart.answer");
    }
    CHECK(read_answer(counted, false)->body == "hello");
    const std::string_view pieces =
        "HTTP/1.1 200 OK\r\nTRANSFER-ENCODING: Chunked\r\n\r\n5\r\nhello\r\nB;x=y\r\n wide world\r\n0\r\n\r\n";
    for (std::size_t size = 0; size + 2 < pieces.size(); ++size) CHECK(verdict(pieces.substr(0, size)) == "smart.more");
    CHECK(read_answer(pieces, false)->body == "hello wide world");
    const std::string_view endless = "HTTP/1.0 404 No\r\n\r\nuntil it ends";
    CHECK(verdict(endless) == "smart.more");
    CHECK(read_answer(endless, true)->status == 404);
    CHECK(read_answer(endless, true)->body == "until it ends");
}

TEST_CASE("smart: what is no answer is none") {
    for (const std::string_view head :
         {"SMTP 200\r\n\r\n", "HTTP/1.1 20\r\n\r\n", "HTTP/1.1 abc OK\r\n\r\n", "HTTP/1.1 999 OK\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 1x\r\n\r\n1",
          "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nx",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n"}) {
        CAPTURE(head);
        CHECK(verdict(head, true) == "smart.answer");
    }
}

TEST_CASE("smart: base64url and PKCE as their standards' examples") {
    for (const std::string_view plain : {"", "f", "fo", "foo", "foob", "fooba", "foobar", "\xFF\xFE\xFD"})
        CHECK(from_base64url(base64url(plain)) == plain);
    CHECK(base64url("\xFB\xFF") == "-_8");
    for (const std::string_view wrong : {"a", "ab=", "a b", "ab+", "aaaaa", "中文"})
        CHECK_FALSE(from_base64url(wrong).has_value());
    CHECK(base64url(sha256("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")) ==
          "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");  // RFC 7636, B
    CHECK(form_of({{"a b", "c&d=e"}, {"é", "~"}}) == "a%20b=c%26d%3De&%C3%A9=~");
}

TEST_CASE("smart: a signed token as in RFC 7515, A.3; one changed letter and it is none") {
    CHECK(signed_payload(token, key_set).value().starts_with(R"({"iss":"joe")"));
    std::string changed(token);
    for (const std::size_t place : {30UL, 60UL, token.size() - 60, token.size() - 10}) {
        std::string other = changed;
        other[place] = other[place] == 'A' ? 'B' : 'A';
        CHECK(signed_payload(other, key_set).error().code == "smart.token");
    }
    CHECK(signed_payload(token, R"({"keys":[]})").error().code == "smart.key");
    CHECK(signed_payload(token, "[]").error().code == "smart.answer");
    CHECK(signed_payload(token, "nothing").error().code == "smart.answer");
    CHECK(signed_payload(token, R"({"keys":[1,null,{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}]})").error().code ==
          "smart.token");
}

TEST_CASE("smart: systems of a hospital's file") {
    const auto wrong = [](SmartProvider one, bool loopback = false) { return unfit({std::move(one)}, loopback); };
    CHECK(wrong({"https://fhir.example.org/r4", "banzhen", {}, {}, {}}).empty());
    CHECK(wrong({"http://127.0.0.1:9/fhir", "banzhen", {}, {}, {}}, true).empty());
    CHECK(wrong({"http://127.0.0.1:9/fhir", "banzhen", {}, {}, {}}).starts_with("/smart/0/iss"));
    CHECK(wrong({"http://fhir.example.org", "banzhen", {}, {}, {}}, true).starts_with("/smart/0/iss"));
    CHECK(wrong({"https://a@fhir.example.org", "banzhen", {}, {}, {}}).starts_with("/smart/0/iss"));
    CHECK(wrong({"https://fhir.example.org/?x", "banzhen", {}, {}, {}}).starts_with("/smart/0/iss"));
    CHECK(plain_iss("https://a/r4//") == "https://a/r4");
}
