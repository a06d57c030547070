// The program in the browser: the functions that the TypeScript layer calls (exported by cmake/web.cmake).
#include "client/app/client.hpp"
#include "client/host/web_host.hpp"

namespace {

struct Program {
    bz::host::WebHost host;
    bz::app::Client client{host};
    bz::ui::Viewport viewport;
};

Program& program() {
    static Program instance;
    return instance;
}

}  // namespace

extern "C" {

// 1 when there is a canvas to paint on.
int bz_open() { return program().host.open_surface(); }

void bz_event(const char* json) {
    if (const auto event = bz::app::read_event(json)) program().client.receive(*event);
}

void bz_frame(float width, float height, float density, float scroll, float inset_bottom, int keyboard, int flow) {
    Program& self = program();
    self.viewport = {.width = width,
                     .height = height,
                     .scroll = scroll,
                     .inset_bottom = inset_bottom,
                     .keyboard_open = keyboard != 0,
                     .flow = flow != 0};
    self.host.set_density(density);
    self.client.frame(self.viewport);
}

void bz_forget_widths() { program().client.app().forget_widths(); }
}

int main() { return 0; }
