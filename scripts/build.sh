#!/usr/bin/env bash
# Builds the npm package's generated part, pkg/generated/, from the Rust sources.
# Usage: scripts/build.sh   (scripts/setup.sh rust wasm-tools node has installed what it uses)
# STABLE=1 scripts/build.sh keeps to what stable Rust has; the module is then a fifth larger.
set -euo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "$0")/lib/common.sh"

name=ecs_delete_image
target=${CARGO_TARGET_DIR:-target}
compiled=$target/wasm32-unknown-unknown/release/$name.wasm
out=pkg/generated

# Named one by one: "all features" makes modules that no engine takes.
features=(
  --enable-bulk-memory
  --enable-reference-types
  --enable-sign-ext
  --enable-mutable-globals
  --enable-nontrapping-float-to-int
  --enable-multivalue
)
# Only here: a module stripped by cargo hides from wasm-bindgen which features it uses.
strip=(--strip-debug --strip-producers --strip-target-features)

# Panic messages name source files: without the folders of this machine, which are nobody's business
# and would make every machine's build another one.
sysroot=$(rustc --print sysroot)
commit=$(rustc --version --verbose | sed -n 's/^commit-hash: //p')
flags=(
  "--remap-path-prefix=$sysroot/lib/rustlib/src/rust=/rustc/$commit"
  "--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo"
  "--remap-path-prefix=$project=/project"
  # SHA-256 in its small form: 6 KB less, and no request has more than a few hundred bytes to hash.
  '--cfg=sha2_backend_soft="compact"'
)
# Not with an rlib beside it, as `cargo build` would: cargo then compiles the dependencies in a way that
# serves both, and the module is an eighth larger and slower.
build=(cargo rustc --release --lib --crate-type cdylib --target wasm32-unknown-unknown)
what='cargo rustc --release, for wasm32-unknown-unknown'
if [ -z "${STABLE:-}" ]; then
  # Nobody reads the message of a panic in a browser, so none is made: a panic traps at once. That,
  # and the standard library compiled for size, is for the same compiler, which calls it unstable.
  flags+=(-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none)
  build+=(-Zbuild-std=std,panic_abort -Zbuild-std-features=optimize_for_size)
  # Where every request goes through: see Cargo.toml.
  for part in alloc core dlmalloc; do
    build+=(--config "profile.release.package.$part.opt-level=3")
  done
  export RUSTC_BOOTSTRAP=1
  what="$what, and its standard library"
fi
export RUSTFLAGS="${flags[*]}"

timed compile "$what" "${build[@]}"
unset RUSTC_BOOTSTRAP

# Cargo knows whether the sources changed; the rest depends on the compiled module and on the tools.
inputs=$(hash_of "$compiled" "$tools/wasm-bindgen" package-lock.json \
  scripts/build.sh scripts/trim-glue.js scripts/inline-wasm.js)
if [ "$(cat "$out/.built" 2>/dev/null)" = "$inputs" ]; then
  say generate "nothing changed, $out is up to date"
else
  # Made aside and then moved, so that what is in pkg/generated/ is always whole.
  made=$(mktemp -d "$target/generated.XXXXXX")
  trap 'rm -rf "$made"' EXIT
  chmod 755 "$made"
  module=$made/${name}_bg.wasm
  say generate 'wasm-bindgen'
  wasm-bindgen --target web --omit-default-module-path --out-dir "$made" --out-name "$name" "$compiled"
  say trim "$name.js, without what loads the module"
  node scripts/trim-glue.js "$made/$name.js"
  say optimise 'wasm-opt -Oz'
  node_modules/.bin/wasm-opt -Oz "${features[@]}" "${strip[@]}" "$module" -o "$module"
  say inline 'inlined.js, one character per byte'
  node scripts/inline-wasm.js "$module" "$made/inlined.js"
  printf '%s\n' "$inputs" >"$made/.built"
  rm -rf "$out"
  mv "$made" "$out"
fi

# Always: it depends on everything in pkg/, and takes a moment.
node scripts/bundle-cjs.js

# npm packs only what lies beside package.json.
for file in README.md CHANGELOG.md LICENSE*; do
  [ ! -f "$file" ] || cp "$file" pkg/
done

node scripts/sizes.js "$out/${name}_bg.wasm" "$out/inlined.js" "$out/$name.js" "$out"/cjs/*.cjs
