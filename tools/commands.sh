# What each ./dev command does, and its help. Sourced by ./dev.

usage() {
  cat <<'T'
伴诊 Banzhen. Usage: ./dev <command> [arguments]; each command has --help.

  run      build what is missing and serve app and API on http://localhost:8080 (sandbox, demo desk)
  test     build and run all suites, or one: unit, web, dicom, golden, api, postgres, browser, gallery, tidy, fuzz; ends with "N passed, N failed"
  build    build a preset: dev (server, tools), asan (unit tests), web (WebAssembly), site (what is served), all
  setup    make tools, sources and npm packages ready (every command does this when it is needed)
  check    before a commit: formatting, tidy, types, unit and web tests
  fmt      format the C++ sources
  bench    measure: size, idle, frame, memory, server, viewer, help; --json for one JSON object
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
  dev    the server, build/dev                         asan   unit tests with sanitizers, build/asan
  web    the client as WebAssembly, build/web          site   page and bundle from all of these, build/site
  fuzz   fuzz targets with sanitizers, build/fuzz
  all    dev, web and site (the default)
Presets are spelt in CMakePresets.json. BANZHEN_JOBS=n limits parallel jobs; CI=1 turns warnings into errors.
T
}
cmd_build() {
  local preset=${1:-all}
  (($#)) && shift
  case $preset in
    all) build_all ;;
    site) build_preset web banzhen-prerender banzhen-client && build_site "$@" ;;
    asan) build_preset asan "${@:-unit-tests}" ;;
    dev) build_preset dev "${@:-banzhen-server}" ;;
    web | fuzz) build_preset "$preset" "$@" ;;
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

help_run() {
  cat <<'T'
Usage: ./dev run [--port 8080] [--listen 127.0.0.1] [--gallery | --portal] [server options …]
Builds what is missing and serves app and API with sandbox providers and the demo desk, data in var/.
--gallery serves every state of every screen instead, to look at: open /gallery.html.
--portal serves two hospitals, and a patient portal of each (ports 10 and 11 further) with the app on its page: data in var/portal.
T
}
cmd_run() {
  local port=8080 host=127.0.0.1 rest=() gallery= portal=
  while (($#)); do
    case $1 in
      --port) port=$2; shift 2 ;;
      --listen) host=$2; shift 2 ;;
      --gallery) gallery=1; shift ;;
      --portal) portal=1; shift ;;
      *) rest+=("$1"); shift ;;
    esac
  done
  cd "$BZ_ROOT"
  if [[ $gallery ]]; then
    build_gallery
    say "http://localhost:$port/gallery.html  (stop with Ctrl-C)"
    exec node tools/serve-gallery.mjs "$host" "$port"
  fi
  build_all
  if [[ $portal ]]; then
    say "two hospitals and their portals  (stop with Ctrl-C)"
    exec node tests/portal/run.mjs "$host" "$port" "${rest[@]}"
  fi
  mkdir -p var
  say "http://localhost:$port  (stop with Ctrl-C)"
  exec build/dev/banzhen-server --listen "$host:$port" --data var --site build/site --sandbox --demo-desk "${rest[@]}"
}

help_fmt() {
  cat <<'T'
Usage: ./dev fmt [--check] [files …]
Formats the C++ sources (.clang-format), or says which are not formatted.
T
}
cmd_fmt() {
  local mode=(-i) files=()
  if [[ ${1:-} == --check ]]; then
    mode=(--dry-run -Werror)
    shift
  fi
  cd "$BZ_ROOT"
  if (($#)); then files=("$@"); else mapfile -t files < <(cpp_sources); fi
  printf '%s\n' "${files[@]}" | xargs -r -P "$(jobs)" -n 20 clang-format-19 "${mode[@]}"
}
cpp_sources() { find src tests -name '*.hpp' -o -name '*.cpp' | sort; }

help_test() {
  cat <<'T'
Usage: ./dev test [suite …] [arguments for the suites]
Builds and runs suites and ends with one line, "N passed, N failed". Without a suite, all of:
  unit     doctest, native, with address and undefined-behaviour sanitizers
  api      black box over HTTP, against a server of its own; with --database postgres all of it on PostgreSQL
  postgres the part of api that another database can break, on a PostgreSQL server that is started for it
  web      the browser's host layer (web/), in Node
  dicom    X-ray and CT files: every pixel as dcmtk and gdcm decode it, broken files, in Node
  golden   what every state of every screen says, as text, against what was accepted (--accept takes it as it is now)
  gallery  every state of every screen in Chromium, in many looks: axe, targets, painted contrast; BANZHEN_ALL=1: all looks
  browser  journeys in Chromium and Firefox, by role and name; every way of typing in every field; BANZHEN_ALL=1: all ways
  tidy     directions of includes, text keys, folders, formatting
  fuzz     libFuzzer targets with sanitizers: BANZHEN_FUZZ_S seconds each, 60 alone and 5 among all suites
Example: ./dev test browser --grep refill        Logs: build/test-<suite>.log
BANZHEN_ROUNDS=200 ./dev test api --grep history  looks long for what faults may lose or double; BANZHEN_SEED=<n> repeats a run
T
}
cmd_test() {
  local suites=() passed=0 failed=0 suite line started
  while (($#)); do
    case $1 in
      --) shift; break ;;
      -*) break ;;
      unit | web | dicom | golden | api | postgres | browser | gallery | tidy | fuzz) suites+=("$1"); shift ;;
      *) help_test >&2; die "there is no suite $1" ;;
    esac
  done
  if ((${#suites[@]} == 0)); then
    suites=(tidy unit web dicom api postgres golden browser gallery fuzz)
    export BANZHEN_FUZZ_S=${BANZHEN_FUZZ_S:-5}
  fi
  cd "$BZ_ROOT"
  mkdir -p build
  for suite in "${suites[@]}"; do
    started=$SECONDS
    say "suite $suite"
    if [[ $suite == api && " ${suites[*]} " == *' browser '* ]]; then build_ahead & fi
    { run_suite "$suite" "$@" || true; } 2>&1 | tee "build/test-$suite.log"
    line=$(suite_counts "$suite" "build/test-$suite.log")
    passed=$((passed + ${line% *}))
    failed=$((failed + ${line#* }))
    printf '%s: %s passed, %s failed (%s s)\n' "$suite" "${line% *}" "${line#* }" $((SECONDS - started))
  done
  printf '%s passed, %s failed\n' "$passed" "$failed"
  ((failed == 0))
}

# The client, for the browser suites: the suites before them wait for servers more than they compute. What fails here is built
# again, and told, where it is needed.
build_ahead() { build_preset web banzhen-client banzhen-prerender banzhen-gallery-text banzhen-gallery >"$BZ_ROOT/build/ahead.log" 2>&1; }

run_suite() {
  local suite=$1 status=0
  shift
  case $suite in
    unit)
      build_preset asan unit-tests || { echo 'the unit tests do not build'; return 1; }
      ASAN_OPTIONS=${ASAN_OPTIONS:-detect_stack_use_after_return=1} UBSAN_OPTIONS=print_stacktrace=1 \
        build/asan/unit-tests --no-colors=true --no-path-filenames=true "$@" || status=$?
      ;;
    api | postgres)
      build_preset dev banzhen-server || { echo 'the server does not build'; return 1; }
      [[ $suite == api ]] || set -- --database postgres --part postgres "$@"
      node tests/api/run.mjs "$@" || status=$?
      ;;
    browser)
      { build_all && build_gallery; } || { echo 'the app does not build'; return 1; }
      sharded tests/browser/run.mjs "$@" || status=$?
      ;;
    golden)
      build_preset web banzhen-gallery-text || { echo 'the gallery does not build'; return 1; }
      node tests/golden/run.mjs "$@" || status=$?
      ;;
    gallery)
      build_gallery || { echo 'the gallery does not build'; return 1; }
      sharded tests/gallery/run.mjs "$@" || status=$?
      ;;
    fuzz)
      build_preset fuzz || { echo 'the fuzz targets do not build'; return 1; }
      node tests/fuzz/run.mjs "$@" || status=$?
      ;;
    web) node tests/web/run.mjs "$@" || status=$? ;;
    dicom) node tests/dicom/run.mjs "$@" || status=$? ;;
    tidy) node tests/tidy/run.mjs "$@" || status=$? ;;
  esac
  echo "exit status $status"
}

# A whole suite in as many processes as there are cores; one with arguments (a choice, --accept) in one.
sharded() {
  if (($# > 1)); then node "$@"; else node tools/shards.mjs "$(jobs)" "$1"; fi
}

# Prints "passed failed" of a suite's log. A suite that crashed, or never came to an end, counts as one failure more.
suite_counts() {
  awk '
    /^\[doctest\] test cases:/ { split($0, part, "|"); passed = part[2] + 0; failed = part[3] + 0; counted = 1 }
    /^[0-9]+ passed, [0-9]+ failed/ { passed = $1; failed = $3; counted = 1 }
    /^exit status / { status = $3; ended = 1 }
    END {
      if (!counted || !ended || (status != 0 && failed == 0)) failed++
      print passed + 0, failed + 0
    }' "$2"
}

help_check() {
  cat <<'T'
Usage: ./dev check
What to run before a commit: tidy (with formatting), types and tests of the web side, unit tests.
T
}
cmd_check() {
  cd "$BZ_ROOT"
  say "types"
  node tools/gen-icons.mjs
  node_modules/.bin/tsc -p . >&2 || die "the web side has type errors"
  cmd_test tidy unit web
}

help_bench() {
  cat <<'T'
Usage: ./dev bench size|idle|frame|start|memory|server|viewer|help [--json] [--only <one of them>] [--database postgres]
  size    bytes of the first load, brotli, by file (goal: 300 KB in all, 0 of them fonts)
  idle    frames, GL draws and main-thread time in 10 idle seconds, on home and on waiting (goal: 0, 0, < 20 ms)
  frame   ms of the main thread at 4x CPU slowdown: a tap that opens a screen, and a frame while it scrolls, by screen, painted and
          plain (goal: a tap 16.7); --only <screen>
  start   ms without a graphics card until home is painted, and until taps are answered; --against <a built site's folder>: in turns
          with that one, and the ratio; --slowdown 4
  memory  WebAssembly memory over a whole refill (goal: 32 MB)
  server  requests a second and latency of reading a visit, a message, a piece of an upload; refill journeys an hour and
          what they cost; memory of open event streams (goals: 10,000/s, 1,000/s, 20,000 an hour on half a core, 100 KB)
  help    being helped: bytes of a change and ms until the helper has it, ms of a frame at 4x CPU slowdown, painted and plain
          (goals: 5 KB, 1 ms; 0 without a helper)
  viewer  milliseconds to decode a CT slice of 512 × 512, by codec (goal: 100), and bytes of each part that loads lazily
T
}
cmd_bench() {
  local name=${1:-}
  (($#)) && shift
  case $name in
    size) build_all >&2 ;;
    idle | memory | start) build_all >&2 ;;
    frame) build_gallery >&2 ;;
    server) build_preset dev banzhen-server >&2 ;;
    viewer | help) build_all >&2 ;;
    *) help_bench >&2; die "there is no bench $name" ;;
  esac
  cd "$BZ_ROOT"
  node "tests/bench/$name.mjs" "$@"
}

help_shots() {
  cat <<'T'
Usage: ./dev shots [standard|elder|contrast|english|desktop|whole|whole_elder …] [--only=<screen>] [--accept | --check]
Takes a picture of every state of every screen into build/shots/<look>, and says which differ from what was accepted.
--accept takes them as right (tests/golden/shots holds them small); --check writes no pictures.
T
}
cmd_shots() {
  build_gallery
  cd "$BZ_ROOT"
  node tools/shots.mjs "$@"
}
