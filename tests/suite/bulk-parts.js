// The parts of `deleteImages` and `waitUntilDeleted` by themselves, for what a client hardly ever does.
import { runBatch } from '../../pkg/client/batch.js';
import { beginDeletion } from '../../pkg/client/deletion.js';
import { sleep } from '../../pkg/client/timers.js';
import { deepEqual, equal, ok, rejection } from './assert.js';
import { idsOf } from './bulk-items.js';
import { regionId } from './clients.js';
import { quiet } from './desk.js';
import { deferred } from './doubles.js';
import { watchListeners, withTimers } from './platform.js';

/**
 * Deletions that end as the test says.
 *
 * @typedef {object} Begun
 * @property {string} imageId
 * @property {(pause?: number) => void} throttled
 * @property {(ending: any) => void} end
 * @property {(error: unknown) => void} fail
 * @property {boolean} isStopped
 */
function puppets() {
  /** @type {Begun[]} */
  const begun = [];
  const begin = (/** @type {string} */ imageId, /** @type {any} */ throttled) => {
    const { promise, resolve, reject } = deferred();
    const puppet = { imageId, throttled, end: resolve, fail: reject, isStopped: false };
    begun.push(puppet);
    return { ended: promise, stop: () => void (puppet.isStopped = true) };
  };
  return { begun, begin };
}

/** @param {number} count @returns {import('../../pkg/client/batch.js').OpenItem[]} */
function itemsOf(count) {
  return idsOf(count).map((imageId) => ({ imageId }));
}

const accepted = { status: 'accepted', requestId: 'x' };

/** @param {string} code */
function failed(code) {
  const error = { code, retryable: code === 'Throttling', attempts: 1, outcome: 'not-applied' };
  return { status: 'failed', error };
}

/** @type {import('./run.js').Test[]} */
export const tests = [
  {
    name: 'what is no error of the package ends it: what was sent is waited for, then it comes out',
    async run() {
      const mistake = new TypeError('a mistake');
      const { begun, begin } = puppets();
      const items = itemsOf(5);
      const running = runBatch(items, begin, { concurrency: 2 });
      let isOver = false;
      const call = rejection(() => running, 'a mistake').finally(() => (isOver = true));
      begun[0].fail(mistake);
      await quiet();
      ok(begun[1].isStopped, 'the other goes on trying');
      ok(!isOver, 'the other is not waited for');
      begun[1].end(accepted);
      equal(await call, mistake, 'what was thrown');
      equal(begun.length, 2, 'begun');
      deepEqual(items[1], { imageId: 'm-1', ...accepted }, 'the other');
    },
  },
  {
    name: 'a deletion that throws what is no error of the package rejects with it',
    async run() {
      const mistake = new RangeError('a mistake');
      const calls = /** @type {any} */ ({ deleteImage: () => Promise.reject(mistake) });
      const { ended } = beginDeletion(calls, { regionId, imageId: 'm-1' }, {}, () => {});
      equal(await rejection(() => ended, 'a mistake'), mistake, 'what was thrown');
    },
  },
  {
    name: 'a deletion that is throttled again halves again',
    run: () =>
      withTimers(
        async () => {
          const { begun, begin } = puppets();
          const running = runBatch(itemsOf(6), begin, { concurrency: 4 });
          begun[0].throttled(1);
          begun[0].throttled(1);
          for (const { end } of begun.slice(0, 3)) end(failed('ImageUseShared'));
          await quiet();
          equal(begun.length, 4, 'begun while one of one is under way');
          begun[3].end(failed('ImageUseShared'));
          await quiet();
          equal(begun.length, 5, 'begun after it');
          begun[4].end(failed('ImageUseShared'));
          await quiet();
          begun[5].end(failed('ImageUseShared'));
          await running;
        },
        { atOnce: true },
      ),
  },
  {
    name: 'a second turn that is stopped before it sends anything: failed, as the first one was',
    async run() {
      const { begun, begin } = puppets();
      const controller = new AbortController();
      const items = itemsOf(1);
      const running = runBatch(items, begin, { signal: controller.signal });
      const first = failed('Throttling');
      begun[0].end(first);
      await quiet();
      equal(begun.length, 2, 'begun');
      controller.abort();
      begun[1].end({ status: 'skipped' });
      await running;
      deepEqual(items, [{ imageId: 'm-0', status: 'failed', error: first.error }], 'items');
    },
  },
  {
    name: 'a sleep ends when its time is over, and leaves no listener behind',
    run: () =>
      withTimers(async (timers) => {
        const { signal } = new AbortController();
        const listeners = watchListeners(signal);
        const sleeping = sleep(50, signal);
        equal(listeners.count, 1, 'listeners');
        (await timers.next()).fire();
        await sleeping;
        equal(listeners.count, 0, 'listeners that are left');
      }),
  },
  {
    name: 'a sleep ends when its signal fires, and does not begin after that',
    run: () =>
      withTimers(async (timers) => {
        const controller = new AbortController();
        const listeners = watchListeners(controller.signal);
        const sleeping = sleep(50, controller.signal);
        controller.abort();
        await sleeping;
        await sleep(50, controller.signal);
        equal(timers.started.length, 1, 'timers');
        deepEqual(timers.waiting(), [], 'timers that are left');
        equal(listeners.count, 0, 'listeners that are left');
      }),
  },
];
