# Only for WebAssembly: compile and link options, and SDL2 cut down to what opens a WebGL context.

# What every browser that style and scripts are built for (tools/build-web.mjs) has: both make the code smaller.
set(BZ_WEB_FEATURES -mbulk-memory -mnontrapping-fptoint)
add_compile_options(
  "$<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions;-fno-rtti;-fno-threadsafe-statics>" -sSUPPORT_LONGJMP=0
  -fno-unwind-tables -fno-asynchronous-unwind-tables ${BZ_WEB_FEATURES})

# SDL's own switches; SDL_LEAN_AND_MEAN drops what only games need.
foreach(part AUDIO JOYSTICK HAPTIC SENSOR POWER HIDAPI RENDER FILE FILESYSTEM LOCALE MISC SHARED TEST TESTS
    DUMMYVIDEO OFFSCREEN)
  set(SDL_${part} OFF CACHE BOOL "" FORCE)
endforeach()
set(SDL_STATIC ON CACHE BOOL "" FORCE)
set(SDL2_DISABLE_INSTALL ON CACHE BOOL "" FORCE)
set(SDL2_DISABLE_UNINSTALL ON CACHE BOOL "" FORCE)
include(cmake/sdl2_probes.cmake)
FetchContent_MakeAvailable(sdl2)
# The page owns input and sizes: of SDL2's Emscripten port a driver of our own is left, which opens a WebGL2 context, and of its
# events nothing (what remains calls the stand-ins in sdl2_no_events.c).
get_target_property(sdl2_sources SDL2-static SOURCES)
list(FILTER sdl2_sources EXCLUDE REGEX "/SDL_emscripten[a-z]+\\.c$|/src/events/")
set_target_properties(SDL2-static PROPERTIES SOURCES "${sdl2_sources};${PROJECT_SOURCE_DIR}/cmake/sdl2_video_driver.c;${PROJECT_SOURCE_DIR}/cmake/sdl2_no_events.c")
target_include_directories(SDL2-static PRIVATE ${sdl2_SOURCE_DIR}/src)
target_compile_definitions(SDL2-static PRIVATE SDL_LEAN_AND_MEAN=1)
target_compile_options(SDL2-static PRIVATE -w)

set(BZ_WEB_LINK
  -flto -fno-exceptions -fno-rtti ${BZ_WEB_FEATURES}
  -sMODULARIZE=1 -sEXPORT_ES6=1 -sENVIRONMENT=web
  -sDYNAMIC_EXECUTION=0          # the page forbids eval (CSP)
  -sFILESYSTEM=0 -sMALLOC=emmalloc -sASSERTIONS=0 -sSUPPORT_LONGJMP=0 -sWASM_BIGINT=1
  -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2 -sGL_ENABLE_GET_PROC_ADDRESS=0
  -sGL_SUPPORT_AUTOMATIC_ENABLE_EXTENSIONS=0  # the renderer needs none, and each is asked of the graphics process
  -sINITIAL_MEMORY=8MB -sALLOW_MEMORY_GROWTH=1 -sMEMORY_GROWTH_LINEAR_STEP=1MB -sMAXIMUM_MEMORY=48MB -sSTACK_SIZE=256KB
  -sINCOMING_MODULE_JS_API=canvas,instantiateWasm,onAbort,print,printErr
  -sEXPORTED_RUNTIME_METHODS=UTF8ToString,stringToUTF8,lengthBytesUTF8
  --profiling-funcs              # functions keep their names until tools/split-wasm.mjs has divided the program
  -sEXIT_RUNTIME=0)
# For programs that Node runs: files and exit codes as everywhere else.
set(BZ_NODE_LINK -flto -fno-exceptions -fno-rtti ${BZ_WEB_FEATURES} -sENVIRONMENT=node -sNODERAWFS=1 -sEXIT_RUNTIME=1
  -sALLOW_MEMORY_GROWTH=1 -sSTACK_SIZE=1MB -sSUPPORT_LONGJMP=0)
set(BZ_WEB_EXPORTS _main,_malloc,_free,_bz_open,_bz_event,_bz_texts,_bz_frame,_bz_rehearse,_bz_forget_picture,_bz_forget_widths)
