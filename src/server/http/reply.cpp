#include "server/http/reply.hpp"

#include <algorithm>

namespace bz::server {

namespace {

struct Kind {
    std::string_view code;
    int status;
    const char* title;
};

// Sorted by status. A domain code that is not here (id.*, name.*, …) belongs into `errors`, under "validation".
constexpr Kind kinds[] = {
    {"malformed_json", 400, "The body is not JSON"},
    {"bad_request", 400, "The request cannot be understood"},
    {"idempotency_key_required", 400, "This operation needs an Idempotency-Key header"},
    {"unauthorized", 401, "Sign in first"},
    {"forbidden", 403, "Your role may not do this"},
    {"help_forbidden", 403, "This is the patient's own to do"},
    {"not_found", 404, "There is nothing here"},
    {"method_not_allowed", 405, "This method is not offered here"},
    {"not_acceptable", 406, "It is not offered in this form"},
    {"illegal_state", 409, "Not possible in the present state"},
    {"identity_required", 409, "A verified person is needed first"},
    {"identity_pending", 409, "The identity check is not finished"},
    {"guardian_needed", 409, "A guardian must be present for so young a child"},
    {"quote_expired", 409, "The quote has expired; ask for a new one"},
    {"prescription_expired", 409, "The prescription has expired"},
    {"out_of_stock", 409, "The pharmacy does not have it"},
    {"already_ordered", 409, "This prescription has been ordered"},
    {"consent_required", 409, "A consent is needed first: give it with POST /consents"},
    {"account_busy", 409, "Something is still under way"},
    {"taken", 409, "A colleague is at it"},
    {"mandate_ended", 409, "The mandate has ended"},
    {"page_unheard", 409, "The patient's page has said nothing for a while"},
    {"content_changed", 409, "It is no longer what was prepared; prepare it again"},
    {"consult_first", 409, "Something has changed: a doctor comes first"},
    {"too_many", 409, "There are as many as there may be"},
    {"idempotency_in_flight", 409, "The first request with this key is still being worked on"},
    {"upload_offset", 409, "The upload continues at another offset"},
    {"upload_gone", 410, "The upload has expired"},
    {"precondition_failed", 412, "It has changed since you last saw it"},
    {"tus_version", 412, "This server speaks tus 1.0.0"},
    {"body_too_large", 413, "The body is too large"},
    {"upload_too_large", 413, "The file is too large"},
    {"upload_quota", 413, "Too many unfinished uploads"},
    {"unsupported_media_type", 415, "This content type is not accepted here"},
    {"range_not_satisfiable", 416, "The range lies outside the content"},
    {"validation", 422, "Some fields are not right"},
    {"code_wrong", 422, "The code is wrong"},
    {"link_used", 422, "The link was used before; it works once"},
    {"code_expired", 422, "The code has expired; ask for a new one"},
    {"code_used_up", 422, "The code cannot be used any more; ask for a new one"},
    {"launch_origin", 422, "The launch token was made for another page"},
    {"launch_used", 422, "The launch token was used already; ask the portal for a new one"},
    {"launch_expired", 422, "The launch token has expired; ask the portal for a new one"},
    {"idempotency_key_reused", 422, "The key was used for another payload"},
    {"upload_locked", 423, "Another request is writing to this upload"},
    {"code_tries", 429, "Too many wrong codes; wait"},
    {"too_many_requests", 429, "Too many requests; wait a moment"},
    {"headers_too_large", 431, "The headers are too large"},
    {"upload_checksum", 460, "The checksum does not fit"},
    {"internal", 500, "Something went wrong on the server"},
    {"sms_unavailable", 503, "Text messages cannot be sent at present"},
    {"busy", 503, "The server is busy; try again"},
};

const Kind& kind_of(std::string_view code) {
    // "visit.illegal_move" and its sisters all mean the same to a client.
    if (code.ends_with(".illegal_move")) code = "illegal_state";
    const auto found = std::ranges::find(kinds, code, &Kind::code);
    return found != std::end(kinds) ? *found : *std::ranges::find(kinds, std::string_view("internal"), &Kind::code);
}

}  // namespace

std::string content_security_policy(const std::vector<std::string>& embedders, const InlineSources& inside) {
    std::string policy =
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'" + inside.scripts + "; style-src 'self'" +
        inside.styles +
        "; img-src 'self' blob: data:;"
        " media-src blob:; connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self';"
        " form-action 'self'; base-uri 'none'; object-src 'none'; require-trusted-types-for 'script';"
        " trusted-types banzhen-worker; frame-ancestors 'self'";
    for (const std::string& origin : embedders) policy += ' ' + origin;
    return policy;
}

Reply problem(const Failure& failure) {
    const Kind& kind = kind_of(failure.code);
    api::Problem body;
    body.type = "urn:banzhen:problem:" + std::string(kind.code);
    body.title = kind.title;
    body.status = kind.status;
    body.code = kind.code;
    if (!failure.errors.empty()) body.errors = failure.errors;
    body.retry_after_s = failure.retry_after_s;
    body.attempts_left = failure.attempts_left;
    Reply reply{kind.status, api::write(body), std::string(problem_type), {}};
    if (failure.retry_after_s) reply.headers.emplace_back("Retry-After", std::to_string(*failure.retry_after_s));
    // What passes by itself is worth trying again soon; a client can tell it from what never will.
    if (kind.status == 503 || kind.code == "idempotency_in_flight" || kind.code == "upload_locked")
        reply.headers.emplace_back("Retry-After", "1");
    if (kind.status == 401) reply.headers.emplace_back("WWW-Authenticate", "Bearer");
    return reply;
}

Reply problem(std::string_view code) { return problem(Failure(code)); }

Reply no_content() { return {204, "", "", {}}; }

drogon::HttpResponsePtr to_response(Reply reply) {
    auto response = drogon::HttpResponse::newHttpResponse();
    response->setStatusCode(static_cast<drogon::HttpStatusCode>(reply.status));
    if (reply.status == 460) response->setCustomStatusCode(460, "Checksum Mismatch");
    if (!reply.content_type.empty())
        response->setContentTypeCodeAndCustomString(drogon::CT_CUSTOM, reply.content_type);
    else
        response->setContentTypeCode(drogon::CT_NONE);
    bool cache_policy = false;
    bool policy = false;
    bool resource_policy = false;
    for (auto& [name, value] : reply.headers) {
        cache_policy = cache_policy || name == "Cache-Control";
        policy = policy || name == "Content-Security-Policy";
        resource_policy = resource_policy || name == "Cross-Origin-Resource-Policy";
        response->addHeader(std::move(name), std::move(value));
    }
    if (!cache_policy) response->addHeader("Cache-Control", "no-store");
    if (!policy) response->addHeader("Content-Security-Policy", content_security_policy());
    response->addHeader("X-Content-Type-Options", "nosniff");
    response->addHeader("Referrer-Policy", "no-referrer");
    response->addHeader("Permissions-Policy", "camera=(self), microphone=(self), geolocation=()");
    if (!resource_policy) response->addHeader("Cross-Origin-Resource-Policy", "same-origin");
    response->setBody(std::move(reply.body));
    return response;
}

Reply tagged_json(const drogon::HttpRequest& request, Reply reply) {
    if (reply.status != 200 && reply.status != 201) return reply;
    const std::string tag = entity_tag(reply.body);
    reply.headers.emplace_back("ETag", tag);
    if (request.method() == drogon::Get) {
        const std::string& seen = request.getHeader("if-none-match");
        if (!seen.empty() && tag_listed(seen, tag)) {
            reply.status = 304;
            reply.body.clear();
            reply.content_type.clear();
        }
    }
    return reply;
}

}  // namespace bz::server
