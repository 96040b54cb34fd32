// What each entry costs those who use it, bundled and minified, held against its budget.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { bundled, sizesOf } from '../../../benches/lib/bundle.js';
import { entries, parts } from '../../../benches/lib/entries.js';
import { isBlessing, read } from '../golden/golden.js';
import { pack } from '../pack.js';
import { root } from '../workshop.js';

/**
 * How far from its budget a size may be, above and below. The same sources give the same bytes; another
 * version of Node may compress them a little differently.
 *
 * @type {Record<string, number>}
 */
const MARGINS = { raw: 0, gzip: 0.005, brotli: 0.005, packed: 0.005 };

const folder = mkdtempSync(join(tmpdir(), 'ecs-delete-image-'));
after(() => rmSync(folder, { recursive: true }));

/** @param {string} name @param {string} part */
const partOf = async (name, part) => (await parts(entries[name]))[part];

/** @type {Record<string, () => Promise<(Uint8Array | string)[]>>} */
const files = {
  'index.js': () => partOf('default', 'whole import'),
  'index.js without the module': () => partOf('default', 'glue'),
  'workerd.js': () => partOf('workerd', 'whole import'),
  'edge-light.js': () => partOf('edge-light', 'whole import'),
  'slim.js': () => partOf('slim + wasm', 'glue'),
  'the module': () => partOf('slim + wasm', 'wasm'),
  'generated/cjs/index.cjs': async () => [readFileSync(join(root, 'pkg/generated/cjs/index.cjs'))],
};

/** @type {Record<string, Record<string, number>>} */
const measured = {};
for (const [name, load] of Object.entries(files)) measured[name] = sizesOf(await load());
measured['the tarball'] = { packed: statSync(pack(folder).file).size };
if (isBlessing) {
  const text = `${JSON.stringify(measured, null, 2)}\n`;
  writeFileSync(new URL('../golden/sizes.json', import.meta.url), text);
}
const budgets = read('sizes.json');

for (const [name, sizes] of Object.entries(measured)) {
  test(`${name} keeps to its budget`, () => {
    for (const [kind, size] of Object.entries(sizes)) {
      const budget = budgets[name]?.[kind];
      const change = `${name}, ${kind}: ${size} bytes, and the budget is ${budget}`;
      const hint = 'if that is meant, write it down with `make bless`';
      assert.ok(Math.abs(size - budget) <= budget * MARGINS[kind], `${change}; ${hint}`);
    }
  });
}

test('what is not used is not bundled', async () => {
  const program = `import { isEcsError } from 'ecs-delete-image'; console.log(isEcsError(globalThis));`;
  const { script } = await bundled(program);
  assert.ok(script.length < 4_000, `${script.length} bytes`);
});
