// The time limit of each attempt, fired by hand: it covers headers and body, and is new each time.
import { deepEqual, equal } from './assert.js';
import { newClient, newImageId, regionId } from './clients.js';
import { accept, giving, inTurn, never, refuse, streaming } from './doubles.js';
import { failure } from './failures.js';
import { withDice, withTimers } from './platform.js';

/** @typedef {import('./run.js').Context} Context */
/** @typedef {import('./doubles.js').Fetch} Fetch */

const LIMIT = 4321;

/** @type {[name: string, fetch: Fetch][]} */
const slow = [
  ['headers', never],
  ['a body', giving(streaming({ read: never }))],
  ['the end of a body', giving(streaming({ read: trickle() }))],
];

/** One piece for each attempt, then nothing. */
function trickle() {
  let reads = 0;
  return () =>
    reads++ % 2 === 0 ? Promise.resolve({ done: false, value: new Uint8Array(9) }) : never();
}

/**
 * A call whose first `timeOuts` attempts take too long.
 *
 * @param {Context} context
 * @param {Fetch} fetch
 * @param {number} timeOuts
 */
function call(context, fetch, timeOuts) {
  const client = newClient(context, { fetch, maxAttempts: 3, timeout: LIMIT });
  return withDice(0, () =>
    withTimers(async (timers) => {
      const ending = client.deleteImage(regionId, newImageId()).finally(() => {
        deepEqual(timers.waiting(), [], 'timers that are left');
      });
      for (let count = 0; count < timeOuts; count++) {
        const timer = await timers.next();
        equal(timer.ms, LIMIT, 'length of the timer');
        timer.fire();
      }
      return ending;
    }),
  );
}

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...slow.map(([name, fetch]) => ({
    name: `slow in ${name}: each attempt has its own limit, and its own request`,
    async run(/** @type {Context} */ context) {
      const { sent, fetch: own } = inTurn(fetch);
      await failure(context, () => call(context, own, 3), 'EcsTimeoutError', {
        code: 'AnswerTimedOut',
        timeout: LIMIT,
        attempts: 3,
        outcome: 'unknown',
        retryable: true,
      });
      deepEqual(
        sent.map(({ init }) => init.signal.aborted),
        [true, true, true],
        "whether fetch's own signal was aborted",
      );
    },
  })),
  ...slow.map(([name, fetch]) => ({
    name: `slow in ${name}, then absent: a success`,
    async run(/** @type {Context} */ context) {
      const absent = refuse('InvalidImageId.NotFound', { status: 404 });
      const { outcome, attempts } = await call(context, inTurn(fetch, absent).fetch, 1);
      deepEqual({ outcome, attempts }, { outcome: 'absent', attempts: 2 }, 'result');
    },
  })),
  {
    name: 'a limit that is over does not reach the next attempt',
    async run(context) {
      const { sent, fetch } = inTurn(never, never, accept);
      const { outcome, attempts } = await call(context, fetch, 2);
      deepEqual({ outcome, attempts }, { outcome: 'accepted', attempts: 3 }, 'result');
      deepEqual(
        sent.map(({ init }) => init.signal.aborted),
        [true, true, false],
        "whether fetch's own signal was aborted",
      );
    },
  },
];
