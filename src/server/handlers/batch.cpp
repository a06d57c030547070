#include "server/handlers/batch.hpp"

#include "domain/medicine.hpp"
#include "domain/prescription.hpp"
#include "server/handlers/connect.hpp"
#include "server/handlers/gate.hpp"
#include "server/handlers/mandates.hpp"
#include "server/handlers/views.hpp"

#include <algorithm>
#include <set>

namespace bz::server::handlers {

using domain::BatchState;
using domain::OrderState;
using domain::VisitState;

namespace {

BatchItem item_of(const KnownMedicine& known) {
    return {known.id, known.name, known.specification, known.usage, date_text(known.last_prescribed_on)};
}

// What the worker has to know to fetch it, and no more: neither why a visit ended, nor what it costs.
std::string_view order_progress(const OrderRow& order) {
    switch (order.state) {
    case OrderState::created: return "to_pay_order";
    case OrderState::paid:
    case OrderState::packed: return "packing";
    case OrderState::shipped: return "shipped";
    case OrderState::ready: return "ready";
    case OrderState::delivered:
    case OrderState::picked_up: return "done";
    case OrderState::cancelled:
    case OrderState::refunding:
    case OrderState::refunded: break;
    }
    return "to_order";
}

std::string_view visit_progress(const VisitRow& visit) {
    switch (visit.state) {
    case VisitState::draft:
    case VisitState::submitted: return "to_pay";
    case VisitState::queued: return "queued";
    case VisitState::in_consultation: return "with_doctor";
    case VisitState::prescribed: return "to_order";
    case VisitState::concluded:
    case VisitState::terminated:
    case VisitState::cancelled:
    case VisitState::expired: break;
    }
    return "ended";
}

void add_progress(Context& ctx, const BatchEntry& row, api::BatchRow& view) {
    const auto visit = store::visit(ctx.store, row.visit_id);
    if (!visit) return;
    view.progress = visit_progress(*visit);
    if (visit->state != VisitState::prescribed) return;
    const auto order = store::order(ctx.store, store::newest_order_of_visit(ctx.store, visit->id));
    if (!order) return;
    view.progress = order_progress(*order);
    if (order->state == OrderState::ready) view.pickup_code = order->pickup_code;
}

api::BatchRow row_view(Context& ctx, const MandateRow& mandate, const BatchEntry& row) {
    api::BatchRow view;
    view.state = row.state;
    view.content = content_mark(ctx, mandate.person_id, row.sheet);
    for (const BatchItem& item : row.sheet.items) view.medicines.push_back(medicine_view(ctx, item));
    view.weeks = row.sheet.weeks;
    view.updated_at = ctx.at(row.updated_at);
    view.calls = row.calls;
    if (row.called_at) view.called_at = ctx.at(row.called_at);
    if (row.state == BatchState::confirmed)
        view.send_by = ctx.at(row.called_at + domain::read_back_hours * ms_per_hour);
    if (row.advice != domain::BatchAdvice::none) view.advice = row.advice;
    if (!row.failure.empty()) view.failure = row.failure;
    if (row.state == BatchState::sent) add_progress(ctx, row, view);
    return view;
}

// Something changed a short while ago: whoever asks again until the answer fits has not asked.
std::optional<Instant> held_until(const Context& ctx, const std::optional<BatchEntry>& row) {
    if (!row || row->state != BatchState::changed || !domain::is_held(row->called_at, ctx.now)) return std::nullopt;
    return row->called_at + domain::changed_hold_hours * ms_per_hour;
}

Outcome<BatchSheet> wanted_sheet(Context& ctx, const MandateRow& mandate, const api::BatchContent& in) {
    Failure failure("validation");
    const auto& rules = ctx.env.hospital.rules.refill;
    // More needs an assessment and a signature (长期处方管理规范 2021), which a phone call is not.
    if (in.weeks < 1 || in.weeks > rules.weeks_simple_max) failure.errors.push_back({"/weeks", "weeks.range"});
    if (in.medicine_ids.empty()) failure.errors.push_back({"/medicine_ids", "required"});
    if (std::set(in.medicine_ids.begin(), in.medicine_ids.end()).size() != in.medicine_ids.size())
        failure.errors.push_back({"/medicine_ids", "choice"});
    else if (!domain::check_items(static_cast<int>(in.medicine_ids.size()), rules) && !in.medicine_ids.empty())
        failure.errors.push_back({"/medicine_ids", "items.range"});
    auto sheet = sheet_of(known_care(ctx, mandate.person_id), in.medicine_ids, in.weeks);
    if (!sheet) failure.errors.push_back({"/medicine_ids", "not_found"});
    if (!failure.errors.empty()) return std::unexpected(std::move(failure));
    return *std::move(sheet);
}

// The answers as the person would have given them in the app.
api::GateAnswers gate_of(const api::BatchReadBack& in) {
    api::GateAnswers gate;
    gate.red_flags_none = in.red_flag.has_value() && !*in.red_flag;
    std::vector<api::GateReply> others;
    for (const api::GateReply& reply : in.answers.value_or(std::vector<api::GateReply>{})) {
        const auto diagnosed = from_string<domain::Diagnosed>(reply.answer);
        const auto changed = from_string<domain::Changed>(reply.answer);
        if (reply.question == "diagnosed" && diagnosed)
            gate.diagnosed = *diagnosed;
        else if (reply.question == "changed" && changed)
            gate.changed = *changed;
        else
            others.push_back(reply);
    }
    if (!others.empty()) gate.answers = std::move(others);
    return gate;
}

Outcome<domain::ReadBackVerdict> judge(const Context& ctx, const api::BatchReadBack& in) {
    if (!in.reached) return domain::ReadBackVerdict{BatchState::not_reached};
    Failure failure("validation");
    if (!in.agrees) failure.errors.push_back({"/agrees", "required"});
    const bool yes = in.agrees.value_or(false);
    // Whoever says no need not be asked the rest; of whoever says yes nothing is taken for granted.
    if (yes && !in.red_flag) failure.errors.push_back({"/red_flag", "required"});
    if (yes && !in.unwell) failure.errors.push_back({"/unwell", "required"});
    if (yes && !in.allergy) failure.errors.push_back({"/allergy", "required"});
    if (!failure.errors.empty()) return std::unexpected(std::move(failure));
    domain::ReadBack said;
    said.reached = true;
    said.agrees = yes;
    said.unwell = in.unwell.value_or(false);
    said.allergy = in.allergy.value_or(false);
    said.gate = in.red_flag.value_or(false) ? domain::GateOutcome::emergency
                                            : judge_gate(ctx, domain::VisitKind::refill, gate_of(in));
    const auto verdict = domain::judge_read_back(said);
    if (!verdict) return invalid("/answers", "required");
    return *verdict;
}

}  // namespace

api::BatchMedicine medicine_view(const Context& ctx, const BatchItem& item) {
    const bool hospital_only =
        domain::dispensing_of(item.name.zh, ctx.env.hospital.rules.refill) == domain::Dispensing::hospital_only;
    return {
        item.id,      in(ctx.lang, item.name), item.specification, in(ctx.lang, item.usage), item.last_prescribed_on,
        hospital_only};
}

std::vector<std::string> medicine_ids(const BatchSheet& sheet) {
    std::vector<std::string> ids;
    for (const BatchItem& item : sheet.items) ids.push_back(item.id);
    return ids;
}

std::optional<BatchSheet> sheet_of(const KnownCare& care, const std::vector<std::string>& medicine_ids, int weeks) {
    BatchSheet sheet;
    sheet.weeks = weeks;
    for (const std::string& id : medicine_ids) {
        const auto known = std::ranges::find(care.medicines, id, &KnownMedicine::id);
        if (known == care.medicines.end()) return std::nullopt;
        sheet.items.push_back(item_of(*known));
    }
    return sheet;
}

std::string content_mark(const Context& ctx, const std::string& person_id, const BatchSheet& sheet) {
    // Not the day of the last prescription: nobody reads that out.
    std::string text = person_id + '\n' + std::to_string(sheet.weeks);
    for (const BatchItem& item : sheet.items)
        for (const std::string& part :
             {item.id, item.name.zh, item.name.en, item.specification, item.usage.zh, item.usage.en})
            text += '\n' + std::to_string(part.size()) + ':' + part;
    // Keyed: a plain hash of a few known medicines would tell which they are.
    return hash_hex(ctx.store.sealer.blind_index("batch_content", text), 24);
}

Outcome<MandateRow> held_mandate(Context& ctx, const std::string& id) {
    const MandateRow row = TRY(of_hospital(ctx, store::mandate(ctx.store, id)));
    if (ctx.staff->role != Role::system && row.worker_id != ctx.staff->id) return refuse("not_found");
    if (!is_live(ctx, row)) return refuse("mandate_ended");
    return row;
}

Outcome<api::BatchPerson> batch_person_view(Context& ctx, const MandateRow& mandate) {
    const PersonRow person = TRY(existing(store::person(ctx.store, mandate.person_id)));
    api::BatchPerson view;
    view.id = mandate.id;
    view.name = person.name;
    if (const auto born = parse_date(person.born_on)) view.age = age_on(*born, ctx.today());
    view.phone = mandate.phone;
    if (view.phone.empty()) view.phone = TRY(existing(store::account_by_id(ctx.store, mandate.account_id))).phone;
    view.ends_on = date_text(mandate.ends_on);
    view.paper = !mandate.paper_upload_id.empty();
    if (const auto row = store::newest_batch_row(ctx.store, mandate.id)) view.row = row_view(ctx, mandate, *row);
    return view;
}

Outcome<api::Batch> desk_batch(Context& ctx) {
    const bool system = ctx.staff->role == Role::system;
    api::Batch batch;
    batch.worker_name = ctx.staff->name;
    for (const MandateRow& row : system ? store::mandates_of_hospital(ctx.store, ctx.env.hospital.id)
                                        : store::mandates_of_worker(ctx.store, ctx.staff->id))
        if (is_live(ctx, row) && !store::account_closed(ctx.store, row.account_id))
            batch.items.push_back(TRY(batch_person_view(ctx, row)));
    return batch;
}

Outcome<api::BatchDetail> desk_batch_person(Context& ctx, const Id& id) {
    const MandateRow mandate = TRY(held_mandate(ctx, id));
    api::BatchDetail view;
    view.person = TRY(batch_person_view(ctx, mandate));
    for (const KnownMedicine& known : known_care(ctx, mandate.person_id).medicines)
        view.medicines.push_back(medicine_view(ctx, item_of(known)));
    view.weeks_max = ctx.env.hospital.rules.refill.weeks_simple_max;
    view.red_flags = ctx.env.hospital.red_flags;
    view.questions = gate_questions(ctx, domain::VisitKind::refill);
    if (const auto until = held_until(ctx, store::newest_batch_row(ctx.store, mandate.id)))
        view.hold_until = ctx.at(*until);
    return view;
}

Outcome<api::BatchPerson> desk_prepare(Context& ctx, const Id& id, const api::BatchContent& in) {
    const MandateRow mandate = TRY(held_mandate(ctx, id));
    const BatchSheet sheet = TRY(wanted_sheet(ctx, mandate, in));
    auto row = store::newest_batch_row(ctx.store, mandate.id);
    if (held_until(ctx, row)) return refuse("consult_first");
    if (!row || !domain::can_move(row->state, BatchState::prepared)) {
        BatchEntry fresh;
        fresh.id = random_id("bat");
        fresh.mandate_id = mandate.id;
        fresh.sheet = sheet;
        fresh.created_at = fresh.updated_at = ctx.now;
        store::insert_batch_row(ctx.store, fresh);
        return batch_person_view(ctx, mandate);
    }
    row->state = BatchState::prepared;
    row->sheet = sheet;
    row->read.reset();  // what was said was said to something else
    row->failure.clear();
    row->updated_at = ctx.now;
    store::update_batch_row(ctx.store, *row);
    return batch_person_view(ctx, mandate);
}

Outcome<api::BatchPerson> desk_read_back(Context& ctx, const Id& id, const api::BatchReadBack& in) {
    const MandateRow mandate = TRY(held_mandate(ctx, id));
    BatchEntry row = TRY(existing(store::newest_batch_row(ctx.store, mandate.id)));
    const auto today = sheet_of(known_care(ctx, mandate.person_id), medicine_ids(row.sheet), row.sheet.weeks);
    // Another device prepared something else, or the hospital changed a word: it has to be read out as it is now.
    if (!today || in.content != content_mark(ctx, mandate.person_id, row.sheet) ||
        in.content != content_mark(ctx, mandate.person_id, *today))
        return refuse("content_changed");
    const domain::ReadBackVerdict verdict = TRY(judge(ctx, in));
    row.state = TRY(domain::move(row.state, verdict.state));
    row.advice = verdict.advice;
    row.failure.clear();
    row.read.reset();
    if (row.state == BatchState::confirmed) row.read = BatchRead{in.content, ctx.staff->id, gate_of(in)};
    ++row.calls;
    row.called_at = row.updated_at = ctx.now;
    store::update_batch_row(ctx.store, row);
    return batch_person_view(ctx, mandate);
}

}  // namespace bz::server::handlers
