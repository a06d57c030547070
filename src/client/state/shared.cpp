#include "client/state/shared.hpp"

#include "base/date.hpp"

namespace bz::state {

const api::Person* Shared::person() const {
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

}  // namespace

Call load_hospital() { return load("hospital", "/hospital"); }
Call load_account() { return load("account", "/account"); }
Call load_earlier_care(const std::string& person_id) {
    return load("earlier_care", "/people/" + person_id + "/earlier-care");
}
Call load_records() { return load("records", "/records"); }
Call load_visit(const std::string& id) { return load("visit", "/visits/" + id); }
Call load_messages(const std::string& visit_id) { return load("messages", "/visits/" + visit_id + "/messages"); }
Call load_prescription(const std::string& id) { return load("prescription", "/prescriptions/" + id); }
Call load_quotes(const std::string& prescription_id) {
    return load("quotes", "/prescriptions/" + prescription_id + "/quotes");
}
Call load_order(const std::string& id) { return load("order", "/orders/" + id); }

bool store_reply(Shared& shared, const Reply& reply) {
    if (!reply.purpose.starts_with("load.")) return false;
    const std::string_view what = std::string_view(reply.purpose).substr(5);
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
    out.gate = api::GateAnswers{draft.red_flags_none, draft.diagnosed, draft.changed};
    out.record_ids.emplace();
    for (const UploadDraft& upload : draft.uploads)
        if (!upload.record_id.empty()) out.record_ids->push_back(upload.record_id);
    if (draft.kind == domain::VisitKind::refill) {
        out.medicine_ids = draft.medicine_ids;
        out.medicine_text = draft.medicine_text;
        out.weeks = draft.weeks;
        out.long_supply_confirmed = draft.long_supply_confirmed;
    } else {
        out.complaint = draft.complaint;
    }
    return out;
}

std::string visit_draft_body(const Draft& draft) { return api::write(visit_draft(draft)); }

std::string problem_code(const Reply& reply) { return problem_of(reply).code; }

}  // namespace bz::state
