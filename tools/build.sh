# Builds: one function per thing that can be built. Sourced by ./dev.

export CCACHE_BASEDIR=$BZ_ROOT CCACHE_NOHASHDIR=1
export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime  # as precompiled headers need it

jobs() { printf '%s' "${BANZHEN_JOBS:-$(nproc)}"; }

# Configures a preset when its build folder is new (CMake does so by itself later on), then builds targets of it.
build_preset() {
  local preset=$1
  shift
  locked "$preset" build_preset_now "$preset" "$@"
}

build_preset_now() {
  local preset=$1 dir=$BZ_ROOT/build/$1 args=() target
  shift
  cd "$BZ_ROOT"
  if [[ ! -f $dir/build.ninja || CMakePresets.json -nt $dir/CMakeCache.txt ]]; then
    [[ -d $BZ_SOURCES/imgui ]] && args+=(-DFETCHCONTENT_SOURCE_DIR_IMGUI="$BZ_SOURCES/imgui")
    [[ -d $BZ_SOURCES/sdl2 ]] && args+=(-DFETCHCONTENT_SOURCE_DIR_SDL2="$BZ_SOURCES/sdl2")
    if [[ -n ${CI:-} || -n ${BANZHEN_WERROR:-} ]]; then args+=(-DCMAKE_COMPILE_WARNING_AS_ERROR=ON); fi
    # Built once and never stepped through: a third less to compile.
    if [[ -n ${CI:-} && $preset == dev ]]; then args+=(-DCMAKE_CXX_FLAGS_RELWITHDEBINFO=-O1); fi
    # Several work trees of one person compile the same sources: with ccache, where there is one, only once.
    if command -v ccache >/dev/null && [[ $preset != web ]]; then
      args+=(-DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
    fi
    say "configuring $preset"
    cmake --preset "$preset" "${args[@]}" >"$BZ_ROOT/build/$preset.configure.log" 2>&1 || {
      cat "$BZ_ROOT/build/$preset.configure.log" >&2
      return 1
    }
    touch "$dir/CMakeCache.txt"
  fi
  args=()
  for target in "$@"; do args+=(--target "$target"); done
  if command -v ccache >/dev/null; then export EM_COMPILER_WRAPPER; EM_COMPILER_WRAPPER=$(command -v ccache); fi
  NINJA_STATUS="[$preset %f/%t] " cmake --build "$dir" -j "$(jobs)" "${args[@]}"
}

# The web site: page, bundle, WebAssembly, texts, with compressed neighbours, in build/site.
build_site() { locked site node "$BZ_ROOT/tools/build-web.mjs" "$@"; }

# The same with every state of every screen to look at, in build/gallery.
build_gallery() {
  build_preset web banzhen-prerender banzhen-gallery
  locked gallery node "$BZ_ROOT/tools/build-web.mjs" --gallery
}

build_all() {
  build_preset dev banzhen-server
  build_preset web
  build_site
}
