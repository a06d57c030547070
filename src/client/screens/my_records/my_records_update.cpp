#include "client/screens/common/show_record.hpp"

#include <algorithm>
#include "client/screens/my_records/entries.hpp"
#include "client/state/uploads.hpp"

namespace bz::screens {

using namespace state;

namespace {

template <class T>
void ask(Remote<T>& remote, Call call, Effects& effects) {
    if (remote.load == Load::loading) return;
    remote.load = Load::loading;
    effects += std::move(call);
}

Effects load(Shared& shared) {
    Effects effects;
    if (!shared.signed_in) return effects;
    ask(shared.records, load_records(), effects);
    ask(shared.visits, load_visits(), effects);
    ask(shared.orders, load_orders(), effects);
    return effects;
}

template <class T>
void ask_more(Remote<T>& remote, std::string_view what, Effects& effects) {
    if (remote && remote->next_cursor) ask(remote, load_more(what, *remote->next_cursor), effects);
}

// Where a visit goes on, or how it ended.
Route place_of(domain::VisitState state) {
    switch (state) {
    case domain::VisitState::submitted:
    case domain::VisitState::queued: return Route::waiting;
    case domain::VisitState::in_consultation:
    case domain::VisitState::prescribed: return Route::chat;
    case domain::VisitState::concluded: return Route::summary;
    case domain::VisitState::terminated:
    case domain::VisitState::cancelled:
    case domain::VisitState::expired: return Route::terminated;
    case domain::VisitState::draft: break;
    }
    return Route::home;
}

struct Update {
    MyRecords::Model& model;
    Shared& shared;

    Effects operator()(const MyRecords::AddPressed&) const { return {Go{Route::records}}; }
    Effects operator()(const MyRecords::ReloadPressed&) const { return load(shared); }
    Effects operator()(const MyRecords::FilterChosen& msg) const {
        model.filter = msg.filter;
        model.shown = MyRecords::shown_at_first;
        return {};
    }
    Effects operator()(const MyRecords::OlderPressed&) const {
        model.shown += MyRecords::shown_at_first;
        Effects effects;
        if (static_cast<int>(entries(shared, model.filter).size()) > model.shown) return effects;
        ask_more(shared.records, "records", effects);
        ask_more(shared.visits, "visits", effects);
        ask_more(shared.orders, "orders", effects);
        return effects;
    }
    Effects operator()(const MyRecords::HidePressed&) const {
        model.hidden = true;
        return {};
    }
    Effects operator()(const MyRecords::ShowPressed&) const {
        model.hidden = false;
        return {};
    }
    Effects operator()(const MyRecords::RecordOpened& msg) const {
        model.problem.clear();
        const api::Record* record = find_record(shared, msg.id);
        return record ? Effects{show_record(shared, *record, msg.title)} : Effects{};
    }
    Effects operator()(const MyRecords::RecordChanged& msg) const {
        if (!begin_document(shared, msg.id)) return {};
        return {Go{Route::document}};
    }
    Effects operator()(const MyRecords::VisitOpened& msg) const {
        if (!shared.visits) return {};
        const auto& items = shared.visits->items;
        const auto found = std::ranges::find(items, msg.id, &api::Visit::id);
        if (found == items.end()) return {};
        if (shared.draft.visit_id != msg.id) {
            shared.visit = {.load = Load::loaded, .value = *found, .etag = {}, .error = {}};
            shared.messages = {};
            shared.prescription = {};
        }
        return {Go{place_of(found->state)}};
    }
    Effects operator()(const MyRecords::OrderOpened& msg) const {
        if (shared.draft.order_id != msg.id) shared.order = {};
        shared.draft.order_id = msg.id;
        return {Go{Route::order}};
    }
};

}  // namespace

Effects MyRecords::update(Model& model, Shared& shared, const Msg& msg) {
    return std::visit(Update{model, shared}, msg);
}

Effects MyRecords::on_enter(Model& model, Shared& shared, Route) {
    model.problem.clear();
    return load(shared);
}

Effects MyRecords::on_reply(Model& model, Shared&, const Reply& reply) {
    if (reply.purpose != "my_records.opened") return {};
    model.problem = reply.ok() ? std::string{} : reply.status == 0 ? std::string("offline") : problem_code(reply);
    return {};
}

}  // namespace bz::screens
