#include "base/text.hpp"
#include "client/screens/common/care.hpp"
#include "client/screens/fulfilment/fulfilment.hpp"

namespace bz::screens {
namespace {

using namespace state;
using domain::PrescriptionState;
using Model = Fulfilment::Model;

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

void check_address(const Shared& shared, std::vector<FieldProblem>& errors) {
    if (const api::SavedAddress* saved = chosen_address(shared)) {
        if (!courier_goes_to(shared, saved->line)) errors.push_back({"saved", "fulfilment.error.no_courier"});
        return;
    }
    // Chosen, but not (or no longer) here to be read: never send to another address than the one that was seen.
    if (!shared.draft.address_id.empty() && shared.draft.address_id != typed_address) {
        errors.push_back({"where", "fulfilment.error.address_gone"});
        return;
    }
    for (FieldProblem& problem : check_typed_address(shared)) errors.push_back(std::move(problem));
}

// The book's own favourite is offered where nobody typed or chose yet.
void offer_address(Shared& shared) {
    Draft& draft = shared.draft;
    if (!shared.addresses || draft.address_id == typed_address) return;
    if (chosen_address(shared)) return;
    draft.address_id.clear();
    if (!trim(draft.address_line).empty()) return;
    for (const api::SavedAddress& one : shared.addresses->items)
        if (one.is_default) draft.address_id = one.id;
}

// Before the page leaves for the payment: a call under way would be cut off there.
Effects keep_typed(Model& model, Shared& shared) {
    const Draft& draft = shared.draft;
    if (!draft.keep_address || model.keeping || chosen_address(shared)) return {};
    const api::Address typed = order_address(shared);
    api::SavedAddressRequest body;
    body.name = typed.name;
    body.phone = typed.phone;
    body.line = typed.line;
    model.keeping = true;
    return {Call{.purpose = "fulfilment.keep",
                 .method = "POST",
                 .path = "/addresses",
                 .body = api::write(body),
                 .idempotency_key = "address-" + shared.context.fresh_id,
                 .if_match = {},
                 .durable = false}};
}

// Kept or not, the order goes where it was typed to go.
void kept(Model& model, Shared& shared, const Reply& reply) {
    model.keeping = false;
    if (reply.status == 0 || reply.status >= 500) return;
    shared.draft.keep_address = false;
    auto saved = api::read<api::SavedAddress>(reply.body);
    if (!reply.ok() || !saved) return;
    if (!shared.addresses) shared.addresses.value.emplace();
    shared.draft.address_id = saved->id;
    shared.addresses.value->items.push_back(std::move(*saved));
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
    if (quote->fulfilment == domain::Fulfilment::delivery) request.address = order_address(shared);
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
    if (const api::Problem problem = problem_of(reply);
        problem.errors && !problem.errors->empty() && problem.errors->front().pointer.starts_with("/address")) {
        // The hospital's own rules about addresses: what is wrong is said where it is mended.
        const bool city = problem.errors->front().code == "address.no_courier";
        model.problem.clear();
        model.errors = {{chosen_address(shared) ? "saved" : "address_line",
                         city ? "fulfilment.error.no_courier" : "fulfilment.error.line_short"}};
        return {Go{Route::fulfilment, true}};
    }
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
    if (const auto* typed = std::get_if<Typed>(&msg)) {
        take_typed(draft, typed->text);
        return {};
    }
    if (const auto* one = std::get_if<AddressChosen>(&msg)) {
        draft.address_id = one->id;
        model.errors.clear();
        return {};
    }
    if (const auto* toggled = std::get_if<KeepToggled>(&msg)) {
        draft.keep_address = toggled->on;
        return {};
    }
    if (std::holds_alternative<BookPressed>(msg)) return {Go{Route::addresses}};
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
        Effects effects;
        if (quote->fulfilment == domain::Fulfilment::delivery) effects = keep_typed(model, shared);
        effects += Go{Route::bill, false};
        return effects;
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
    suggest_receiver(shared);  // what is known already need not be typed again
    offer_address(shared);

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
    if (!shared.addresses && shared.addresses.load != Load::loading) {
        shared.addresses.load = Load::loading;
        effects += load_addresses();
    }
    return effects;
}

Effects Fulfilment::on_reply(Model& model, Shared& shared, const Reply& reply) {
    if (reply.purpose == "fulfilment.confirm") return confirmed(model, shared, reply);
    if (reply.purpose == "fulfilment.order") return ordered(model, shared, reply);
    if (reply.purpose == "fulfilment.keep") kept(model, shared, reply);
    return {};
}

Effects Fulfilment::on_change(Model& model, Shared& shared, Route) {
    offer_address(shared);
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
