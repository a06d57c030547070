// What the client asks of whoever runs it: measure text, run effects, keep the draft, present a frame.
#pragma once

#include <string>

#include "client/state/effect.hpp"
#include "client/ui/measure.hpp"
#include "client/ui/ui.hpp"

namespace bz::host {

class Host {
public:
    virtual ~Host() = default;
    virtual ui::Measure& measure() = 0;
    virtual void run(const state::Effects& effects) = 0;
    virtual void keep_draft(const std::string& draft) = 0;
    virtual void present(const ui::Output& output, const ui::Theme& theme, const ui::Viewport& viewport) = 0;
    // What presenting this will need is made ready; nothing is seen of it.
    virtual void rehearse(const ui::Output& output, const ui::Theme& theme, const ui::Viewport& viewport) = 0;
};

}  // namespace bz::host
