# Only for WebAssembly: compile and link options, and SDL2 cut down to what opens a WebGL context.

add_compile_options(
  "$<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions;-fno-rtti>" -sSUPPORT_LONGJMP=0 -fno-unwind-tables -fno-asynchronous-unwind-tables)

# SDL's own switches; SDL_LEAN_AND_MEAN drops what only games need.
foreach(part AUDIO JOYSTICK HAPTIC SENSOR POWER HIDAPI RENDER FILE FILESYSTEM LOCALE MISC SHARED TEST TESTS)
  set(SDL_${part} OFF CACHE BOOL "" FORCE)
endforeach()
set(SDL_STATIC ON CACHE BOOL "" FORCE)
set(SDL2_DISABLE_INSTALL ON CACHE BOOL "" FORCE)
set(SDL2_DISABLE_UNINSTALL ON CACHE BOOL "" FORCE)
include(cmake/sdl2_probes.cmake)
FetchContent_MakeAvailable(sdl2)
# The page owns input, so SDL2 gets no listeners, cursors or software framebuffers at all (8 KB less to download, too).
get_target_property(sdl2_sources SDL2-static SOURCES)
list(FILTER sdl2_sources EXCLUDE REGEX "/SDL_emscripten(events|mouse|framebuffer)\\.c$")
set_target_properties(SDL2-static PROPERTIES SOURCES "${sdl2_sources};${PROJECT_SOURCE_DIR}/cmake/sdl2_video_only.c")
target_compile_definitions(SDL2-static PRIVATE SDL_LEAN_AND_MEAN=1)
target_compile_options(SDL2-static PRIVATE -w)

set(BZ_WEB_LINK
  -flto -fno-exceptions -fno-rtti
  -sMODULARIZE=1 -sEXPORT_ES6=1 -sENVIRONMENT=web
  -sDYNAMIC_EXECUTION=0          # the page forbids eval (CSP)
  -sFILESYSTEM=0 -sMALLOC=emmalloc -sASSERTIONS=0 -sSUPPORT_LONGJMP=0 -sWASM_BIGINT=1
  -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2 -sGL_ENABLE_GET_PROC_ADDRESS=0
  -sINITIAL_MEMORY=8MB -sALLOW_MEMORY_GROWTH=1 -sMEMORY_GROWTH_LINEAR_STEP=1MB -sMAXIMUM_MEMORY=32MB -sSTACK_SIZE=256KB
  -sINCOMING_MODULE_JS_API=canvas,instantiateWasm,locateFile,onAbort,print,printErr
  -sEXPORTED_RUNTIME_METHODS=UTF8ToString,stringToUTF8,lengthBytesUTF8
  -sEXIT_RUNTIME=0)
set(BZ_WEB_EXPORTS _main,_malloc,_free,_bz_open,_bz_event,_bz_frame,_bz_forget_widths)
