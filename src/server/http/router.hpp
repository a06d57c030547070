// The table of typed operations: method and path pattern to a handler, with what it asks of the request. Knows how to
// decode a body and encode an answer; does not run anything itself.
#pragma once

#include "server/handlers/handlers.hpp"
#include "server/http/api.hpp"

#include <drogon/HttpTypes.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace bz::server {

enum class Access { anyone, guest, patient, staff };  // guest: anyone but staff, and who is signed in is known
enum class Work { read, write };  // read: on this thread's own connection; write: in the writer's transaction
enum class Key { accepted, required };

struct Route {
    drogon::HttpMethod method;
    std::string_view pattern;  // "/visits/{id}/submit": at most one id
    Access access;
    Work work;
    Key key;
    int status;       // of success
    Roles roles = 0;  // for staff
    // Null when the operation takes no body.
    Outcome<std::shared_ptr<void>> (*decode)(const api::Json&);
    std::function<Outcome<std::string>(Context&, const std::string& id, const void* body)> run;
    // Ids of uploads in the body that are to be looked at before `run`. Null when there never are any.
    std::vector<std::string> (*uploads)(const void* body) = nullptr;
};

struct Match {
    const Route* route = nullptr;
    std::string id;
    std::string allowed;  // methods offered at this path, when none matched
};

[[nodiscard]] const std::vector<Route>& routes();  // routes.cpp
[[nodiscard]] Match find_route(drogon::HttpMethod method, std::string_view path);

namespace detail {

template <class T>
Outcome<std::shared_ptr<void>> decode_body(const api::Json& json) {
    auto body = std::make_shared<T>();
    api::Decoding decoding;
    if (api::decode(json, *body, decoding)) return body;
    Failure failure("validation");
    failure.errors = std::move(decoding.errors);
    return std::unexpected(std::move(failure));
}

template <class T>
Outcome<std::string> encoded(Outcome<T> outcome) {
    if (!outcome) return std::unexpected(std::move(outcome).error());
    if constexpr (std::is_same_v<T, Nothing>)
        return std::string();
    else if constexpr (std::is_same_v<T, HtmlPage>)
        return std::move(outcome)->html;
    else
        return api::write(*outcome);
}

// The uploads that a body names, by the field that it names them in.
template <class In>
concept NamesUpload = requires(const In& in) { in.upload_id; } || requires(const In& in) { in.document_upload_id; } ||
                      requires(const In& in) { in.page_upload_ids; };

inline void add_id(std::vector<std::string>& ids, const std::string& id) { ids.push_back(id); }
inline void add_id(std::vector<std::string>& ids, const std::vector<std::string>& more) {
    ids.insert(ids.end(), more.begin(), more.end());
}
template <class T>
void add_id(std::vector<std::string>& ids, const std::optional<T>& id) {
    if (id) add_id(ids, *id);
}

template <NamesUpload In>
std::vector<std::string> uploads_in(const void* body) {
    const In& in = *static_cast<const In*>(body);
    std::vector<std::string> ids;
    if constexpr (requires { in.upload_id; }) add_id(ids, in.upload_id);
    if constexpr (requires { in.page_upload_ids; }) add_id(ids, in.page_upload_ids);
    if constexpr (requires { in.document_upload_id; }) add_id(ids, in.document_upload_id);
    return ids;
}

template <class In>
void bind_body(Route& route) {
    route.decode = decode_body<In>;
    if constexpr (NamesUpload<In>) route.uploads = uploads_in<In>;
}

template <class Out>
void bind(Route& route, Outcome<Out> (*handler)(Context&)) {
    route.decode = nullptr;
    route.run = [handler](Context& ctx, const std::string&, const void*) { return encoded(handler(ctx)); };
}
template <class Out>
void bind(Route& route, Outcome<Out> (*handler)(Context&, const handlers::Id&)) {
    route.decode = nullptr;
    route.run = [handler](Context& ctx, const std::string& id, const void*) { return encoded(handler(ctx, id)); };
}
template <class Out, class In>
void bind(Route& route, Outcome<Out> (*handler)(Context&, const In&)) {
    bind_body<In>(route);
    route.run = [handler](Context& ctx, const std::string&, const void* body) {
        return encoded(handler(ctx, *static_cast<const In*>(body)));
    };
}
template <class Out, class In>
void bind(Route& route, Outcome<Out> (*handler)(Context&, const handlers::Id&, const In&)) {
    bind_body<In>(route);
    route.run = [handler](Context& ctx, const std::string& id, const void* body) {
        return encoded(handler(ctx, id, *static_cast<const In*>(body)));
    };
}

}  // namespace detail
}  // namespace bz::server
