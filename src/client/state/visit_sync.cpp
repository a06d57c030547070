#include "client/state/visit_sync.hpp"

#include "client/state/fingerprint.hpp"

namespace bz::state {
namespace {

bool is_own_visit(const Shared& shared) { return shared.visit && shared.visit->id == shared.draft.visit_id; }

Call patch_call(const Shared& shared) {
    return patch_visit_call(shared, "sync.patch." + fingerprint(visit_draft_body(shared.draft)));
}

}  // namespace

bool visit_sent(const Shared& shared) {
    return is_own_visit(shared) && shared.visit->state != domain::VisitState::draft;
}

bool visit_kind_differs(const Shared& shared) {
    return is_own_visit(shared) && shared.visit->kind != shared.draft.kind;
}

Call create_visit_call(Shared& shared, std::string purpose) {
    Draft& draft = shared.draft;
    if (draft.submit_key.empty()) draft.submit_key = shared.context.fresh_id;
    const api::Person* person = shared.person();
    // Without the draft's fields: the same key must always carry the same body, and a person goes on typing.
    const api::VisitRequest request{.kind = draft.kind, .person_id = person ? person->id : std::string{}, .draft = {}};
    return {.purpose = std::move(purpose),
            .method = "POST",
            .path = "/visits",
            .body = api::write(request),
            .idempotency_key = "visit-" + std::string(to_string(draft.kind)) + "-" + draft.submit_key,
            .if_match = {}};
}

Call patch_visit_call(const Shared& shared, std::string purpose) {
    return {.purpose = std::move(purpose),
            .method = "PATCH",
            .path = "/visits/" + shared.draft.visit_id,
            .body = visit_draft_body(shared.draft),
            .idempotency_key = {},
            .if_match = {}};
}

Effects drop_visit(Shared& shared) {
    Effects effects;
    Draft& draft = shared.draft;
    if (!draft.visit_id.empty())
        effects += Call{.purpose = "sync.cancel",
                        .method = "POST",
                        .path = "/visits/" + draft.visit_id + "/cancel",
                        .body = {},
                        .idempotency_key = "cancel-" + draft.visit_id,
                        .if_match = {}};
    draft.visit_id.clear();
    draft.visit_etag.clear();
    draft.submit_key.clear();
    shared.visit = {};
    return effects;
}

Effects sync_visit(Shared& shared) {
    if (!shared.signed_in || !shared.draft.started || shared.person() == nullptr || visit_sent(shared)) return {};
    if (shared.visit.load == Load::loading) return {};  // its answer brings the rest up to date
    Effects effects;
    if (visit_kind_differs(shared)) effects = drop_visit(shared);
    shared.visit.load = Load::loading;
    effects += shared.draft.visit_id.empty() ? create_visit_call(shared, "sync.create") : patch_call(shared);
    return effects;
}

bool keep_visit(Shared& shared, const Reply& reply) {
    auto visit = api::read<api::Visit>(reply.body);
    if (!visit || visit->id.empty()) return false;
    shared.draft.visit_id = visit->id;
    shared.draft.visit_etag = reply.etag;
    shared.visit.value = std::move(*visit);
    shared.visit.etag = reply.etag;
    shared.visit.error.clear();
    shared.visit.load = Load::loaded;
    return true;
}

Effects on_sync_reply(Shared& shared, const Reply& reply) {
    constexpr std::string_view patch = "sync.patch.";
    const std::string_view purpose = reply.purpose;
    const bool created = purpose == "sync.create";
    if (!created && !purpose.starts_with(patch)) return {};
    shared.visit.load = shared.visit ? Load::loaded : Load::not_asked;
    if (reply.ok()) {
        if (!keep_visit(shared, reply)) return {};
        const bool current = !created && !visit_kind_differs(shared) &&
                             purpose.substr(patch.size()) == fingerprint(visit_draft_body(shared.draft));
        return current ? Effects{} : sync_visit(shared);
    }
    if (created) {
        // The review screen tries again, with a key that was not refused.
        if (reply.status >= 400 && reply.status < 500) shared.draft.submit_key.clear();
        return {};
    }
    if (reply.status == 404) {
        shared.draft.visit_id.clear();
        shared.draft.submit_key.clear();
        shared.visit = {};
        return sync_visit(shared);
    }
    // Sent or ended elsewhere: the app shows what the server says.
    if (reply.status == 409 && !shared.draft.visit_id.empty()) return {load_visit(shared.draft.visit_id)};
    return {};
}

}  // namespace bz::state
