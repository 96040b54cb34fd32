// What the first load weighs, compressed in either way that servers use.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { appears, shows } from '../hands.js';
import { setStage } from '../stage.js';

/** Bytes. */
const BUDGET = 200_000;

const CONFIG = '/config.json';

const ways = { brotli: brotliCompressSync, gzip: gzipSync };

/** @type {import('../stage.js').Stage} */
let stage;
/** Everything of the page's that was asked for until it was ready, in this order. @type {string[]} */
let asked = [];
/** The files among it, by their paths. @type {string[]} */
let paths = [];

before(async () => {
  stage = await setStage('chromium');
  const { page, sent, close } = await stage.open();
  await appears(page, '#compare-title');
  await shows(page, '#image-note', 'demo-free');
  const { origin } = new URL(stage.url);
  const urls = sent.map(({ url }) => new URL(url)).filter((url) => url.origin === origin);
  asked = urls.map(({ pathname }) => pathname);
  paths = [...new Set(asked)].filter((path) => path !== CONFIG);
  await close();
});
after(() => stage?.strike());

test('asks for what it draws by beside its scripts: once, and before they run', () => {
  assert.equal(asked.filter((path) => path === CONFIG).length, 1, asked.join(' '));
  const loadedByScripts = asked.findIndex((path) => path.includes('/package-'));
  assert.ok(loadedByScripts !== -1, asked.join(' '));
  assert.ok(asked.indexOf(CONFIG) < loadedByScripts, asked.join(' '));
});

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
