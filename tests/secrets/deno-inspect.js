// Runs in Deno, with no permission but to reach the endpoint and a closed port, whose URLs are its
// arguments: prints a client and errors in every way that Deno has.
import { showCalls } from './calls-to-show.js';

/** @type {any} */
const { Deno } = globalThis;
const [endpoint, nowhere] = Deno.args;
const all = {
  depth: 100,
  showHidden: true,
  showProxy: true,
  getters: true,
  strAbbreviateSize: 1e6,
};

/** @param {string} name @param {unknown} value */
function show(name, value) {
  console.log(name, value);
  console.log(Deno.inspect(value), Deno.inspect({ value }, all), `${value}`, JSON.stringify(value));
  console.dir(value);
  console.table([value]);
  console.error(value);
}

await showCalls(endpoint, nowhere, show);
