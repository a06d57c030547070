#include "server/handlers/desk_work.hpp"
#include "base/text.hpp"
#include "domain/person_name.hpp"
#include "server/handlers/account.hpp"
#include "server/handlers/care.hpp"
#include "server/handlers/code_guard.hpp"
#include "server/handlers/mandates.hpp"
#include "server/handlers/papers.hpp"
#include "server/handlers/views.hpp"
#include "server/store/desk_lists.hpp"

#include <algorithm>

namespace bz::server::handlers {

using domain::Fulfilment;
using domain::OrderState;
using domain::PrescriptionState;
using domain::VisitState;

namespace {

constexpr int pickup_code_digits = 6;
constexpr std::string_view find_action = "POST /desk/orders/find";

bool is_role(const Context& ctx, Role role) { return ctx.staff && ctx.staff->role == role; }

// A pharmacy's own staff have nothing to do with what another pharmacy sells.
bool is_business_of(const Context& ctx, const OrderRow& order, const api::Quote& quote) {
    if (is_role(ctx, Role::courier)) return order.fulfilment == Fulfilment::delivery;
    if (!is_role(ctx, Role::pharmacy) || ctx.staff->pharmacy_id.empty()) return true;
    return quote.pharmacy_id == ctx.staff->pharmacy_id;
}

// Only while the parcel is packed or on its way, and only for those who pack and bring it.
bool sees_address(const Context& ctx, const OrderRow& order) {
    if (order.fulfilment != Fulfilment::delivery) return false;
    const bool packing = order.state == OrderState::paid || order.state == OrderState::packed;
    const bool bringing = order.state == OrderState::packed || order.state == OrderState::shipped;
    if (is_role(ctx, Role::pharmacy)) return packing;
    if (is_role(ctx, Role::courier)) return bringing;
    return is_role(ctx, Role::system) && (packing || bringing);
}

bool sees_items(const Context& ctx) { return is_role(ctx, Role::pharmacy) || is_role(ctx, Role::system); }

api::Quote quote_of(Context& ctx, const OrderRow& order) {
    return store::quote(ctx.store, order.quote_id).value().quote;
}

std::optional<std::vector<api::MandateHolder>> mandate_holders(Context& ctx, const OrderRow& order) {
    std::vector<api::MandateHolder> holders;
    for (const MandateRow& row : store::mandates_of_person(ctx.store, order.person_id)) {
        const auto worker = store::staff(ctx.store, row.worker_id);
        if (is_live(ctx, row) && worker && !worker->ended_at) holders.push_back({row.id, worker->name});
    }
    return holders.empty() ? std::nullopt : std::optional(std::move(holders));
}

api::DeskOrder desk_order_view(Context& ctx, const OrderRow& order, const api::Quote& quote) {
    api::DeskOrder view;
    view.id = order.id;
    view.state = order.state;
    view.fulfilment = order.fulfilment;
    view.pharmacy = quote.pharmacy;
    view.pharmacy_id = quote.pharmacy_id;
    view.ready_by = quote.ready_by;
    view.moved_at = ctx.at(order.moved_at);
    if (sees_items(ctx)) {
        const PrescriptionRow sheet = store::prescription(ctx.store, order.prescription_id).value();
        for (const api::PrescriptionItem& item : sheet.items)
            if (!item.hospital_only) view.items.push_back(item);
    }
    if (sees_address(ctx, order)) view.address = order.address;
    if (!order.tracking_number.empty()) view.tracking_number = order.tracking_number;
    if (order.state == OrderState::ready && sees_items(ctx)) view.mandate_holders = mandate_holders(ctx, order);
    view.pickup_blocked = order.state == OrderState::ready && order.pickup_tries >= domain::pickup_tries_max;
    return view;
}

// What a role has to do with, when it does not say which.
std::vector<OrderState> usual_states(const Context& ctx) {
    if (is_role(ctx, Role::courier)) return {OrderState::packed, OrderState::shipped};
    return {OrderState::paid, OrderState::packed, OrderState::shipped, OrderState::ready};
}

// What waits at the caller's counter and fits; that it was looked up is written down.
template <class Fits>
void find_ready(Context& ctx, Fits fits, api::DeskOrderList& found) {
    for (const OrderRow& row : store::orders_in(ctx.store, ctx.env.hospital.id, OrderState::ready)) {
        if (out_of_reach(ctx, row.account_id)) continue;
        const api::Quote quote = quote_of(ctx, row);
        if (!is_business_of(ctx, row, quote) || !fits(row)) continue;
        found.items.push_back(desk_order_view(ctx, row, quote));
        ctx.audited->push_back({std::string(find_action), row.id, row.account_id});
    }
    if (found.items.empty()) ctx.audited->push_back({std::string(find_action), {}, {}});
}

bool waits(const IdentityCheckRow& row) { return row.state == domain::IdentityCheckState::needs_staff; }

api::DeskIdentityCheck desk_check_view(Context& ctx, const IdentityCheckRow& row) {
    const PersonRow person = store::person(ctx.store, row.person_id).value();
    api::DeskIdentityCheck view;
    view.id = row.id;
    view.state = row.state;
    view.method = row.method;
    view.person_id = row.person_id;
    view.created_at = ctx.at(row.created_at);
    if (!row.reason.empty()) view.reason = row.reason;
    view.document_type = from_string<domain::DocumentType>(person.document_type).value();
    view.name = person.name;
    view.number = person.number;
    if (!row.document_upload_id.empty()) view.document_upload_id = row.document_upload_id;
    if (!person.country.empty()) view.country = person.country;
    if (!person.expires_on.empty()) view.expires_on = person.expires_on;
    if (!person.born_on.empty()) view.born_on = person.born_on;
    // The registry compares the phone of the account's holder, and of nobody else.
    if (row.method == domain::IdentityMethod::registry && person.relationship == "self")
        if (const auto account = store::account_by_id(ctx.store, row.account_id)) view.phone = account->phone;
    tell_looking(ctx, store::Paper::identity_check, row, waits(row), view);
    return view;
}

Outcome<StaffRow> present_doctor(Context& ctx, const std::string& id) {
    const auto found = store::staff(ctx.store, id);
    const bool fits =
        found && found->hospital_id == ctx.env.hospital.id && found->role == Role::doctor && !found->ended_at;
    if (!fits) return invalid("/doctor_id", "not_found");
    return *found;
}

api::Doctor doctor_view(const VisitRow& visit, const StaffRow& staff) {
    const api::LocalText department = visit.doctor ? visit.doctor->department : api::LocalText{};
    return {staff.id, staff.name, department, {staff.title, staff.title}};
}

}  // namespace

void take_visit(Context& ctx, VisitRow& visit) {
    visit.assigned_to.clear();
    if (!is_role(ctx, Role::doctor)) return;
    visit.doctor = doctor_view(visit, *ctx.staff);
    visit.assigned_to = ctx.staff->id;
}

Outcome<Nothing> require_own_visit(const Context& ctx, const VisitRow& visit) {
    if (!is_role(ctx, Role::doctor) || visit.assigned_to.empty() || visit.assigned_to == ctx.staff->id)
        return Nothing{};
    return refuse("forbidden");
}

Outcome<api::Visit> desk_hand_over(Context& ctx, const Id& id, const api::DeskHandover& in) {
    VisitRow visit = TRY(of_hospital(ctx, store::visit(ctx.store, id)));
    if (visit.state != VisitState::in_consultation) return refuse("illegal_state");
    TRY(require_own_visit(ctx, visit));
    if (in.doctor_id) {
        const StaffRow doctor = TRY(present_doctor(ctx, *in.doctor_id));
        if (doctor.id == visit.assigned_to) return invalid("/doctor_id", "choice");
        visit.doctor = doctor_view(visit, doctor);
        visit.assigned_to = doctor.id;
    } else {
        visit.assigned_to = handed_back;
    }
    store::update_visit(ctx.store, visit);
    ctx.changed(visit, "visit", visit.id);
    // The patient is told a name, so the line comes when there is one.
    if (in.doctor_id) care::say(ctx, visit, "system", "handover", visit.doctor->name);
    return visit_view(ctx, visit);
}

Outcome<api::DeskWaiting> desk_waiting(Context& ctx) {
    const auto& rules = ctx.env.hospital.rules;
    const WaitingRow row = store::waiting_at(ctx.store, ctx.env.hospital.id, std::string(handed_back),
                                             ctx.now - rules.promised_minutes * ms_per_minute);
    api::DeskWaiting view;
    view.queued = row.queued;
    view.unassigned = row.unassigned;
    if (row.queued) view.longest_minutes = static_cast<int>((ctx.now - row.oldest_queued_at) / ms_per_minute);
    view.late = row.late;
    view.promised_minutes = rules.promised_minutes;
    view.to_review = row.to_review;
    view.to_pack = row.to_pack;
    view.to_ship = row.to_ship;
    view.identity_checks = row.identity_checks;
    view.guardianships = row.guardianships;
    view.complaints = row.complaints;
    return view;
}

Outcome<api::PrescriptionList> desk_prescriptions(Context& ctx) {
    const auto state =
        ctx.page.state.empty() ? PrescriptionState::in_review : from_string<PrescriptionState>(ctx.page.state);
    if (!state) return invalid("/state", "choice");
    api::PrescriptionList list;
    for (const PrescriptionRow& row : store::prescriptions_in(ctx.store, ctx.env.hospital.id, *state))
        if (!out_of_reach(ctx, row.account_id)) list.items.push_back(prescription_view(ctx, row, true));
    return list;
}

Outcome<api::Prescription> desk_get_prescription(Context& ctx, const Id& id) {
    return prescription_view(ctx, TRY(of_hospital(ctx, store::prescription(ctx.store, id))), true);
}

Outcome<api::DeskOrderList> desk_orders(Context& ctx) {
    std::vector<OrderState> states = usual_states(ctx);
    if (!ctx.page.state.empty()) {
        const auto wanted = from_string<OrderState>(ctx.page.state);
        if (!wanted) return invalid("/state", "choice");
        states = {*wanted};
    }
    api::DeskOrderList list;
    for (const OrderState state : states) {
        for (const OrderRow& row : store::orders_in(ctx.store, ctx.env.hospital.id, state)) {
            if (out_of_reach(ctx, row.account_id)) continue;
            const api::Quote quote = quote_of(ctx, row);
            if (is_business_of(ctx, row, quote)) list.items.push_back(desk_order_view(ctx, row, quote));
        }
    }
    return list;
}

// A code is as good as its medicine: whoever types wrong ones waits, as at the counter itself.
static Outcome<Nothing> find_by_code(Context& ctx, const std::string& typed, api::DeskOrderList& found) {
    const CodeGuard guard{.by = "pickup/" + (ctx.staff ? ctx.staff->id : ctx.env.hospital.id)};
    const std::string code = digits_only(typed);
    if (static_cast<int>(code.size()) != pickup_code_digits) return invalid("/code", "choice");
    TRY(may_try_code(ctx, guard));
    find_ready(ctx, [&](const OrderRow& row) { return same_secret(row.pickup_code, code); }, found);
    if (found.items.empty()) return wrong_code(ctx, guard);
    return Nothing{};
}

static Outcome<Nothing> find_by_surname(Context& ctx, const std::string& typed, api::DeskOrderList& found) {
    const auto surname = domain::parse_person_name(typed);
    if (!surname) return invalid("/surname", surname.error().code);
    const auto is_theirs = [&](const OrderRow& row) {
        const auto person = store::person(ctx.store, row.person_id);
        return person && domain::has_surname(person->name, *surname);
    };
    find_ready(ctx, is_theirs, found);
    return Nothing{};
}

Outcome<api::DeskOrderList> desk_find_orders(Context& ctx, const api::DeskOrderSearch& in) {
    if (in.code.has_value() == in.surname.has_value()) return invalid("/code", in.code ? "choice" : "required");
    ctx.audited.emplace();  // what was found, each in its own patient's list
    api::DeskOrderList found;
    TRY(in.code ? find_by_code(ctx, *in.code, found) : find_by_surname(ctx, *in.surname, found));
    return found;
}

Outcome<OrderRow> order_for_staff(Context& ctx, const Id& id) {
    OrderRow order = TRY(of_hospital(ctx, store::order(ctx.store, id)));
    if (!is_business_of(ctx, order, quote_of(ctx, order))) return refuse("not_found");
    return order;
}

Outcome<api::DeskOrder> desk_get_order(Context& ctx, const Id& id) {
    const OrderRow order = TRY(order_for_staff(ctx, id));
    return desk_order_view(ctx, order, quote_of(ctx, order));
}

Outcome<api::DeskIdentityCheckList> desk_identity_checks(Context& ctx) {
    using domain::IdentityCheckState;
    std::vector<IdentityCheckState> states = {IdentityCheckState::needs_staff};
    // What the registry has to answer is the hospital's system's.
    if (is_role(ctx, Role::system)) states.push_back(IdentityCheckState::pending);
    api::DeskIdentityCheckList list;
    for (const IdentityCheckState state : states)
        for (const IdentityCheckRow& row : store::identity_checks_in(ctx.store, ctx.env.hospital.id, state))
            list.items.push_back(desk_check_view(ctx, row));
    tell_pace(ctx, store::Paper::identity_check, list);
    return list;
}

Outcome<api::DeskIdentityCheck> desk_get_identity_check(Context& ctx, const Id& id) {
    return desk_check_view(ctx, TRY(of_hospital(ctx, store::identity_check(ctx.store, id))));
}

Outcome<api::DeskIdentityCheck> desk_open_identity_check(Context& ctx, const Id& id) {
    const IdentityCheckRow row = TRY(of_hospital(ctx, store::identity_check(ctx.store, id)));
    TRY(take_in_hand(ctx, store::Paper::identity_check, id, waits(row), hold_of(row)));
    return desk_check_view(ctx, TRY(existing(store::identity_check(ctx.store, id))));
}

}  // namespace bz::server::handlers
