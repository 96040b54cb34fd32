// Bundles and minifies as users' tools would, and says how many bytes that is over the wire.
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * One JavaScript file of a program and all that it imports, and the WebAssembly modules beside it.
 *
 * @param {string} program its source, as if it stood in the project's folder
 * @param {import('esbuild').BuildOptions} [options]
 * @returns {Promise<{ script: string, modules: Record<string, Uint8Array> }>}
 */
export async function bundled(program, options = {}) {
  const { outputFiles = [] } = await build({
    stdin: { contents: program, resolveDir: root },
    bundle: true,
    minify: true,
    format: 'esm',
    charset: 'utf8',
    loader: { '.wasm': 'copy' },
    outdir: '/',
    write: false,
    logLevel: 'error',
    ...options,
  });
  const isModule = (/** @type {{ path: string }} */ { path }) => path.endsWith('.wasm');
  const modules = outputFiles.filter(isModule).map(({ path, contents }) => [path, contents]);
  const [script] = outputFiles.filter((file) => !isModule(file));
  return { script: script.text, modules: Object.fromEntries(modules) };
}

/** How a file is sent. @type {Record<string, (file: Uint8Array) => number>} */
export const encodings = {
  raw: (file) => file.length,
  gzip: (file) => gzipSync(file, { level: 9 }).length,
  brotli: (file) => brotliCompressSync(file).length,
};

/**
 * Bytes of several files, each sent by itself, by encoding.
 *
 * @param {(Uint8Array | string)[]} files
 * @returns {Record<string, number>}
 */
export function sizesOf(files) {
  const buffers = files.map((file) => (typeof file === 'string' ? Buffer.from(file) : file));
  const sum = (/** @type {(file: Uint8Array) => number} */ size) =>
    buffers.reduce((total, file) => total + size(file), 0);
  return Object.fromEntries(Object.entries(encodings).map(([name, size]) => [name, sum(size)]));
}
