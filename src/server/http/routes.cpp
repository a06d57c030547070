// Every typed operation of the contract, in the order of docs/openapi.yaml. Uploads, events, files and what passes
// between a patient's page and a helper's have files of their own.
#include "server/handlers/account.hpp"
#include "server/handlers/batch.hpp"
#include "server/handlers/connect.hpp"
#include "server/handlers/desk_work.hpp"
#include "server/handlers/feedback.hpp"
#include "server/handlers/help.hpp"
#include "server/handlers/help_family.hpp"
#include "server/handlers/launch.hpp"
#include "server/handlers/mandates.hpp"
#include "server/handlers/smart.hpp"
#include "server/handlers/staff.hpp"
#include "server/handlers/stock.hpp"
#include "server/handlers/webhooks.hpp"
#include "server/http/router.hpp"

namespace bz::server {

namespace {

namespace h = handlers;
constexpr auto get = drogon::Get;
constexpr auto post = drogon::Post;
constexpr auto patch = drogon::Patch;
constexpr auto del = drogon::Delete;
constexpr auto put = drogon::Put;

template <class Handler>
Route route(drogon::HttpMethod method, std::string_view pattern, Access access, Work work, int status, Handler handler,
            Key key = Key::accepted) {
    Route made{method, pattern, access, work, key, status, 0, nullptr, {}};
    detail::bind(made, handler);
    return made;
}

template <class Handler>
Route read(std::string_view pattern, Access access, Handler handler) {
    return route(get, pattern, access, Work::read, 200, handler);
}

// For staff. A look at a patient's data is written down too, so it goes the way of changes.
template <class Handler>
Route desk(drogon::HttpMethod method, std::string_view pattern, Roles roles, int status, Handler handler) {
    Route made = route(method, pattern, Access::staff, Work::write, status, handler);
    made.roles = roles;
    return made;
}

// Of the caller alone: no patient's data, so nothing for the log.
template <class Handler>
Route own(std::string_view pattern, Handler handler) {
    Route made = read(pattern, Access::staff, handler);
    made.roles = ~Roles{0};
    return made;
}

std::vector<Route> make_routes() {
    using enum Access;
    using enum Role;
    const auto write = Work::write;
    return {
        read("/hospital", anyone, h::get_hospital),
        read("/embedding", anyone, h::get_embedding),
        route(post, "/sms-codes", anyone, write, 201, h::create_sms_code),
        route(post, "/sessions", anyone, write, 201, h::create_session),
        route(post, "/smart-tokens", anyone, write, 201, h::create_smart_token),
        route(post, "/hand-overs", patient, write, 201, h::create_hand_over),
        route(post, "/hand-overs/accept", anyone, write, 200, h::accept_hand_over),
        read("/sessions", patient, h::list_sessions),
        route(post, "/sessions/end-others", patient, write, 204, h::end_other_sessions),
        route(post, "/sessions/end-all", patient, write, 204, h::end_all_sessions),
        route(del, "/sessions/current", patient, write, 204, h::delete_session),
        route(del, "/sessions/{id}", patient, write, 204, h::end_one_session),

        read("/account", patient, h::get_account),
        read("/account/export", patient, h::export_account),
        read("/account/export.html", patient, h::print_account),
        route(post, "/account/delete", patient, write, 204, h::delete_account),
        read("/audit-events", patient, h::list_audit),
        read("/people", patient, h::list_people),
        read("/people/{id}", patient, h::get_person),
        read("/people/{id}/earlier-care", patient, h::get_earlier_care),
        read("/consents", patient, h::list_consents),
        read("/consents/history", patient, h::list_consent_history),
        route(post, "/consents", patient, write, 201, h::create_consent),
        read("/addresses", patient, h::list_addresses),
        route(post, "/addresses", patient, write, 201, h::create_address),
        read("/addresses/{id}", patient, h::get_address),
        route(patch, "/addresses/{id}", patient, write, 200, h::update_address),
        route(del, "/addresses/{id}", patient, write, 204, h::delete_address),
        read("/carers", patient, h::list_carers),
        route(post, "/carers", patient, write, 201, h::create_carer),
        route(post, "/carers/accept", patient, write, 200, h::accept_carer),
        read("/carers/{id}", patient, h::get_carer),
        route(del, "/carers/{id}", patient, write, 204, h::end_carer),
        read("/mandates", patient, h::list_mandates),
        route(del, "/mandates/{id}", patient, write, 204, h::end_own_mandate),
        read("/guardianships", patient, h::list_guardianships),
        route(post, "/guardianships", patient, write, 201, h::create_guardianship),
        read("/guardianships/{id}", patient, h::get_guardianship),
        route(del, "/guardianships/{id}", patient, write, 204, h::end_guardianship),
        route(post, "/identity-checks", patient, write, 201, h::create_identity_check),
        read("/identity-checks/{id}", patient, h::get_identity_check),

        route(post, "/records", patient, write, 201, h::create_record),
        read("/records", patient, h::list_records),
        read("/records/{id}", patient, h::get_record),
        route(patch, "/records/{id}", patient, write, 200, h::update_record),
        route(del, "/records/{id}", patient, write, 204, h::delete_record),

        route(post, "/visits", patient, write, 201, h::create_visit),
        read("/visits", patient, h::list_visits),
        read("/visits/{id}", patient, h::get_visit),
        route(patch, "/visits/{id}", patient, write, 200, h::update_visit),
        route(post, "/visits/{id}/submit", patient, write, 200, h::submit_visit, Key::required),
        route(post, "/visits/{id}/cancel", patient, write, 200, h::cancel_visit),
        read("/visits/{id}/messages", patient, h::list_messages),
        route(post, "/visits/{id}/messages", patient, write, 201, h::create_message, Key::required),
        route(post, "/visits/{id}/read", patient, write, 204, h::read_messages),

        route(post, "/visits/{id}/rating", patient, write, 200, h::rate_visit),
        read("/visits/{id}/rating", patient, h::get_rating),
        route(post, "/complaints", patient, write, 201, h::create_complaint, Key::required),
        read("/complaints", patient, h::list_complaints),
        read("/complaints/{id}", patient, h::get_complaint),
        route(post, "/complaints/{id}/reopen", patient, write, 200, h::reopen_complaint, Key::required),

        read("/prescriptions/{id}", patient, h::get_prescription),
        route(get, "/prescriptions/{id}/quotes", patient, write, 200, h::list_quotes),  // makes what is missing
        route(post, "/prescriptions/{id}/confirm", patient, write, 200, h::confirm_prescription, Key::required),

        route(post, "/orders", patient, write, 201, h::create_order, Key::required),
        read("/orders", patient, h::list_orders),
        read("/orders/{id}", patient, h::get_order),
        route(post, "/orders/{id}/cancel", patient, write, 200, h::cancel_order),
        read("/payments/{id}", patient, h::get_payment),

        route(post, "/help-sessions", guest, write, 201, h::create_help),
        read("/help-sessions/{id}", guest, h::get_help),
        route(post, "/help-sessions/{id}/end", guest, write, 200, h::end_help),
        route(post, "/help-sessions/{id}/let-in", guest, write, 200, h::let_family_in),
        route(post, "/family-sessions/join", guest, write, 200, h::join_family),
        read("/family-sessions/{id}", guest, h::get_family),
        route(post, "/family-sessions/{id}/end", guest, write, 204, h::end_family),

        own("/desk/me", h::desk_get_me),
        desk(get, "/desk/queue", only(doctor, clerk), 200, h::desk_queue),
        desk(get, "/desk/visits/{id}", only(doctor, pharmacist), 200, h::desk_get_visit),
        desk(post, "/desk/visits/{id}/accept", only(doctor), 200, h::desk_accept),
        desk(get, "/desk/visits/{id}/messages", only(doctor, pharmacist), 200, h::desk_messages),
        desk(post, "/desk/visits/{id}/messages", only(doctor), 201, h::desk_say),
        desk(post, "/desk/visits/{id}/read", only(doctor), 204, h::desk_read_messages),
        desk(post, "/desk/visits/{id}/prescribe", only(doctor), 201, h::desk_prescribe),
        desk(post, "/desk/visits/{id}/conclude", only(doctor), 200, h::desk_conclude),
        desk(post, "/desk/visits/{id}/terminate", only(doctor), 200, h::desk_terminate),
        desk(post, "/desk/prescriptions/{id}/review", only(pharmacist), 200, h::desk_review),
        desk(post, "/desk/orders/{id}/move", only(pharmacy, courier), 200, h::desk_move_order),
        desk(post, "/desk/orders/find", only(pharmacy), 200, h::desk_find_orders),
        desk(post, "/desk/orders/{id}/pick-up", only(pharmacy), 200, h::desk_pick_up),
        desk(post, "/desk/orders/{id}/unblock", only(clerk), 200, h::desk_unblock_pickup),
        desk(post, "/desk/orders/{id}/refund", only(pharmacy, clerk), 200, h::desk_refund_order),
        desk(put, "/desk/stock", only(pharmacy), 200, h::desk_put_stock),
        desk(get, "/desk/stock", only(pharmacy, pharmacist, doctor), 200, h::desk_stock),
        desk(post, "/desk/visits/{id}/handover", only(doctor, clerk), 200, h::desk_hand_over),
        desk(get, "/desk/waiting", only(doctor, pharmacist, pharmacy, clerk), 200, h::desk_waiting),
        desk(get, "/desk/prescriptions", only(pharmacist, doctor), 200, h::desk_prescriptions),
        desk(get, "/desk/prescriptions/{id}", only(pharmacist, doctor), 200, h::desk_get_prescription),
        desk(get, "/desk/orders", only(pharmacy, courier, clerk), 200, h::desk_orders),
        desk(get, "/desk/orders/{id}", only(pharmacy, courier, clerk), 200, h::desk_get_order),
        desk(get, "/desk/identity-checks/{id}", only(clerk), 200, h::desk_get_identity_check),
        desk(get, "/desk/ratings", only(clerk), 200, h::desk_ratings),
        desk(get, "/desk/complaints", only(clerk), 200, h::desk_complaints),
        desk(get, "/desk/complaints/{id}", only(clerk), 200, h::desk_get_complaint),
        desk(post, "/desk/complaints/{id}/answer", only(clerk), 200, h::desk_answer_complaint),
        desk(post, "/desk/complaints/{id}/move", only(clerk), 200, h::desk_move_complaint),
        desk(post, "/desk/launch-tokens", only(), 201, h::desk_create_launch_token),
        desk(post, "/desk/staff", only(), 201, h::desk_create_staff),
        desk(get, "/desk/staff", only(), 200, h::desk_list_staff),
        desk(del, "/desk/staff/{id}", only(), 204, h::desk_end_staff),
        desk(put, "/desk/people/{id}/earlier-care", only(), 204, h::desk_put_earlier_care),
        desk(get, "/desk/payments", only(clerk), 200, h::desk_payments),
        desk(get, "/desk/payments/{id}", only(clerk), 200, h::desk_get_payment),
        desk(post, "/desk/payments/{id}/arrived", only(), 200, h::desk_payment_arrived),
        desk(post, "/desk/payments/{id}/refunded", only(), 200, h::desk_payment_refunded),
        desk(post, "/desk/webhooks", only(), 201, h::desk_create_webhook),
        desk(get, "/desk/webhooks", only(), 200, h::desk_webhooks),
        desk(del, "/desk/webhooks/{id}", only(), 204, h::desk_end_webhook),
        desk(get, "/desk/webhook-deliveries", only(), 200, h::desk_deliveries),
        desk(post, "/desk/webhook-deliveries/{id}/redeliver", only(), 200, h::desk_redeliver),
        desk(get, "/desk/audit-events", only(), 200, h::desk_audit),
        desk(get, "/desk/guardianships", only(clerk), 200, h::desk_guardianships),
        desk(post, "/desk/guardianships/{id}/open", only(clerk), 200, h::desk_open_guardianship),
        desk(post, "/desk/guardianships/{id}/decide", only(clerk), 200, h::desk_decide_guardianship),
        desk(get, "/desk/mandates", only(clerk), 200, h::desk_mandates),
        desk(post, "/desk/mandates", only(clerk), 201, h::desk_create_mandate),
        desk(post, "/desk/mandates/{id}/paper", only(clerk, community), 200, h::desk_attach_paper),
        desk(post, "/desk/mandates/{id}/end", only(clerk), 204, h::desk_end_mandate),
        desk(get, "/desk/batch", only(community), 200, h::desk_batch),
        desk(get, "/desk/batch/{id}", only(community), 200, h::desk_batch_person),
        desk(post, "/desk/batch/{id}/prepare", only(community), 200, h::desk_prepare),
        desk(post, "/desk/batch/{id}/read-back", only(community), 200, h::desk_read_back),
        desk(post, "/desk/batch/{id}/send", only(community), 200, h::desk_send),
        desk(get, "/desk/help-queue", only(helper), 200, h::desk_help_queue),
        desk(post, "/desk/help-sessions/join", only(helper), 200, h::desk_join_help),
        desk(get, "/desk/help-sessions/{id}", only(helper), 200, h::desk_get_help),
        desk(post, "/desk/help-sessions/{id}/called", only(helper), 204, h::desk_help_called),
        desk(post, "/desk/help-sessions/{id}/end", only(helper), 204, h::desk_end_help),
        desk(get, "/desk/identity-checks", only(clerk), 200, h::desk_identity_checks),
        desk(post, "/desk/identity-checks/{id}/open", only(clerk), 200, h::desk_open_identity_check),
        desk(post, "/desk/identity-checks/{id}/decide", only(clerk), 200, h::desk_decide_identity),
    };
}

// Takes the next segment of a path that starts with '/'.
std::string_view take_segment(std::string_view& path) {
    path.remove_prefix(1);
    const auto slash = path.find('/');
    const std::string_view segment = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash);
    return segment;
}

bool fits(std::string_view pattern, std::string_view path, std::string_view& id) {
    while (!pattern.empty() && !path.empty()) {
        const std::string_view wanted = take_segment(pattern);
        const std::string_view given = take_segment(path);
        if (wanted == "{id}" && !given.empty())
            id = given;
        else if (wanted != given)
            return false;
    }
    return pattern.empty() && path.empty();
}

const char* method_name(drogon::HttpMethod method) {
    switch (method) {
    case drogon::Get: return "GET, HEAD";
    case drogon::Post: return "POST";
    case drogon::Patch: return "PATCH";
    case drogon::Put: return "PUT";
    default: return "DELETE";
    }
}

}  // namespace

const std::vector<Route>& routes() {
    static const std::vector<Route> all = make_routes();
    return all;
}

Match find_route(drogon::HttpMethod method, std::string_view path) {
    Match match;
    for (const Route& route : routes()) {
        std::string_view id;
        if (!path.starts_with('/') || !fits(route.pattern, path, id)) continue;
        if (route.method == method) {
            match.route = &route;
            match.id = id;
            return match;
        }
        if (!match.allowed.empty()) match.allowed += ", ";
        match.allowed += method_name(route.method);
    }
    return match;
}

}  // namespace bz::server
