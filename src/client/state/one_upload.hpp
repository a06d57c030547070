// A single file on its way: a photographed document, a guardian's paper. Bytes travel in the host; this only says how
// far.
#pragma once

#include <cstdint>
#include <string>

#include "client/state/effect.hpp"

namespace bz::state {

struct OneUpload {
    std::string file, name, state, error;  // state: picked | sending | paused | done | failed
    std::int64_t bytes = 0, sent = 0;
    bool operator==(const OneUpload&) const = default;
};

enum class UploadStep { nothing, picked, failed, done };

// Takes the host's news. A newly picked file takes the place of the one before, which the server then forgets. News of
// any other file changes nothing.
[[nodiscard]] UploadStep follow(OneUpload& upload, const FileNews& news, Effects& effects);

}  // namespace bz::state
