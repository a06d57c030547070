// Ratings and complaints, from the patient and at the desk.
#include "server/store/feedback.hpp"

#include "base/text.hpp"
#include "domain/complaint.hpp"
#include "domain/rating.hpp"
#include "server/handlers/account.hpp"
#include "server/handlers/feedback.hpp"
#include "server/handlers/views.hpp"

namespace bz::server::handlers {

using domain::ComplaintState;

namespace {

constexpr int complaints_a_day = 20;

api::Rating rating_view(const Context& ctx, const RatingRow& row) {
    api::Rating view{
        row.visit_id, row.stars, {}, ctx.at(row.given_at), ctx.at(domain::rating_deadline(row.given_at)), {}};
    if (!row.text.empty()) view.text = row.text;
    if (!row.doctor_name.empty()) view.doctor_name = row.doctor_name;
    return view;
}

api::Complaint complaint_view(Context& ctx, const ComplaintRow& row) {
    api::Complaint view;
    view.id = row.id;
    view.number = domain::complaint_number(row.day, row.place);
    view.state = row.state;
    if (!row.visit_id.empty()) view.visit_id = row.visit_id;
    view.created_at = ctx.at(row.created_at);
    for (const ComplaintLineRow& line : store::complaint_lines(ctx.store, row.id))
        view.lines.push_back({line.sender, line.text, line.by, ctx.at(line.at)});
    if (row.state == ComplaintState::answered || row.state == ComplaintState::closed)
        view.reopen_until = ctx.at(domain::reopen_deadline(row.moved_at));
    return view;
}

api::ComplaintList complaint_list(Context& ctx, std::vector<ComplaintRow> rows) {
    api::ComplaintList list;
    list.next_cursor = cut_page(rows, ctx.page);
    for (const ComplaintRow& row : rows)
        if (!out_of_reach(ctx, row.account_id)) list.items.push_back(complaint_view(ctx, row));
    return list;
}

Outcome<std::string> checked_text(const std::string& text) {
    std::string trimmed(trim(text));
    if (trimmed.empty()) return invalid("/text", "required");
    if (count_code_points(trimmed) > domain::complaint_text_max) return invalid("/text", "too_long");
    return trimmed;
}

Outcome<Nothing> move_complaint(Context& ctx, ComplaintRow& row, ComplaintState to) {
    row.state = TRY(domain::move(row.state, to));
    row.moved_at = ctx.now;
    store::update_complaint(ctx.store, row);
    // Only whoever complained is told, not those who care for the person.
    ctx.changed(row.account_id, "", "complaint", row.id);
    return Nothing{};
}

std::string staff_name(const Context& ctx) { return ctx.staff ? ctx.staff->name : std::string(); }

}  // namespace

Outcome<api::Rating> rate_visit(Context& ctx, const Id& id, const api::RatingRequest& in) {
    const VisitRow visit = TRY(cared_for(ctx, store::visit(ctx.store, id)));
    Failure failure("validation");
    if (const auto stars = domain::check_stars(in.stars); !stars)
        failure.errors.push_back({"/stars", std::string(stars.error().code)});
    const std::string text(trim(in.text.value_or("")));
    if (count_code_points(text) > domain::rating_text_max) failure.errors.push_back({"/text", "too_long"});
    if (!failure.errors.empty()) return std::unexpected(failure);
    if (!domain::can_be_rated(visit.state)) return refuse("illegal_state");
    const auto first = store::rating(ctx.store, visit.id);
    if (first && ctx.now > domain::rating_deadline(first->given_at)) return refuse("illegal_state");
    RatingRow row{visit.id,
                  visit.account_id,
                  visit.hospital_id,
                  visit.doctor ? visit.doctor->name : "",
                  text,
                  in.stars,
                  first ? first->given_at : ctx.now};
    store::put_rating(ctx.store, row);
    ctx.changed(visit, "rating", visit.id);
    return rating_view(ctx, row);
}

Outcome<api::Rating> get_rating(Context& ctx, const Id& id) {
    const VisitRow visit = TRY(cared_for(ctx, store::visit(ctx.store, id)));
    return rating_view(ctx, TRY(existing(store::rating(ctx.store, visit.id))));
}

Outcome<api::RatingList> desk_ratings(Context& ctx) {
    api::RatingList list;
    auto rows = store::ratings_of_hospital(ctx.store, ctx.env.hospital.id, ctx.page);
    if (rows.size() > static_cast<std::size_t>(ctx.page.limit)) {
        rows.resize(static_cast<std::size_t>(ctx.page.limit));
        list.next_cursor = rows.back().visit_id;
    }
    for (const RatingRow& row : rows)
        if (!out_of_reach(ctx, row.account_id)) list.items.push_back(rating_view(ctx, row));
    return list;
}

Outcome<api::Complaint> create_complaint(Context& ctx, const api::ComplaintRequest& in) {
    const std::string text = TRY(checked_text(in.text));
    ComplaintRow row;
    if (in.visit_id) {
        const auto visit = cared_for(ctx, store::visit(ctx.store, *in.visit_id));
        if (!visit) return invalid("/visit_id", "not_found");
        row.visit_id = visit->id;
    }
    if (store::count_complaints(ctx.store, ctx.account_id, ctx.now - ms_per_day) >= complaints_a_day) {
        Failure failure("too_many_requests");
        failure.retry_after_s = 3600;
        return std::unexpected(failure);
    }
    row.id = random_id("cmp");
    row.account_id = ctx.account_id;
    row.hospital_id = ctx.env.hospital.id;
    row.state = ComplaintState::received;
    row.day = ctx.today();
    row.created_at = row.moved_at = ctx.now;
    store::insert_complaint(ctx.store, row);
    store::add_complaint_line(ctx.store, row.id, {"patient", text, "", ctx.now});
    ctx.audited_account = row.account_id;
    ctx.changed(row.account_id, "", "complaint", row.id);
    ctx.location = "/api/v1/complaints/" + row.id;
    return complaint_view(ctx, row);
}

Outcome<api::ComplaintList> list_complaints(Context& ctx) {
    return complaint_list(ctx, store::complaints_of_account(ctx.store, ctx.account_id, ctx.page));
}

Outcome<api::Complaint> get_complaint(Context& ctx, const Id& id) {
    return complaint_view(ctx, TRY(owned(ctx, store::complaint(ctx.store, id))));
}

Outcome<api::Complaint> reopen_complaint(Context& ctx, const Id& id, const api::ComplaintText& in) {
    ComplaintRow row = TRY(owned(ctx, store::complaint(ctx.store, id)));
    TRY(require_match(ctx, complaint_view(ctx, row)));
    const std::string text = TRY(checked_text(in.text));
    // What is still being looked into is not reopened; a received one has had no answer yet.
    if (row.state != ComplaintState::answered && row.state != ComplaintState::closed) return refuse("illegal_state");
    if (ctx.now > domain::reopen_deadline(row.moved_at)) return refuse("illegal_state");
    store::add_complaint_line(ctx.store, row.id, {"patient", text, "", ctx.now});
    TRY(move_complaint(ctx, row, ComplaintState::in_progress));
    return complaint_view(ctx, row);
}

Outcome<api::ComplaintList> desk_complaints(Context& ctx) {
    if (!ctx.page.state.empty() && !from_string<ComplaintState>(ctx.page.state)) return invalid("/state", "choice");
    return complaint_list(ctx, store::complaints_of_hospital(ctx.store, ctx.env.hospital.id, ctx.page));
}

Outcome<api::Complaint> desk_get_complaint(Context& ctx, const Id& id) {
    return complaint_view(ctx, TRY(of_hospital(ctx, store::complaint(ctx.store, id))));
}

Outcome<api::Complaint> desk_answer_complaint(Context& ctx, const Id& id, const api::ComplaintText& in) {
    ComplaintRow row = TRY(of_hospital(ctx, store::complaint(ctx.store, id)));
    const std::string text = TRY(checked_text(in.text));
    TRY(move_complaint(ctx, row, ComplaintState::answered));
    store::add_complaint_line(ctx.store, row.id, {"hospital", text, staff_name(ctx), ctx.now});
    return complaint_view(ctx, row);
}

Outcome<api::Complaint> desk_move_complaint(Context& ctx, const Id& id, const api::DeskComplaintMove& in) {
    ComplaintRow row = TRY(of_hospital(ctx, store::complaint(ctx.store, id)));
    // An answer has words, and reopening is the patient's; what is left is taking one and closing it.
    const bool taken = row.state == ComplaintState::received && in.state == ComplaintState::in_progress;
    if (!taken && in.state != ComplaintState::closed) return refuse("illegal_state");
    TRY(move_complaint(ctx, row, in.state));
    return complaint_view(ctx, row);
}

void close_old_complaints(Context& ctx) {
    const Instant before = ctx.now - domain::complaint_reopen_days * ms_per_day;
    for (ComplaintRow& row : store::complaints_at_rest(ctx.store, ctx.env.hospital.id, before))
        (void)move_complaint(ctx, row, ComplaintState::closed);
}

}  // namespace bz::server::handlers
