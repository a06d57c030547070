// Talking with the doctor in words, photos and voice notes, and the door to whatever the talk ends in: prescription,
// summary or referral. What is being sent stays in the draft until the server has it.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "client/screens/common/fixture.hpp"
#include "client/screens/common/page.hpp"

namespace bz::screens {

struct Chat {
    static constexpr std::string_view name = "chat";
    static constexpr std::array routes = {state::Route::chat};

    struct Model {
        bool sending = false;      // a call is under way
        bool waiting_net = false;  // could not be sent; a timer tries again
        bool empty_pressed = false;
        std::string problem;             // code of the last refusal
        std::string seen_id;             // newest message already shown, so that only newer ones are announced
        std::string read_id;             // newest of the doctor's that the hospital was told is read
        std::string prescription_asked;  // id whose prescription was asked for
        // sound
        bool asking = false;  // for the microphone
        bool recording = false;
        int seconds = 0;             // of what is being recorded, or was
        std::string heard;           // what the browser understood; the typed words when nobody changed them since
        std::string mic;             // code of why nothing was recorded
        std::string playing;         // source, "message:<id>" or "file:<handle>"
        int played = 0, length = 0;  // seconds
        std::string unplayable;      // source that could not be played
        bool operator==(const Model&) const = default;
    };

    struct TextTyped {
        std::string text;
    };
    struct SendPressed {};
    struct SendAgainPressed {};
    struct DropPressed {};  // the photo or the note that was not sent
    struct RecordPressed {};
    struct RecordStopped {};
    struct RecordDropped {};
    struct PlayPressed {
        std::string source;
    };
    struct PhotoPressed {
        std::string source;
        std::string title;
    };
    struct NewestPressed {};
    struct NextPressed {};  // the one thing to do now: prescription, summary, referral, order
    struct HomePressed {};
    struct TryAgainPressed {};
    using Msg =
        std::variant<TextTyped, SendPressed, SendAgainPressed, DropPressed, RecordPressed, RecordStopped, RecordDropped,
                     PlayPressed, PhotoPressed, NewestPressed, NextPressed, HomePressed, TryAgainPressed>;

    static state::Effects update(Model& model, state::Shared& shared, const Msg& msg);
    static state::Effects on_enter(Model& model, state::Shared& shared, state::Route route);
    static state::Effects on_reply(Model& model, state::Shared& shared, const state::Reply& reply);
    static state::Effects on_file(Model& model, state::Shared& shared, const state::FileNews& news);
    static state::Effects on_change(Model& model, state::Shared& shared, state::Route route);
    static void view(Page& page, const Model& model, const Send<Msg>& send);
    static std::vector<Fixture<Chat>> fixtures();
};

// The draft has one place for words to the doctor. While a message is under way (message_key is set) it holds that
// message, a separator, and what is typed meanwhile, so a reload loses neither.
std::string_view pending_message(const state::Draft& draft);
std::string_view typed_message(const state::Draft& draft);

// The photo or voice note that goes with the message; null when there is none. Its states: "ready" (looked at or
// listened to before it is sent), then those of every upload; "interrupted" when a reload took its bytes.
const state::UploadDraft* attached_file(const state::Draft& draft);
bool is_voice(const state::UploadDraft& file);
inline constexpr int voice_seconds_max = 60;  // the contract's

// What the visit asks of the patient now, if anything; home = nothing.
state::Route chat_next(const state::Shared& shared);

using ChatFixture = Fixture<Chat>;

}  // namespace bz::screens
