#include "server/http/sandbox_pay.hpp"

#include "base/money.hpp"
#include "server/handlers/care.hpp"

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

struct Words {
    const char *lang, *title, *mark, *heading, *payee, *unit, *pay, *back, *done;
};
constexpr Words zh = {"zh-CN", "付款（沙盒）", "沙盒：这是演示，不会真的扣钱",
                      "付款",  "收款方：",     " 元",
                      "付款",  "不付，返回",   "这笔钱不用付了。"};
constexpr Words en = {"en",
                      "Payment (sandbox)",
                      "Sandbox: this is a demonstration, no money is taken",
                      "Payment",
                      "To: ",
                      " yuan",
                      "Pay",
                      "Back without paying",
                      "Nothing is left to pay here."};

Reply html(std::string body) {
    Reply reply{200, std::move(body), "text/html; charset=utf-8", {}};
    return reply;
}

std::string form(const std::string& id, const char* action, const char* look, const char* text) {
    return "<form method=\"post\" action=\"/sandbox/pay/" + id + "/" + action + "\"><button class=\"" + look + "\">" +
           text + "</button></form>\n";
}

std::string page(const PaymentRow& payment, const std::string& payee, const Words& words) {
    std::string out =
        "<!doctype html>\n<html lang=\"" + std::string(words.lang) +
        "\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        "<title>" +
        words.title + "</title><link rel=\"stylesheet\" href=\"/sandbox/pay.css\"></head>\n<body>\n<main>\n";
    out += "<p class=\"mark\">" + std::string(words.mark) + "</p>\n<h1>" + words.heading + "</h1>\n<p>" + words.payee +
           payee + "</p>\n";
    if (payment.state == domain::PaymentState::pending) {
        out += "<p class=\"amount\">" + yuan_text(payment.amount_fen) + words.unit + "</p>\n";
        out += form(payment.id, "paid", "pay", words.pay);
    } else {
        out += "<p>" + std::string(words.done) + "</p>\n";
    }
    out += form(payment.id, "back", "back", words.back);
    return out + "</main>\n</body>\n</html>\n";
}

Reply go_back(const std::string& where) {
    Reply reply{303, "", "", {}};
    reply.headers.emplace_back("Location", where);
    return reply;
}

// As a gateway's notification would: the same path, and safe to repeat.
void pay(App& app, const Environment& env, const std::string& id, Send send) {
    auto there = std::make_shared<bool>(false);
    app.write(
        [id, there](Context& ctx) {
            const auto done = care::payment_arrived(ctx, id);
            *there = done.has_value();
            return *there;
        },
        [id, there, send](bool durable) {
            if (!durable) return send(to_response(problem("busy")));
            send(to_response(*there ? go_back("/?paid=" + id) : problem("not_found")));
        },
        &env);
}

}  // namespace

// The page's address holds no secret beyond the payment's id, as with a gateway: whoever has the link may pay.
void serve_sandbox(App& app, const drogon::HttpRequestPtr& request, std::string_view path, Send send) {
    if (path == "/sandbox/pay.css") {
        Reply reply{200, style, "text/css; charset=utf-8", {{"Cache-Control", "no-cache"}}};
        return send(to_response(std::move(reply)));
    }
    constexpr std::string_view prefix = "/sandbox/pay/";
    if (!path.starts_with(prefix)) return send(to_response(problem("not_found")));
    path.remove_prefix(prefix.size());
    const auto slash = path.find('/');
    const std::string id(path.substr(0, slash));
    const std::string_view action = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    Store store{app.reader(), app.sealer()};
    const auto payment = store::payment(store, id);
    const Environment* env = payment ? app.env(payment->hospital_id) : nullptr;
    if (!env) return send(to_response(problem("not_found")));
    const bool get = request->method() == drogon::Get;
    const bool post = request->method() == drogon::Post;
    if (get && action.empty()) {
        const bool english = request->getParameter("lang") == "en";
        const api::LocalText& payee = env->hospital.name;
        return send(to_response(html(page(*payment, english ? payee.en : payee.zh, english ? en : zh))));
    }
    if (post && (action.empty() || action == "paid")) return pay(app, *env, id, std::move(send));
    if (post && action == "back") return send(to_response(go_back("/?unpaid=" + id)));
    send(to_response(
        problem(action.empty() || action == "paid" || action == "back" ? "method_not_allowed" : "not_found")));
}

}  // namespace bz::server
