// What `update` asks the host to do, as comparable data. The host runs effects and answers with events.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "client/state/crop.hpp"
#include "client/state/route.hpp"

namespace bz::state {

// A request to the API. `purpose` comes back with the reply: "<owner>.<what>", owner being a screen's folder or "load".
// Network failures are retried by the host while `durable`; the person sees "no connection" meanwhile and loses
// nothing.
struct Call {
    std::string purpose{};
    std::string method = "GET";
    std::string path{};  // below /api/v1, e.g. "/visits"
    std::string body{};  // JSON, empty for none
    std::string idempotency_key{};
    std::string if_match{};
    bool durable = true;
    bool operator==(const Call&) const = default;
};
// Keeps or forgets the bearer token for this tab.
struct KeepSession {
    std::string token{};  // empty = forget, and forget every draft with it
    bool operator==(const KeepSession&) const = default;
};
struct Go {
    Route route = Route::home;
    bool replace = false;  // the back key will not return here
    bool operator==(const Go&) const = default;
};
struct Back {
    bool operator==(const Back&) const = default;
};
// Makes of a picked photo what is to be sent: upright, turned, cropped, not larger than needed, with nothing but its
// pixels. The host answers with news "prepared"; a photo that it cannot open goes as it is.
struct Prepare {
    std::string file{};
    int turns = 0;
    Crop crop{};
    bool operator==(const Prepare&) const = default;
};
// Opens a page of a record in the browser's own reader (PDF).
struct OpenRecord {
    std::string record{};
    int page = 1;
    bool operator==(const OpenRecord&) const = default;
};
// Sends a picked file by tus. `file` is the host's handle; bytes never enter WASM memory.
struct Upload {
    std::string file{};
    bool operator==(const Upload&) const = default;
};
struct StopUpload {
    std::string file{};
    bool forget = false;  // true: also delete what the server has of it
    bool operator==(const StopUpload&) const = default;
};
struct OpenUrl {
    std::string url{};
    bool operator==(const OpenUrl&) const = default;
};
struct Announce {
    std::string text{};
    bool operator==(const Announce&) const = default;
};
struct Speak {
    std::string text{};
    bool operator==(const Speak&) const = default;
};
// The whole screen, from its title on, by the host's voice; false stops.
struct ReadScreen {
    bool on = true;
    bool operator==(const ReadScreen&) const = default;
};
// The countries' names in the chosen language; they come as an event.
struct AskCountries {
    bool operator==(const AskCountries&) const = default;
};
struct Focus {
    std::string node{};
    bool operator==(const Focus&) const = default;
};
struct After {
    std::string purpose{};
    int delay_ms = 0;
    bool operator==(const After&) const = default;
};
// Events from the server on or off (only while there is something to wait for).
struct Listen {
    bool on = true;
    bool operator==(const Listen&) const = default;
};
// Looks that the page itself must know: text size class, contrast, language, paint mode, reading aloud. Kept across
// visits; not personal.
struct Prefer {
    std::string name{};  // size | contrast | language | paint | read_aloud
    std::string value{};
    bool operator==(const Prefer&) const = default;
};
struct PrintPage {
    bool operator==(const PrintPage&) const = default;
};

// Something of the API that only this session may read, as a file of the person's own.
struct SaveFile {
    std::string path{};  // below /api/v1
    std::string name{};  // of the file
    bool operator==(const SaveFile&) const = default;
};
// A voice note from the microphone. What becomes of it comes back as FileNews of `picker`: "recording" (`sent` seconds
// so far), "heard" (`name` is what the browser understood of it), then "picked" like any file; "failed" with
// mic_denied, mic_missing or mic_failed.
struct RecordVoice {
    std::string picker{};
    std::string action{};  // start | stop | drop
    bool operator==(const RecordVoice&) const = default;
};
// Plays one sound, and stops any other: "message:<id>" or "file:<handle>". FileNews of `picker`, whose `file` is the
// source: "playing" (`sent` of `bytes` seconds), "ended", "failed".
struct PlaySound {
    std::string picker{};
    std::string source{};
    bool on = true;
    bool operator==(const PlaySound&) const = default;
};

// A helper beside the patient. The host asks the hospital and holds the session, which outlives pages; what becomes of
// it comes back as replies "help.session" (also unasked: someone joined, it ended) and "help.call_back".
struct AskHelp {
    std::string what{};   // code | new_code | call_back
    std::string phone{};  // call_back: of someone not signed in
    bool operator==(const AskHelp&) const = default;
};

// Scrolls the content; negative = to its end.
struct ScrollTo {
    int top = 0;  // dp
    bool operator==(const ScrollTo&) const = default;
};

using Effect = std::variant<Call, KeepSession, Go, Back, Prepare, Upload, StopUpload, OpenRecord, OpenUrl, Announce,
                            Speak, ReadScreen, AskCountries, Focus, After, Listen, Prefer, PrintPage, SaveFile,
                            RecordVoice, PlaySound, ScrollTo, AskHelp>;

// `return {Go{Route::home}};` stands in hundreds of places, so what it comes to is not inline.
class Effects : public std::vector<Effect> {
public:
    Effects() = default;
    template <class... Some>
        requires(sizeof...(Some) > 0 && (std::constructible_from<Effect, Some> && ...))
    Effects(Some... some) {
        (add(std::move(some)), ...);
    }
    template <class One>
    [[gnu::noinline]] void add(One one) {
        emplace_back(std::move(one));
    }
    template <class One>
    void operator+=(One one) {
        add(std::move(one));
    }
};

// Answer to a Call.
struct Reply {
    std::string purpose;
    int status = 0;  // 0: could not be sent at all
    std::string body;
    std::string etag;
    bool ok() const { return status >= 200 && status < 300; }
};

// What the host knows of a picked or travelling file.
struct FileNews {
    std::string file;    // handle
    std::string picker;  // id of the file button
    std::string name;
    std::string type;
    std::int64_t bytes = 0;
    std::int64_t sent = 0;
    // picked | prepared | sending | paused | done | failed; of sounds see RecordVoice and PlaySound. Of a whole pick,
    // with no file: reading (`sent` of `bytes` files were looked at), then sorted (`sent` documents found, `count`
    // files of no use, or an error).
    std::string state;
    std::string upload_id;      // when done
    std::string error;          // problem code when failed
    int count = 1;              // picked: how many came at once
    std::string batch{};        // picked: the first one of these
    std::string quality{};      // prepared: dark | blurred | small; empty when nothing was found
    int width = 0, height = 0;  // prepared: of what will be sent; 0 when it could not be opened
    // A series, one file for each slice, is one document that travels as a whole.
    int pages = 1;                               // its slices
    int arrived = 0;                             // how many of them the hospital has
    std::vector<std::string> page_upload_ids{};  // done: those after the first; failed: of all that arrived
};

}  // namespace bz::state
