// One client on one host: events in, effects out, frames on demand.
#pragma once

#include "client/app/app.hpp"
#include "client/host/host.hpp"

namespace bz::app {

class Client {
public:
    explicit Client(host::Host& host) : host_(host), app_(host.measure()) {}
    void receive(const Event& event) {
        const state::Effects effects = app_.receive(event);
        if (!effects.empty()) host_.run(effects);
        if (const auto draft = app_.draft_to_save()) host_.keep_draft(*draft);
    }
    void frame(const ui::Viewport& viewport) { host_.present(app_.render(viewport), app_.theme(), viewport); }
    // In an idle moment: false when there is nothing left to make ready.
    bool rehearse(const ui::Viewport& viewport) {
        const auto output = app_.rehearse_next();
        if (output) host_.rehearse(*output, app_.theme(), viewport);
        return output.has_value();
    }
    App& app() { return app_; }

private:
    host::Host& host_;
    App app_;
};

}  // namespace bz::app
