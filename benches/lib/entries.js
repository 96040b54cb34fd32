// The package's entries as they reach those who import them: bundled, minified, and taken apart.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundled, root } from './bundle.js';

/** The file that has the module inside, of the entries that bring it as JavaScript. */
const INLINED = '*/inlined.js';

/**
 * @typedef {object} Entry
 * @property {string} program what a user writes
 * @property {import('esbuild').BuildOptions} [options] under which conditions
 * @property {boolean} isInlined whether the module is inside of the JavaScript
 */

const all = "export * from 'ecs-delete-image';";

/** @type {Record<string, Entry>} */
export const entries = {
  default: { program: all, isInlined: true },
  workerd: {
    program: all,
    options: { conditions: ['workerd', 'worker', 'browser'] },
    isInlined: false,
  },
  'edge-light': {
    program: all,
    options: { conditions: ['edge-light', 'browser'], external: ['*.wasm?module'] },
    isInlined: false,
  },
  cjs: {
    program: "module.exports = require('ecs-delete-image');",
    options: { format: 'cjs' },
    isInlined: true,
  },
  'slim + wasm': { program: "export * from 'ecs-delete-image/slim';", isInlined: false },
};

const wasm = () => readFileSync(join(root, 'pkg/generated/ecs_delete_image_bg.wasm'));

/**
 * The files of an entry by part: the module as it is sent, the rest of the JavaScript, and all that is
 * loaded. An inlined module is sent as text, which compresses a little worse.
 *
 * @param {Entry} entry
 * @returns {Promise<Record<string, (Uint8Array | string)[]>>}
 */
export async function parts({ program, options, isInlined }) {
  const { script } = await bundled(program, options);
  if (!isInlined) return { wasm: [wasm()], glue: [script], 'whole import': [script, wasm()] };
  // CommonJS is one file already, which cannot be taken apart.
  if (options?.format === 'cjs') return { 'whole import': [script] };
  const { script: glue } = await bundled(program, { ...options, external: [INLINED] });
  return { wasm: [wasm()], glue: [glue], 'whole import': [script] };
}
