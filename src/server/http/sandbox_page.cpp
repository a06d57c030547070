#include "server/http/sandbox_page.hpp"

namespace bz::server {

namespace {

constexpr const char* style = R"css(
*{box-sizing:border-box}
body{margin:0;font:18px/1.6 system-ui,sans-serif;background:#f4f6f5;color:#1c2421}
main{max-width:30rem;margin:0 auto;padding:24px 20px 40px}
.mark{margin:0 0 20px;padding:10px 14px;border-radius:10px;background:#fff3d6;color:#5a3d00;font-weight:600}
h1{margin:0 0 4px;font-size:28px;line-height:1.3}
.amount{margin:12px 0 28px;font-size:44px;line-height:1.2;font-weight:700}
p{margin:0 0 12px}
form{margin:0 0 14px}
button{width:100%;min-height:60px;padding:12px 20px;border-radius:14px;border:2px solid #0b5d46;font:inherit;font-weight:600;cursor:pointer}
.pay{background:#0b5d46;color:#fff}
.back{background:#fff;color:#0b5d46}
button:focus-visible{outline:4px solid #1c2421;outline-offset:3px}
)css";

}  // namespace

const char* sandbox_css() { return style; }

Reply sandbox_page(std::string_view lang, std::string_view title, std::string_view mark, const std::string& body) {
    std::string out = "<!doctype html>\n<html lang=\"";
    out += lang;
    out +=
        "\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        "<title>";
    out += title;
    out += "</title><link rel=\"stylesheet\" href=\"/sandbox/pay.css\"></head>\n<body>\n<main>\n<p class=\"mark\">";
    out += mark;
    out += "</p>\n" + body + "</main>\n</body>\n</html>\n";
    return {200, std::move(out), "text/html; charset=utf-8", {}};
}

std::string sandbox_button(const std::string& action, const char* look, const char* text) {
    return "<form method=\"post\" action=\"" + action + "\"><button class=\"" + look + "\">" + text +
           "</button></form>\n";
}

Reply sandbox_redirect(const std::string& where) {
    Reply reply{303, "", "", {}};
    reply.headers.emplace_back("Location", where);
    return reply;
}

}  // namespace bz::server
