// Runs the suite in workerd, bundled as for deployment: old and new, with and without Node's API.
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { launch } from './lane.js';

/** @typedef {import('./lane.js').Target} Target */

// Not imported: the types of miniflare need packages that it does not bring along.
const load = createRequire(import.meta.url);
const { Miniflare } = load('miniflare');

const DATES = ['2022-11-30', '2026-04-01'];
const FLAGS = [[], ['nodejs_compat']];

/** What a Worker consists of: the bundle, and the WebAssembly module that it imports. */
async function bundle() {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('workerd-entry.js', import.meta.url))],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['workerd', 'worker', 'browser'],
    loader: { '.wasm': 'copy' },
    outdir: '/',
    write: false,
    logLevel: 'error',
  });
  return outputFiles.map(({ path, contents, text }) =>
    path.endsWith('.wasm')
      ? { type: /** @type {const} */ ('CompiledWasm'), path: basename(path), contents }
      : { type: /** @type {const} */ ('ESModule'), path: basename(path), contents: text },
  );
}

const files = await bundle();
const modules = files.sort((left, right) => (left.type < right.type ? 1 : -1));

/**
 * @param {string} compatibilityDate
 * @param {string[]} compatibilityFlags
 */
function within(compatibilityDate, compatibilityFlags) {
  return async (/** @type {Target} */ target) => {
    const worker = new Miniflare({ modules, compatibilityDate, compatibilityFlags });
    try {
      const body = JSON.stringify(target);
      const response = await worker.dispatchFetch('http://worker/', { method: 'POST', body });
      return /** @type {import('../suite/run.js').Result[]} */ (await response.json());
    } finally {
      await worker.dispose();
    }
  };
}

const runs = DATES.flatMap((date) =>
  FLAGS.map((flags) => [['workerd', date, ...flags].join(' '), within(date, flags)]),
);
await launch('workerd', Object.fromEntries(runs));
