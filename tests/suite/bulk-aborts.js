// Aborting `deleteImages`: it resolves, says of each image what is known, and leaves nothing behind.
import { deepEqual, equal, ok } from './assert.js';
import { ends, idsOf } from './bulk-items.js';
import { newClient, regionId } from './clients.js';
import { newDesk, quiet } from './desk.js';
import { accept, inTurn, lose, refuse } from './doubles.js';
import { watchListeners, withDice, withTimers } from './platform.js';
import { checkOutcome } from './truth.js';

/** @typedef {import('./run.js').Context} Context */
/** @typedef {import('./platform.js').Timer} Timer */
/** @typedef {ReturnType<typeof newDesk>} Desk */

/** Not 0, so that there are pauses. */
const HALF = 0x80;
/** Of an attempt; no pause is so long. */
const LIMIT = 54_321;

/** What the caller aborts with. An error of the package's is a reason like any other. */
const reason = { why: 'the user left' };

/**
 * Five images, two at once, aborted when `until` is through.
 *
 * @param {Context} context
 * @param {object} moment
 * @param {(desk: Desk, nextPause: () => Promise<Timer>) => Promise<unknown>} moment.until
 * @param {(desk: Desk) => unknown} [moment.afterwards] answers what is left
 * @param {Record<string, any>} [moment.options] of the call
 * @param {number} [moment.timeout] of the client
 * @param {string[]} expected
 */
function aborted(context, { until, afterwards, options, timeout = LIMIT }, expected) {
  const controller = new AbortController();
  const listeners = watchListeners(controller.signal);
  const desk = newDesk();
  const client = newClient(context, { fetch: desk.fetch, maxAttempts: 3, timeout });
  /** @type {number[]} */
  const progress = [];
  return withDice(HALF, () =>
    withTimers(async (timers) => {
      const call = client.deleteImages(regionId, idsOf(5), {
        signal: controller.signal,
        concurrency: 2,
        onProgress: ({ done }) => progress.push(done),
        ...options,
      });
      await until(desk, async () => {
        for (;;) {
          const timer = await timers.next();
          if (timer.ms !== LIMIT) return timer;
        }
      });
      equal(listeners.count, 1, 'listeners of all');
      const { length } = desk.arrived;
      controller.abort(reason);
      await quiet();
      await afterwards?.(desk);
      const result = await call;
      deepEqual(ends(result), expected, 'ends');
      equal(desk.arrived.length, length, 'requests, none after the abort');
      deepEqual(progress, [1, 2, 3, 4, 5], 'progress');
      const counted = Object.values(result.counts).reduce((sum, count) => sum + count, 0);
      equal(counted, 5, 'all that are counted');
      deepEqual(timers.waiting(), [], 'timers that are left');
      equal(listeners.count, 0, 'listeners that are left');
      return result;
    }),
  );
}

/** @type {import('./run.js').Test[]} */
export const tests = [
  {
    name: 'deleteImages, aborted before: all are skipped, nothing is sent, the ids are checked',
    async run(context) {
      const { sent, fetch } = inTurn(accept);
      const client = newClient(context, { fetch });
      const signal = AbortSignal.abort(reason);
      /** @type {any[]} */
      const seen = [];
      const onProgress = (/** @type {any} */ progress) => seen.push(progress);
      const options = { signal, onProgress };
      const result = await client.deleteImages(regionId, idsOf(3), options);
      deepEqual(ends(result), ['skipped', 'skipped', 'skipped'], 'ends');
      deepEqual(Object.keys(result.items[0]), ['imageId', 'status'], 'fields');
      deepEqual(
        seen.map(({ done, total, item }) => [done, total, item.status]),
        [
          [1, 3, 'skipped'],
          [2, 3, 'skipped'],
          [3, 3, 'skipped'],
        ],
        'progress',
      );
      const wrong = client.deleteImages(regionId, ['m-1', ''], options);
      const error = await wrong.catch((thrown) => thrown);
      equal(error.argument, 'imageIds[1]', 'argument');
      deepEqual(sent, [], 'requests');
    },
  },
  {
    name: 'deleteImages, aborted in the same turn: nothing is sent',
    async run(context) {
      const { sent, fetch } = inTurn(accept);
      const controller = new AbortController();
      const client = newClient(context, { fetch });
      const call = client.deleteImages(regionId, idsOf(2), { signal: controller.signal });
      controller.abort(reason);
      deepEqual(ends(await call), ['skipped', 'skipped'], 'ends');
      deepEqual(sent, [], 'requests');
    },
  },
  {
    name: 'deleteImages, aborted during requests: they are waited for, the rest is skipped',
    run: (context) =>
      aborted(
        context,
        {
          until: (desk) => desk.several(2),
          afterwards(desk) {
            desk.arrived[0].answer(accept);
            desk.arrived[1].answer(refuse('ImageUseShared', { status: 403 }));
          },
        },
        ['accepted', 'failed ImageUseShared not-applied 1', 'skipped', 'skipped', 'skipped'],
      ),
  },
  {
    name: 'deleteImages, aborted during requests whose answers are lost: failed, and in doubt',
    run: (context) =>
      aborted(
        context,
        {
          until: (desk) => desk.several(2),
          afterwards: (desk) => desk.arrived.forEach(({ answer }) => answer(lose)),
        },
        [...Array(2).fill('failed NoAnswer unknown 1'), 'skipped', 'skipped', 'skipped'],
      ),
  },
  {
    name: 'deleteImages, aborted during the pauses after lost answers: failed, and in doubt',
    run: (context) =>
      aborted(
        context,
        {
          async until(desk, nextPause) {
            for (const { answer } of await desk.several(2)) answer(lose);
            for (let count = 0; count < 2; count++) await nextPause();
          },
        },
        [...Array(2).fill('failed NoAnswer unknown 1'), 'skipped', 'skipped', 'skipped'],
      ),
  },
  {
    name: 'deleteImages, aborted while all is throttled: what was sent has failed, and is untouched',
    run: (context) =>
      aborted(
        context,
        {
          async until(desk, nextPause) {
            for (const { answer } of await desk.several(2)) answer(refuse('Throttling'));
            for (let count = 0; count < 4; count++) await nextPause();
          },
        },
        [...Array(2).fill('failed Throttling not-applied 1'), 'skipped', 'skipped', 'skipped'],
      ),
  },
  {
    name: 'deleteImages, aborted while throttled images wait for another turn: they have failed',
    run: (context) =>
      aborted(
        context,
        {
          options: { maxAttempts: 1 },
          async until(desk, nextPause) {
            for (const { answer } of await desk.several(2)) answer(refuse('Throttling'));
            for (let count = 0; count < 2; count++) await nextPause();
            await quiet();
          },
        },
        [...Array(2).fill('failed Throttling not-applied 1'), 'skipped', 'skipped', 'skipped'],
      ),
  },
  {
    name: 'deleteImages, aborted during a second turn: its answer counts',
    run: (context) =>
      aborted(
        context,
        {
          options: { maxAttempts: 1, concurrency: 1 },
          async until(desk, nextPause) {
            (await desk.next()).answer(refuse('Throttling'));
            (await nextPause()).fire();
            for (let count = 0; count < 4; count++) (await desk.next()).answer(accept);
            equal((await desk.next()).imageId, 'm-0', 'the image that was throttled');
          },
          afterwards: (desk) => desk.arrived[5].answer(lose),
        },
        ['failed NoAnswer unknown 2', ...Array(4).fill('accepted')],
      ),
  },
  {
    name: 'deleteImages without a time limit, aborted: what hangs is cut off, failed and in doubt',
    async run(context) {
      const { items } = await aborted(
        context,
        {
          options: { timeout: 0 },
          async until(desk) {
            const [first] = await desk.several(2);
            first.answer(accept);
            await desk.next();
          },
        },
        ['accepted', ...Array(2).fill('failed NoAnswer unknown 1'), ...['skipped', 'skipped']],
      );
      const { error } = items[1];
      ok(context.ecs.isEcsError(error), `no error of the package: ${error}`);
      deepEqual(
        [error.name, error.kind, error.retryable, error.cause],
        ['EcsNetworkError', 'network', true, reason],
        'the error',
      );
    },
  },
  {
    name: 'deleteImages of a client without a time limit, aborted: what hangs is cut off',
    run: (context) =>
      aborted(context, { timeout: 0, until: (desk) => desk.several(2) }, [
        ...Array(2).fill('failed NoAnswer unknown 1'),
        ...Array(3).fill('skipped'),
      ]),
  },
  {
    name: 'deleteImages with a time limit of a client without one: what was sent is waited for',
    run: (context) =>
      aborted(
        context,
        {
          timeout: 0,
          options: { timeout: LIMIT },
          until: (desk) => desk.several(2),
          afterwards: (desk) => desk.arrived.forEach(({ answer }) => answer(accept)),
        },
        ['accepted', 'accepted', ...Array(3).fill('skipped')],
      ),
  },
  {
    name: 'deleteImages without a time limit, aborted in a pause: failed with what was answered',
    run: (context) =>
      aborted(
        context,
        {
          options: { timeout: 0, concurrency: 1 },
          async until(desk, nextPause) {
            (await desk.next()).answer(refuse('InternalError', { status: 500 }));
            await nextPause();
          },
        },
        ['failed InternalError unknown 1', ...Array(4).fill('skipped')],
      ),
  },
  {
    name: 'deleteImages without a time limit, aborted in a second attempt: both are counted',
    run: (context) =>
      aborted(
        context,
        {
          options: { timeout: 0, concurrency: 1 },
          async until(desk, nextPause) {
            (await desk.next()).answer(refuse('InternalError', { status: 500 }));
            (await nextPause()).fire();
            await desk.next();
          },
        },
        ['failed NoAnswer unknown 2', ...Array(4).fill('skipped')],
      ),
  },
  {
    name: 'deleteImages, aborted by onProgress: what has ended keeps its end',
    async run(context) {
      const { sent, fetch } = inTurn(accept);
      const controller = new AbortController();
      const client = newClient(context, { fetch });
      const result = await client.deleteImages(regionId, idsOf(4), {
        signal: controller.signal,
        concurrency: 1,
        onProgress: ({ done }) => void (done === 2 && controller.abort(reason)),
      });
      deepEqual(ends(result), ['accepted', 'accepted', 'skipped', 'skipped'], 'ends');
      equal(sent.length, 2, 'requests');
    },
  },
  {
    name: 'deleteImages, aborted after its end: nothing changes, and no listener was left',
    async run(context) {
      const { fetch } = inTurn(accept);
      const controller = new AbortController();
      const listeners = watchListeners(controller.signal);
      const client = newClient(context, { fetch });
      const options = { signal: controller.signal };
      const result = await client.deleteImages(regionId, idsOf(2), options);
      equal(listeners.count, 0, 'listeners');
      controller.abort(reason);
      deepEqual(ends(result), ['accepted', 'accepted'], 'ends');
    },
  },
  {
    name: 'deleteImages, aborted halfway: what it says is what the endpoint knows',
    async run(context) {
      const { control } = context;
      const ids = await control.createImages(12);
      const controller = new AbortController();
      const { items, counts } = await newClient(context).deleteImages(regionId, ids, {
        signal: controller.signal,
        concurrency: 3,
        onProgress: ({ done }) => void (done === 4 && controller.abort(reason)),
      });
      ok(counts.accepted >= 4 && counts.accepted <= 7, `${counts.accepted} are accepted`);
      equal(counts.accepted + counts.skipped, 12, 'accepted or skipped');
      for (const { imageId, status } of items) {
        const outcome = status === 'skipped' ? 'not-applied' : status;
        await checkOutcome(context, imageId, { outcome });
        const requests = await control.requests(imageId);
        equal(requests.length, status === 'skipped' ? 0 : 1, `requests of a ${status} one`);
      }
    },
  },
];
