#include "server/http/sandbox_identity.hpp"

#include "server/handlers/handlers.hpp"
#include "server/http/sandbox_page.hpp"

namespace bz::server {

namespace {

struct Words {
    const char *lang, *title, *mark, *insurance, *face, *explain, *confirm, *fail, *back, *done;
};
constexpr Words zh = {"zh-CN",
                      "核对身份（沙盒）",
                      "沙盒：这是演示，不会真的核对，也不会拍照",
                      "医保电子凭证",
                      "刷脸核对",
                      "请选一个结果，看看会怎样。",
                      "是本人，确认",
                      "对不上",
                      "不核对，返回",
                      "这次核对已经结束了。"};
constexpr Words en = {"en",
                      "Identity check (sandbox)",
                      "Sandbox: this is a demonstration, nothing is checked and no photo is taken",
                      "Insurance e-credential",
                      "Face check",
                      "Choose an outcome to see what follows.",
                      "It is me, confirm",
                      "It does not match",
                      "Back without checking",
                      "This check is over."};

std::string form(const std::string& id, const char* action, const char* look, const char* text) {
    return sandbox_button("/sandbox/identity/" + id + "/" + action, look, text);
}

Reply page(const IdentityCheckRow& check, const Words& words) {
    const bool face = check.method == domain::IdentityMethod::face;
    std::string body = std::string("<h1>") + (face ? words.face : words.insurance) + "</h1>\n";
    if (check.state == domain::IdentityCheckState::pending) {
        body += std::string("<p>") + words.explain + "</p>\n";
        body += form(check.id, "confirm", "pay", words.confirm) + form(check.id, "fail", "back", words.fail);
    } else {
        body += std::string("<p>") + words.done + "</p>\n";
    }
    return sandbox_page(words.lang, words.title, words.mark, body + form(check.id, "back", "back", words.back));
}

// As the other page's notification would: safe to repeat, the first answer counts.
void answer_check(App& app, const Environment& env, const std::string& id, RegistryAnswer answer, Send send) {
    auto there = std::make_shared<bool>(false);
    app.write(
        [id, answer, there](Context& ctx) {
            *there = handlers::identity_answered(ctx, id, answer).has_value();
            return *there;
        },
        [id, there, send](bool durable) {
            if (!durable) return send(to_response(problem("busy")));
            send(to_response(*there ? sandbox_redirect("/?checked=" + id) : problem("not_found")));
        },
        &env);
}

}  // namespace

// As with payments, the page's address holds no secret beyond the check's id, and shows nothing of the person.
void serve_sandbox_identity(App& app, const drogon::HttpRequestPtr& request, std::string_view path, Send send) {
    path.remove_prefix(std::string_view("/sandbox/identity/").size());
    const auto slash = path.find('/');
    const std::string id(path.substr(0, slash));
    const std::string_view action = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    Store store{app.reader(), app.sealer()};
    const auto check = store::identity_check(store, id);
    const Environment* env = check && domain::is_redirect(check->method) ? app.env(check->hospital_id) : nullptr;
    if (!env) return send(to_response(problem("not_found")));
    const bool post = request->method() == drogon::Post;
    if (request->method() == drogon::Get && action.empty())
        return send(to_response(page(*check, request->getParameter("lang") == "en" ? en : zh)));
    if (post && action == "confirm") return answer_check(app, *env, id, RegistryAnswer::match, std::move(send));
    if (post && action == "fail") return answer_check(app, *env, id, RegistryAnswer::no_match, std::move(send));
    if (post && action == "back") return send(to_response(sandbox_redirect("/?unchecked=" + id)));
    const bool known = action.empty() || action == "confirm" || action == "fail" || action == "back";
    send(to_response(problem(known ? "method_not_allowed" : "not_found")));
}

}  // namespace bz::server
