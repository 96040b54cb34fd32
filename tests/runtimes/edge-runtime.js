// Runs the suite in edge-runtime, with the package's edge-light entry, bundled as for deployment.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { EdgeRuntime } from 'edge-runtime';
import { build } from 'esbuild';
import { launch } from './lane.js';

/** What `?module` means there: the platform has compiled the file, and passes it in. */
const compiledByPlatform = {
  name: 'compiled by the platform',
  /** @param {import('esbuild').PluginBuild} build */
  setup({ onResolve, onLoad, resolve }) {
    onResolve({ filter: /\.wasm\?module$/ }, async ({ path, kind, resolveDir }) => {
      const file = path.replace('?module', '');
      const { path: found } = await resolve(file, { kind, resolveDir });
      compiled = new WebAssembly.Module(readFileSync(found));
      return { path: found, namespace: 'compiled' };
    });
    onLoad({ filter: /./, namespace: 'compiled' }, () => ({
      contents: 'export default globalThis.compiledModule;',
    }));
  },
};

/** @type {WebAssembly.Module | undefined} */
let compiled;

const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL('edge-runtime-entry.js', import.meta.url))],
  bundle: true,
  format: 'iife',
  target: 'es2022',
  conditions: ['edge-light', 'worker', 'browser'],
  plugins: [compiledByPlatform],
  write: false,
  logLevel: 'error',
});

await launch('edge-runtime', {
  'edge-runtime': async (target) => {
    if (!compiled) throw new Error('the bundle did not take the edge-light entry');
    const runtime = new EdgeRuntime({
      initialCode: outputFiles[0].text,
      extend: (context) => Object.assign(context, { compiledModule: compiled }),
    });
    const response = await runtime.dispatchFetch('http://edge.example/', {
      method: 'POST',
      body: JSON.stringify(target),
    });
    return JSON.parse(await response.text());
  },
});
