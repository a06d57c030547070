#include <utility>

#include "client/screens/addresses/addresses.hpp"

namespace bz::screens {

using namespace state;

namespace {

constexpr std::string_view remove_prefix = "addresses.remove.";

Effects load(Shared& shared) {
    shared.addresses.load = Load::loading;
    return {load_addresses()};
}

const api::SavedAddress* find(const Shared& shared, std::string_view id) {
    if (!shared.addresses) return nullptr;
    for (const api::SavedAddress& one : shared.addresses->items)
        if (one.id == id) return &one;
    return nullptr;
}

void close_form(Addresses::Model& model, Draft& draft) {
    model.form = false;
    model.editing.clear();
    model.errors.clear();
    // What was typed is in the book now, or was given up: the next form begins anew.
    draft.address_line.clear();
}

Call change(std::string purpose, const std::string& id, const api::SavedAddressChange& body) {
    return {.purpose = std::move(purpose),
            .method = "PATCH",
            .path = "/addresses/" + id,
            .body = api::write(body),
            .idempotency_key = {},
            .if_match = {}};
}

struct Update {
    Addresses::Model& model;
    Shared& shared;

    Effects operator()(const Addresses::AddPressed&) const {
        model.form = true;
        model.editing.clear();
        model.problem.clear();
        suggest_receiver(shared);
        return {ScrollTo{0}};
    }
    Effects operator()(const Addresses::ChangePressed& msg) const {
        const api::SavedAddress* one = find(shared, msg.id);
        if (!one) return {};
        model.form = true;
        model.editing = msg.id;
        model.problem.clear();
        shared.draft.address_name = one->name;
        shared.draft.address_phone = one->phone;
        shared.draft.address_line = one->line;
        return {ScrollTo{0}};
    }
    Effects operator()(const Addresses::DefaultPressed& msg) const {
        if (model.busy) return {};
        model.busy = true;
        model.problem.clear();
        api::SavedAddressChange body;
        body.is_default = true;
        return {change("addresses.default", msg.id, body)};
    }
    Effects operator()(const Addresses::RemovePressed& msg) const {
        model.removing = model.busy ? std::string{} : msg.id;
        return {};
    }
    Effects operator()(const Addresses::RemoveConfirmed&) const {
        if (model.removing.empty()) return {};
        model.busy = true;
        model.problem.clear();
        const std::string id = std::exchange(model.removing, {});
        return {Call{.purpose = std::string(remove_prefix) + id,
                     .method = "DELETE",
                     .path = "/addresses/" + id,
                     .body = {},
                     .idempotency_key = {},
                     .if_match = {}}};
    }
    Effects operator()(const Addresses::RemoveKept&) const {
        model.removing.clear();
        return {};
    }
    Effects operator()(const Addresses::Typed& msg) const {
        take_typed(shared.draft, msg.text);
        return {};
    }
    Effects operator()(const Addresses::SavePressed&) const {
        if (model.busy) return {};
        model.errors = check_typed_address(shared);
        if (!model.errors.empty()) return {Focus{"errors.title"}};
        model.busy = true;
        model.problem.clear();
        const api::Address typed = order_address([&] {
            Shared as_typed;
            as_typed.draft = shared.draft;
            return as_typed;
        }());
        if (!model.editing.empty()) {
            api::SavedAddressChange body;
            body.name = typed.name;
            body.phone = typed.phone;
            body.line = typed.line;
            return {change("addresses.save", model.editing, body)};
        }
        api::SavedAddressRequest body;
        body.name = typed.name;
        body.phone = typed.phone;
        body.line = typed.line;
        return {Call{.purpose = "addresses.save",
                     .method = "POST",
                     .path = "/addresses",
                     .body = api::write(body),
                     .idempotency_key = "address-" + shared.context.fresh_id,
                     .if_match = {}}};
    }
    Effects operator()(const Addresses::FormLeft&) const {
        if (!model.busy) close_form(model, shared.draft);
        return {};
    }
    Effects operator()(const Addresses::DonePressed&) const { return {Back{}}; }
    Effects operator()(const Addresses::TryAgainPressed&) const { return load(shared); }
};

}  // namespace

Effects Addresses::update(Model& model, Shared& shared, const Msg& msg) {
    return std::visit(Update{model, shared}, msg);
}

Effects Addresses::on_enter(Model& model, Shared& shared, Route) {
    model = {};
    return load(shared);
}

Effects Addresses::on_reply(Model& model, Shared& shared, const Reply& reply) {
    model.busy = false;
    const bool removed = reply.purpose.starts_with(remove_prefix);
    // Gone already is as good as taken away.
    if (!reply.ok() && !(removed && reply.status == 404)) {
        model.problem = problem_code(reply);
        return {};
    }
    if (reply.purpose == "addresses.save") {
        // It was written for an order, most likely: that is where it goes.
        if (const auto saved = api::read<api::SavedAddress>(reply.body)) shared.draft.address_id = saved->id;
        close_form(model, shared.draft);
    }
    return load(shared);
}

}  // namespace bz::screens
