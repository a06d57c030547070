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
  -sEXPORTED_FUNCTIONS=_main,_malloc,_free
  -sEXPORTED_RUNTIME_METHODS=UTF8ToString,stringToUTF8,lengthBytesUTF8
  -sEXIT_RUNTIME=0)
