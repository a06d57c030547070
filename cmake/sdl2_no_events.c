/* Stands in for SDL2's events, keyboard, mouse and touch (src/events), which this app must not have: the page owns all input. Here
 * is what SDL2's video part calls of them; nothing ever has focus, and nothing is ever sent. */
#include "SDL_internal.h"
#include "events/SDL_events_c.h"

int SDL_EventsInit(void) { return 0; }
void SDL_EventsQuit(void) {}
int SDL_KeyboardInit(void) { return 0; }
void SDL_KeyboardQuit(void) {}
int SDL_MousePreInit(void) { return 0; }
void SDL_MousePostInit(void) {}
void SDL_MouseQuit(void) {}
int SDL_TouchInit(void) { return 0; }
void SDL_TouchQuit(void) {}

Uint8 SDL_EventState(Uint32 type, int state) {
    (void)type, (void)state;
    return SDL_IGNORE;
}
void SDL_DelEventWatch(SDL_EventFilter filter, void* data) { (void)filter, (void)data; }
int SDL_SendAppEvent(SDL_EventType type) {
    (void)type;
    return 0;
}
int SDL_SendDisplayEvent(SDL_VideoDisplay* display, Uint8 event, int data) {
    (void)display, (void)event, (void)data;
    return 0;
}
int SDL_SendWindowEvent(SDL_Window* window, Uint8 event, int data1, int data2) {
    (void)window, (void)event, (void)data1, (void)data2;
    return 0;
}

SDL_Window* SDL_GetKeyboardFocus(void) { return NULL; }
void SDL_SetKeyboardFocus(SDL_Window* window) { (void)window; }
void SDL_ResetKeyboard(void) {}
SDL_Window* SDL_GetMouseFocus(void) { return NULL; }
void SDL_SetMouseFocus(SDL_Window* window) { (void)window; }
SDL_Mouse* SDL_GetMouse(void) {
    static SDL_Mouse none;
    return &none;
}
Uint32 SDL_GetMouseState(int* x, int* y) {
    (void)x, (void)y;
    return 0;
}
SDL_bool SDL_GetRelativeMouseMode(void) { return SDL_FALSE; }
int SDL_SetRelativeMouseMode(SDL_bool on) {
    (void)on;
    return 0;
}
int SDL_UpdateMouseCapture(SDL_bool release) {
    (void)release;
    return 0;
}
void SDL_WarpMouseInWindow(SDL_Window* window, int x, int y) { (void)window, (void)x, (void)y; }
void SDL_PerformWarpMouseInWindow(SDL_Window* window, int x, int y, SDL_bool keep) { (void)window, (void)x, (void)y, (void)keep; }
