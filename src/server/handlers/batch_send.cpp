// A confirmed row becomes a visit, through the same operations as a patient's own: the person's consents, gate and
// limits hold here as they do there.
#include "server/handlers/batch.hpp"
#include "server/handlers/care.hpp"
#include "server/handlers/connect.hpp"
#include "server/handlers/handlers.hpp"

namespace bz::server::handlers {

using domain::BatchState;

namespace {

// A step that can be undone while the rest of the request stands.
class Attempt {
public:
    explicit Attempt(Db& db) : db_(db) { db_.savepoint(); }
    Attempt(const Attempt&) = delete;
    Attempt& operator=(const Attempt&) = delete;
    ~Attempt() noexcept(false) {
        if (!kept_) db_.rollback_to_savepoint();
        db_.release_savepoint();
    }
    void keep() { kept_ = true; }

private:
    Db& db_;
    bool kept_ = false;
};

std::string_view reason_of(const Failure& failure) {
    if (failure.code == "identity_required" || failure.code == "identity_pending") return "identity";
    if (failure.code == "consent_required") return "consent";
    if (failure.code == "guardian_needed") return "guardian";
    for (const api::FieldError& error : failure.errors) {
        if (error.pointer == "/draft/guardian_present") return "guardian";
        if (error.pointer == "/draft/gate") return "gate";
        if (error.pointer.starts_with("/draft/medicine_ids")) return "content_changed";
    }
    return "other";
}

// What can be seen before anything is tried; empty when nothing is in the way.
std::string_view obstacle(Context& ctx, const MandateRow& mandate, const BatchEntry& row) {
    const std::string mark = content_mark(ctx, mandate.person_id, row.sheet);
    const auto today = sheet_of(known_care(ctx, mandate.person_id), medicine_ids(row.sheet), row.sheet.weeks);
    if (!row.read || row.read->content != mark || !today || content_mark(ctx, mandate.person_id, *today) != mark)
        return "content_changed";
    if (row.read->by != ctx.staff->id || !domain::is_fresh(row.called_at, ctx.now)) return "read_back_old";
    // What the person began alone is the person's to send.
    if (store::draft_visit(ctx.store, mandate.person_id, domain::VisitKind::refill)) return "draft_open";
    if (!store::open_refill_of_person(ctx.store, mandate.person_id).empty()) return "visit_open";
    return {};
}

Outcome<api::Visit> sent_visit(Context& acting, const MandateRow& mandate, const BatchEntry& row) {
    api::VisitRequest request;
    request.kind = domain::VisitKind::refill;
    request.person_id = mandate.person_id;
    request.draft.emplace();
    request.draft->gate = row.read->gate;
    request.draft->medicine_ids = medicine_ids(row.sheet);
    request.draft->weeks = row.sheet.weeks;
    const api::Visit draft = TRY(create_visit(acting, request));
    return submit_visit(acting, draft.id);
}

void take_over(Context& ctx, Context& acting) {
    std::ranges::move(acting.changed_accounts, std::back_inserter(ctx.changed_accounts));
    std::ranges::move(acting.after_commit, std::back_inserter(ctx.after_commit));
    std::ranges::move(acting.told, std::back_inserter(ctx.told));
    ctx.outbox_news = ctx.outbox_news || acting.outbox_news;
}

// The visit's id, or why there is none; then nothing of it is left.
Outcome<std::string> send_as_person(Context& ctx, const MandateRow& mandate, const BatchEntry& row) {
    if (const std::string_view reason = obstacle(ctx, mandate, row); !reason.empty()) return refuse(reason);
    Attempt attempt(ctx.store.db);
    Context acting{.store = ctx.store, .env = ctx.env, .now = ctx.now};
    acting.account_id = mandate.account_id;
    acting.lang = ctx.lang;
    const auto visit = sent_visit(acting, mandate, row);
    if (!visit) return refuse(reason_of(visit.error()));
    // The doctor is told how the answers came.
    care::say(acting, TRY(existing(store::visit(ctx.store, visit->id))), "system", "by_mandate", ctx.staff->name);
    attempt.keep();
    take_over(ctx, acting);
    return visit->id;
}

}  // namespace

Outcome<api::BatchPerson> desk_send(Context& ctx, const Id& id) {
    const MandateRow mandate = TRY(held_mandate(ctx, id));
    BatchEntry row = TRY(existing(store::newest_batch_row(ctx.store, mandate.id)));
    // Asked again after a lost answer, or from another device: it is sent once.
    if (row.state == BatchState::sent) return batch_person_view(ctx, mandate);
    if (!domain::can_move(row.state, BatchState::sent)) return refuse("illegal_state");
    const auto visit_id = send_as_person(ctx, mandate, row);
    row.state = visit_id ? BatchState::sent : BatchState::failed;
    row.failure = visit_id ? std::string() : std::string(visit_id.error().code);
    row.visit_id = visit_id.value_or("");
    row.updated_at = ctx.now;
    if (visit_id) row.read.reset();  // the visit has them now
    store::update_batch_row(ctx.store, row);
    ctx.audited = {{visit_id ? "mandate.sent" : "mandate.refused", mandate.id, mandate.account_id}};
    if (visit_id) ctx.audited->push_back({"POST /visits/{id}/submit", *visit_id, mandate.account_id});
    return batch_person_view(ctx, mandate);
}

}  // namespace bz::server::handlers
