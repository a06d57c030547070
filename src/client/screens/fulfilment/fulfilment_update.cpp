#include "base/text.hpp"
#include "client/screens/common/care.hpp"
#include "client/screens/fulfilment/fulfilment.hpp"
#include "domain/person_name.hpp"
#include "domain/phone.hpp"

namespace bz::screens {
namespace {

using namespace state;
using domain::PrescriptionState;
using Model = Fulfilment::Model;

constexpr std::size_t address_code_points_min = 5;  // shorter never finds a door

std::string prescription_id_of(const Shared& shared) {
    if (shared.visit && shared.visit->prescription_id) return *shared.visit->prescription_id;
    if (shared.prescription) return shared.prescription->id;
    return {};
}

bool orderable(const Shared& shared) {
    return shared.prescription && (shared.prescription->state == PrescriptionState::approved ||
                                   shared.prescription->state == PrescriptionState::confirmed);
}

const api::Quote* chosen_quote(const Shared& shared) {
    return shared.draft.fulfilment ? quote_for(shared, *shared.draft.fulfilment) : nullptr;
}

Effects ask(Model& model, Shared& shared) {
    const std::string id = prescription_id_of(shared);
    if (id.empty()) return {};
    Effects effects;
    if (model.asked != id) {
        model.asked = id;
        if (!shared.prescription) shared.prescription.load = Load::loading;
        effects += load_prescription(id);
    }
    // There is no price before the pharmacist has looked.
    if (orderable(shared) && shared.prescription->id == id && model.quoted != id) {
        model.quoted = id;
        if (!shared.quotes) shared.quotes.load = Load::loading;
        effects += load_quotes(id);
    }
    return effects;
}

Effects open_order(Model& model, Shared& shared, const std::string& id) {
    shared.draft.order_id = id;
    shared.draft.order_key.clear();
    shared.draft.confirm_key.clear();
    model = {};
    return {Go{Route::order, true}};
}

void check_address(const Shared& shared, std::vector<Fulfilment::FieldProblem>& errors) {
    const Draft& draft = shared.draft;
    if (const auto name = domain::parse_person_name(draft.address_name); !name)
        errors.push_back({"address_name", trim(draft.address_name).empty() ? "fulfilment.error.name_empty"
                                                                           : "fulfilment.error.name_odd"});
    if (const auto phone = domain::parse_phone(draft.address_phone); !phone)
        errors.push_back({"address_phone", phone.error().code == "phone.empty"    ? "fulfilment.error.phone_empty"
                                           : phone.error().code == "phone.length" ? "fulfilment.error.phone_length"
                                                                                  : "fulfilment.error.phone_odd"});
    const std::string_view line = trim(draft.address_line);
    if (line.empty())
        errors.push_back({"address_line", "fulfilment.error.line_empty"});
    else if (count_code_points(line) < address_code_points_min)
        errors.push_back({"address_line", "fulfilment.error.line_short"});
}

Effects confirm(Model& model, Shared& shared) {
    if (shared.draft.confirm_key.empty()) shared.draft.confirm_key = shared.context.fresh_id;
    model.paying = true;
    return {Call{.purpose = "fulfilment.confirm",
                 .method = "POST",
                 .path = "/prescriptions/" + shared.prescription->id + "/confirm",
                 .body = {},
                 .idempotency_key = shared.draft.confirm_key,
                 .if_match = {}}};
}

Effects order(Model& model, Shared& shared) {
    const api::Quote* quote = chosen_quote(shared);
    if (quote == nullptr) return {};
    if (shared.draft.order_key.empty()) shared.draft.order_key = shared.context.fresh_id + "-order";
    api::OrderRequest request{
        .quote_id = quote->id, .address = std::nullopt, .share_consent = shared.draft.share_consent};
    if (quote->fulfilment == domain::Fulfilment::delivery)
        request.address = api::Address{
            .name = domain::parse_person_name(shared.draft.address_name).value_or(shared.draft.address_name),
            .phone = domain::parse_phone(shared.draft.address_phone).value_or(shared.draft.address_phone),
            .line = std::string(trim(shared.draft.address_line))};
    model.paying = true;
    return {Call{.purpose = "fulfilment.order",
                 .method = "POST",
                 .path = "/orders",
                 .body = api::write(request),
                 .idempotency_key = shared.draft.order_key,
                 .if_match = {}}};
}

Effects pay(Model& model, Shared& shared) {
    if (model.paying) return {};
    const api::Quote* quote = chosen_quote(shared);
    if (!orderable(shared) || quote == nullptr) return {};
    model.errors.clear();
    model.problem.clear();
    model.requoted = false;
    if (!shared.draft.share_consent) model.errors.push_back({"share", "fulfilment.error.share"});
    if (quote->fulfilment == domain::Fulfilment::delivery) check_address(shared, model.errors);
    if (!model.errors.empty()) return {Focus{"errors.title"}};
    if (is_past(shared, quote->expires_at)) {
        model.requoted = true;
        shared.quotes.load = Load::loading;
        return {load_quotes(shared.prescription->id)};
    }
    return shared.prescription->state == PrescriptionState::approved ? confirm(model, shared) : order(model, shared);
}

// The server knows better than we do: read what is true, then go on or say it.
Effects read_again(Model& model, Shared& shared) {
    model.paying = false;
    model.looking_for_order = true;
    shared.visit.load = Load::loading;
    shared.prescription.load = Load::loading;
    const std::string id = prescription_id_of(shared);
    return {load_visit(visit_id_of(shared)), load_prescription(id), load_quotes(id)};
}

Effects confirmed(Model& model, Shared& shared, const Reply& reply) {
    if (reply.ok()) {
        shared.draft.confirm_key.clear();
        if (auto prescription = api::read<api::Prescription>(reply.body)) {
            shared.prescription.value = std::move(*prescription);
            shared.prescription.etag = reply.etag;
        } else if (shared.prescription) {
            shared.prescription.value->state = PrescriptionState::confirmed;
        }
        return order(model, shared);
    }
    if (reply.status == 409) {
        // Confirmed already, on another device or by a lost answer: reading it tells.
        shared.draft.confirm_key.clear();
        model.confirm_again = true;
        model.problem = problem_code(reply);
        shared.prescription.load = Load::loading;
        return {load_prescription(shared.prescription->id)};
    }
    model.paying = false;
    model.problem = problem_code(reply);
    if (reply.status == 0 || reply.status >= 500) return {};  // the same key next time
    shared.draft.confirm_key.clear();
    return read_again(model, shared);
}

Effects ordered(Model& model, Shared& shared, const Reply& reply) {
    if (reply.ok()) {
        auto made = api::read<api::Order>(reply.body);
        if (!made) return read_again(model, shared);
        const std::optional<std::string> url = made->payment.redirect_url;
        const std::string id = made->id;
        shared.order.value = std::move(*made);
        shared.order.etag = reply.etag;
        shared.order.load = Load::loaded;
        Effects effects = open_order(model, shared, id);
        if (url && !url->empty()) effects += OpenUrl{*url};
        return effects;
    }
    model.paying = false;
    model.problem = problem_code(reply);
    if (reply.status == 0 || reply.status >= 500) return {};  // the same key next time, so the order exists once
    shared.draft.order_key.clear();
    model.requoted = true;
    return read_again(model, shared);
}

}  // namespace

const api::Quote* quote_for(const Shared& shared, domain::Fulfilment how) {
    if (!shared.quotes) return nullptr;
    for (const api::Quote& quote : shared.quotes->items)
        if (quote.fulfilment == how && quote.in_stock) return &quote;
    return nullptr;
}

Effects Fulfilment::update(Model& model, Shared& shared, const Msg& msg) {
    Draft& draft = shared.draft;
    if (const auto* chosen = std::get_if<Chosen>(&msg)) {
        draft.fulfilment = chosen->how;
        // The consent names the pharmacy and what it gets, so another way asks again.
        draft.share_consent = false;
        model.errors.clear();
        return {};
    }
    if (const auto* typed = std::get_if<NameTyped>(&msg)) {
        draft.address_name = typed->text;
        return {};
    }
    if (const auto* typed = std::get_if<PhoneTyped>(&msg)) {
        draft.address_phone = typed->text;
        return {};
    }
    if (const auto* typed = std::get_if<LineTyped>(&msg)) {
        draft.address_line = typed->text;
        return {};
    }
    if (const auto* toggled = std::get_if<ShareToggled>(&msg)) {
        draft.share_consent = toggled->given;
        return {};
    }
    if (std::holds_alternative<BillPressed>(msg)) {
        model.errors.clear();
        const api::Quote* quote = chosen_quote(shared);
        if (quote == nullptr)
            model.errors.push_back({"how", "fulfilment.error.how"});
        else if (quote->fulfilment == domain::Fulfilment::delivery)
            check_address(shared, model.errors);
        if (!model.errors.empty()) return {Focus{"errors.title"}};
        return {Go{Route::bill, false}};
    }
    if (std::holds_alternative<ChangePressed>(msg)) {
        if (model.paying) return {};
        model.errors.clear();
        return {Go{Route::fulfilment, true}};
    }
    if (std::holds_alternative<PayPressed>(msg)) return pay(model, shared);
    if (std::holds_alternative<ChatPressed>(msg)) return {Go{Route::chat, false}};
    if (std::holds_alternative<OrderPressed>(msg)) return {Go{Route::order, true}};
    if (std::holds_alternative<HomePressed>(msg)) {
        const bool over = shared.prescription && (shared.prescription->state == PrescriptionState::expired ||
                                                  is_past(shared, shared.prescription->valid_until));
        if (over) finish_journey(shared);
        return {Go{Route::home, true}};
    }
    if (std::holds_alternative<TryAgainPressed>(msg)) {
        model.asked.clear();
        model.quoted.clear();
        if (prescription_id_of(shared).empty()) {
            shared.visit.load = Load::loading;
            return {load_visit(visit_id_of(shared))};
        }
        return ask(model, shared);
    }
    return {};
}

Effects Fulfilment::on_enter(Model& model, Shared& shared, Route route) {
    Draft& draft = shared.draft;
    const std::string visit_id = visit_id_of(shared);
    if (visit_id.empty()) return {Go{Route::home, true}};
    if (route == Route::bill && !draft.fulfilment) return {Go{Route::fulfilment, true}};
    model.errors.clear();
    // What is known already need not be typed again.
    if (draft.address_name.empty() && shared.person() != nullptr) draft.address_name = shared.person()->name;
    if (draft.address_phone.empty()) draft.address_phone = draft.phone;

    if (model.paying) return {Listen{true}};
    model.asked.clear();
    model.quoted.clear();
    Effects effects = {Listen{true}};
    // An order's answer may have been lost with the page: look before a second one is placed.
    model.looking_for_order = !draft.order_key.empty();
    if (!shared.visit || model.looking_for_order) {
        shared.visit.load = Load::loading;
        if (model.looking_for_order) shared.prescription.load = Load::loading;
        effects += load_visit(visit_id);
    }
    for (Effect& effect : ask(model, shared)) effects += std::move(effect);
    return effects;
}

Effects Fulfilment::on_reply(Model& model, Shared& shared, const Reply& reply) {
    if (reply.purpose == "fulfilment.confirm") return confirmed(model, shared, reply);
    if (reply.purpose == "fulfilment.order") return ordered(model, shared, reply);
    return {};
}

Effects Fulfilment::on_change(Model& model, Shared& shared, Route) {
    if (model.looking_for_order && shared.visit.load == Load::loaded && shared.prescription.load == Load::loaded) {
        model.looking_for_order = false;
        // A cancelled order stays the visit's newest one, but leaves the prescription free.
        if (shared.prescription->state == PrescriptionState::ordered && shared.visit->order_id)
            return open_order(model, shared, *shared.visit->order_id);
        // There is none, and prices were read anew: the old key belongs to an old payload.
        shared.draft.order_key.clear();
    }
    if (model.confirm_again && shared.prescription.load == Load::loaded) {
        model.confirm_again = false;
        if (shared.prescription->state == PrescriptionState::confirmed) {
            model.problem.clear();
            return order(model, shared);
        }
        model.paying = false;
    } else if (model.confirm_again && shared.prescription.load == Load::failed) {
        model.confirm_again = false;
        model.paying = false;
    }
    return ask(model, shared);
}

}  // namespace bz::screens
