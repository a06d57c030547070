// What was said in sound or shown in a picture: the bubbles of a conversation that are not words.
#pragma once

#include "client/ui/ui.hpp"

namespace bz::ui {

struct VoiceBubbleOptions {
    std::string id{};
    std::string initial{};  // the doctor's family name in the disc; unused when mine
    std::string label{};    // what its key does, and how long it is, for assistive technology
    std::string length{};   // "12 秒"
    std::string words{};    // what was said, where somebody wrote it down
    std::string note{};     // "read", "sending…"
    float share = 0;        // 0..1 of it was heard
    bool playing = false;
    bool mine = false;
};
// A key to hear it, with the written words below. True = pressed.
bool voice_bubble(Ui& ui, const VoiceBubbleOptions& options);

struct PhotoBubbleOptions {
    std::string id{};
    std::string initial{};
    std::string label{};   // who shows it
    std::string source{};  // as in Picture
    std::string words{};
    std::string note{};
    bool mine = false;
};
// The picture with its words below. True = pressed, to see it large.
bool photo_bubble(Ui& ui, const PhotoBubbleOptions& options);

}  // namespace bz::ui
