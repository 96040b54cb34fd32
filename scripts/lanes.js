// The lanes of `make test`: what runs, beside what, and how many tests must have run at least.

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

/** @param {string} runtime @param {number} atLeast @returns {Lane} */
const suite = (runtime, atLeast) => ({
  name: `suite-${runtime}`,
  needs: [`tests/runtimes/${runtime}.js`],
  steps: [['node', `tests/runtimes/${runtime}.js`]],
  count: 'own',
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
    atLeast: 98,
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
    atLeast: 7,
  },
  {
    name: 'fuzz',
    steps: [['scripts/fuzz.sh']],
    // The same inputs in every run of the tests: what is new is looked for with `make fuzz`.
    environment: { FUZZ_SECONDS: '5', FUZZ_SEED: '1' },
    count: 'own',
    atLeast: 117,
  },
  { name: 'endpoint', tests: ['tests/endpoint', 'tests/official'], count: 'node', atLeast: 231 },
  suite('node', 832),
  suite('chromium', 1658),
  suite('firefox', 1658),
  suite('workerd', 3316),
  { name: 'page', tests: ['tests/page'], count: 'node', atLeast: 77 },
  { name: 'docs', tests: ['tests/docs'], count: 'node', atLeast: 10 },
  { name: 'secrets', tests: ['tests/secrets'], count: 'node', atLeast: 178 },
  { name: 'resources', tests: ['tests/resources'], count: 'node', atLeast: 14 },
  { name: 'soak', tests: ['tests/soak'], count: 'node', atLeast: 8 },
  { name: 'scripts', tests: ['scripts'], count: 'node', atLeast: 36 },
];
