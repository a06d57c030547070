# Shared by ./dev and tools/*.sh: messages, places, stamps. Sourced, never run.

BZ_TOOLCHAIN=${BANZHEN_TOOLCHAIN:-$BZ_ROOT/.toolchain}
BZ_TOOLCHAIN=$(realpath -m "$BZ_TOOLCHAIN")
BZ_SYSROOT=$BZ_TOOLCHAIN/root
BZ_STAMPS=$BZ_TOOLCHAIN/stamps
BZ_SOURCES=$BZ_TOOLCHAIN/src

say() { printf '\033[36m▸\033[0m %s\n' "$*" >&2; }
die() {
  printf '\033[31m✗\033[0m %s\n' "$1" >&2
  shift
  local line
  for line in "$@"; do printf '  %s\n' "$line" >&2; done
  exit 1
}

# A step is done when its stamp holds the digest of its inputs.
digest() { cat "$@" | sha256sum | cut -d' ' -f1; }
stamped() { [[ -f $BZ_STAMPS/$1 && $(<"$BZ_STAMPS/$1") == "$2" ]]; }
stamp() {
  mkdir -p "$BZ_STAMPS"
  printf '%s\n' "$2" >"$BZ_STAMPS/$1"
}

# Runs "$@" while holding a named lock, so that people and scripts who share a tree can call ./dev at once.
locked() {
  local name=$1
  shift
  mkdir -p "$BZ_ROOT/build/.locks"
  (
    if ! flock -n 9; then
      say "waiting for another ./dev ($name)"
      flock 9
    fi
    "$@" 9>&-
  ) 9>"$BZ_ROOT/build/.locks/$name"
}

packages() { sed 's/#.*//' "$BZ_ROOT/tools/debian-packages.txt" | xargs; }
