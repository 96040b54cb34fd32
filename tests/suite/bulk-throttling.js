// `deleteImages` while the service throttles: it slows down, loses nothing, and comes to an end.
import { inVain } from '../../pkg/client/pace.js';
import { deepEqual, equal, ok } from './assert.js';
import { idsOf } from './bulk-items.js';
import { newClient, regionId } from './clients.js';
import { newDesk, quiet } from './desk.js';
import { REQUEST_ID, accept, formOf, inTurn, lose, refuse } from './doubles.js';
import { withDice, withTimers } from './platform.js';
import { checkOutcome } from './truth.js';

/** @typedef {import('./run.js').Context} Context */
/** @typedef {import('./doubles.js').Fetch} Fetch */

/** Not 0, so that there are pauses. */
const HALF = 0x80;

/** @param {number} pause @param {string} [code] */
function throttle(pause, code = 'Throttling.User') {
  return refuse(code, { headers: { 'x-acs-retry-after': String(pause) } });
}

/**
 * A client whose every timer is a pause.
 *
 * @param {Context} context
 * @param {Fetch} fetch
 * @param {number} [maxAttempts]
 */
function patientClient(context, fetch, maxAttempts = 3) {
  return newClient(context, { fetch, maxAttempts, timeout: 0 });
}

/**
 * Deletes one image after the other, with pauses that take no time.
 *
 * @param {Context} context
 * @param {Fetch[]} replies
 * @param {Record<string, any>} [options]
 */
async function deleteInTurn(context, replies, { count = 1, ...options } = {}) {
  const { sent, fetch } = inTurn(...replies);
  const client = patientClient(context, fetch, 1);
  const run = () => client.deleteImages(regionId, idsOf(count), { concurrency: 1, ...options });
  const { items, counts } = await withDice(HALF, () => withTimers(run, { atOnce: true }));
  return { items, counts, sent: sent.map((request) => formOf(request).ImageId) };
}

/** What a deletion in doubt, that throttling has sent back to the queue, comes to. @type {[string, Fetch, boolean, any[]][]} */
const doubts = [
  ['is accepted', accept, false, ['accepted', REQUEST_ID, undefined, undefined, undefined]],
  [
    'finds the image gone',
    refuse('InvalidImageId.NotFound', { status: 404 }),
    false,
    ['absent', REQUEST_ID, undefined, undefined, undefined],
  ],
  [
    'finds it gone in a dry run',
    refuse('InvalidImageId.NotFound', { status: 404 }),
    true,
    ['failed', undefined, 'InvalidImageId.NotFound', 'unknown', 3],
  ],
  [
    'is told that it is gone, with the status of a failure',
    refuse('InvalidImageId.NotFound', { status: 500 }),
    false,
    ['failed', undefined, 'InvalidImageId.NotFound', 'unknown', 3],
  ],
  [
    'may not delete it',
    refuse('Forbidden.RAM', { status: 403 }),
    false,
    ['failed', undefined, 'Forbidden.RAM', 'unknown', 3],
  ],
];

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...['Throttling', 'Throttling.User', 'Throttling.Api', 'Rejected.Throttling'].map((code) => ({
    name: `${code} halves what is under way, and nothing begins until the pause is over`,
    run: (/** @type {Context} */ context) =>
      withTimers(async (timers) => {
        const desk = newDesk();
        const client = patientClient(context, desk.fetch);
        const call = client.deleteImages(regionId, idsOf(8), { concurrency: 4 });
        const [first, ...others] = await desk.several(4);
        first.answer(throttle(500, code));
        const pauses = [await timers.next(), await timers.next()];
        deepEqual(
          pauses.map(({ ms }) => ms),
          [500, 500],
          'pauses: of the whole, and of the deletion',
        );
        for (const request of others) request.answer(accept);
        await quiet();
        equal(desk.arrived.length, 4, 'requests during the pause');
        for (const pause of pauses) pause.fire();
        // Two, and a third because two have succeeded.
        const three = await desk.several(3);
        await quiet();
        equal(desk.arrived.length, 7, 'requests after the pause');
        const images = three.map(({ imageId }) => imageId);
        deepEqual(images.sort(), ['m-0', 'm-4', 'm-5'], 'the same and two new ones');
        for (const request of three) request.answer(accept);
        for (const request of await desk.several(2)) request.answer(accept);
        equal((await call).counts.accepted, 8, 'accepted');
        deepEqual(timers.waiting(), [], 'timers that are left');
      }),
  })),
  {
    name: 'the longest pause counts when there are several',
    run: (context) =>
      withTimers(async (timers) => {
        const desk = newDesk();
        const client = patientClient(context, desk.fetch);
        const call = client.deleteImages(regionId, idsOf(3), { concurrency: 2 });
        const [first, second] = await desk.several(2);
        first.answer(throttle(900));
        const long = [await timers.next(), await timers.next()];
        second.answer(throttle(100));
        const short = [await timers.next(), await timers.next()];
        for (const pause of short) pause.fire();
        const again = await desk.next();
        equal(again.imageId, 'm-1', 'the one with the short pause');
        again.answer(accept);
        await quiet();
        equal(desk.arrived.length, 3, 'requests during the long pause');
        for (const pause of long) pause.fire();
        for (let count = 0; count < 2; count++) (await desk.next()).answer(accept);
        equal((await call).counts.accepted, 3, 'accepted');
      }),
  },
  {
    name: 'throttling of all that is under way halves once, and success grows again',
    run: (context) =>
      withTimers(
        async () => {
          const desk = newDesk();
          const client = patientClient(context, desk.fetch);
          const call = client.deleteImages(regionId, idsOf(30), { concurrency: 8 });
          for (const request of await desk.several(8)) request.answer(throttle(5));
          const repeats = await desk.several(8);
          await quiet();
          equal(desk.arrived.length, 16, 'requests, the repeats included');
          for (const request of repeats) request.answer(accept);
          // Eight successes: five after four of them.
          const five = await desk.several(5);
          await quiet();
          equal(desk.arrived.length, 21, 'requests after the first round');
          for (const request of five) request.answer(accept);
          for (let left = 17; left > 0; left--) (await desk.next()).answer(accept);
          equal((await call).counts.accepted, 30, 'accepted');
          equal(desk.most, 8, 'under way');
        },
        { atOnce: true },
      ),
  },
  {
    name: 'errors that are no throttling slow nothing down',
    run: (context) =>
      withTimers(
        async () => {
          const desk = newDesk();
          const client = patientClient(context, desk.fetch, 1);
          const call = client.deleteImages(regionId, idsOf(8), { concurrency: 4 });
          for (const request of await desk.several(4)) {
            request.answer(refuse('InternalError', { status: 500 }));
          }
          for (const request of await desk.several(4)) request.answer(accept);
          deepEqual([(await call).counts.failed, desk.most], [4, 4], 'failed, and under way');
        },
        { atOnce: true },
      ),
  },
  {
    name: 'where nobody says for how long, it holds back for a second',
    run: (context) =>
      withTimers(async (timers) => {
        const { sent, fetch } = inTurn(refuse('Throttling'), accept);
        const client = patientClient(context, fetch, 1);
        const call = client.deleteImages(regionId, idsOf(2), { concurrency: 1 });
        const pause = await timers.next();
        await quiet();
        deepEqual([pause.ms, sent.length], [1_000, 1], 'pause and requests');
        pause.fire();
        equal((await call).counts.accepted, 2, 'accepted');
      }),
  },
  ...[
    [undefined, 1_000, 500, 'the pause of a single deletion says nothing of the whole'],
    [90_000, 60_000, 60_000, 'a minute is the most that the service can ask for'],
  ].map(([asked, whole, own, name]) => ({
    name: `${name}: ${asked} asked for`,
    run: (/** @type {Context} */ context) =>
      withDice(HALF, () =>
        withTimers(async (timers) => {
          const refusal = asked === undefined ? refuse('Throttling') : throttle(Number(asked));
          const { fetch } = inTurn(refusal, accept);
          const client = patientClient(context, fetch, 2);
          const call = client.deleteImages(regionId, idsOf(1));
          const pauses = [await timers.next(), await timers.next()];
          // The bytes of the dice are 0x80: a point just beyond the middle of the window.
          const lengths = pauses.map(({ ms }) => Math.floor(ms / 10) * 10);
          deepEqual(lengths, [whole, own], 'pauses: of the whole, and of the deletion');
          for (const pause of pauses) pause.fire();
          equal((await call).counts.accepted, 1, 'accepted');
        }),
      ),
  })),
  {
    name: 'what ends by throttling goes to the end of the queue, and is not failed',
    async run(context) {
      const replies = [throttle(1), throttle(1), accept, throttle(1), accept];
      const { items, sent } = await deleteInTurn(context, replies, { count: 4 });
      deepEqual(sent, ['m-0', 'm-1', 'm-2', 'm-3', 'm-0', 'm-1', 'm-3'], 'requests');
      deepEqual(
        items.map(({ status }) => status),
        Array(4).fill('accepted'),
        'ends',
      );
    },
  },
  {
    name: 'an error counts the requests of all turns',
    async run(context) {
      const inUse = refuse('ImageUsingByInstance', { status: 403 });
      const replies = [throttle(1), throttle(1), throttle(1), inUse];
      const { items } = await deleteInTurn(context, replies);
      const { error, status } = items[0];
      deepEqual(
        [status, error?.code, error?.attempts, error?.outcome],
        ['failed', 'ImageUsingByInstance', 4, 'not-applied'],
        'end',
      );
    },
  },
  {
    name: 'an image that throttling has sent back, and that is not there, has failed',
    async run(context) {
      const missing = refuse('InvalidImageId.NotFound', { status: 404 });
      const { items } = await deleteInTurn(context, [throttle(1), missing]);
      const { status, error } = items[0];
      deepEqual(
        [status, error?.code, error?.attempts, error?.outcome],
        ['failed', 'InvalidImageId.NotFound', 2, 'not-applied'],
        'end',
      );
    },
  },
  ...doubts.map(([name, reply, dryRun, expected]) => ({
    name: `a deletion whose answer was lost, then throttled, ${name}`,
    async run(/** @type {Context} */ context) {
      const { fetch } = inTurn(lose, throttle(1), reply);
      const client = patientClient(context, fetch, 2);
      const run = () => client.deleteImages(regionId, ['m-1'], { dryRun });
      const { items } = await withDice(HALF, () => withTimers(run, { atOnce: true }));
      const { status, requestId, error } = items[0];
      deepEqual([status, requestId, error?.code, error?.outcome, error?.attempts], expected, 'end');
    },
  })),
  ...[
    [1, 20, 3],
    [4, 20, 3],
    [16, 5, 1],
    [100, 150, 2],
  ].map(([concurrency, count, maxAttempts]) => ({
    name: `a service that throttles everything, ${count} images, ${concurrency} at once: all fail, after so many requests`,
    async run(/** @type {Context} */ context) {
      const { sent, fetch } = inTurn(throttle(1));
      const client = patientClient(context, fetch, maxAttempts);
      const run = () => client.deleteImages(regionId, idsOf(count), { concurrency });
      const { items, counts } = await withTimers(run, { atOnce: true });
      equal(counts.failed, count, 'failed');
      ok(
        items.every(({ error }) => error?.code === 'Throttling.User'),
        'their codes',
      );
      const requests = (count + inVain(concurrency)) * maxAttempts;
      equal(sent.length, requests, 'requests');
      const attempts = items.reduce((sum, { error }) => sum + (error?.attempts ?? 0), 0);
      equal(attempts, requests, 'attempts that the errors tell of');
    },
  })),
  {
    name: 'a service that throttles two of three requests: none fails',
    async run(context) {
      let sent = 0;
      /** @type {Fetch} */
      const fetch = (...request) => (sent++ % 3 ? throttle(1) : accept)(...request);
      const client = patientClient(context, fetch, 1);
      const run = () => client.deleteImages(regionId, idsOf(100), { concurrency: 10 });
      const { counts } = await withTimers(run, { atOnce: true });
      equal(counts.accepted, 100, 'accepted');
    },
  },
  {
    name: 'the endpoint takes three deletions in each window: all are carried out, few are wasted',
    async run(context) {
      const { control } = context;
      const ids = await control.createImages(8);
      await control.settings({ rateLimit: { requests: 3, window: 200 } });
      try {
        const options = { concurrency: 4, maxAttempts: 3 };
        const result = await newClient(context).deleteImages(regionId, ids, options);
        equal(result.counts.accepted, 8, 'accepted');
      } finally {
        await control.settings({ rateLimit: null });
      }
      let wasted = 0;
      for (const imageId of ids) {
        await checkOutcome(context, imageId, { outcome: 'accepted' });
        const requests = await control.requests(imageId);
        wasted += requests.filter(({ code }) => code === 'Throttling.User').length;
      }
      ok(wasted > 0, 'nothing was throttled');
      // A window more than needed may be begun, and each is found to be full by four at most.
      ok(wasted <= 16, `${wasted} requests were wasted`);
    },
  },
];
