// How a photo is to be shown before it is sent: turned, and without its edges.
#pragma once

#include "api/codec.hpp"

namespace bz::state {

// What is cut off each side of the turned photo, in percent of its width or height.
struct Crop {
    int left = 0, top = 0, right = 0, bottom = 0;
    bool operator==(const Crop&) const = default;
};

}  // namespace bz::state

namespace bz::api {
BZ_SCHEMA(state::Crop, left, top, right, bottom);
}  // namespace bz::api
