#!/usr/bin/env bash
# Installs what the project is built and tested with, and skips what is there already.
# Usage: scripts/setup.sh [rust|wasm-tools|node|packaging|python|fuzz|browsers …]   all of them by default
set -euo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "$0")/lib/common.sh"

# --- Debian's packages, where they can be installed; elsewhere what needs them says what to do. ---

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

apt_install() {
  as_root apt-get update
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$@"
}

install_on_debian() { # PACKAGE…
  grep -qx 'ID=debian' /etc/os-release 2>/dev/null || return 0
  [ "$(id -u)" -eq 0 ] || have sudo || return 0
  timed "$*" 'installing with apt-get' apt_install "$@"
}

# --- What must be there before: nothing that this script could install for everyone. ---

missing=()
require() { # NAME HOW-TO-GET-IT
  have "$1" || missing+=("$1: $2")
}

require_node() {
  local how="install Node.js 20 or newer from nodejs.org or with your version manager"
  if ! have node; then
    missing+=("node: $how")
  elif [ "$(node -p 'parseInt(process.versions.node)')" -lt 20 ]; then
    missing+=("node: $(node --version) is too old; $how")
  fi
  require npm 'it comes with Node.js'
}

# Rust needs it to link, and neither rustup nor make brings it.
setup_c_compiler() {
  have cc || install_on_debian gcc libc6-dev
}

check_requirements() {
  setup_c_compiler
  require make 'on Debian "apt-get install make", on macOS "xcode-select --install"'
  require cc 'a C compiler links Rust programs: on Debian "apt-get install gcc libc6-dev", on macOS "xcode-select --install"'
  require rustup 'see rustup.rs'
  require_node
  [ ${#missing[@]} -eq 0 ] && return
  printf '\nMissing, and not for this script to install:\n' >&2
  printf '  - %s\n' "${missing[@]}" >&2
  exit 1
}

# --- rust: the toolchain that rust-toolchain.toml names ---

toolchain_value() { # KEY: the quoted words of its line
  sed -n "s/^$1 *= *//p" rust-toolchain.toml | tr -d '[]",'
}

has_all() { # INSTALLED-LINES WANTED…: a component's line may go on with "-<target>"
  local installed=$1 wanted
  shift
  for wanted; do grep -Eq "^$wanted(-|$)" <<<"$installed" || return 1; done
}

setup_rust() {
  local channel components targets
  channel=$(toolchain_value channel)
  read -ra components <<<"$(toolchain_value components)"
  read -ra targets <<<"$(toolchain_value targets)"
  if has_all "$(rustup toolchain list)" "$channel" &&
    has_all "$(rustup component list --installed --toolchain "$channel")" "${components[@]}" &&
    has_all "$(rustup target list --installed --toolchain "$channel")" "${targets[@]}"; then
    say "rust $channel" "already there, with ${components[*]} and ${targets[*]}"
    return
  fi
  timed "rust $channel" "installing, with ${components[*]} and ${targets[*]}" \
    rustup toolchain install "$channel" --no-self-update --profile minimal \
    --component "$(IFS=,; echo "${components[*]}")" --target "$(IFS=,; echo "${targets[*]}")"
}

# --- wasm-tools and the drivers of browser tests: cargo programs, in .tools/bin ---

# For a short time of compiling: what these programs do takes moments either way. Only wasm-bindgen reads
# modules of 20 MB, at each run of the tests in browsers. In one folder, for they share dependencies.
compile_tool() { # CRATE VERSION
  local level=0
  [ "$1" != wasm-bindgen-cli ] || level=1
  # Not --locked: the crate's own lock file may name versions that were withdrawn since.
  CARGO_PROFILE_RELEASE_OPT_LEVEL=$level CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_DEBUG=0 \
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    cargo install "$1" --version "$2" --root .tools --target-dir .tools/build --force
}

cargo_tool() { # PROGRAM VERSION CRATE
  local program=$1 version=$2 crate=$3 found
  found=$("$tools/$program" --version 2>/dev/null) || found=''
  if [ "${found%%$'\n'*}" = "$program $version" ]; then
    say "$program $version" 'already there'
    return
  fi
  timed "$program $version" 'compiling from source, this takes minutes' compile_tool "$crate" "$version"
}

# The tool must be of the very version of the library, so the version has one source: the lock file.
wasm_bindgen_version() {
  [ -f Cargo.lock ] || cargo generate-lockfile --quiet
  sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p;}' Cargo.lock
}

setup_wasm_tools() {
  local version
  version=$(wasm_bindgen_version)
  [ -n "$version" ] || die 'Cargo.lock names no wasm-bindgen, so which wasm-bindgen to install is unknown'
  cargo_tool wasm-bindgen "$version" wasm-bindgen-cli
}

# --- node: what package-lock.json and www/package-lock.json name ---

node_packages() { # WHAT FOLDER
  local what=$1 folder=$2 hash
  local stamp=$folder/node_modules/.installed
  hash=$(hash_of "$folder/package.json" "$folder/package-lock.json")
  if [ "$(cat "$stamp" 2>/dev/null)" = "$hash" ]; then
    say "$what" 'already there, as in package-lock.json'
    return
  fi
  timed "$what" 'installing with npm ci' npm ci --no-progress --prefix "$folder"
  printf '%s\n' "$hash" >"$stamp"
}

setup_node() {
  node_packages 'npm packages' .
  node_packages 'npm packages of www' www
}

# --- packaging: the bundlers, frameworks and checkers that the packed package is tried with ---

# Apart from the sources, for they build there what they are tried on.
setup_packaging() {
  mkdir -p .tools/packaging
  cp .npmrc tests/packaging/package.json tests/packaging/package-lock.json .tools/packaging/
  node_packages 'bundlers and checkers' .tools/packaging
}

# --- python: what scripts/python.txt and scripts/python-sdk.txt name, in .tools/ ---

has_pip() { python3 -m pip --version >/dev/null 2>&1; }

pip_install() { # FOLDER REQUIREMENTS OPTION…
  local folder=$1 requirements=$2
  shift 2
  rm -rf "$folder"
  PIP_ROOT_USER_ACTION=ignore python3 -m pip install --target "$folder" --requirement "$requirements" \
    --no-deps --only-binary :all: --disable-pip-version-check "$@"
}

python_packages() { # WHAT REQUIREMENTS FOLDER OPTION…
  local what=$1 requirements=$2 folder=$3 hash
  shift 3
  hash=$(hash_of "$requirements")
  if [ "$(cat "$folder/.installed" 2>/dev/null)" = "$hash" ]; then
    say "$what" "already there, as in $requirements"
    return
  fi
  has_pip || install_on_debian python3 python3-pip
  has_pip || die 'python3 with pip is missing: on Debian "apt-get install python3 python3-pip", elsewhere see python.org'
  timed "$what" 'installing with pip' pip_install "$folder" "$requirements" "$@"
  printf '%s\n' "$hash" >"$folder/.installed"
}

setup_python() {
  python_packages 'python packages' scripts/python.txt .tools/python --require-hashes
  python_packages 'python SDK' scripts/python-sdk.txt .tools/python-sdk
}

# --- fuzz: libFuzzer is C++, compiled with the targets ---

setup_fuzz() {
  have c++ || install_on_debian g++
  have c++ || die 'a C++ compiler is missing: on Debian "apt-get install g++", on macOS "xcode-select --install"'
  say c++ "$(c++ --version | head -n 1)"
}

# --- browsers: Chromium and Firefox, and what drives them ---

# Debian's packages by the name that scripts/lib/browsers.js gives the program.
debian_package() {
  case $1 in
    chromium) echo chromium ;;
    chromedriver) echo chromium-driver ;;
    firefox) echo firefox-esr ;;
  esac
}

setup_browsers() {
  local absent packages=() program
  read -ra absent <<<"$(node scripts/lib/browsers.js --missing)"
  if [ ${#absent[@]} -gt 0 ]; then
    for program in "${absent[@]}"; do packages+=("$(debian_package "$program")"); done
    install_on_debian "${packages[@]}"
  fi
  node scripts/lib/browsers.js
  cargo_tool geckodriver 0.37.1 geckodriver
  cargo_tool wasm-pack 0.15.1 wasm-pack
  # Nothing else is compiled there.
  rm -rf .tools/build
}

# --- what was asked for ---

parts=("$@")
[ ${#parts[@]} -gt 0 ] || parts=(rust wasm-tools node packaging python fuzz browsers)
# npm waits for the network most of the time, and cargo for the processor: they go side by side.
npm_parts=() other_parts=()
for part in "${parts[@]}"; do
  case $part in
    node | packaging) npm_parts+=("$part") ;;
    rust | wasm-tools | python | fuzz | browsers) other_parts+=("$part") ;;
    *) die "there is no part \"$part\": rust, wasm-tools, node, packaging, python, fuzz and browsers are" ;;
  esac
done

set_up() { # PART…
  local part
  for part; do "setup_${part//-/_}"; done
}

check_requirements
npm=''
if [ ${#npm_parts[@]} -gt 0 ]; then
  set_up "${npm_parts[@]}" &
  npm=$!
  # Also when another part fails: nothing is left half installed.
  trap wait EXIT
fi
if [ ${#other_parts[@]} -gt 0 ]; then set_up "${other_parts[@]}"; fi
if [ -n "$npm" ]; then wait "$npm"; fi
