#include <algorithm>

#include "base/text.hpp"
#include "client/screens/common/care.hpp"
#include "client/screens/feedback/feedback.hpp"

namespace bz::screens {

using namespace state;

namespace {

Effects load(Shared& shared) {
    shared.complaints.load = Load::loading;
    return {load_complaints()};
}

// What belongs to another complaint is not sent with this one.
void write_about(Feedback::Model& model, Draft& draft, std::string complaint_id) {
    if (draft.feedback_id != complaint_id) {
        draft.feedback_text.clear();
        draft.feedback_key.clear();
        draft.feedback_call = false;
    }
    draft.feedback_id = std::move(complaint_id);
    model.part = Feedback::Part::write;
    model.empty = model.sent = false;
    model.problem.clear();
}

void keep(Shared& shared, api::Complaint complaint) {
    if (!shared.complaints) shared.complaints.value.emplace();
    shared.complaints.load = Load::loaded;
    auto& items = shared.complaints.value->items;
    std::erase_if(items, [&](const api::Complaint& one) { return one.id == complaint.id; });
    items.insert(items.begin(), std::move(complaint));
}

struct Update {
    Feedback::Model& model;
    Shared& shared;

    Effects operator()(const Feedback::NewPressed&) const {
        write_about(model, shared.draft, {});
        return {};
    }
    Effects operator()(const Feedback::OpenPressed& msg) const {
        model.part = Feedback::Part::one;
        model.open_id = msg.id;
        model.sent = false;
        return {ScrollTo{0}};
    }
    Effects operator()(const Feedback::ListPressed&) const {
        model.part = Feedback::Part::list;
        model.problem.clear();
        return {ScrollTo{0}};
    }
    Effects operator()(const Feedback::AboutChosen& msg) const {
        shared.draft.feedback_visit = msg.visit_id;
        return {};
    }
    Effects operator()(const Feedback::WordsTyped& msg) const {
        shared.draft.feedback_text = msg.text;
        return {};
    }
    Effects operator()(const Feedback::CallToggled& msg) const {
        shared.draft.feedback_call = msg.on;
        return {};
    }
    Effects operator()(const Feedback::ReopenPressed&) const {
        write_about(model, shared.draft, model.open_id);
        return {};
    }
    Effects operator()(const Feedback::SendPressed& msg) const {
        if (model.sending) return {};
        Draft& draft = shared.draft;
        std::string words(trim(draft.feedback_text));
        model.empty = words.empty();
        if (model.empty) return {Focus{"errors.title"}};
        if (draft.feedback_key.empty()) draft.feedback_key = shared.context.fresh_id;
        if (draft.feedback_call) words += "\n" + msg.call_line;
        model.sending = true;
        model.problem.clear();
        Call call{.purpose = "feedback.send",
                  .method = "POST",
                  .path = "/complaints",
                  .body = {},
                  .idempotency_key = draft.feedback_key,
                  .if_match = {}};
        if (draft.feedback_id.empty()) {
            api::ComplaintRequest request{.visit_id = {}, .text = std::move(words)};
            if (!draft.feedback_visit.empty()) request.visit_id = draft.feedback_visit;
            call.body = api::write(request);
        } else {
            call.path += "/" + draft.feedback_id + "/reopen";
            call.body = api::write(api::ComplaintText{std::move(words)});
        }
        return {call};
    }
    Effects operator()(const Feedback::HomePressed&) const { return {Go{Route::home, true}}; }
    Effects operator()(const Feedback::TryAgainPressed&) const { return load(shared); }
};

}  // namespace

Effects Feedback::update(Model& model, Shared& shared, const Msg& msg) {
    return std::visit(Update{model, shared}, msg);
}

Effects Feedback::on_enter(Model& model, Shared& shared, Route) {
    // What was being written goes on after a reload.
    const bool writing = !trim(shared.draft.feedback_text).empty();
    model = {.part = writing ? Part::write : Part::list};
    Effects effects = {Listen{true}};
    for (Effect& effect : load(shared)) effects += std::move(effect);
    return effects;
}

Effects Feedback::on_reply(Model& model, Shared& shared, const Reply& reply) {
    if (reply.purpose != "feedback.send" || !model.sending) return {};
    model.sending = false;
    if (!reply.ok()) {
        model.problem = problem_code(reply);
        // It may have arrived: the same key next time. What was refused gets a new one.
        if (reply.status >= 400 && reply.status < 500) shared.draft.feedback_key.clear();
        return {};
    }
    Draft& draft = shared.draft;
    draft.feedback_text.clear();
    draft.feedback_key.clear();
    draft.feedback_id.clear();
    draft.feedback_visit.clear();
    draft.feedback_call = false;
    auto made = api::read<api::Complaint>(reply.body);
    model.part = made ? Part::one : Part::list;
    if (!made) return load(shared);
    model.open_id = made->id;
    model.sent = true;
    keep(shared, std::move(*made));
    return {Focus{"h1"}, ScrollTo{0}};
}

}  // namespace bz::screens
