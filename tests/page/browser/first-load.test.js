// What the first load weighs, compressed in either way that servers use.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { setStage, shows } from '../stage.js';

/** Bytes. */
const BUDGET = 200_000;

const ways = { brotli: brotliCompressSync, gzip: gzipSync };

/** @type {import('../stage.js').Stage} */
let stage;
/** Files of the page that were asked for until it was ready, by their paths. @type {string[]} */
let paths = [];

before(async () => {
  stage = await setStage('chromium');
  const { page, sent, close } = await stage.open();
  await page.waitForSelector('#compare-title');
  await shows(page, '#image-note', 'demo-free');
  const { origin } = new URL(stage.url);
  const urls = sent.map(({ url }) => new URL(url)).filter((url) => url.origin === origin);
  paths = [...new Set(urls.map(({ pathname }) => pathname))].filter(
    (path) => path !== '/config.json',
  );
  await close();
});
after(() => stage?.strike());

for (const [name, compress] of Object.entries(ways)) {
  test(`is under ${BUDGET / 1000} KB with ${name}`, async () => {
    const sizes = await Promise.all(
      paths.map(async (path) => {
        const file = path === '/' ? '/index.html' : path;
        const bytes = await readFile(new URL(`../../../www/dist${file}`, import.meta.url));
        return { file, size: compress(bytes).length };
      }),
    );
    const total = sizes.reduce((sum, { size }) => sum + size, 0);
    console.log(`# first load: ${total} bytes with ${name}, in ${sizes.length} files`);
    assert.ok(
      sizes.some(({ file }) => file.endsWith('.wasm')),
      'the package is part of it',
    );
    assert.ok(total < BUDGET, JSON.stringify(sizes, null, 2));
  });
}
