// The browser as a host: hands effects, the draft and the semantics tree to the TypeScript layer, paints on the canvas.
#pragma once

#include "client/host/host.hpp"
#include "client/host/web_glyphs.hpp"
#include "client/host/web_surface.hpp"

namespace bz::host {

class WebHost final : public Host {
public:
    // Tries to open the canvas; says whether there is one.
    bool open_surface();
    ui::Measure& measure() override { return glyphs_; }
    void run(const state::Effects& effects) override;
    void keep_draft(const std::string& draft) override;
    void present(const ui::Output& output, const ui::Theme& theme, const ui::Viewport& viewport) override;
    void rehearse(const ui::Output& output, const ui::Theme& theme, const ui::Viewport& viewport) override;
    void forget_picture() { surface_.forget(); }
    void set_density(float density) { density_ = density; }

private:
    WebGlyphs glyphs_;
    WebSurface surface_{glyphs_};
    bool has_surface_ = false;
    float density_ = 1;
    std::string last_tree_, last_screen_;
};

}  // namespace bz::host
