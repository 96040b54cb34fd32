// Presigned deletions whose answers are lost, late or none, and those that are aborted: one attempt.
import { deepEqual, equal, ok, rejection } from './assert.js';
import { keys, newImageId } from './clients.js';
import {
  REQUEST_ID,
  SUCCESS,
  accept,
  answering,
  giving,
  inTurn,
  lose,
  never,
  refuse,
  streaming,
} from './doubles.js';
import { failure } from './failures.js';
import { watchListeners, withTimers } from './platform.js';
import { checkThatItIsGone, parametersOf, presign, send } from './presigning.js';

/** @typedef {import('./run.js').Context} Context */

/** @type {import('./run.js').Test[]} */
export const tests = [
  {
    name: 'presigned: a lost answer is a network error, in one attempt',
    async run(context) {
      const request = await presign(context, newImageId());
      const { sent, fetch } = inTurn(lose, accept);
      const call = () => send(context, request, { fetch });
      const fields = { code: 'NoAnswer', attempts: 1, outcome: 'unknown', retryable: true };
      const error = await failure(context, call, 'EcsNetworkError', fields);
      ok(error.cause instanceof TypeError, `cause: ${error.cause}`);
      ok(!error.message.includes('preflight'), error.message);
      equal(sent.length, 1, 'calls of fetch');
    },
  },
  {
    name: 'presigned: a refused connection is a network error that shows the host and no more',
    async run(context) {
      const client = { credentials: keys.temporary, endpoint: context.refusingUrl };
      const request = await presign(context, newImageId(), { client, options: { method: 'GET' } });
      const call = () => send(context, request);
      const fields = { code: 'NoAnswer', attempts: 1, outcome: 'unknown' };
      const { message } = await failure(context, call, 'EcsNetworkError', fields);
      ok(message.includes(new URL(context.refusingUrl).host), message);
      for (const text of [parametersOf(request).Signature, 'Signature', '?']) {
        ok(!message.includes(text), `shows ${text}: ${message}`);
      }
    },
  },
  ...[
    ['half an answer', answering(SUCCESS.slice(0, 20)), 'TruncatedBody'],
    ['an empty answer', answering(''), 'EmptyBody'],
    ["a proxy's page", answering('<html></html>', { status: 502 }), 'HtmlBody'],
    ['a redirect', answering('', { status: 307 }), 'Redirect'],
  ].map(([name, answer, code]) => ({
    name: `presigned: ${name} is not the service's answer`,
    async run(/** @type {Context} */ context) {
      const request = await presign(context, newImageId());
      const { sent, fetch } = inTurn(/** @type {any} */ (answer), accept);
      const call = () => send(context, request, { fetch });
      const fields = { code, attempts: 1, outcome: 'unknown' };
      await failure(context, call, 'EcsResponseError', fields);
      equal(sent.length, 1, 'calls of fetch');
    },
  })),
  {
    name: 'presigned: an absent image is an error, as no attempt came before',
    async run(context) {
      const request = await presign(context, newImageId());
      const fetch = refuse('InvalidImageId.NotFound', { status: 404 });
      const call = () => send(context, request, { fetch });
      const fields = { code: 'InvalidImageId.NotFound', outcome: 'not-applied' };
      await failure(context, call, 'EcsServiceError', fields);
    },
  },
  ...[
    ['headers', never],
    ['a body', giving(streaming({ read: never }))],
  ].flatMap(([name, fetch]) =>
    [undefined, 4321].map((timeout) => ({
      name: `presigned: slow in ${name}, timeout ${timeout}: times out`,
      run: (/** @type {Context} */ context) =>
        withTimers(async (timers) => {
          const request = await presign(context, newImageId());
          const options = { timeout, fetch };
          const call = send(context, request, options);
          const timer = await timers.next();
          equal(timer.ms, timeout ?? 10_000, 'length of the timer');
          timer.fire();
          await failure(context, () => call, 'EcsTimeoutError', {
            code: 'AnswerTimedOut',
            timeout: timer.ms,
            attempts: 1,
            outcome: 'unknown',
          });
          deepEqual(timers.waiting(), [], 'timers that are left');
        }),
    })),
  ),
  {
    name: 'presigned: timeout 0 waits for ever',
    run: (context) =>
      withTimers(async (timers) => {
        const request = await presign(context, newImageId());
        await send(context, request, {
          timeout: 0,
          fetch: accept,
        });
        deepEqual(timers.started, [], 'timers');
      }),
  },
  ...[new Error('the user left'), 'the user left', null].map((reason) => ({
    name: `presigned: aborted before, with ${reason}: rejects with it, and nothing is sent`,
    async run(/** @type {Context} */ context) {
      const request = await presign(context, newImageId());
      const { sent, fetch } = inTurn(accept);
      const options = { fetch, signal: AbortSignal.abort(reason) };
      const call = () => send(context, request, options);
      equal(await rejection(call, 'an aborted call'), reason, 'reason');
      deepEqual(sent, [], 'calls of fetch');
    },
  })),
  {
    name: 'presigned: aborted on the way: rejects with the reason, and leaves nothing behind',
    async run(context) {
      const request = await presign(context, newImageId());
      const controller = new AbortController();
      const listeners = watchListeners(controller.signal);
      const reason = new Error('the user left');
      /** @type {AbortSignal | undefined} */
      let given;
      const fetch = (/** @type {string} */ _, /** @type {any} */ init) => {
        given = init.signal;
        controller.abort(reason);
        return never();
      };
      const options = { fetch, signal: controller.signal };
      const call = () => send(context, request, options);
      equal(await rejection(call, 'an aborted call'), reason, 'reason');
      equal(given?.aborted, true, "whether fetch's own signal was aborted");
      equal(listeners.count, 0, 'listeners');
    },
  },
  {
    name: 'presigned: options that are undefined are not there',
    async run(context) {
      const imageId = await context.control.createImage();
      const request = await presign(context, imageId);
      const options = { signal: undefined, timeout: undefined, fetch: undefined };
      await send(context, request, options);
      await checkThatItIsGone(context, imageId);
    },
  },
  {
    name: 'presigned: many at once, by one page',
    async run(context) {
      const images = await context.control.createImages(10);
      const requests = await Promise.all(images.map((imageId) => presign(context, imageId)));
      const results = await Promise.all(requests.map((request) => send(context, request)));
      equal(new Set(results.map(({ requestId }) => requestId)).size, 10, 'requests');
      for (const imageId of images) await checkThatItIsGone(context, imageId);
    },
  },
  {
    name: 'presigned: an own fetch answers',
    async run(context) {
      const request = await presign(context, newImageId());
      const result = await send(context, request, {
        fetch: accept,
      });
      const expected = { requestId: REQUEST_ID, outcome: 'accepted', attempts: 1 };
      deepEqual(result, expected, 'result');
    },
  },
];
