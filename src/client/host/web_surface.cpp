#include "client/host/web_surface.hpp"

#include <GLES3/gl3.h>
#include <SDL.h>

#include "client/ui/glyph_room.hpp"
#include "imgui.h"
#include "imgui_impl_opengl3.h"
#include "imgui_internal.h"

namespace bz::host {

bool WebSurface::open() {
    // SDL listens to nothing here: its driver (cmake/sdl2_video_driver.c) only opens the context, the page owns input.
    if (SDL_Init(SDL_INIT_VIDEO) != 0) return false;
    SDL_Window* window = SDL_CreateWindow("Banzhen", 0, 0, 16, 16, SDL_WINDOW_OPENGL);
    if (!window) return false;
    if (!SDL_GL_CreateContext(window)) return false;
    window_ = window;
    painter_ = std::make_unique<ui::Painter>(glyphs_);
    ui::limit_glyphs(painter_->atlas());
    // The backend keeps its state in a context. ImGui::CreateContext would also link windows, tables and their settings
    // (30 KB of download) that are never used.
    ImGui::SetCurrentContext(IM_NEW(ImGuiContext)(&painter_->atlas()));
    return ImGui_ImplOpenGL3_Init("#version 300 es");
}

void WebSurface::paint(const ui::PaintList& list, const ui::Theme& theme, const ui::Painter::Frame& frame) {
    const ImVec4 paper = ImGui::ColorConvertU32ToFloat4(theme.color(ui::Color::paper));
    if (ui::glyphs_are_many(painter_->atlas())) ui::forget_glyphs(painter_->atlas());
    ImDrawData& picture = painter_->paint(list, theme, frame);
    if (!shown_.replace(picture, theme.color(ui::Color::paper))) return;
    ImGui_ImplOpenGL3_NewFrame();
    // The paper is no rectangle: to clear costs next to nothing where there is no graphics card.
    glClearColor(paper.x, paper.y, paper.z, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(&picture);
    SDL_GL_SwapWindow(static_cast<SDL_Window*>(window_));
}

void WebSurface::rehearse(const ui::PaintList& list, const ui::Theme& theme, const ui::Painter::Frame& frame) {
    if (ui::glyphs_are_many(painter_->atlas())) return;
    const ImDrawData& data = painter_->paint(list, theme, frame);
    for (ImTextureData* texture : *data.Textures)
        if (texture->Status != ImTextureStatus_OK) ImGui_ImplOpenGL3_UpdateTexture(texture);
    glFlush();  // now, and not when the next tap is answered
}

}  // namespace bz::host
