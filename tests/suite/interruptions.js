// Aborting and timing out. Nothing here waits for longer than a limit of 20 ms.
import { deepEqual, equal, ok, rejection } from './assert.js';
import { newClient, newImageId, regionId } from './clients.js';
import { SUCCESS, giving, never, recorder, streaming } from './doubles.js';
import { failure } from './failures.js';
import { watchListeners } from './platform.js';

/** @typedef {import('./run.js').Context} Context */

const LIMIT = 20;

/** @type {[string, unknown][]} */
const reasons = [
  ['an Error', new Error('the user left')],
  ['an object', { why: 'the user left' }],
  ['a string', 'the user left'],
  ['null', null],
  ['0', 0],
];

/** What never ends, and how it is given to a client. */
const endless = [
  ['a fetch that never answers', never],
  ['a body that never comes', giving(streaming({ read: never }))],
  ['a body that never ends', giving(streaming({ read: trickle(), cancel: never }))],
  [
    'a buffer that never comes',
    giving({ status: 200, headers: new Headers(), body: null, arrayBuffer: never }),
  ],
];

/** One piece, then nothing. */
function trickle() {
  let reads = 0;
  return () =>
    reads++ === 0 ? Promise.resolve({ done: false, value: new Uint8Array(9) }) : never();
}

/** @param {Context} context */
function expectedTimeout(context) {
  return {
    code: 'AnswerTimedOut',
    timeout: LIMIT,
    attempts: 1,
    outcome: 'unknown',
    retryable: true,
    constructor: context.ecs.EcsTimeoutError,
  };
}

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...reasons.map(([name, reason]) => ({
    name: `aborted before the call: rejects with the reason, ${name}; nothing is sent`,
    async run(/** @type {Context} */ context) {
      const imageId = await context.control.createImage();
      const { sent, fetch } = recorder();
      const options = { signal: AbortSignal.abort(reason) };
      const call = () =>
        newClient(context, { fetch }).deleteImage(regionId, imageId, true, options);
      equal(await rejection(call, 'an aborted call'), reason, 'reason');
      deepEqual(sent, [], 'calls of fetch');
      deepEqual(await context.control.requests(imageId), [], 'requests that arrived');
      ok(await context.control.exists(imageId), 'the image is gone');
    },
  })),
  ...reasons.map(([name, reason]) => ({
    name: `aborted during the call: rejects with the reason, ${name}`,
    async run(/** @type {Context} */ context) {
      const controller = new AbortController();
      /** @type {AbortSignal | undefined} */
      let given;
      const fetch = (/** @type {string} */ _, /** @type {any} */ init) => {
        given = init.signal;
        controller.abort(reason);
        return never();
      };
      const options = { signal: controller.signal };
      const call = () =>
        newClient(context, { fetch }).deleteImage(regionId, newImageId(), false, options);
      equal(await rejection(call, 'an aborted call'), reason, 'reason');
      equal(given?.aborted, true, "whether fetch's own signal was aborted");
    },
  })),
  {
    name: 'aborted without a reason: rejects with the AbortError of the signal',
    async run(context) {
      const controller = new AbortController();
      const fetch = () => {
        controller.abort();
        return never();
      };
      const options = { signal: controller.signal };
      const call = () =>
        newClient(context, { fetch }).deleteImage(regionId, newImageId(), false, options);
      const error = await rejection(call, 'an aborted call');
      equal(error, controller.signal.reason, 'reason');
      equal(error.name, 'AbortError', 'name');
    },
  },
  {
    name: 'aborted on the way: a real request is cut short',
    async run(context) {
      const imageId = await context.control.createImage();
      await context.control.fault({ fault: 'delay', ms: 60_000, apply: false, imageId });
      const controller = new AbortController();
      const reason = new Error('the user left');
      const fetch = (/** @type {string} */ url, /** @type {any} */ init) => {
        const answer = globalThis.fetch(url, init);
        controller.abort(reason);
        return answer;
      };
      const options = { signal: controller.signal };
      const call = () =>
        newClient(context, { fetch }).deleteImage(regionId, imageId, false, options);
      equal(await rejection(call, 'an aborted call'), reason, 'reason');
      ok(await context.control.exists(imageId), 'the image is gone');
    },
  },
  {
    name: 'aborted while the body arrives: rejects with the reason, and cancels the body',
    async run(context) {
      const controller = new AbortController();
      const reason = new Error('the user left');
      let cancelled = 0;
      const answer = streaming({
        read() {
          controller.abort(reason);
          return never();
        },
        cancel: async () => void cancelled++,
      });
      const options = { signal: controller.signal };
      const client = newClient(context, { fetch: giving(answer) });
      const call = () => client.deleteImage(regionId, newImageId(), false, options);
      equal(await rejection(call, 'an aborted call'), reason, 'reason');
      equal(cancelled, 1, 'cancellations');
    },
  },
  {
    name: 'a signal that times out: rejects with its TimeoutError',
    async run(context) {
      const signal = AbortSignal.timeout(LIMIT);
      const client = newClient(context, { fetch: never });
      const call = () => client.deleteImage(regionId, newImageId(), false, { signal });
      const error = await rejection(call, 'an aborted call');
      equal(error, signal.reason, 'reason');
      equal(error.name, 'TimeoutError', 'name');
    },
  },
  {
    name: 'aborted after the call: nothing happens',
    async run(context) {
      const controller = new AbortController();
      const { sent, fetch } = recorder();
      const client = newClient(context, { fetch });
      const imageId = await context.control.createImage();
      await client.deleteImage(regionId, imageId, false, { signal: controller.signal });
      controller.abort();
      equal(sent[0].init.signal.aborted, false, "whether fetch's own signal was aborted");
    },
  },
  {
    name: 'one signal for many calls: no listener is left behind',
    async run(context) {
      const { signal } = new AbortController();
      const listeners = watchListeners(signal);
      const fetch = async () => new Response(SUCCESS);
      const client = newClient(context, { fetch });
      for (let count = 0; count < 20; count++) {
        await client.deleteImage(regionId, newImageId(), false, { signal });
      }
      equal(listeners.count, 0, 'listeners');
    },
  },
  ...endless.map(([name, fetch]) => ({
    name: `${name} times out`,
    async run(/** @type {Context} */ context) {
      const client = newClient(context, { fetch, timeout: LIMIT });
      const call = () => client.deleteImage(regionId, newImageId());
      await failure(context, call, 'EcsTimeoutError', expectedTimeout(context));
    },
  })),
  {
    name: "a call's timeout wins over the client's, and aborts the fetch",
    async run(context) {
      /** @type {AbortSignal | undefined} */
      let given;
      const fetch = (/** @type {string} */ _, /** @type {any} */ init) => {
        given = init.signal;
        return never();
      };
      const client = newClient(context, { fetch, timeout: 0 });
      const call = () => client.deleteImage(regionId, newImageId(), false, { timeout: LIMIT });
      await failure(context, call, 'EcsTimeoutError', expectedTimeout(context));
      equal(given?.aborted, true, "whether fetch's own signal was aborted");
    },
  },
  {
    name: 'a real body that never ends times out, and the image is gone',
    async run(context) {
      const imageId = await context.control.createImage();
      await context.control.fault({ fault: 'slowBody', ms: null, imageId });
      // Deaf to the signal, so that the request arrives however short the limit is.
      const fetch = (/** @type {string} */ url, /** @type {any} */ init) =>
        globalThis.fetch(url, { ...init, signal: undefined });
      const client = newClient(context, { fetch, timeout: LIMIT });
      const call = () => client.deleteImage(regionId, imageId);
      await failure(context, call, 'EcsTimeoutError', expectedTimeout(context));
      // Without a limit, but for that of the test: the request may still be on its way.
      while (await context.control.exists(imageId));
    },
  },
  {
    name: 'timeout 0 sets no limit, and the call ends all the same',
    async run(context) {
      const imageId = await context.control.createImage();
      const { outcome } = await newClient(context, { timeout: 0 }).deleteImage(regionId, imageId);
      equal(outcome, 'accepted', 'outcome');
    },
  },
  {
    name: 'a signal that is not aborted does not hinder a timeout',
    async run(context) {
      const { signal } = new AbortController();
      const client = newClient(context, { fetch: never, timeout: LIMIT });
      const call = () => client.deleteImage(regionId, newImageId(), false, { signal });
      await failure(context, call, 'EcsTimeoutError', expectedTimeout(context));
    },
  },
];
