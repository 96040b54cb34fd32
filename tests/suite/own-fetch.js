// An own fetch that misbehaves: always an error of the package, never a trap, and the client goes on.
import { equal, ok, rejection } from './assert.js';
import { newClient, newImageId, regionId } from './clients.js';
import { REQUEST_ID, SUCCESS, giving, streamless } from './doubles.js';
import { failure } from './failures.js';
import { oddAnswers } from './odd-answers.js';

/** @typedef {import('./run.js').Context} Context */

/** @type {[string, unknown][]} */
const reasons = [
  ['a TypeError', new TypeError('Failed to fetch')],
  ['an object', { reason: 'odd' }],
  ['a string', 'odd'],
  ['a number', 0],
  ['null', null],
  ['undefined', undefined],
  ['a symbol', Symbol('odd')],
];

/**
 * The instance is shared by all clients: a trap would end them all.
 *
 * @param {Context} context
 */
async function checkThatClientsWork(context) {
  const imageId = await context.control.createImage();
  await newClient(context).deleteImage(regionId, imageId);
  ok(!(await context.control.exists(imageId)), 'the image is still there');
}

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...reasons.flatMap(([name, reason]) =>
    ['throws', 'rejects with'].map((verb) => ({
      name: `a fetch that ${verb} ${name} is a network error with that cause`,
      async run(/** @type {Context} */ context) {
        const fetch = () => {
          if (verb === 'throws') throw reason;
          return Promise.reject(reason);
        };
        const call = () => newClient(context, { fetch }).deleteImage(regionId, newImageId());
        const error = await failure(context, call, 'EcsNetworkError', {
          code: 'NoAnswer',
          attempts: 1,
          outcome: 'unknown',
          retryable: true,
        });
        equal(error.cause, reason, 'cause');
        await checkThatClientsWork(context);
      },
    })),
  ),
  ...oddAnswers.map(([name, answer]) => ({
    name: `a fetch that gives ${name} is an error, and the client works afterwards`,
    async run(/** @type {Context} */ context) {
      const client = newClient(context, { fetch: giving(answer()) });
      const error = await rejection(() => client.deleteImage(regionId, newImageId()), name);
      const isNetwork = error.name === 'EcsNetworkError';
      const className = isNetwork ? 'EcsNetworkError' : 'EcsResponseError';
      await failure(context, () => Promise.reject(error), className, {
        attempts: 1,
        outcome: 'unknown',
      });
      if (isNetwork) ok(error.cause instanceof Error, `cause: ${String(error.cause)}`);
      await checkThatClientsWork(context);
    },
  })),
  {
    name: 'a fetch that gives what is then-able is awaited',
    async run(context) {
      const response = new Response(SUCCESS);
      const fetch = () => ({ then: (/** @type {any} */ resolve) => resolve(response) });
      const { requestId } = await newClient(context, { fetch }).deleteImage(regionId, newImageId());
      equal(requestId, REQUEST_ID, 'requestId');
    },
  },
  {
    name: 'a fetch that gives a Response at once, with an empty URL, is read',
    async run(context) {
      const fetch = () => new Response(SUCCESS);
      const { requestId } = await newClient(context, { fetch }).deleteImage(regionId, newImageId());
      equal(requestId, REQUEST_ID, 'requestId');
    },
  },
  {
    name: 'a Response-like without headers is read',
    async run(context) {
      const answer = {
        ...streamless(async () => new TextEncoder().encode(SUCCESS).buffer),
        headers: undefined,
      };
      const fetch = giving(answer);
      const { requestId } = await newClient(context, { fetch }).deleteImage(regionId, newImageId());
      equal(requestId, REQUEST_ID, 'requestId');
    },
  },
  {
    name: 'a body that was read before is a network error',
    async run(context) {
      const fetch = async () => {
        const response = new Response(SUCCESS);
        await response.text();
        return response;
      };
      const call = () => newClient(context, { fetch }).deleteImage(regionId, newImageId());
      await failure(context, call, 'EcsNetworkError');
      await checkThatClientsWork(context);
    },
  },
  {
    name: 'a fetch that calls the same client again',
    async run(context) {
      const [outer, inner] = await context.control.createImages(2);
      let calls = 0;
      /** @type {any} */
      const fetch = async (/** @type {any} */ url, /** @type {any} */ init) => {
        if (calls++ === 0) await client.deleteImage(regionId, inner);
        return globalThis.fetch(url, init);
      };
      const client = newClient(context, { fetch });
      await client.deleteImage(regionId, outer);
      equal(calls, 2, 'calls of fetch');
      for (const imageId of [outer, inner]) {
        ok(!(await context.control.exists(imageId)), 'the image is still there');
      }
    },
  },
  {
    name: 'misbehaving and sound calls side by side',
    async run(context) {
      const imageIds = await context.control.createImages(oddAnswers.length);
      const sound = newClient(context);
      const results = await Promise.all(
        oddAnswers.flatMap(([, answer], index) => [
          newClient(context, { fetch: giving(answer()) })
            .deleteImage(regionId, newImageId())
            .catch((error) => error.name),
          sound.deleteImage(regionId, imageIds[index]).then(({ outcome }) => outcome),
        ]),
      );
      const accepted = results.filter((result) => result === 'accepted');
      equal(accepted.length, imageIds.length, 'accepted');
    },
  },
];
