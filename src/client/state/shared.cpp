#include "client/state/shared.hpp"

#include <algorithm>

#include "base/date.hpp"

namespace bz::state {

const api::Person* Shared::find_person(std::string_view id) const {
    if (!account || id.empty()) return nullptr;
    for (const api::Person& person : account->people)
        if (person.id == id) return &person;
    return nullptr;
}

const api::Person* Shared::own_person() const {
    if (!account) return nullptr;
    for (const api::Person& person : account->people)
        if (person.relationship == "self") return &person;
    return nullptr;
}

const api::Person* Shared::person() const {
    if (const api::Person* chosen = find_person(draft.person_id)) return chosen;
    if (const api::Person* own = own_person()) return own;
    return account && !account->people.empty() ? &account->people.front() : nullptr;
}

std::string Shared::clock(std::string_view rfc3339) const {
    const auto instant = parse_rfc3339(rfc3339);
    if (!instant) return {};
    const DateTime time = civil(*instant, context.utc_offset_minutes);
    const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return two(time.hour) + ":" + two(time.minute);
}

namespace {

Call load(std::string what, std::string path) {
    return {.purpose = "load." + std::move(what), .path = std::move(path)};
}

// Stores one answer: the value when it reads well, the problem's code otherwise. Old values stay.
template <class T>
void store(Remote<T>& remote, const Reply& reply) {
    if (reply.ok()) {
        if (auto value = api::read<T>(reply.body)) {
            remote = {.load = Load::loaded, .value = std::move(value), .etag = reply.etag, .error = {}};
            return;
        }
    }
    remote.load = Load::failed;
    remote.error = problem_code(reply);
}

// Puts the next part behind what is there. A part that was asked for twice comes in once.
template <class List>
void join(Remote<List>& remote, const Reply& reply) {
    if (!remote) return;
    remote.load = Load::failed;
    remote.error = problem_code(reply);
    if (!reply.ok()) return;
    auto more = api::read<List>(reply.body);
    if (!more) return;
    remote.load = Load::loaded;
    remote.error.clear();
    for (auto& item : more->items)
        if (std::ranges::none_of(remote.value->items, [&](const auto& known) { return known.id == item.id; }))
            remote.value->items.push_back(std::move(item));
    remote.value->next_cursor = std::move(more->next_cursor);
}

bool store_list(Shared& shared, std::string_view what, const Reply& reply) {
    if (what == "visits") return store(shared.visits, reply), true;
    if (what == "orders") return store(shared.orders, reply), true;
    if (what == "more.records") return join(shared.records, reply), true;
    if (what == "more.visits") return join(shared.visits, reply), true;
    if (what == "more.orders") return join(shared.orders, reply), true;
    return false;
}

}  // namespace

Call load_hospital() { return load("hospital", "/hospital"); }
Call load_account() { return load("account", "/account"); }
Call load_earlier_care(const std::string& person_id) {
    return load("earlier_care", "/people/" + person_id + "/earlier-care");
}
Call load_records() { return load("records", "/records"); }
Call load_visits() { return load("visits", "/visits"); }
Call load_orders() { return load("orders", "/orders"); }
Call load_more(std::string_view what, const std::string& cursor) {
    return load("more." + std::string(what), "/" + std::string(what) + "?cursor=" + cursor);
}
Call load_visit(const std::string& id) { return load("visit", "/visits/" + id); }
Call load_messages(const std::string& visit_id) { return load("messages", "/visits/" + visit_id + "/messages"); }
Call load_prescription(const std::string& id) { return load("prescription", "/prescriptions/" + id); }
Call load_quotes(const std::string& prescription_id) {
    return load("quotes", "/prescriptions/" + prescription_id + "/quotes");
}
Call load_order(const std::string& id) { return load("order", "/orders/" + id); }
Call load_carers() { return load("carers", "/carers"); }
Call load_guardianships() { return load("guardianships", "/guardianships"); }
Call load_mandates() { return load("mandates", "/mandates"); }
Call load_consents() { return load("consents", "/consents"); }
Call load_consent_history() { return load("consent_history", "/consents/history"); }
Call load_audit_events() { return load("audit_events", "/audit-events"); }
Call load_sessions() { return load("sessions", "/sessions"); }

void forget_person(Shared& shared) {
    Shared clean;
    clean.elder = shared.elder;
    clean.english = shared.english;
    clean.plain = shared.plain;
    clean.high_contrast = shared.high_contrast;
    clean.read_aloud = shared.read_aloud;
    clean.can_speak = shared.can_speak;
    clean.folders = shared.folders;
    clean.shared_device = shared.shared_device;
    clean.online = shared.online;
    clean.context = shared.context;
    clean.hospital = std::move(shared.hospital);
    shared = std::move(clean);
}
Call load_addresses() { return load("addresses", "/addresses"); }
Call load_rating(const std::string& visit_id) { return load("rating", "/visits/" + visit_id + "/rating"); }
Call load_complaints() { return load("complaints", "/complaints"); }

bool store_reply(Shared& shared, const Reply& reply) {
    if (!reply.purpose.starts_with("load.")) return false;
    const std::string_view what = std::string_view(reply.purpose).substr(5);
    if (store_list(shared, what, reply)) return true;
    if (what == "hospital")
        store(shared.hospital, reply);
    else if (what == "account")
        store(shared.account, reply);
    else if (what == "earlier_care")
        store(shared.earlier_care, reply);
    else if (what == "records")
        store(shared.records, reply);
    else if (what == "visit") {
        store(shared.visit, reply);
        if (shared.visit && shared.visit.load == Load::loaded && shared.visit->id == shared.draft.visit_id)
            shared.draft.visit_etag = reply.etag;
    } else if (what == "messages")
        store(shared.messages, reply);
    else if (what == "prescription")
        store(shared.prescription, reply);
    else if (what == "quotes")
        store(shared.quotes, reply);
    else if (what == "order")
        store(shared.order, reply);
    else if (what == "carers")
        store(shared.carers, reply);
    else if (what == "guardianships")
        store(shared.guardianships, reply);
    else if (what == "mandates")
        store(shared.mandates, reply);
    else if (what == "consents")
        store(shared.consents, reply);
    else if (what == "consent_history")
        store(shared.consent_history, reply);
    else if (what == "audit_events")
        store(shared.audit_events, reply);
    else if (what == "sessions")
        store(shared.sessions, reply);
    else if (what == "addresses")
        store(shared.addresses, reply);
    else if (what == "rating")
        store(shared.rating, reply);
    else if (what == "complaints")
        store(shared.complaints, reply);
    return true;
}

api::Problem problem_of(const Reply& reply) {
    api::Problem problem;
    if (reply.status == 0) {
        problem.code = "offline";
    } else if (auto read = api::read<api::Problem>(reply.body)) {
        problem = std::move(*read);
    } else {
        problem.code = "server";
    }
    return problem;
}

api::VisitDraft visit_draft(const Draft& draft) {
    api::VisitDraft out;
    out.gate = api::GateAnswers{draft.red_flags_none, draft.diagnosed, draft.changed, {}};
    if (!draft.gate_answers.empty()) out.gate->answers = draft.gate_answers;
    if (draft.guardian_present) out.guardian_present = true;
    out.record_ids.emplace();
    for (const UploadDraft& upload : draft.uploads)
        if (!upload.record_id.empty()) out.record_ids->push_back(upload.record_id);
    for (const std::string& id : draft.earlier_ids)
        if (std::ranges::find(*out.record_ids, id) == out.record_ids->end()) out.record_ids->push_back(id);
    if (draft.kind == domain::VisitKind::refill) {
        out.medicine_ids = draft.medicine_ids;
        out.medicine_text = draft.medicine_text;
        out.weeks = draft.weeks;
        out.long_supply_confirmed = draft.long_supply_confirmed;
        out.any_doctor = draft.any_doctor;
    } else {
        out.complaint = draft.complaint;
    }
    return out;
}

std::string visit_draft_body(const Draft& draft) { return api::write(visit_draft(draft)); }

std::string problem_code(const Reply& reply) { return problem_of(reply).code; }

}  // namespace bz::state
