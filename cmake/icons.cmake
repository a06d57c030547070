# The icons that assets/icons.json names, as icons.gen.hpp (their numbers) for C++ and icons.gen.ts (their paths) for the web.
set(BZ_GEN ${PROJECT_SOURCE_DIR}/build/gen)
file(GLOB icon_list CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/assets/icons.json)
find_program(BZ_NODE node REQUIRED NO_CMAKE_FIND_ROOT_PATH)
add_custom_command(
  OUTPUT ${BZ_GEN}/icons.gen.hpp
  COMMAND ${BZ_NODE} ${PROJECT_SOURCE_DIR}/tools/gen-icons.mjs
  DEPENDS ${PROJECT_SOURCE_DIR}/tools/gen-icons.mjs ${icon_list}
  COMMENT "Generating icons")
add_custom_target(bz_generate_icons DEPENDS ${BZ_GEN}/icons.gen.hpp)
add_library(bz_icons INTERFACE)
add_dependencies(bz_icons bz_generate_icons)
target_include_directories(bz_icons INTERFACE ${BZ_GEN})
