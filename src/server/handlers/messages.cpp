// The conversation of a visit: what is said, shown and recorded, and how far each side has read.
#include "base/text.hpp"
#include "server/handlers/care.hpp"
#include "server/handlers/desk_work.hpp"
#include "server/handlers/intake.hpp"
#include "server/handlers/views.hpp"

namespace bz::server::handlers {

using domain::VisitState;

namespace {

constexpr std::size_t text_max = 2000;
constexpr std::string_view patient_side = "patient";
constexpr std::string_view desk_side = "desk";

api::MessageList conversation(Context& ctx, const VisitRow& visit, std::string_view other_side) {
    api::MessageList list;
    for (const MessageRow& row : store::messages(ctx.store, visit.id)) list.items.push_back(message_view(ctx, row));
    if (std::string read = store::read_until(ctx.store, visit.id, other_side); !read.empty())
        list.read_by_other_until = std::move(read);
    return list;
}

// A photo or a voice note speaks for itself; without one, words are needed.
Outcome<Nothing> check_text(const std::string& text, bool attached) {
    if (!attached && trim(text).empty()) return invalid("/text", "required");
    if (count_code_points(text) > text_max) return invalid("/text", "too_long");
    return Nothing{};
}

Outcome<Nothing> read(Context& ctx, const VisitRow& visit, std::string_view side, const std::string& message_id) {
    const auto message = store::message(ctx.store, message_id);
    if (!message || message->visit_id != visit.id) return invalid("/message_id", "not_found");
    const std::string before = store::read_until(ctx.store, visit.id, side);
    store::mark_read(ctx.store, visit.id, side, message_id);
    if (store::read_until(ctx.store, visit.id, side) != before) ctx.changed(visit, "messages", visit.id);
    return Nothing{};
}

}  // namespace

Outcome<api::MessageList> list_messages(Context& ctx, const Id& id) {
    return conversation(ctx, TRY(cared_for(ctx, store::visit(ctx.store, id))), desk_side);
}

Outcome<api::Message> create_message(Context& ctx, const Id& id, const api::MessageRequest& in) {
    const VisitRow visit = TRY(cared_for(ctx, store::visit(ctx.store, id)));
    TRY(check_text(in.text, in.upload_id.has_value()));
    if (visit.state != VisitState::queued && visit.state != VisitState::in_consultation) return refuse("illegal_state");
    std::string upload_id;
    if (in.upload_id) {
        const UploadRow upload = TRY(own_upload(ctx, *in.upload_id));
        upload_id = TRY(take_upload(ctx, upload, Purpose::attachment, "/upload_id")).id;
    }
    return message_view(ctx, care::say(ctx, visit, "patient", in.text, "", upload_id));
}

Outcome<Nothing> read_messages(Context& ctx, const Id& id, const api::ReadMark& in) {
    return read(ctx, TRY(cared_for(ctx, store::visit(ctx.store, id))), patient_side, in.message_id);
}

Outcome<api::MessageList> desk_messages(Context& ctx, const Id& id) {
    return conversation(ctx, TRY(of_hospital(ctx, store::visit(ctx.store, id))), patient_side);
}

Outcome<api::Message> desk_say(Context& ctx, const Id& id, const api::DeskMessage& in) {
    const VisitRow visit = TRY(of_hospital(ctx, store::visit(ctx.store, id)));
    TRY(require_own_visit(ctx, visit));
    TRY(check_text(in.text, in.upload_id.has_value()));
    if (visit.state != VisitState::in_consultation) return refuse("illegal_state");
    std::string upload_id;
    if (in.upload_id) {
        UploadRow upload = TRY(existing(store::upload(ctx.store, *in.upload_id)));
        if (upload.visit_id != visit.id) return refuse("not_found");
        upload_id = TRY(take_upload(ctx, std::move(upload), Purpose::attachment, "/upload_id")).id;
    }
    const std::string by = visit.doctor ? visit.doctor->name : std::string();
    return message_view(ctx, care::say(ctx, visit, "doctor", in.text, by, upload_id));
}

Outcome<Nothing> desk_read_messages(Context& ctx, const Id& id, const api::ReadMark& in) {
    return read(ctx, TRY(of_hospital(ctx, store::visit(ctx.store, id))), desk_side, in.message_id);
}

}  // namespace bz::server::handlers
