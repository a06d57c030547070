# Dear ImGui without its platform back ends, with our configuration (src/client/ui/imgui_config.hpp), as the target imgui.
FetchContent_GetProperties(imgui)
FetchContent_MakeAvailable(imgui) # has no CMakeLists.txt: this only makes the sources available
add_library(imgui STATIC
  ${imgui_SOURCE_DIR}/imgui.cpp
  ${imgui_SOURCE_DIR}/imgui_draw.cpp
  ${imgui_SOURCE_DIR}/imgui_tables.cpp
  ${imgui_SOURCE_DIR}/imgui_widgets.cpp
  ${PROJECT_SOURCE_DIR}/src/client/ui/imgui_config.cpp)
target_include_directories(imgui SYSTEM PUBLIC ${imgui_SOURCE_DIR} PRIVATE ${PROJECT_SOURCE_DIR}/src)
target_include_directories(imgui PUBLIC ${PROJECT_SOURCE_DIR}/src)
target_compile_definitions(imgui PUBLIC IMGUI_USER_CONFIG="client/ui/imgui_config.hpp")
target_compile_options(imgui PRIVATE -w)
