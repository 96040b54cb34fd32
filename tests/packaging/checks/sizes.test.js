// What each entry costs those who use it, bundled and minified, held against its budget.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import { isBlessing, read } from '../golden/golden.js';
import { pack } from '../pack.js';
import { root } from '../workshop.js';

/** More than this above its budget fails, and as much below it, so that the numbers stay true. */
const MARGIN = 0.02;

const folder = mkdtempSync(join(tmpdir(), 'ecs-delete-image-'));
after(() => rmSync(folder, { recursive: true }));
const wasm = readFileSync(join(root, 'pkg/generated/ecs_delete_image_bg.wasm'));

/** The JavaScript of an entry, and the module where it is a file of its own. @param {string} entry */
function bundled(entry) {
  const { outputFiles } = buildSync({
    entryPoints: [join(root, 'pkg', entry)],
    bundle: true,
    minify: true,
    format: 'esm',
    charset: 'utf8',
    external: ['*.wasm', '*.wasm?module'],
    write: false,
  });
  return Buffer.from(outputFiles[0].contents);
}

/** @type {Record<string, () => Buffer[]>} */
const parts = {
  'index.js': () => [bundled('index.js')],
  'workerd.js': () => [bundled('workerd.js'), wasm],
  'edge-light.js': () => [bundled('edge-light.js'), wasm],
  'slim.js': () => [bundled('slim.js')],
  'the module': () => [wasm],
  'generated/cjs/index.cjs': () => [readFileSync(join(root, 'pkg/generated/cjs/index.cjs'))],
};

/** @param {Buffer[]} files */
function measure(files) {
  const sum = (/** @type {(file: Buffer) => number} */ size) =>
    files.reduce((total, file) => total + size(file), 0);
  return {
    raw: sum((file) => file.length),
    gzip: sum((file) => gzipSync(file, { level: 9 }).length),
    brotli: sum((file) => brotliCompressSync(file).length),
  };
}

/** @type {Record<string, Record<string, number>>} */
const measured = Object.fromEntries(
  Object.entries(parts).map(([name, files]) => [name, measure(files())]),
);
measured['the tarball'] = { packed: statSync(pack(folder).file).size };
if (isBlessing) {
  const text = `${JSON.stringify(measured, null, 2)}\n`;
  writeFileSync(new URL('../golden/sizes.json', import.meta.url), text);
}
const budgets = read('sizes.json');

for (const [name, sizes] of Object.entries(measured)) {
  test(`${name} keeps to its budget`, () => {
    for (const [kind, size] of Object.entries(sizes)) {
      const budget = budgets[name][kind];
      const change = `${name}, ${kind}: ${size} bytes, and the budget is ${budget}`;
      assert.ok(size <= budget * (1 + MARGIN), change);
      assert.ok(size >= budget * (1 - MARGIN), `${change}: lower it with \`make bless\``);
    }
  });
}

test('what is not used is not bundled', () => {
  const { outputFiles } = buildSync({
    stdin: {
      contents: `import { isEcsError } from './pkg/index.js'; console.log(isEcsError(globalThis));`,
      resolveDir: root,
    },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
  });
  assert.ok(outputFiles[0].contents.length < 4_000, `${outputFiles[0].contents.length} bytes`);
});
