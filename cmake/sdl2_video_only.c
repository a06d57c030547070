/* Stands in for the parts of SDL2's Emscripten port that this app must not have: listeners (the page owns all input),
 * cursors and software framebuffers. SDL2 opens the window and its WebGL context, nothing more. */
void Emscripten_RegisterEventHandlers(void* window) { (void)window; }
void Emscripten_UnregisterEventHandlers(void* window) { (void)window; }
int Emscripten_HandleCanvasResize(int type, const void* reserved, void* window) {
    (void)type, (void)reserved, (void)window;
    return 0;
}
void Emscripten_InitMouse(void) {}
void Emscripten_FiniMouse(void) {}
int Emscripten_CreateWindowFramebuffer(void* video, void* window, unsigned* format, void** pixels, int* pitch) {
    (void)video, (void)window, (void)format, (void)pixels, (void)pitch;
    return -1;
}
int Emscripten_UpdateWindowFramebuffer(void* video, void* window, const void* rects, int count) {
    (void)video, (void)window, (void)rects, (void)count;
    return -1;
}
void Emscripten_DestroyWindowFramebuffer(void* video, void* window) { (void)video, (void)window; }
