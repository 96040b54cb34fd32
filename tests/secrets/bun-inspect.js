// Runs in Bun, which is given the URLs of the endpoint and of a closed port: prints a client and errors in
// every way that Bun has.
import { showCalls } from './calls-to-show.js';

const { Bun, process } = /** @type {any} */ (globalThis);
const [endpoint, nowhere] = process.argv.slice(2);

/** @param {string} name @param {any} value */
function show(name, value) {
  console.log(name, value);
  console.log(Bun.inspect(value, { depth: 100 }), `${value}`, JSON.stringify(value), value?.stack);
  for (let cause = value?.cause; cause; cause = cause.cause) {
    console.log(cause, JSON.stringify(Object.getOwnPropertyDescriptors(cause)));
  }
  console.dir(value);
  console.table([value]);
  console.error(value);
}

await showCalls(endpoint, nowhere, show);
