/* SDL2's video driver for the page's canvas, in place of its own for Emscripten: opens a WebGL2 context and nothing else. The
 * page owns input, cursors and sizes; Emscripten's EGL, its fullscreen and its main loop stay out of the download with them. */
#include "SDL_internal.h"
#include "video/SDL_sysvideo.h"

#include <emscripten.h>

EM_JS_DEPS(bz_context, "$GL");
EM_JS(int, bz_js_context, (void), {
    const opaque = { alpha: false, depth: false, stencil: false, antialias: false, majorVersion: 2, minorVersion: 0 };
    const context = GL.createContext(Module.canvas, opaque);
    if (context) GL.makeContextCurrent(context);
    return context;
});

static int init_video(_THIS) {
    SDL_DisplayMode mode = {.format = SDL_PIXELFORMAT_RGB888, .w = 1, .h = 1}; /* SDL asks for one; nobody reads it */
    (void)_this;
    return SDL_AddBasicVideoDisplay(&mode) < 0 ? -1 : 0;
}
static void quit_video(_THIS) { (void)_this; }
static int load_library(_THIS, const char* path) {
    (void)_this, (void)path;
    return 0;
}
static SDL_GLContext create_context(_THIS, SDL_Window* window) {
    (void)_this, (void)window;
    return (SDL_GLContext)(size_t)bz_js_context();
}
static int make_current(_THIS, SDL_Window* window, SDL_GLContext context) {
    (void)_this, (void)window, (void)context;
    return 0; /* there is only one */
}
static int swap_window(_THIS, SDL_Window* window) {
    (void)_this, (void)window;
    return 0; /* the browser shows what was drawn when the frame ends */
}
static void delete_context(_THIS, SDL_GLContext context) { (void)_this, (void)context; }
static void free_device(SDL_VideoDevice* device) { SDL_free(device); }

static SDL_VideoDevice* create_device(void) {
    SDL_VideoDevice* device = SDL_calloc(1, sizeof *device);
    if (!device) return NULL;
    device->VideoInit = init_video;
    device->VideoQuit = quit_video;
    device->GL_LoadLibrary = load_library;
    device->GL_CreateContext = create_context;
    device->GL_MakeCurrent = make_current;
    device->GL_SwapWindow = swap_window;
    device->GL_DeleteContext = delete_context;
    device->free = free_device;
    return device;
}

VideoBootStrap Emscripten_bootstrap = {"canvas", "the page's canvas", create_device, NULL};
