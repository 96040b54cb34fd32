// Runs a Worker snippet in workerd, bundled as wrangler bundles it.
import { build } from 'esbuild';
import { Miniflare, Response } from 'miniflare';
import { accessKeys } from '../endpoint/access-keys.js';
import { imageId, isForService } from './service.js';

/**
 * The Worker's answer to a request for the README's image.
 *
 * @param {string} code
 * @param {Awaited<ReturnType<typeof import('./service.js').startService>>} service
 * @returns {Promise<{ status: number, body: any }>}
 */
export async function runInWorker(code, { endpoint }) {
  const { accessKeyId, accessKeySecret } = accessKeys.permanent;
  const worker = new Miniflare({
    modules: await bundle(code),
    modulesRoot: '/',
    compatibilityDate: '2026-01-01',
    bindings: { ACCESS_KEY_ID: accessKeyId, ACCESS_KEY_SECRET: accessKeySecret },
    // What the Worker fetches; only the service is to be had.
    outboundService: async (request) => {
      if (!isForService(request.url)) return new Response('not the service', { status: 599 });
      const { method, headers } = request;
      const answer = await fetch(endpoint.url, {
        method,
        headers: { 'content-type': String(headers.get('content-type')) },
        body: await request.text(),
      });
      return new Response(await answer.text(), { status: answer.status });
    },
  });
  try {
    const response = await worker.dispatchFetch(`http://worker.example/?image=${imageId}`);
    return { status: response.status, body: await response.json() };
  } finally {
    await worker.dispose();
  }
}

/**
 * The main module first, as miniflare wants it.
 *
 * @param {string} code
 * @returns {Promise<import('miniflare').ModuleDefinition[]>}
 */
async function bundle(code) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    format: 'esm',
    conditions: ['workerd', 'worker', 'browser'],
    loader: { '.wasm': 'copy' },
    outdir: '/worker',
  });
  /** @param {string} ending */
  const output = (ending) => {
    const file = outputFiles.find(({ path }) => path.endsWith(ending));
    if (!file) throw new Error(`the bundle has no ${ending} file`);
    return file;
  };
  const [script, wasm] = [output('.js'), output('.wasm')];
  return [
    { type: 'ESModule', path: script.path, contents: script.text },
    { type: 'CompiledWasm', path: wasm.path, contents: Uint8Array.from(wasm.contents) },
  ];
}
