// `wasm-pack build` works for those who use the crate from Rust, with the crate's own metadata.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../workshop.js';

const out = join(root, 'target/wasm-pack');
const manifest = readFileSync(join(root, 'Cargo.toml'), 'utf8');

/** @param {string} key */
const inManifest = (key) => new RegExp(`^${key} = "(.*)"$`, 'm').exec(manifest)?.[1];

for (const target of ['web', 'bundler', 'nodejs']) {
  test(`wasm-pack build --target ${target}`, () => {
    rmSync(out, { recursive: true, force: true });
    execFileSync('wasm-pack', ['build', '--target', target, '--out-dir', out], {
      cwd: root,
      stdio: 'pipe',
      // In a folder of its own: scripts/build.sh compiles with other flags, and each would have to
      // begin anew after the other.
      env: { ...process.env, CARGO_TARGET_DIR: join(root, 'target/wasm-pack-build') },
    });
    const made = JSON.parse(readFileSync(join(out, 'package.json'), 'utf8'));
    for (const key of ['name', 'version', 'description', 'license']) {
      assert.equal(made[key], inManifest(key), key);
    }
    for (const file of [...made.files, 'README.md', 'LICENSE-MIT']) {
      assert.ok(existsSync(join(out, file)), `there is no ${file}`);
    }
  });
}
