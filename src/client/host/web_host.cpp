#include "client/host/web_host.hpp"

#include <emscripten.h>

#include "client/app/event.hpp"

// clang-format off
EM_JS(void, bz_js_effects, (const char* json), { Module.host.effects(UTF8ToString(json)); });
EM_JS(void, bz_js_draft, (const char* text), { Module.host.draft(UTF8ToString(text)); });
EM_JS(void, bz_js_tree, (const char* json, float content, float bottom), {
    Module.host.tree(UTF8ToString(json), content, bottom);
});
// clang-format on

namespace bz::host {

bool WebHost::open_surface() {
    has_surface_ = surface_.open();
    return has_surface_;
}

void WebHost::run(const state::Effects& effects) { bz_js_effects(app::write_effects(effects).c_str()); }

void WebHost::keep_draft(const std::string& draft) { bz_js_draft(draft.c_str()); }

void WebHost::present(const ui::Output& output, const ui::Theme& theme, const ui::Viewport& viewport) {
    // A new screen begins at its top; the page scrolls there once it knows of it.
    const float scroll = output.tree.screen == last_screen_ ? viewport.scroll : 0;
    last_screen_ = output.tree.screen;
    if (viewport.flow)
        surface_.forget();
    else if (has_surface_)
        surface_.paint(output.paint, theme, {viewport.width, viewport.height, scroll, density_});
    std::string tree = ui::to_json(output.tree);
    if (tree == last_tree_) return;
    last_tree_ = std::move(tree);
    bz_js_tree(last_tree_.c_str(), output.paint.content_height, output.paint.bottom_height);
}

void WebHost::rehearse(const ui::Output& output, const ui::Theme& theme, const ui::Viewport& viewport) {
    if (has_surface_ && !viewport.flow)
        surface_.rehearse(output.paint, theme, {viewport.width, viewport.height, 0, density_});
}

}  // namespace bz::host
