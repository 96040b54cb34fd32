// The glue that is packed loads nothing and compiles nothing.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { trimmed } from './trim-glue.js';

const folder = mkdtempSync(join(tmpdir(), 'trim-glue-'));
after(() => rmSync(folder, { recursive: true }));

/** @param {string} source */
function trim(source) {
  const file = join(folder, 'glue.js');
  writeFileSync(file, source);
  return trimmed(file);
}

const INIT_SYNC = `export function initSync({ module }) {
  if (!(module instanceof WebAssembly.Module)) {
    module = new WebAssembly.Module(module);
  }
  return new WebAssembly.Instance(module);
}`;

test('what loads the module goes, and what uses it stays', () => {
  const text = trim(`${INIT_SYNC}
    async function load(url) { return WebAssembly.instantiate(await fetch(url)); }
    export { load as default };`);
  assert.match(text, /new WebAssembly\.Instance\(module\)/);
  assert.doesNotMatch(text, /fetch|instantiate|WebAssembly\.Module/);
});

test('the folder that it was made in does not show', () => {
  assert.ok(!trim(INIT_SYNC).includes('trim-glue-'));
});

test('glue that would still compile is refused', () => {
  const source = 'export const initSync = (bytes) => new WebAssembly.Module(bytes);';
  assert.throws(() => trim(source), /still has WebAssembly\.Module/);
});
