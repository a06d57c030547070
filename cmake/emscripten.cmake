# Finds the Emscripten that is on PATH and uses its own toolchain file.
find_program(BZ_EM_CONFIG em-config REQUIRED)
execute_process(COMMAND ${BZ_EM_CONFIG} EMSCRIPTEN_ROOT OUTPUT_VARIABLE BZ_EMSCRIPTEN OUTPUT_STRIP_TRAILING_WHITESPACE)
include(${BZ_EMSCRIPTEN}/cmake/Modules/Platform/Emscripten.cmake)
