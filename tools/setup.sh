# Makes the tools, sources and npm packages ready, each step once. Sourced by ./dev.
#
# Where Debian 13's packages can be installed (or the tools are on PATH) the system itself is used. On Debian 12 they
# cannot (its libc is too old), so a Debian 13 root is made beside the project and ./dev runs itself inside it.

os_field() { (. /etc/os-release 2>/dev/null && printf '%s' "${!1:-}"); }

version_at_least() { [[ $(printf '%s\n%s\n' "$2" "$1" | sort -V | head -1) == "$2" ]]; }

tools_on_path() {
  local tool
  for tool in emcc g++-14 cmake ninja node npm clang-format-19; do
    command -v "$tool" >/dev/null || return 1
  done
  version_at_least "$(emcc -dumpversion)" 3.1.60 && version_at_least "$(node -p process.versions.node)" 20.19 &&
    version_at_least "$(cmake --version | sed -n 's/^cmake version //p')" 3.28 && [[ -e /usr/include/drogon/drogon.h || -e /usr/local/include/drogon/drogon.h ]]
}

explain_tools() {
  die "This system is not one ./dev can set up by itself. Please install these and call ./dev again:" \
    "Emscripten ≥ 3.1.60, g++-14, clang-19 with its sanitizers, CMake ≥ 3.28, Ninja, Node ≥ 20.19 with npm, clang-format-19," \
    "Drogon 1.9 (with SQLite), libsodium, nlohmann-json ≥ 3.11, doctest ≥ 2.4.11, Chromium, wrk, sqlite3, PostgreSQL's server (≥ 15)." \
    "On Debian 13 or newer, and on Debian 12 as root, ./dev installs everything itself."
}

# Decides where the tools live and prints one word: system, packages (apt can install them), root (make one).
where_tools_live() {
  local id like version
  id=$(os_field ID) like=$(os_field ID_LIKE) version=$(os_field VERSION_ID)
  if [[ $id == debian && ( -z $version || ${version%%.*} -ge 13 ) ]]; then
    printf packages
  elif tools_on_path; then
    printf system
  elif [[ $id == debian || $like == *debian* ]] && command -v apt-get >/dev/null; then
    printf root
  else
    printf unknown
  fi
}

missing_packages() { # $1: dpkg's admin folder
  local have
  have=$(dpkg-query --admindir="$1" -W -f '${db:Status-Abbrev} ${Package}\n' 2>/dev/null | sed -n 's/^ii *//p')
  comm -23 <(packages | tr ' ' '\n' | sort -u) <(sort -u <<<"$have") | xargs
}

# The tests start PostgreSQL servers of their own; Debian's package must not make and start one for the machine. It asks
# this file, unless the package is there already and somebody uses it.
no_standing_postgres() { # $1: the system's root folder
  local file=${1%/}/etc/postgresql-common/createcluster.conf
  [[ -e $file ]] && return
  mkdir -p "${file%/*}"
  echo 'create_main_cluster = false' >"$file"
}

install_system_packages() {
  local want missing
  want=$(digest "$BZ_ROOT/tools/debian-packages.txt")
  stamped packages "$want" && return
  missing=$(missing_packages /var/lib/dpkg)
  if [[ -n $missing ]]; then
    [[ $(id -u) == 0 ]] || die "Some Debian packages are missing. Please run this, then call ./dev again:" \
      "sudo apt-get install --no-install-recommends $missing"
    say "installing Debian packages: $missing"
    apt-get update -qq
    no_standing_postgres /
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      -o Dpkg::Options::=--force-confold $missing >&2
  fi
  stamp packages "$want"
}

# The machine's own Debian archive, from apt's configuration (never the security archive or a third party's).
apt_mirror() {
  apt-get indextargets --no-release-info --format '$(REPO_URI)' 'Created-By: Packages' | awk '
    !/security/ && /\/debian\/?$/ && !best { best = $0 }
    !/security/ && !first { first = $0 }
    END { print (best ? best : first) }'
}

# apt's own options that a root needs too (proxies, certificate checks, date checks of frozen mirrors).
apt_options() { apt-config dump | grep -E '^Acquire::(http|https|Check)[A-Za-z:-]* "' || true; }

make_root() {
  local want mirror options=() line list missing
  want=$(digest "$BZ_ROOT/tools/debian-packages.txt")
  stamped root "$want" && return

  if [[ ! -e $BZ_SYSROOT/etc/debian_version ]]; then
    if [[ $(id -u) != 0 ]]; then
      die "Debian 12 lacks the compilers that Banzhen needs, and making a Debian 13 root needs root rights once." \
        "Either: sudo ./dev setup        (about 3 minutes, 4 GB under ${BZ_SYSROOT#"$BZ_ROOT"/})" \
        "or use a Debian 13 machine or container."
    fi
    local need=()
    command -v mmdebstrap >/dev/null || need+=(mmdebstrap)
    command -v bwrap >/dev/null || need+=(bubblewrap)
    if ((${#need[@]})); then
      say "installing ${need[*]} (they make and enter the Debian 13 root)"
      apt-get update -qq
      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${need[@]}" >&2
    fi
    mirror=$(apt_mirror)
    [[ -n $mirror ]] || die "apt on this machine names no Debian archive; please configure one in /etc/apt."
    while read -r line; do options+=(--aptopt="$line"); done < <(apt_options)
    say "making a Debian 13 root under $BZ_SYSROOT (2-4 minutes, 4 GB; log: $BZ_TOOLCHAIN/root.log)"
    rm -rf "$BZ_SYSROOT.part"
    mkdir -p "$BZ_TOOLCHAIN"
    list=$(packages | tr ' ' ',')
    if ! mmdebstrap --variant=apt "${options[@]}" --aptopt='APT::Install-Recommends "false"' --dpkgopt=force-confold \
      --essential-hook="$(declare -f no_standing_postgres); no_standing_postgres \"\$1\"" --include="$list" \
      trixie "$BZ_SYSROOT.part" "$mirror" >"$BZ_TOOLCHAIN/root.log" 2>&1; then
      tail -20 "$BZ_TOOLCHAIN/root.log" >&2
      die "making the Debian 13 root failed; the log is $BZ_TOOLCHAIN/root.log"
    fi
    mv "$BZ_SYSROOT.part" "$BZ_SYSROOT"
  fi

  missing=$(missing_packages "$BZ_SYSROOT/var/lib/dpkg")
  if [[ -n $missing ]]; then
    [[ $(id -u) == 0 ]] || die "The Debian 13 root lacks: $missing" "Please run: sudo ./dev setup"
    say "adding to the Debian 13 root: $missing"
    no_standing_postgres "$BZ_SYSROOT"
    in_root bash -ec "apt-get -o APT::Sandbox::User=root update -qq && DEBIAN_FRONTEND=noninteractive \
      apt-get -o APT::Sandbox::User=root install -y -qq --no-install-recommends \
      -o Dpkg::Options::=--force-confold $missing" >&2
  fi
  stamp root "$want"
}

# Runs a command inside the root: same project path, the machine's network, certificates and npm settings.
in_root() {
  local home=$BZ_TOOLCHAIN/home npmrc args=()
  mkdir -p "$home"
  args=(--bind "$BZ_SYSROOT" / --dev /dev --proc /proc --tmpfs /tmp --ro-bind-try /sys /sys
    --bind "$BZ_ROOT" "$BZ_ROOT" --bind "$BZ_TOOLCHAIN" "$BZ_TOOLCHAIN"
    --ro-bind-try /etc/resolv.conf /etc/resolv.conf --ro-bind-try /etc/hosts /etc/hosts
    --ro-bind-try /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt)
  if [[ -n ${NODE_EXTRA_CA_CERTS:-} ]]; then
    args+=(--ro-bind-try "$NODE_EXTRA_CA_CERTS" "$NODE_EXTRA_CA_CERTS")
  fi
  for npmrc in "${NPM_CONFIG_GLOBALCONFIG:-}" /usr/etc/npmrc /usr/local/etc/npmrc /etc/npmrc; do
    if [[ -f $npmrc ]]; then
      args+=(--ro-bind "$npmrc" /etc/npmrc)
      break
    fi
  done
  npmrc=${NPM_CONFIG_USERCONFIG:-$HOME/.npmrc}
  if [[ -f $npmrc ]]; then args+=(--ro-bind "$npmrc" "$home/.npmrc"); fi
  local gitdir
  gitdir=$(git -C "$BZ_ROOT" rev-parse --path-format=absolute --git-common-dir 2>/dev/null || true)
  if [[ -n $gitdir && $gitdir != "$BZ_ROOT"/* ]]; then args+=(--ro-bind "$gitdir" "$gitdir"); fi

  env -u NPM_CONFIG_USERCONFIG -u NPM_CONFIG_GLOBALCONFIG -u LD_LIBRARY_PATH -u TMPDIR \
    BANZHEN_INSIDE=1 BANZHEN_TOOLCHAIN="$BZ_TOOLCHAIN" HOME="$home" LANG=C.UTF-8 LC_ALL=C.UTF-8 \
    PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin \
    bwrap "${args[@]}" --unshare-pid --die-with-parent --chdir "$BZ_ROOT" "$@"
}

# ---- sources that are compiled to WebAssembly, from Debian's source packages ----

# name, suite, Debian source package and version, its .orig archive, and that archive's SHA-256
source_pins() { sed 's/#.*//; /^[[:space:]]*$/d' "$BZ_ROOT/tools/debian-sources.txt"; }

sources_ready() { stamped sources "$(digest "$BZ_ROOT/tools/debian-sources.txt")"; }

fetch_sources() {
  local want name suite package version archive sha work
  sources_ready && return
  want=$(digest "$BZ_ROOT/tools/debian-sources.txt")
  command -v apt-get >/dev/null && command -v dpkg-source >/dev/null || return 0
  local mirror
  mirror=$(apt_mirror)
  if [[ -z $mirror ]]; then
    say "no Debian archive is configured here: CMake will fetch Dear ImGui and SDL2 from their public releases"
    return
  fi
  work=$BZ_TOOLCHAIN/apt-src
  rm -rf "$work" "$BZ_SOURCES.part"
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$BZ_SOURCES.part"
  source_pins | while read -r _ suite _; do echo "deb-src $mirror $suite main"; done | sort -u >"$work/sources.list"
  local apt=(-o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=- -o Dir::State::Lists="$work/lists"
    -o Dir::Cache="$work/cache" -o APT::Sandbox::User= -o Acquire::Languages=none -qq)
  say "fetching the sources of Dear ImGui and SDL2 from Debian's source packages"
  apt-get "${apt[@]}" update >&2
  while read -r name suite package version archive sha; do
    (cd "$work" && apt-get "${apt[@]}" source --download-only "$package=$version" >&2) ||
      die "$package $version is not in $suite any more; adjust tools/debian-sources.txt and cmake/dependencies.cmake"
    sha256sum --quiet -c <<<"$sha  $work/$archive" || die "$archive is not the archive that was pinned"
    mkdir "$BZ_SOURCES.part/$name"
    tar -xf "$work/$archive" -C "$BZ_SOURCES.part/$name" --strip-components=1
  done < <(source_pins)
  rm -rf "$BZ_SOURCES" "$work"
  mv "$BZ_SOURCES.part" "$BZ_SOURCES"
  stamp sources "$want"
}

npm_digest() { digest "$BZ_ROOT/package.json" "$BZ_ROOT/package-lock.json"; }

npm_ready() {
  [[ -f $BZ_ROOT/node_modules/.banzhen && $(<"$BZ_ROOT/node_modules/.banzhen") == $(npm_digest) ]]
}

install_npm_packages() {
  local want
  npm_ready && return
  want=$(npm_digest)
  say "installing npm packages from the lock file"
  (cd "$BZ_ROOT" && npm ci --no-audit --no-fund --loglevel=error >&2)
  printf '%s\n' "$want" >"$BZ_ROOT/node_modules/.banzhen"
}
