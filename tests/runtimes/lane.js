// What the launchers share: an endpoint, runs of the suite against it, and the report of them.
import { startEndpoint } from '../endpoint/index.js';
import { LEAST_TESTS } from './least.js';
import { refusingUrl } from './refusing-url.js';

/** @typedef {import('../suite/run.js').Result} Result */
/** @typedef {{ runtime: import('../suite/run.js').Runtime, endpointUrl: string, controlUrl: string, refusingUrl: string }} Target */
/** @typedef {(target: Target) => Promise<Result[]>} Run */

/**
 * Does the runs one after the other, each with an endpoint of its own, and sets the exit code.
 *
 * @param {import('../suite/run.js').Runtime} runtime
 * @param {Record<string, Run>} runs by name
 */
export async function launch(runtime, runs) {
  let passed = 0;
  let failed = 0;
  for (const [name, run] of Object.entries(runs)) {
    const results = await withEndpoint(runtime, run);
    const failures = results.filter(({ failure }) => failure !== undefined);
    if (results.length < LEAST_TESTS) {
      const failure = `only ${results.length} tests ran, of at least ${LEAST_TESTS}`;
      failures.push({ name: 'the whole suite', failure });
    }
    for (const { name: test, failure } of failures) console.log(`✗ ${name}: ${test}\n${failure}\n`);
    failed += failures.length;
    passed += results.filter(({ failure }) => failure === undefined).length;
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/**
 * @param {import('../suite/run.js').Runtime} runtime
 * @param {Run} run
 * @returns {Promise<Result[]>}
 */
async function withEndpoint(runtime, run) {
  const endpoint = await startEndpoint({ port: 0, controlPort: 0 });
  try {
    const { url: endpointUrl, controlUrl } = endpoint;
    return await run({ runtime, endpointUrl, controlUrl, refusingUrl: await refusingUrl() });
  } catch (error) {
    const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return [{ name: 'the run itself', failure }];
  } finally {
    await endpoint.close();
  }
}
