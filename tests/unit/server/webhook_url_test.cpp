#include <doctest/doctest.h>

#include "server/store/seal.hpp"
#include "server/webhook_url.hpp"

using namespace bz::server;

TEST_CASE("webhook addresses: parts") {
    const auto url = parse_webhook_url("https://his.example.org:8443/banzhen/in?x=1", false);
    REQUIRE(url);
    CHECK(url->origin == "https://his.example.org:8443");
    CHECK(url->target == "/banzhen/in?x=1");
    CHECK(parse_webhook_url("https://his.example.org", false)->target == "/");
    CHECK(parse_webhook_url("https://his.example.org?x", false)->target == "/?x");
}

TEST_CASE("webhook addresses: plain http only to this machine, and only when allowed") {
    for (const char* url : {"http://127.0.0.1:8080/a", "http://localhost/a", "http://[::1]:9/"}) {
        CHECK(parse_webhook_url(url, true));
        CHECK_FALSE(parse_webhook_url(url, false));
    }
    for (const char* url : {"http://127.0.0.1.example.org/", "http://10.0.0.1/", "http://localhost.example.org/"})
        CHECK_FALSE(parse_webhook_url(url, true));
}

TEST_CASE("HMAC-SHA256 as in RFC 4231, test case 2") {
    start_crypto();
    CHECK(hmac_sha256_hex("Jefe", "what do ya want for nothing?") ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}
