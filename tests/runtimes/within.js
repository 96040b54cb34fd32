// Runs the suite within a runtime, for an address of the endpoint that a launcher has passed on.
import { connect } from '../suite/control.js';
import { tests as suite } from '../suite/index.js';
import { run } from '../suite/run.js';

/** @typedef {import('../suite/run.js').Result} Result */

/**
 * @param {typeof import('ecs-delete-image')} ecs
 * @param {import('./lane.js').Target} target
 * @param {import('../suite/run.js').Test[]} [extra] tests that only this runtime has
 * @returns {Promise<Result[]>} with a failure for every rejection that nobody has handled
 */
export async function runWithin(
  ecs,
  { runtime, endpointUrl, controlUrl, refusingUrl },
  extra = [],
) {
  const control = connect(controlUrl);
  const context = { ecs, runtime, control, refusingUrl, endpoint: { url: endpointUrl } };
  const unhandled = noteUnhandled();
  const results = await run([...suite, ...extra], context);
  // Rejections are reported when the task is over in which they were not handled.
  await new Promise((resolve) => setTimeout(resolve));
  return [...results, ...unhandled.values()];
}

/**
 * Web platforms say it by an event, and some of them take it back by another, because they do not
 * wait until the code has had its turn. Node has neither, and its launcher listens to the process.
 */
function noteUnhandled() {
  /** @type {Map<Promise<unknown>, Result>} */
  const unhandled = new Map();
  globalThis.addEventListener?.('unhandledrejection', ({ promise, reason }) => {
    const failure = reason instanceof Error ? (reason.stack ?? String(reason)) : String(reason);
    unhandled.set(promise, { name: 'a rejection that nobody has handled', failure });
  });
  globalThis.addEventListener?.('rejectionhandled', ({ promise }) => unhandled.delete(promise));
  return unhandled;
}
