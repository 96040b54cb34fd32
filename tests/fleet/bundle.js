// The fleet's Worker as one script and one WebAssembly module, with a policy of the test's in place of
// the example's.
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** @typedef {{ type: 'ESModule' | 'CompiledWasm', path: string, contents: string | Uint8Array }} Module */

/**
 * @param {unknown} policy
 * @returns {Promise<Module[]>} the script first
 */
export async function bundle(policy) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('worker-entry.js', import.meta.url))],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['workerd', 'worker', 'browser'],
    loader: { '.wasm': 'copy' },
    outdir: '/',
    write: false,
    logLevel: 'error',
    plugins: [policyPlugin(policy)],
  });
  const modules = outputFiles.map(({ path, contents, text }) => {
    const isScript = path.endsWith('.js');
    const type = /** @type {Module['type']} */ (isScript ? 'ESModule' : 'CompiledWasm');
    return { type, path: basename(path), contents: isScript ? text : contents };
  });
  return modules.sort((left) => (left.type === 'ESModule' ? -1 : 1));
}

/** @param {unknown} policy @returns {import('esbuild').Plugin} */
function policyPlugin(policy) {
  return {
    name: 'policy',
    setup({ onLoad }) {
      const contents = JSON.stringify(policy);
      onLoad({ filter: /fleet[\\/]policy\.json$/ }, () => ({ contents, loader: 'json' }));
    },
  };
}
