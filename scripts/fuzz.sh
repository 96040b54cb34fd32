#!/usr/bin/env bash
# Runs the fuzz targets: first every input that is kept, then new ones made from them for a while.
# Usage: scripts/fuzz.sh   (FUZZ_SECONDS=60: how long for each target; FUZZ_SEED=1: the same inputs
# each time, and none of those that were found before)
set -euo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "$0")/lib/common.sh"

targets=(response endpoint presigned)
seconds=${FUZZ_SECONDS:-60}
seed=${FUZZ_SEED:-}
out=${CARGO_TARGET_DIR:-target}/fuzz

# What cargo-fuzz sets, as far as it works without a nightly compiler: coverage of edges and of what
# values are compared with, for the crate and all that it uses.
flags=(
  -Cpasses=sancov-module
  -Cllvm-args=-sanitizer-coverage-level=4
  -Cllvm-args=-sanitizer-coverage-inline-8bit-counters
  -Cllvm-args=-sanitizer-coverage-pc-table
  -Cllvm-args=-sanitizer-coverage-trace-compares
)
# Named, so that the flags are for the targets alone and not for what runs while they are built.
host=$(rustc -vV | sed -n 's/^host: //p')

passed=0
failed=0

# One more that failed. Shows the input, which libFuzzer has written to a file beginning with PREFIX.
report() { # TARGET WHAT LOG PREFIX
  failed=$((failed + 1))
  printf '✗ %s: %s\n' "$1" "$2"
  tail -n 60 "$3"
  local file
  for file in "$4"*; do
    [ -f "$file" ] || continue
    printf 'the input, in %s:\n' "$file"
    head -c 4096 "$file" | od -A d -t x1z
  done
}

# Each kept input once. One that fails ends the program, so they are run one by one.
replay() { # TARGET BINARY
  local file log=$out/$1.log before=$failed
  for file in fuzz/corpus/"$1"/*; do
    if "$2" "$file" >"$log" 2>&1; then
      passed=$((passed + 1))
    else
      report "$1" "fails with $file" "$log" "$file"
    fi
  done
  [ "$failed" -eq "$before" ]
}

# The first folder is the one that libFuzzer adds to.
explore() { # TARGET BINARY
  local found=$out/found/$1 log=$out/$1.log crash
  local options=(-max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=4096)
  options+=(-print_final_stats=1)
  if [ -n "$seed" ]; then
    found=$(mktemp -d "$out/found.XXXXXX")
    options+=(-seed="$seed")
  fi
  [ ! -f "fuzz/$1.dict" ] || options+=(-dict="fuzz/$1.dict")
  mkdir -p "$found"
  crash=$(mktemp -d "$out/crash.XXXXXX")
  if "$2" "${options[@]}" -artifact_prefix="$crash/" "$found" "fuzz/corpus/$1" >"$log" 2>&1; then
    passed=$((passed + 1))
    say "$1" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs in $seconds s, all fine"
    rmdir "$crash"
  else
    report "$1" 'fails with an input that was found' "$log" "$crash/"
  fi
  [ -z "$seed" ] || rm -rf "$found"
}

mkdir -p "$out"
say fuzz 'compiling the targets, with coverage'
RUSTFLAGS="${flags[*]}" cargo build --quiet --release --manifest-path fuzz/Cargo.toml \
  --target "$host" --target-dir "$out"

for target in "${targets[@]}"; do
  binary=$out/$host/release/$target
  # What fails with a kept input would only fail with it again.
  if replay "$target" "$binary"; then explore "$target" "$binary"; fi
done
printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
