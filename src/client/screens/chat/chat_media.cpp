// Photos and voice notes on their way into the conversation.
#include <algorithm>

#include "client/screens/chat/chat_parts.hpp"
#include "client/state/uploads.hpp"

namespace bz::screens {

using namespace state;
using namespace chat;

namespace {

using Model = Chat::Model;

UploadDraft* attached(Draft& draft) { return draft.message_files.empty() ? nullptr : &draft.message_files.front(); }

Effects picked(Model& model, Shared& shared, const FileNews& news) {
    Draft& draft = shared.draft;
    model.recording = model.asking = false;
    // One thing at a time: while a message travels its own file must stay with it.
    if (!draft.message_key.empty()) return {StopUpload{news.file, true}};
    model.problem.clear();
    model.mic.clear();
    const bool voice = news.picker == voice_picker;
    const std::int64_t most = shared.hospital ? shared.hospital->rules.record_bytes_max : 0;
    if (news.bytes <= 0 || (most > 0 && news.bytes > most)) {
        model.problem = news.bytes <= 0 ? "file_empty" : "upload_too_large";
        return {StopUpload{news.file, true}};
    }
    Effects effects;
    const UploadDraft* old = attached(draft);
    if (old && old->file != news.file) effects = drop_file(model, draft);
    if (!voice) model.heard.clear();
    draft.message_files = {{.file = news.file,
                            .name = news.name,
                            .kind = domain::RecordKind::other,
                            .bytes = news.bytes,
                            .sent = 0,
                            .state = "ready",
                            .upload_id = {},
                            .record_id = {},
                            .error = {}}};
    // The next thing to do is at the bottom: hear or see it, and send it.
    effects += Focus{voice ? "chat.listen" : "chat.send"};
    return effects;
}

Effects recorded(Model& model, Shared& shared, const FileNews& news) {
    if (news.state == "recording") {
        if (!model.recording && !model.asking) return {};  // news of what was thrown away
        const bool begins = model.asking;
        model.asking = false;
        model.recording = true;
        model.seconds = static_cast<int>(news.sent);
        return begins ? Effects{Focus{"chat.stop"}} : Effects{};
    }
    if (news.state == "heard") {
        // Only what nobody typed is replaced.
        if (typed_message(shared.draft) == model.heard) set_typed(shared.draft, news.name);
        model.heard = news.name;
        return {};
    }
    if (news.state == "failed") {
        model.recording = model.asking = false;
        model.mic = news.error.empty() ? "mic_failed" : news.error;
        return {Focus{"chat.record"}};
    }
    return {};
}

Effects played(Model& model, const FileNews& news) {
    if (news.state == "playing") {
        model.unplayable.clear();
        model.playing = news.file;
        model.played = static_cast<int>(news.sent);
        if (news.bytes > 0) model.length = static_cast<int>(news.bytes);
    } else if (model.playing == news.file) {
        model.playing.clear();
        model.played = model.length = 0;
    }
    if (news.state == "failed") model.unplayable = news.file;
    return {};
}

// The file will not arrive: its words go back, and a new try needs a new file.
Effects lost(Model& model, Shared& shared, UploadDraft& file, std::string_view code) {
    give_words_back(shared.draft);
    model.sending = model.waiting_net = false;
    if (code == "pick_again" || code == "upload_unreadable") {
        file.state = "interrupted";
        return {};
    }
    model.problem = code.empty() ? "other" : code;
    return drop_file(model, shared.draft);
}

bool may_pass(std::string_view code) { return code.empty() || code == "server" || code == "offline"; }

Effects travelled(Model& model, Shared& shared, const FileNews& news) {
    UploadDraft* file = attached(shared.draft);
    if (!file || file->file != news.file || file->state == "ready") return {};
    if (news.state == "sending") {
        file->state = "sending";
        file->sent = news.bytes > 0 ? file->bytes * std::min(news.sent, news.bytes) / news.bytes : 0;
    } else if (news.state == "done") {
        file->state = "done";
        file->sent = file->bytes;
        file->upload_id = news.upload_id;
        return send(model, shared);
    } else if (news.state == "paused") {
        file->state = "paused";
        file->error = news.error;
    } else if (news.state == "failed") {
        if (!may_pass(news.error)) return lost(model, shared, *file, news.error);
        file->state = "failed";
        model.problem = "server";
    }
    return {};
}

}  // namespace

const UploadDraft* attached_file(const Draft& draft) {
    return draft.message_files.empty() ? nullptr : &draft.message_files.front();
}

bool is_voice(const UploadDraft& file) { return file.name.starts_with("voice."); }

Effects chat::drop_file(Model& model, Draft& draft) {
    Effects effects;
    for (const UploadDraft& file : draft.message_files) effects += StopUpload{file.file, true};
    draft.message_files.clear();
    // What only the browser wrote goes with the note that it was heard in.
    if (!model.heard.empty() && typed_message(draft) == model.heard) set_typed(draft, {});
    model.heard.clear();
    model.seconds = 0;
    return effects;
}

Effects Chat::on_file(Model& model, Shared& shared, const FileNews& news) {
    if (news.picker == play_picker) return played(model, news);
    if (news.state == "picked") return picked(model, shared, news);
    if (news.picker == voice_picker && news.file.empty()) return recorded(model, shared, news);
    return travelled(model, shared, news);
}

}  // namespace bz::screens
