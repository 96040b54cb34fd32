// The lanes of `make test`: what runs, beside what, and how many tests must have run at least.

import { LEAST_TESTS } from '../tests/runtimes/least.js';

/**
 * @typedef {object} Lane
 * @property {string} name
 * @property {string[][]} [steps] Commands, one after the other; the first that fails ends the lane.
 * @property {string[]} [tests] Folders of `*.test.js` for node:test, run after the steps.
 * @property {string[]} [needs] Files without which the lane fails before it starts.
 * @property {string[]} [shares] What only one lane may use at a time.
 * @property {keyof typeof import('./lib/count.js').counters} count How its output is counted.
 * @property {number} atLeast Fewer tests than this fail the lane: tests that vanish must be noticed.
 * @property {number} [minutes] After these the lane is ended. Default 15.
 * @property {Record<string, string>} [environment] Added to this process's own.
 */

/** Cargo's commands wait for each other anyway, for the lock on their folder. */
const cargo = ['cargo'];

/** @param {string} runtime @param {number} runs how often it runs the suite @returns {Lane} */
const suite = (runtime, runs) => ({
  name: `suite-${runtime}`,
  needs: [`tests/runtimes/${runtime}.js`],
  steps: [['node', `tests/runtimes/${runtime}.js`]],
  count: 'own',
  atLeast: runs * LEAST_TESTS,
});

/** The Explorer in one browser. @param {string} browser @param {number} atLeast @returns {Lane} */
const page = (browser, atLeast) => ({
  name: `page-${browser}`,
  needs: ['www/dist/index.html'],
  tests: ['tests/page/browser'],
  environment: { PAGE_BROWSER: browser },
  count: 'node',
  minutes: 40,
  atLeast,
});

/** @param {string} browser @returns {Lane} */
const wasm = (browser) => ({
  name: `wasm-${browser}`,
  needs: ['tests/web.rs'],
  steps: [['node', 'scripts/test-wasm.js', browser]],
  shares: cargo,
  count: 'cargo',
  atLeast: 14,
});

/** In the order in which they start. The lanes of cargo are the longest chain, so they come first. */
/** @type {Lane[]} */
export const lanes = [
  {
    name: 'native',
    steps: [['cargo', 'test', '--no-fail-fast']],
    shares: cargo,
    count: 'cargo',
    atLeast: 140,
  },
  { name: 'lint', steps: [['node', 'scripts/lint.js']], shares: cargo, count: 'own', atLeast: 9 },
  wasm('chrome'),
  wasm('firefox'),
  {
    name: 'differential',
    steps: [['cargo', 'build', '--quiet', '--examples']],
    tests: ['tests/differential'],
    shares: cargo,
    count: 'node',
    atLeast: 14,
  },
  {
    name: 'fuzz',
    steps: [['scripts/fuzz.sh']],
    // The same inputs in every run of the tests: what is new is looked for with `make fuzz`.
    environment: { FUZZ_SECONDS: '5', FUZZ_SEED: '1' },
    count: 'own',
    atLeast: 145,
  },
  { name: 'endpoint', tests: ['tests/endpoint', 'tests/official'], count: 'node', atLeast: 250 },
  suite('chromium', 3),
  suite('firefox', 3),
  suite('workerd', 4),
  suite('node', 2),
  suite('newest-node', 2),
  suite('oldest-node', 2),
  suite('deno', 1),
  suite('bun', 1),
  suite('edge-runtime', 1),
  {
    needs: ['.tools/packaging/node_modules'],
    name: 'packed',
    steps: [['node', 'tests/packaging/install.js']],
    tests: ['tests/packaging/consumers', 'tests/packaging/next'],
    count: 'node',
    atLeast: 27,
  },
  { name: 'entries', tests: ['tests/packaging/entries'], count: 'node', atLeast: 63 },
  {
    name: 'package',
    needs: ['.tools/packaging/node_modules'],
    tests: ['tests/packaging/checks'],
    count: 'node',
    atLeast: 15,
  },
  {
    name: 'wasm-pack',
    tests: ['tests/packaging/wasm-pack'],
    shares: cargo,
    count: 'node',
    atLeast: 3,
  },
  page('chromium', 218),
  page('firefox', 186),
  {
    name: 'page',
    needs: ['www/dist/index.html'],
    tests: ['tests/page/node'],
    count: 'node',
    atLeast: 125,
  },
  { name: 'examples', tests: ['tests/examples'], count: 'node', atLeast: 255 },
  { name: 'fleet', tests: ['tests/fleet'], count: 'node', minutes: 30, atLeast: 269 },
  { name: 'docs', tests: ['tests/docs'], count: 'node', atLeast: 15 },
  { name: 'secrets', tests: ['tests/secrets'], count: 'node', atLeast: 600 },
  { name: 'resources', tests: ['tests/resources'], count: 'node', atLeast: 14 },
  { name: 'soak', tests: ['tests/soak'], count: 'node', atLeast: 20 },
  {
    name: 'bench-budgets',
    needs: ['benches/results.json'],
    tests: ['tests/budgets'],
    count: 'node',
    atLeast: 24,
  },
  { name: 'scripts', tests: ['scripts'], count: 'node', atLeast: 44 },
];
