// The program in the browser: the functions that the TypeScript layer calls (exported by cmake/web.cmake).
#include "client/main_program.hpp"

using bz::web_program;

extern "C" {

// 1 when there is a canvas to paint on.
int bz_open() { return web_program().host.open_surface(); }

void bz_event(const char* json) {
    if (const auto event = bz::app::read_event(json)) web_program().client.receive(*event);
}

// The event `texts`, whose table comes beside it: as long as this it would be read slowly.
void bz_texts(const char* json, const char* table, int bytes) {
    auto event = bz::app::read_event(json);
    if (!event) return;
    event->value.assign(table, static_cast<std::size_t>(bytes));
    web_program().client.receive(*event);
}

void bz_frame(float width, float height, float density, float scroll, float inset_bottom, int keyboard, int flow) {
    bz::WebProgram& self = web_program();
    self.viewport = {.width = width,
                     .height = height,
                     .scroll = scroll,
                     .inset_bottom = inset_bottom,
                     .keyboard_open = keyboard != 0,
                     .flow = flow != 0};
    self.host.set_density(density);
    self.client.frame(self.viewport);
}

// 0 when nothing is left to make ready.
int bz_rehearse() {
    bz::WebProgram& self = web_program();
    return self.client.rehearse(self.viewport);
}

// The canvas may have lost its picture: the next frame draws it whatever it is.
void bz_forget_picture() { web_program().host.forget_picture(); }

void bz_forget_widths() { web_program().client.app().forget_widths(); }
}

int main() { return 0; }
