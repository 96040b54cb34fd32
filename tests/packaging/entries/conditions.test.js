// Which entry each kind of runtime and bundler is given, and what the entries have in common.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { NAMES, SLIM_NAMES } from './names.js';

const folder = fileURLToPath(new URL('../../../pkg/', import.meta.url));
const { exports: map, files } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8'));

/** The conditions that each sets, as measured, and the file that it must be given. */
const RUNTIMES = /** @type {[name: string, conditions: string[], file: string][]} */ ([
  ['wrangler', ['workerd', 'worker', 'browser', 'import'], 'workerd.js'],
  // Its bundler gives a Worker that requires the package the same as one that imports it.
  ['wrangler, require', ['workerd', 'worker', 'browser', 'require'], 'workerd.js'],
  ['Next.js, edge', ['edge-light', 'browser', 'module', 'import'], 'edge-light.js'],
  // A module that imports WebAssembly is asynchronous there, and what is required must not be.
  [
    'Next.js, edge, require',
    ['edge-light', 'browser', 'module', 'require'],
    'generated/cjs/index.cjs',
  ],
  ["jest in Vercel's edge runtime", ['edge-light', 'edge', 'require'], 'generated/cjs/index.cjs'],
  ['Next.js, node', ['node', 'module', 'import'], 'index.js'],
  ['Next.js, client', ['browser', 'module', 'import'], 'index.js'],
  ['Vite', ['browser', 'module', 'import'], 'index.js'],
  ['webpack', ['browser', 'webpack', 'module-sync', 'module', 'import'], 'index.js'],
  ['Node, import', ['node', 'module-sync', 'import'], 'index.js'],
  ['Node, require', ['node', 'module-sync', 'require'], 'generated/cjs/index.cjs'],
  ['jest with jsdom', ['browser', 'require'], 'generated/cjs/index.cjs'],
  ['Deno', ['deno', 'node', 'module-sync', 'import'], 'index.js'],
  ['Bun', ['bun', 'node', 'import'], 'index.js'],
  ['a runtime of the future', ['something', 'import'], 'index.js'],
]);

/**
 * The first target whose conditions are met, as Node's own algorithm has it.
 *
 * @param {any} target
 * @param {string[]} conditions
 * @returns {string | undefined}
 */
function resolve(target, conditions) {
  if (typeof target === 'string') return target;
  for (const [condition, next] of Object.entries(target)) {
    if (condition !== 'default' && !conditions.includes(condition)) continue;
    const found = resolve(next, conditions);
    if (found) return found;
  }
  return undefined;
}

for (const [name, conditions, file] of RUNTIMES) {
  test(`${name} is given ${file}`, () => {
    assert.equal(resolve(map['.'], conditions), `./${file}`);
  });
}

test('types come first, and say what kind of module is given', () => {
  for (const conditions of [
    ['import'],
    ['require'],
    ['workerd'],
    ['edge-light'],
    ['edge-light', 'require'],
  ]) {
    const types = resolve(map['.'], ['types', ...conditions]) ?? '';
    const isCommonJs = conditions.includes('require');
    assert.equal(types.endsWith(isCommonJs ? '.d.cts' : '.d.ts'), true, `${conditions}: ${types}`);
  }
});

test('every file that the map names is there and is published', () => {
  const targets = JSON.stringify(map).match(/"\.\/[^"*]+\.[a-z]+"/g) ?? [];
  for (const target of targets.map((text) => text.slice(3, -1))) {
    if (target in map || `./${target}` in map) continue;
    assert.ok(existsSync(folder + target), `there is no ${target}`);
    const isPublished = files.some(
      (/** @type {string} */ file) => target === file || target.startsWith(`${file}/`),
    );
    assert.ok(isPublished || target === 'package.json', `${target} is not in "files"`);
  }
});

for (const [entry, names] of /** @type {[string, string[]][]} */ ([
  ['workerd.js', NAMES],
  ['edge-light.js', NAMES],
  ['index.js', NAMES],
  ['slim.js', SLIM_NAMES],
])) {
  test(`${entry} exports what the others do, and is a few lines`, async () => {
    const { metafile } = await build({
      entryPoints: [folder + entry],
      bundle: true,
      format: 'esm',
      external: ['*.wasm', '*.wasm?module'],
      write: false,
      metafile: true,
    });
    const [output] = Object.values(metafile.outputs);
    assert.deepEqual([...output.exports].sort(), names);
    assert.ok(readFileSync(folder + entry, 'utf8').split('\n').length < 25, 'too many lines');
    const inputs = Object.keys(metafile.inputs).map((file) => relative(folder, file));
    const compiles = inputs.some((file) => file.endsWith('compiling.js'));
    const isForEdge = entry === 'workerd.js' || entry === 'edge-light.js';
    assert.equal(compiles, !isForEdge, 'compiles bytes');
  });
}

test('Node can require the entry for edge-light, where no bundler makes a module of ?module', () => {
  const program = `console.log(Object.keys(require('ecs-delete-image')).sort().join())`;
  const options = ['--conditions', 'edge-light', '--eval', program];
  const said = execFileSync(process.execPath, options, { cwd: folder, encoding: 'utf8' });
  assert.equal(said.trim(), NAMES.join());
});

test('CommonJS and ES modules each have their own classes, and know the errors of the other', async () => {
  const load = createRequire(import.meta.url);
  const [required, imported] = [load('ecs-delete-image'), await import('ecs-delete-image')];
  /** @type {any} */
  let error;
  try {
    new required.EcsClient({});
  } catch (thrown) {
    error = thrown;
  }
  assert.ok(error instanceof required.EcsArgumentError);
  assert.ok(!(error instanceof imported.EcsArgumentError));
  assert.ok(imported.isEcsError(error));
});
