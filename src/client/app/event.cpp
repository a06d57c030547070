#include "client/app/event.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "api/codec.hpp"

namespace bz::app {

namespace {

using api::Json;
using Kind = Event::Kind;

std::string text(const Json& json, const char* name) {
    const auto found = json.find(name);
    const auto* value = found == json.end() ? nullptr : found->get_ptr<const std::string*>();
    return value ? *value : std::string{};
}

std::vector<std::string> texts(const Json& json, const char* name) {
    std::vector<std::string> all;
    const auto found = json.find(name);
    if (found == json.end()) return all;
    for (const Json& one : *found)
        if (const auto* value = one.get_ptr<const std::string*>()) all.push_back(*value);
    return all;
}

bool flag(const Json& json, const char* name) {
    const auto found = json.find(name);
    const auto* value = found == json.end() ? nullptr : found->get_ptr<const bool*>();
    return value && *value;
}

std::int64_t number(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_number() ? found->get<std::int64_t>() : 0;
}

void read_ui(const Json& json, std::string_view on, Event& event) {
    using UiKind = ui::UiEvent::Kind;
    event.ui.kind = on == "press"     ? UiKind::press
                    : on == "input"   ? UiKind::input
                    : on == "toggle"  ? UiKind::toggle
                    : on == "picture" ? UiKind::picture
                                      : UiKind::submit;
    event.ui.id = text(json, "id");
    event.ui.value = text(json, "value");
    event.ui.checked = flag(json, "checked");
}

void read_start(const Json& json, Event& event) {
    event.start = {.draft = text(json, "draft"),
                   .signed_in = flag(json, "signed_in"),
                   .online = flag(json, "online"),
                   .route = text(json, "route"),
                   .paid = {},
                   .size = text(json, "size"),
                   .language = text(json, "language"),
                   .paint = text(json, "paint"),
                   .contrast = text(json, "contrast"),
                   .read_aloud = text(json, "read_aloud"),
                   .can_speak = flag(json, "can_speak"),
                   .folders = flag(json, "folders"),
                   .shared_device = flag(json, "shared"),
                   .checked = {}};
    if (const auto paid = json.find("paid"); paid != json.end() && paid->is_boolean())
        event.start.paid = flag(json, "paid");
    if (const auto checked = json.find("checked"); checked != json.end() && checked->is_boolean())
        event.start.checked = flag(json, "checked");
}

struct Named {
    std::string_view on;
    Kind kind;
};
constexpr std::array kinds = {Named{"start", Kind::start},       Named{"reply", Kind::reply},
                              Named{"after", Kind::after},       Named{"file", Kind::file},
                              Named{"route", Kind::route},       Named{"online", Kind::online},
                              Named{"slow", Kind::slow},         Named{"news", Kind::news},
                              Named{"texts", Kind::texts},       Named{"press", Kind::ui},
                              Named{"input", Kind::ui},          Named{"toggle", Kind::ui},
                              Named{"submit", Kind::ui},         Named{"prefer", Kind::prefer},
                              Named{"speaking", Kind::speaking}, Named{"countries", Kind::countries},
                              Named{"picture", Kind::ui}};

Json object(const char* what) {
    Json json = Json::object();
    json["do"] = what;
    return json;
}

struct EffectWriter {
    Json operator()(const state::Call& call) const {
        Json json = object("call");
        json["purpose"] = call.purpose;
        json["method"] = call.method;
        json["path"] = call.path;
        json["body"] = call.body;
        json["idempotency_key"] = call.idempotency_key;
        json["if_match"] = call.if_match;
        json["durable"] = call.durable;
        return json;
    }
    Json operator()(const state::KeepSession& keep) const { return one("session", "token", keep.token); }
    Json operator()(const state::Go& go) const {
        Json json = one("go", "route", std::string(to_string(go.route)));
        json["replace"] = go.replace;
        return json;
    }
    Json operator()(const state::Back&) const { return object("back"); }
    Json operator()(const state::Prepare& prepare) const {
        Json json = one("prepare", "file", prepare.file);
        json["turns"] = prepare.turns;
        const state::Crop& crop = prepare.crop;
        json["crop"] = {crop.left, crop.top, crop.right, crop.bottom};
        return json;
    }
    Json operator()(const state::OpenRecord& open) const {
        Json json = one("open_record", "record", open.record);
        json["page"] = open.page;
        return json;
    }
    Json operator()(const state::Upload& upload) const { return one("upload", "file", upload.file); }
    Json operator()(const state::StopUpload& stop) const {
        Json json = one("stop_upload", "file", stop.file);
        json["forget"] = stop.forget;
        return json;
    }
    Json operator()(const state::OpenUrl& open) const { return one("open", "url", open.url); }
    Json operator()(const state::Announce& announce) const { return one("announce", "text", announce.text); }
    Json operator()(const state::Speak& speak) const { return one("speak", "text", speak.text); }
    Json operator()(const state::ReadScreen& read) const {
        Json json = object("read");
        json["on"] = read.on;
        return json;
    }
    Json operator()(const state::AskCountries&) const { return object("countries"); }
    Json operator()(const state::Focus& focus) const { return one("focus", "node", focus.node); }
    Json operator()(const state::After& after) const {
        Json json = one("after", "purpose", after.purpose);
        json["delay_ms"] = after.delay_ms;
        return json;
    }
    Json operator()(const state::Listen& listen) const {
        Json json = object("listen");
        json["on"] = listen.on;
        return json;
    }
    Json operator()(const state::Prefer& prefer) const {
        Json json = one("prefer", "name", prefer.name);
        json["value"] = prefer.value;
        return json;
    }
    Json operator()(const state::PrintPage&) const { return object("print"); }
    Json operator()(const state::SaveFile& save) const {
        Json json = one("save", "path", save.path);
        json["name"] = save.name;
        return json;
    }
    Json operator()(const state::RecordVoice& record) const {
        Json json = one("record", "picker", record.picker);
        json["action"] = record.action;
        return json;
    }
    Json operator()(const state::PlaySound& play) const {
        Json json = one("play", "picker", play.picker);
        json["source"] = play.source;
        json["on"] = play.on;
        return json;
    }
    Json operator()(const state::ScrollTo& scroll) const {
        Json json = object("scroll");
        json["top"] = scroll.top;
        return json;
    }
    Json operator()(const state::AskHelp& ask) const {
        Json json = one("help", "what", ask.what);
        json["phone"] = ask.phone;
        return json;
    }
    static Json one(const char* what, const char* name, const std::string& value) {
        Json json = object(what);
        json[name] = value;
        return json;
    }
};

}  // namespace

std::optional<Event> read_event(std::string_view json_text) {
    const Json json = Json::parse(json_text, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    const std::string on = text(json, "on");
    const Named* named = nullptr;
    for (const Named& kind : kinds)
        if (kind.on == on) named = &kind;
    if (!named) return std::nullopt;
    Event event;
    event.kind = named->kind;
    event.context = {.now = number(json, "now"),
                     .utc_offset_minutes = static_cast<int>(number(json, "offset")),
                     .fresh_id = text(json, "fresh")};
    switch (named->kind) {
    case Kind::start: read_start(json, event); break;
    case Kind::ui: read_ui(json, on, event); break;
    case Kind::reply:
        event.reply = {.purpose = text(json, "purpose"),
                       .status = static_cast<int>(number(json, "status")),
                       .body = text(json, "body"),
                       .etag = text(json, "etag")};
        break;
    case Kind::file:
        event.file = {.file = text(json, "file"),
                      .picker = text(json, "picker"),
                      .name = text(json, "name"),
                      .type = text(json, "type"),
                      .bytes = number(json, "bytes"),
                      .sent = number(json, "sent"),
                      .state = text(json, "state"),
                      .upload_id = text(json, "upload_id"),
                      .error = text(json, "error"),
                      .count = static_cast<int>(number(json, "count")),
                      .batch = text(json, "batch"),
                      .quality = text(json, "quality"),
                      .width = static_cast<int>(number(json, "width")),
                      .height = static_cast<int>(number(json, "height")),
                      .pages = std::max(1, static_cast<int>(number(json, "pages"))),
                      .arrived = static_cast<int>(number(json, "arrived")),
                      .page_upload_ids = texts(json, "page_upload_ids")};
        break;
    case Kind::after: event.name = text(json, "purpose"); break;
    case Kind::route: event.name = text(json, "route"); break;
    case Kind::online:
    case Kind::speaking:
    case Kind::slow: event.flag = flag(json, "value"); break;
    case Kind::news:
        event.name = text(json, "kind");
        event.value = text(json, "subject");
        break;
    case Kind::texts: event.name = text(json, "language"); break;
    case Kind::countries: event.value = text(json, "text"); break;
    case Kind::prefer:
        event.name = text(json, "name");
        event.value = text(json, "value");
        break;
    }
    return event;
}

std::string write_effects(const state::Effects& effects) {
    Json list = Json::array();
    for (const state::Effect& effect : effects) list.push_back(std::visit(EffectWriter{}, effect));
    return api::dump(list);
}

}  // namespace bz::app
