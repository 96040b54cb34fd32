// Runs a JavaScript snippet in Node, with the names that it takes for given.
import { mkdirSync, writeFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { accessKeys } from '../endpoint/access-keys.js';
import { isForService } from './service.js';

// Inside the project, so that the snippet finds the package by its name.
const folder = new URL('../../target/readme/', import.meta.url);
let count = 0;

/**
 * What the snippet prints, an entry a call of `console.log`.
 *
 * @param {string} code
 * @param {Awaited<ReturnType<typeof import('./service.js').startService>>} service
 * @returns {Promise<string[]>}
 */
export async function runInNode(code, { endpoint }) {
  mkdirSync(folder, { recursive: true });
  const file = new URL(`snippet-${process.pid}-${(count += 1)}.mjs`, folder);
  writeFileSync(file, `${given(code)}\n${code}`);

  /** @type {string[]} */
  const printed = [];
  const { fetch: realFetch } = globalThis;
  const { log } = console;
  console.log = (...values) => printed.push(values.map(asText).join(' '));
  globalThis.fetch = (url, init) => realFetch(isForService(String(url)) ? endpoint.url : url, init);
  try {
    await import(file.href);
  } finally {
    Object.assign(globalThis, { fetch: realFetch });
    console.log = log;
  }
  return printed;
}

/** The names of a key's parts, which a snippet leaves to its reader. @param {string} code */
function given(code) {
  const key = code.includes('securityToken') ? accessKeys.temporary : accessKeys.permanent;
  return Object.entries(key)
    .map(([name, value]) => `const ${name} = ${JSON.stringify(value)};`)
    .join(' ');
}

/** @param {unknown} value */
function asText(value) {
  return typeof value === 'string' ? value : inspect(value, { breakLength: Infinity });
}
