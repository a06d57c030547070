# What each ./dev command does, and its help. Sourced by ./dev.

usage() {
  cat <<'T'
伴诊 Banzhen. Usage: ./dev <command> [arguments]; each command has --help.

  run      build what is missing and serve app and API on http://localhost:8080 (sandbox, demo desk)
  test     build and run all suites, or one: unit, api, browser, tidy; ends with "N passed, N failed"
  build    build a preset: dev (server, tools), asan (unit tests), web (WebAssembly), site (what is served), all
  setup    make tools, sources and npm packages ready (every command does this when it is needed)
  check    before a commit: formatting, tidy, types, unit tests
  fmt      format the C++ sources
  bench    measure: size, idle, server; --json for one JSON object
  shots    pictures of every screen, in build/shots
  shell    a shell, or one command, with the tools on PATH
  clean    remove build output (--all: tools and downloads too)
T
}

help_setup() {
  cat <<'T'
Usage: ./dev setup
Makes everything ready that building needs. Each step is done once and says what it does:
  tools     Debian 13: its packages, by apt. Debian 12: a Debian 13 root under .toolchain/root (needs root rights once).
            Elsewhere: says which tools are needed.
  sources   Dear ImGui and SDL2 under .toolchain/src, checked against pinned digests
  npm       node_modules from package-lock.json
BANZHEN_TOOLCHAIN=<folder> keeps tools and sources elsewhere, to share them between clones.
T
}
cmd_setup() { say "ready: $(emcc --version | sed -n '1s/ (.*//p'), $(g++-14 --version | sed -n 1p), node $(node --version)"; }

help_build() {
  cat <<'T'
Usage: ./dev build [preset] [target …]
  dev    native server and tools, build/dev            asan   unit tests with sanitizers, build/asan
  web    the client as WebAssembly, build/web          site   page and bundle from all of these, build/site
  all    dev, web and site (the default)
Presets are spelt in CMakePresets.json. BANZHEN_JOBS=n limits parallel jobs; CI=1 turns warnings into errors.
T
}
cmd_build() {
  local preset=${1:-all}
  (($#)) && shift
  case $preset in
    all) build_all ;;
    site) build_preset dev banzhen-prerender && build_preset web banzhen-client && build_site "$@" ;;
    dev | asan | web) build_preset "$preset" "$@" ;;
    *) help_build >&2; die "there is no preset $preset" ;;
  esac
}

help_shell() {
  cat <<'T'
Usage: ./dev shell [command]
Opens a shell where the tools are on PATH (inside the Debian 13 root on Debian 12), or runs one command there:
  ./dev shell 'cmake --version && node --version'
T
}
cmd_shell() {
  cd "$BZ_ROOT"
  if (($#)); then bash -c "$*"; else bash -i; fi
}

help_clean() {
  cat <<'T'
Usage: ./dev clean [--all]
Removes build/. With --all also node_modules and .toolchain (the Debian 13 root and fetched sources).
Data of ./dev run is kept in var/; remove it by hand.
T
}
cmd_clean() {
  rm -rf "$BZ_ROOT/build"
  if [[ ${1:-} == --all ]]; then rm -rf "$BZ_ROOT/node_modules" "$BZ_ROOT/.toolchain"; fi
}
