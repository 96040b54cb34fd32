# What the shell scripts share: where the project is, and how they speak. Sourced, not run.
# shellcheck shell=bash

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tools=$project/.tools/bin
# Rust's own folder too: a shell that was open before Rust was installed does not know it yet.
export PATH="$tools:$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"
cd "$project" || exit

# Lines are "<thing>: <what was found or done>", the things in one column.
say() { printf '  %-24s %s\n' "$1" "$2"; }

die() {
  printf '\n%s: %s\n' "$(basename "$0")" "$1" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# timed THING WHAT COMMAND…: says what is being done, how far it is every 15 s, and how long it took.
# The whole output is shown only when the command fails.
timed() {
  local thing=$1 what=$2 log start=$SECONDS ticker status=0
  shift 2
  log=$(mktemp)
  say "$thing" "$what …"
  # On its own clock: a command that prints nothing for minutes is still at work.
  while sleep 15 >/dev/null 2>&1; do
    say "$thing" "… $((SECONDS - start)) s: $(tail -n 1 "$log" | sed 's/^ *//')"
  done &
  ticker=$!
  "$@" >"$log" 2>&1 </dev/null || status=$?
  kill "$ticker" 2>/dev/null
  wait "$ticker" 2>/dev/null || true
  if [ "$status" -ne 0 ]; then
    cat "$log" >&2
    rm -f "$log"
    die "$thing: failed after $((SECONDS - start)) s: $*"
  fi
  rm -f "$log"
  say "$thing" "done ($((SECONDS - start)) s)"
}

# hash_of FILE…: one hash over the contents of all of them.
hash_of() {
  if have sha256sum; then
    cat "$@" | sha256sum | cut -d ' ' -f 1
  else
    cat "$@" | shasum -a 256 | cut -d ' ' -f 1
  fi
}
