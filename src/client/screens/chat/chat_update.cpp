#include <algorithm>

#include "base/text.hpp"
#include "client/screens/chat/chat_parts.hpp"
#include "client/screens/common/care.hpp"

namespace bz::screens {
namespace {

using namespace state;
using chat::give_words_back;
using chat::send;
using chat::set_typed;
using domain::PrescriptionState;
using domain::VisitState;

constexpr char separator = '\x1f';
constexpr int retry_ms = 5'000;
constexpr ScrollTo to_the_end{-1};

std::size_t split_at(const Draft& draft) {
    return draft.message_key.empty() ? std::string::npos : draft.message_text.find(separator);
}

// The prescription belongs to the talk's card, so it is read as soon as the visit names one.
void load_prescription_once(Chat::Model& model, const Shared& shared, Effects& effects) {
    if (!shared.visit || !shared.visit->prescription_id) return;
    const std::string& id = *shared.visit->prescription_id;
    if (model.prescription_asked == id) return;
    model.prescription_asked = id;
    effects += load_prescription(id);
}

void add_message(Shared& shared, api::Message message) {
    if (!shared.messages) shared.messages.value.emplace();
    auto& items = shared.messages.value->items;
    for (const api::Message& item : items)
        if (item.id == message.id) return;
    items.push_back(std::move(message));
}

// Tells the hospital how far the conversation was seen. Not worth a second try: the next message brings another.
void mark_read(Chat::Model& model, const Shared& shared, Effects& effects) {
    if (!shared.messages) return;
    const auto& items = shared.messages->items;
    const auto newest = std::ranges::find(items.rbegin(), items.rend(), std::string("doctor"), &api::Message::from);
    if (newest == items.rend() || newest->id == model.read_id) return;
    model.read_id = newest->id;
    effects += Call{.purpose = "chat.read",
                    .method = "POST",
                    .path = "/visits/" + visit_id_of(shared) + "/read",
                    .body = api::write(api::ReadMark{newest->id}),
                    .idempotency_key = "read-" + newest->id,
                    .if_match = {},
                    .durable = false};
}

}  // namespace

void chat::set_typed(Draft& draft, std::string_view text) {
    std::string clean(text);
    std::erase(clean, separator);
    if (draft.message_key.empty())
        draft.message_text = std::move(clean);
    else
        draft.message_text = std::string(pending_message(draft)) + separator + clean;
}

void chat::give_words_back(Draft& draft) {
    std::string words(pending_message(draft));
    const std::string typed(typed_message(draft));
    if (!typed.empty()) words += (words.empty() ? "" : "\n") + typed;
    draft.message_key.clear();
    draft.message_text = std::move(words);
}

Effects chat::send(Chat::Model& model, Shared& shared) {
    Draft& draft = shared.draft;
    if (draft.message_key.empty()) return {};
    model.waiting_net = false;
    model.problem.clear();
    api::MessageRequest request{.text = std::string(pending_message(draft)), .upload_id = {}};
    if (!draft.message_files.empty()) {
        UploadDraft& file = draft.message_files.front();
        if (file.upload_id.empty()) {
            if (file.state == "picked" || file.state == "sending") return {};  // comes back here when it is done
            file.state = "picked";
            file.error.clear();
            return {Upload{file.file}};
        }
        request.upload_id = file.upload_id;
    }
    model.sending = true;
    return {Call{.purpose = "chat.send",
                 .method = "POST",
                 .path = "/visits/" + visit_id_of(shared) + "/messages",
                 .body = api::write(request),
                 .idempotency_key = draft.message_key,
                 .if_match = {}}};
}

std::string_view pending_message(const Draft& draft) {
    if (draft.message_key.empty()) return {};
    return std::string_view(draft.message_text).substr(0, split_at(draft));
}

std::string_view typed_message(const Draft& draft) {
    if (draft.message_key.empty()) return draft.message_text;
    const std::size_t at = split_at(draft);
    return at == std::string::npos ? std::string_view{} : std::string_view(draft.message_text).substr(at + 1);
}

Route chat_next(const Shared& shared) {
    if (!shared.visit) return Route::home;
    switch (shared.visit->state) {
    case VisitState::draft:
    case VisitState::submitted:
    case VisitState::in_consultation: return Route::home;
    case VisitState::queued: return Route::waiting;
    case VisitState::concluded: return Route::summary;
    case VisitState::terminated:
    case VisitState::cancelled:
    case VisitState::expired: return Route::terminated;
    case VisitState::prescribed: break;
    }
    // An order that was cancelled leaves its prescription free for another, so the prescription decides.
    if (!shared.prescription) return shared.visit->order_id ? Route::order : Route::home;
    switch (shared.prescription->state) {
    case PrescriptionState::approved:
    case PrescriptionState::confirmed:
    case PrescriptionState::expired: return Route::fulfilment;
    case PrescriptionState::ordered: return Route::order;
    case PrescriptionState::signed_:
    case PrescriptionState::in_review:
    case PrescriptionState::returned: return Route::home;
    }
    return Route::home;
}

namespace {

Effects press_send(Chat::Model& model, Shared& shared) {
    Draft& draft = shared.draft;
    if (!draft.message_key.empty()) return {};  // one at a time, in order; the typed words stay
    const std::string text(trim(typed_message(draft)));
    const UploadDraft* file = attached_file(draft);
    model.empty_pressed = text.empty() && !file;
    if (model.empty_pressed) return {Focus{"chat.text"}};
    if (file && file->state == "interrupted") return {};  // to be picked again, or thrown away
    draft.message_key = shared.context.fresh_id;
    draft.message_text = text;
    model.heard.clear();
    Effects effects;
    if (!model.playing.empty()) effects += PlaySound{std::string(chat::play_picker), model.playing, false};
    for (Effect& effect : send(model, shared)) effects += std::move(effect);
    effects += to_the_end;
    return effects;
}

Effects press_record(Chat::Model& model, std::string_view action) {
    if (action == "start") {
        if (model.asking || model.recording) return {};
        model.asking = true;
        model.mic.clear();
        model.seconds = 0;
    } else if (action == "drop") {
        model.asking = model.recording = false;
    }
    return {RecordVoice{std::string(chat::voice_picker), std::string(action)}};
}

}  // namespace

Effects Chat::update(Model& model, Shared& shared, const Msg& msg) {
    if (const auto* typed = std::get_if<TextTyped>(&msg)) {
        set_typed(shared.draft, typed->text);
        return {};
    }
    if (std::holds_alternative<SendPressed>(msg)) return press_send(model, shared);
    if (std::holds_alternative<SendAgainPressed>(msg)) {
        if (shared.draft.message_key.empty() || model.sending) return {};
        return send(model, shared);
    }
    if (std::holds_alternative<DropPressed>(msg)) {
        if (!shared.draft.message_key.empty()) return {};
        model.problem.clear();
        return chat::drop_file(model, shared.draft);
    }
    if (std::holds_alternative<RecordPressed>(msg)) return press_record(model, "start");
    if (std::holds_alternative<RecordStopped>(msg)) return press_record(model, "stop");
    if (std::holds_alternative<RecordDropped>(msg)) {
        Effects effects = press_record(model, "drop");
        for (Effect& effect : chat::drop_file(model, shared.draft)) effects += std::move(effect);
        return effects;
    }
    if (const auto* play = std::get_if<PlayPressed>(&msg))
        return {PlaySound{std::string(chat::play_picker), play->source, model.playing != play->source}};
    if (const auto* photo = std::get_if<PhotoPressed>(&msg)) {
        shared.viewing = {.source = photo->source, .title = photo->title};
        return {Go{Route::viewer}};
    }
    if (std::holds_alternative<NewestPressed>(msg)) return {to_the_end};
    if (std::holds_alternative<NextPressed>(msg)) return {Go{chat_next(shared), false}};
    if (std::holds_alternative<HomePressed>(msg)) return {Go{Route::home, false}};
    if (std::holds_alternative<TryAgainPressed>(msg)) {
        shared.messages.load = Load::loading;
        return {load_visit(visit_id_of(shared)), load_messages(visit_id_of(shared))};
    }
    return {};
}

Effects Chat::on_enter(Model& model, Shared& shared, Route) {
    const std::string id = visit_id_of(shared);
    if (id.empty()) {
        if (shared.account) return {Go{Route::home, true}};
        if (shared.account.load != Load::not_asked) return {};
        shared.account.load = Load::loading;
        return {load_account()};
    }
    model.empty_pressed = false;
    model.prescription_asked.clear();
    if (!shared.messages) shared.messages.load = Load::loading;
    Effects effects = {Listen{true}, load_visit(id), load_messages(id)};
    load_prescription_once(model, shared, effects);
    model.asking = model.recording = false;
    // Its bytes went with the reload: the words stay, and the person picks it again.
    if (const UploadDraft* file = attached_file(shared.draft); file && file->state == "interrupted")
        if (!shared.draft.message_key.empty()) give_words_back(shared.draft);
    // A message that was under way when the page was reloaded goes out again under its own key.
    if (!shared.draft.message_key.empty() && !model.sending)
        for (Effect& effect : send(model, shared)) effects += std::move(effect);
    return effects;
}

Effects Chat::on_reply(Model& model, Shared& shared, const Reply& reply) {
    if (reply.purpose == "chat.retry") {
        if (!model.waiting_net || shared.draft.message_key.empty() || model.sending) return {};
        return send(model, shared);
    }
    if (reply.purpose != "chat.send") return {};
    model.sending = false;
    if (shared.draft.message_key.empty()) return {};  // answered before; this is an echo of a retry
    if (reply.ok()) {
        const std::string typed(typed_message(shared.draft));
        shared.draft.message_key.clear();
        shared.draft.message_text = typed;
        shared.draft.message_files.clear();
        model.seconds = 0;
        model.waiting_net = false;
        model.problem.clear();
        if (auto message = api::read<api::Message>(reply.body)) {
            add_message(shared, std::move(*message));
            return {};
        }
        return {load_messages(visit_id_of(shared))};
    }
    if (reply.status == 0) {
        model.waiting_net = true;
        return {After{"chat.retry", retry_ms}};
    }
    model.problem = problem_code(reply);
    if (reply.status >= 500 || reply.status == 429 || reply.status == 409) {
        // It may have arrived, or may yet: keep the words and the key, read what is true, offer to send again.
        return {load_visit(visit_id_of(shared)), load_messages(visit_id_of(shared))};
    }
    // Refused for good: the words go back where they can be changed; what is wrong with a file no second try mends.
    const api::Problem problem = problem_of(reply);
    const bool about_file =
        problem.errors && !problem.errors->empty() && problem.errors->front().pointer == "/upload_id";
    give_words_back(shared.draft);
    if (!about_file) {
        if (!shared.draft.message_files.empty()) shared.draft.message_files.front().state = "ready";
        return {};
    }
    model.problem = problem.errors->front().code;
    return chat::drop_file(model, shared.draft);
}

Effects Chat::on_change(Model& model, Shared& shared, Route) {
    const std::string id = visit_id_of(shared);
    Effects effects;
    if (id.empty()) return shared.account ? Effects{Go{Route::home, true}} : Effects{};
    if (shared.visit) {
        const VisitState state = shared.visit->state;
        if (state == VisitState::cancelled || state == VisitState::expired) return {Go{Route::terminated, true}};
        if (state == VisitState::queued) return {Go{Route::waiting, true}};
    }
    if (!shared.messages && shared.messages.load == Load::not_asked) {
        shared.messages.load = Load::loading;
        effects += Listen{true};
        if (!shared.visit) effects += load_visit(id);
        effects += load_messages(id);
    }
    load_prescription_once(model, shared, effects);
    if (!shared.messages || shared.messages->items.empty()) return effects;
    mark_read(model, shared, effects);

    const auto& items = shared.messages->items;
    const std::string newest = items.back().id;
    if (newest == model.seen_id) return effects;
    if (model.seen_id.empty()) {
        effects += to_the_end;  // a conversation is read from its end
    } else {
        bool fresh = false;
        for (const api::Message& item : items) {
            if (fresh && item.from == "doctor" && !item.text.empty()) effects += Announce{item.text};
            if (item.id == model.seen_id) fresh = true;
        }
        effects += to_the_end;
    }
    model.seen_id = newest;
    return effects;
}

}  // namespace bz::screens
