// Every byte survives the way through a JavaScript string literal.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { transformSync } from 'esbuild';
import { inlined, inlineFile, literal } from './inline-wasm.js';

const folder = mkdtempSync(join(tmpdir(), 'inline-wasm-'));
after(() => rmSync(folder, { recursive: true }));

const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);
const everyPair = Uint8Array.from({ length: 2 * 65536 }, (_, i) =>
  i % 2 === 0 ? i >> 9 : (i >> 1) & 255,
);

/** @param {string} code */
const load = (code) => import(`data:text/javascript;charset=utf-8,${encodeURIComponent(code)}`);

test('only what must be escaped is', () => {
  assert.equal(literal(Buffer.from("a'b\\c\n\r\0é", 'latin1')), "'a\\'b\\\\c\\n\\r\\0é'");
});

test('a digit after NUL does not make an octal escape', () => {
  assert.equal(literal(Buffer.from('\0a\x000\x009\0')), "'\\0a\\x000\\x009\\0'");
});

test('a backslash before a NUL or a zero stays one', () => {
  assert.equal(literal(Buffer.from('\\\0\\0')), "'\\\\\\0\\\\0'");
});

for (const [name, bytes] of Object.entries({ everyByte, everyPair, none: new Uint8Array() })) {
  test(`round trip: ${name}`, async () => {
    const module = await load(inlined(bytes));
    assert.ok(Buffer.from(bytes).equals(module.bytes()));
  });
}

test('round trip through a bundler that escapes and minifies', async () => {
  const { code } = transformSync(inlined(everyPair), { minify: true, charset: 'ascii' });
  const module = await load(code);
  assert.ok(Buffer.from(everyPair).equals(module.bytes()));
});

test('a file is written as the module that gives its bytes back', async () => {
  const [wasm, out] = [join(folder, 'in.wasm'), join(folder, 'out.mjs')];
  writeFileSync(wasm, everyByte);
  await inlineFile(wasm, out);
  assert.equal(readFileSync(out, 'utf8'), inlined(everyByte));
});
