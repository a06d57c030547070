// What the chat's files share among themselves.
#pragma once

#include "client/screens/chat/chat.hpp"

namespace bz::screens::chat {

inline constexpr std::string_view photo_picker = "chat.photo";
inline constexpr std::string_view voice_picker = "chat.voice";
inline constexpr std::string_view play_picker = "chat.play";

void set_typed(state::Draft& draft, std::string_view text);
// The message under way goes back to where it can be changed.
void give_words_back(state::Draft& draft);
// Sends the message that is under way: its file first, when it has one that has not arrived.
[[nodiscard]] state::Effects send(Chat::Model& model, state::Shared& shared);
// Lets go of the file, with the bytes that the hospital may have of it.
[[nodiscard]] state::Effects drop_file(Chat::Model& model, state::Draft& draft);

// The bottom of the page: what is being said, in words, picture or sound.
void composer(Page& page, const Chat::Model& model, float newest_bottom, const Send<Chat::Msg>& send);

}  // namespace bz::screens::chat
