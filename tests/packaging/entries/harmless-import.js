// Imports an entry where everything that an import must not touch throws, and says what came of it.
// Usage: node harmless-import.js ENTRY import|require
import { createRequire } from 'node:module';

const [entry, how] = process.argv.slice(2);
const load = createRequire(import.meta.url);
const platform = /** @type {any} */ (globalThis);

/** What an import must not touch, and how it is made to throw. */
const touched = /** @type {string[]} */ ([]);

/** @param {string} name @returns {any} */
const trap = (name) => {
  const touch = () => {
    touched.push(name);
    throw new Error(`${name} was touched`);
  };
  const handler = { get: touch, apply: touch, construct: touch };
  return new Proxy(function () {}, handler);
};

const NAMES = ['WebAssembly', 'crypto', 'Date', 'performance', 'fetch', 'AbortController'];
const TIMERS = ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'];
const own = new Map();
for (const name of [...NAMES, ...TIMERS]) {
  own.set(name, Object.getOwnPropertyDescriptor(globalThis, name));
  Object.defineProperty(globalThis, name, { value: trap(name), configurable: true });
}
const { random } = Math;
Math.random = trap('Math.random');

let names;
let failure;
try {
  names = Object.keys(how === 'require' ? load(entry) : await import(entry));
} catch (error) {
  failure = String(error);
}

for (const [name, descriptor] of own) Object.defineProperty(platform, name, descriptor);
Math.random = random;
console.log(JSON.stringify({ names, failure, touched }));
