// How the Explorer is built: files with a hash in their names, nothing inline, and its security policy
// in the page for those who serve it without headers.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { defineConfig } from 'vite';
import { pagePolicy } from './policy.js';

export default defineConfig({
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  resolve: { alias: { react: 'preact/compat', 'react-dom': 'preact/compat' } },
  build: {
    target: 'es2022',
    // A data: URL is not in the policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
    license: false,
  },
  plugins: [
    {
      name: 'security-policy',
      apply: 'build',
      transformIndexHtml: () => [
        {
          tag: 'meta',
          attrs: { 'http-equiv': 'Content-Security-Policy', content: pagePolicy() },
          injectTo: 'head-prepend',
        },
      ],
    },
    {
      name: 'compressed-copies',
      apply: 'build',
      /** Beside each file the same one compressed, for servers that can send it. */
      async writeBundle({ dir = '' }, bundle) {
        const names = Object.keys(bundle).filter((name) => /\.(js|css|wasm)$/.test(name));
        for (const name of names) {
          const file = join(dir, name);
          await writeFile(`${file}.br`, brotliCompressSync(await readFile(file)));
        }
      },
    },
  ],
});
