// Runs tests one after the other, in any runtime, and gives back what can cross to another as JSON.
import { putAllBack } from './platform.js';

/**
 * What a test is given.
 *
 * @typedef {object} Context
 * @property {typeof import('ecs-delete-image')} ecs the package
 * @property {{ url: string }} endpoint the local ECS endpoint
 * @property {string} refusingUrl an address that nobody listens on
 * @property {import('./control.js').Control} control sets up and looks at the endpoint
 * @property {Runtime} runtime
 */
/** @typedef {'node' | 'deno' | 'bun' | 'chromium' | 'firefox' | 'workerd' | 'edge-runtime'} Runtime */
/** @typedef {{ name: string, run: (context: Context) => unknown }} Test */
/** @typedef {{ name: string, failure?: string }} Result */

/** No test waits for anything: one that is not done by then hangs. */
const LIMIT = 5_000;

/**
 * @param {readonly Test[]} tests
 * @param {Context} context
 * @returns {Promise<Result[]>}
 */
export async function run(tests, context) {
  /** @type {Result[]} */
  const results = [];
  for (const { name, run } of tests) {
    try {
      await withinLimit(async () => run(context));
      results.push({ name });
    } catch (error) {
      results.push({ name, failure: describe(error) });
      putAllBack();
    }
  }
  return results;
}

/** @param {() => Promise<unknown>} action */
async function withinLimit(action) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`hangs: not done after ${LIMIT} ms`)), LIMIT);
  });
  try {
    await Promise.race([action(), limit]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The message and the stack, which begins with the message in some engines only.
 *
 * @param {unknown} error
 */
function describe(error) {
  if (!(error instanceof Error)) return `threw ${String(error)}`;
  const stack = error.stack ?? '';
  return stack.includes(error.message) ? stack : `${error}\n${stack}`;
}
