// What a handler is given and how it fails. A handler sees api types and this; never HTTP, JSON or another request.
#pragma once

#include "api/common.hpp"
#include "api/hospital.hpp"
#include "base/result.hpp"
#include "server/hospital_settings.hpp"
#include "server/providers/providers.hpp"
#include "server/store/blobs.hpp"
#include "server/store/carers.hpp"
#include "server/store/staff.hpp"
#include "server/store/store.hpp"

#include <expected>
#include <functional>
#include <map>

namespace bz::server {

// An expected failure. `code` is stable; http has the one table from code to status.
struct Failure {
    std::string_view code;
    std::vector<api::FieldError> errors;  // for "validation"
    std::optional<int> retry_after_s;
    std::optional<int> attempts_left;
    // Some failures must be remembered (a wrong code counts); what was changed is then kept, not undone.
    bool keep_changes = false;

    Failure(std::string_view failure_code) : code(failure_code) {}
    Failure(const Error& error) : code(error.code) {}  // lets TRY pass a domain error on
};

template <class T>
using Outcome = std::expected<T, Failure>;

[[nodiscard]] inline std::unexpected<Failure> refuse(std::string_view code) {
    return std::unexpected<Failure>(Failure(code));
}
[[nodiscard]] inline std::unexpected<Failure> invalid(std::string_view pointer, std::string_view code) {
    Failure failure("validation");
    failure.errors.push_back({std::string(pointer), std::string(code)});
    return std::unexpected<Failure>(std::move(failure));
}

class HelpRelay;

// One hospital and its outside systems: what does not change while the server runs.
struct Environment {
    HospitalSettings hospital;
    Providers providers;
    BlobStore* blobs = nullptr;
    HelpRelay* relay = nullptr;
    bool sandbox = false;
    bool loopback_webhooks = false;  // http to this machine is allowed
    std::int64_t sms_ttl_ms = 0;
    std::int64_t session_idle_ms = 12 * ms_per_hour;
    std::int64_t session_shared_idle_ms = 30 * ms_per_minute;  // on a device that several people use
    std::int64_t session_ms = 7 * ms_per_day;
};

struct Intake;
using Intakes = std::map<std::string, Intake>;  // by the upload's id; see intake.hpp

// A line of the log. Names and ids only.
struct AuditNote {
    std::string action, object, account_id;
};

struct Context {
    Store store;
    const Environment& env;  // of the hospital that the caller belongs to
    Instant now = 0;
    std::string account_id;  // empty for staff and the background
    std::string session_id;
    std::optional<StaffRow> staff;
    std::string lang = "zh";  // "zh" | "en"
    std::string if_match;     // empty when the request had none
    std::string user_agent;   // what the sender says it is; for changes only
    std::string origin;       // the page that the request comes from; for changes only
    std::string browser;      // by what a sign-in elsewhere knows this browser again; for changes only
    std::string address;      // the client's, as a keyed hash; empty for one that is trusted; for changes only
    std::string network;      // the net that it is in, likewise
    std::string help_token;   // the patient's side of a help session
    Page page;
    const Intakes* intakes = nullptr;  // what was found in the request's uploads

    // Filled by the handler.
    int status = 0;  // overrides the route's status of success
    std::string location;
    std::string content_type;                         // of the answer, when it is not JSON
    std::string audited_account;                      // whose data it was, when no event says so
    std::optional<std::vector<AuditNote>> audited;    // in the place of the operation's own line, when set
    std::vector<std::string> changed_accounts;        // wake their event streams after the commit
    bool outbox_news = false;                         // wake the sender of webhooks after the commit
    std::vector<std::string> told;                    // what the webhooks were told in this transaction
    std::vector<std::function<void()>> after_commit;  // e.g. send a text message: never before it is durable

    [[nodiscard]] std::string at(Instant instant) const { return rfc3339_text(instant, china_offset_minutes); }
    [[nodiscard]] Date today() const { return date_of(now, china_offset_minutes); }
    // Tells the account that something of this person changed, and those who care for the person.
    void changed(const std::string& account, const std::string& person, std::string_view kind,
                 const std::string& subject);
    // Tells the hospital's own systems. "visit.changed"; the same of the same object only once in a transaction.
    void tell_hospital(std::string_view kind, const std::string& subject);
    template <class Row>
    void changed(const Row& row, std::string_view kind, const std::string& subject) {
        changed(row.account_id, row.person_id, kind, subject);
    }
};

struct Nothing {};

// An answer that is a page and not JSON.
struct HtmlPage {
    std::string html;
};

[[nodiscard]] inline const std::string& person_of(const PersonRow& row) { return row.id; }
template <class Row>
[[nodiscard]] const std::string& person_of(const Row& row) {
    return row.person_id;
}

// The object when it exists and belongs to the account; otherwise not_found, so that ids of others cannot be probed.
template <class Row>
[[nodiscard]] Outcome<Row> owned(Context& ctx, std::optional<Row> row) {
    if (!row || row->account_id != ctx.account_id) return refuse("not_found");
    return *std::move(row);
}
// The same for what someone who cares for the person may also see and do.
template <class Row>
[[nodiscard]] Outcome<Row> cared_for(Context& ctx, std::optional<Row> row) {
    if (!row) return refuse("not_found");
    if (row->account_id != ctx.account_id && !store::is_carer(ctx.store, ctx.account_id, person_of(*row)))
        return refuse("not_found");
    ctx.audited_account = row->account_id;
    return *std::move(row);
}
// What the caller's hospital has; another hospital's does not exist here.
template <class Row>
[[nodiscard]] Outcome<Row> of_hospital(Context& ctx, std::optional<Row> row) {
    if (!row || row->hospital_id != ctx.env.hospital.id) return refuse("not_found");
    if constexpr (requires { row->account_id; }) {
        // What the law keeps of a deleted account is for the hospital's own system alone.
        if (ctx.staff && ctx.staff->role != Role::system && store::account_closed(ctx.store, row->account_id))
            return refuse("not_found");
        ctx.audited_account = row->account_id;
    }
    return *std::move(row);
}
template <class Row>
[[nodiscard]] Outcome<Row> existing(std::optional<Row> row) {
    if (!row) return refuse("not_found");
    return *std::move(row);
}

// The entity tag of a representation, as the HTTP layer gives it out.
[[nodiscard]] std::string entity_tag(std::string_view body);
[[nodiscard]] bool tag_listed(std::string_view header, std::string_view tag);

// For state changes: the sender must have seen the present state, when it says which one it saw.
template <class View>
[[nodiscard]] Outcome<Nothing> require_match(const Context& ctx, const View& present) {
    if (ctx.if_match.empty() || tag_listed(ctx.if_match, entity_tag(api::write(present)))) return Nothing{};
    return refuse("precondition_failed");
}

}  // namespace bz::server
