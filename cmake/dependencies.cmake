# Third-party sources that are compiled along, pinned to public releases. ./dev points FETCHCONTENT_SOURCE_DIR_<NAME> at
# Debian's source packages of the same releases (tools/debian-sources.txt), so that no public site has to be reached.
include(FetchContent)

FetchContent_Declare(imgui # 1.92.2b
  GIT_REPOSITORY https://github.com/ocornut/imgui.git
  GIT_TAG 45acd5e0e82f4c954432533ae9985ff0e1aad6d5
  EXCLUDE_FROM_ALL)

FetchContent_Declare(sdl2 # 2.32.4
  GIT_REPOSITORY https://github.com/libsdl-org/SDL.git
  GIT_TAG 2359383fc187386204c3bb22de89655a494cd128
  EXCLUDE_FROM_ALL)
