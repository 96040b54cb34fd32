// Aborting at every moment of a call that has several: the signal's reason comes out, and neither a
// timer nor a listener is left behind.
import { deepEqual, equal, rejection } from './assert.js';
import { keys, newClient, newImageId, regionId } from './clients.js';
import { accept, answering, giving, inTurn, lose, never, refuse, streaming } from './doubles.js';
import { watchListeners, withDice, withTimers } from './platform.js';

/** @typedef {import('./run.js').Context} Context */
/** @typedef {import('./platform.js').Timers} Timers */

/**
 * @typedef {object} Moment
 * @property {string} name
 * @property {number} sent how many requests have been sent by then
 * @property {(abort: () => void) => object} options of the client
 * @property {(timers: Timers) => Promise<unknown>} [reached] moves the timers on until it is there
 * @property {boolean} [byHand] aborted from outside then, and not by the client's own options
 */

/** Not 0, so that there is a pause. */
const HALF = 0x80;

/** @type {Moment[]} */
const moments = [
  {
    name: 'during the fetch',
    sent: 1,
    options: (abort) => ({ fetch: inTurn(andThen(abort, never)).fetch }),
  },
  {
    name: 'during the fetch, which fails for it',
    sent: 1,
    options: (abort) => ({ fetch: inTurn(andThen(abort, lose)).fetch }),
  },
  {
    name: 'during the fetch, which answers all the same',
    sent: 1,
    options: (abort) => ({ fetch: inTurn(andThen(abort, accept)).fetch }),
  },
  {
    name: 'during the body',
    sent: 1,
    options: (abort) => ({ fetch: giving(streaming({ read: andThen(abort, never) })) }),
  },
  {
    name: 'during a back-off',
    sent: 1,
    byHand: true,
    options: () => ({ fetch: lose }),
    async reached(timers) {
      await timers.next();
      equal((await timers.next()).ms, 100, 'the pause');
    },
  },
  {
    name: 'during a pause that the service has asked for',
    sent: 1,
    byHand: true,
    options: () => ({ fetch: refuse('Throttling', { headers: { 'retry-after': '30' } }) }),
    async reached(timers) {
      await timers.next();
      equal((await timers.next()).ms, 30_000, 'the pause');
    },
  },
  {
    name: 'at the end of a back-off',
    sent: 1,
    byHand: true,
    options: () => ({ fetch: lose }),
    async reached(timers) {
      await timers.next();
      (await timers.next()).fire();
    },
  },
  {
    name: 'during the fetch of the second attempt',
    sent: 2,
    options: (abort) => ({ fetch: inTurn(lose, andThen(abort, never)).fetch }),
    async reached(timers) {
      await timers.next();
      (await timers.next()).fire();
    },
  },
  {
    name: 'while the last attempt fails',
    sent: 3,
    options: (abort) => ({ fetch: inTurn(lose, lose, andThen(abort, lose)).fetch }),
    async reached(timers) {
      for (const step of ['limit', 'pause', 'limit', 'pause']) {
        const timer = await timers.next();
        if (step === 'pause') timer.fire();
      }
    },
  },
  {
    name: 'between two attempts without a pause',
    sent: 1,
    options: (abort) => ({
      fetch: andThen(
        () => queueMicrotask(abort),
        refuse('Throttling', { headers: { 'retry-after': '0' } }),
      ),
    }),
  },
  {
    name: 'while credentials are fetched',
    sent: 0,
    byHand: true,
    options: () => ({ credentials: never }),
    reached: (timers) => timers.next(),
  },
  {
    name: 'by the credentials function',
    sent: 0,
    options: (abort) => ({ credentials: andThen(abort, async () => keys.permanent) }),
  },
];

/**
 * Does one thing, then another.
 *
 * @param {() => void} first
 * @param {(...values: any[]) => any} second
 */
function andThen(first, second) {
  return (/** @type {any[]} */ ...values) => {
    first();
    return second(...values);
  };
}

/**
 * @param {Context} context
 * @param {Moment} moment
 */
function abortAt(context, { options, reached, byHand, sent: expected }) {
  const controller = new AbortController();
  const { signal } = controller;
  const reason = { why: 'the user left' };
  const abort = () => controller.abort(reason);
  const listeners = watchListeners(signal);
  let sent = 0;
  const { fetch = accept, ...rest } = /** @type {any} */ (options(abort));
  const counting = andThen(() => sent++, fetch);
  const client = newClient(context, { ...rest, fetch: counting, maxAttempts: 3 });
  return withDice(HALF, () =>
    withTimers(async (timers) => {
      const call = client.deleteImage(regionId, newImageId(), false, { signal });
      const ending = rejection(() => call, 'an aborted call');
      await reached?.(timers);
      if (byHand) abort();
      equal(await ending, reason, 'reason');
      equal(sent, expected, 'requests');
      deepEqual(timers.waiting(), [], 'timers that are left');
      equal(listeners.count, 0, 'listeners that are left');
    }),
  );
}

/** Calls that nobody aborts: what they are answered. */
const ends = [
  ['succeeds', [accept]],
  ['succeeds at the second attempt', [refuse('Throttling'), accept]],
  ['is refused', [refuse('Forbidden.RAM', { status: 403 })]],
  ['is lost three times', [lose]],
  ['is answered by a page', [answering('<html></html>')]],
];

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...moments.map((moment) => ({
    name: `aborted ${moment.name}: rejects with the reason, and nothing is left behind`,
    run: (/** @type {Context} */ context) => abortAt(context, moment),
  })),
  ...ends.map(([name, fetches]) => ({
    name: `a call that ${name} leaves no timer and no listener behind`,
    run: (/** @type {Context} */ context) =>
      withTimers(async (timers) => {
        const { signal } = new AbortController();
        const listeners = watchListeners(signal);
        const { fetch } = inTurn(.../** @type {any[]} */ (fetches));
        const client = newClient(context, { fetch, maxAttempts: 3 });
        const call = client.deleteImage(regionId, newImageId(), false, { signal });
        await withDice(0, () => call.catch(() => {}));
        deepEqual(timers.waiting(), [], 'timers that are left');
        equal(listeners.count, 0, 'listeners that are left');
      }),
  })),
  {
    name: 'aborted before a call whose key has expired: rejects with the reason all the same',
    async run(context) {
      const credentials = { ...keys.permanent, expiration: '2020-01-01T00:00:00Z' };
      const client = newClient(context, { credentials, fetch: accept });
      const reason = new Error('the user left');
      const signal = AbortSignal.abort(reason);
      const call = () => client.deleteImage(regionId, newImageId(), false, { signal });
      equal(await rejection(call, 'an aborted call'), reason, 'reason');
    },
  },
  {
    name: 'aborted before the call: the credentials function is not asked',
    async run(context) {
      let asked = 0;
      const credentials = () => {
        asked++;
        return keys.permanent;
      };
      const { sent, fetch } = inTurn(accept);
      const client = newClient(context, { credentials, fetch, maxAttempts: 3 });
      const reason = new Error('the user left');
      const signal = AbortSignal.abort(reason);
      const call = () => client.deleteImage(regionId, newImageId(), false, { signal });
      equal(await rejection(call, 'an aborted call'), reason, 'reason');
      equal(asked, 0, 'calls of the function');
      deepEqual(sent, [], 'calls of fetch');
    },
  },
];
