#include "server/http/sandbox_pay.hpp"

#include "base/money.hpp"
#include "server/handlers/care.hpp"
#include "server/http/sandbox_identity.hpp"
#include "server/http/sandbox_page.hpp"

namespace bz::server {

namespace {

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

std::string form(const std::string& id, const char* action, const char* look, const char* text) {
    return sandbox_button("/sandbox/pay/" + id + "/" + action, look, text);
}

Reply page(const PaymentRow& payment, const std::string& payee, const Words& words) {
    std::string body = std::string("<h1>") + words.heading + "</h1>\n<p>" + words.payee + payee + "</p>\n";
    if (payment.state == domain::PaymentState::pending) {
        body += "<p class=\"amount\">" + yuan_text(payment.amount_fen) + words.unit + "</p>\n";
        body += form(payment.id, "paid", "pay", words.pay);
    } else {
        body += "<p>" + std::string(words.done) + "</p>\n";
    }
    return sandbox_page(words.lang, words.title, words.mark, body + form(payment.id, "back", "back", words.back));
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
            send(to_response(*there ? sandbox_redirect("/?paid=" + id) : problem("not_found")));
        },
        &env);
}

}  // namespace

// The page's address holds no secret beyond the payment's id, as with a gateway: whoever has the link may pay.
void serve_sandbox(App& app, const drogon::HttpRequestPtr& request, std::string_view path, Send send) {
    if (path == "/sandbox/pay.css") {
        Reply reply{200, sandbox_css(), "text/css; charset=utf-8", {{"Cache-Control", "no-cache"}}};
        return send(to_response(std::move(reply)));
    }
    if (path.starts_with("/sandbox/identity/")) return serve_sandbox_identity(app, request, path, std::move(send));
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
        return send(to_response(page(*payment, english ? payee.en : payee.zh, english ? en : zh)));
    }
    if (post && (action.empty() || action == "paid")) return pay(app, *env, id, std::move(send));
    if (post && action == "back") return send(to_response(sandbox_redirect("/?unpaid=" + id)));
    send(to_response(
        problem(action.empty() || action == "paid" || action == "back" ? "method_not_allowed" : "not_found")));
}

}  // namespace bz::server
