// Answers that are lost or spoilt on a real network.
import { deepEqual, equal, match, ok } from './assert.js';
import { newClient, regionId } from './clients.js';
import { failure } from './failures.js';

/** @typedef {import('./run.js').Context} Context */

/** Faults that spoil the answer, and what it is then called. */
const spoilt = [
  ['truncatedBody', {}, 'TruncatedBody', 200],
  ['empty200', { apply: true }, 'EmptyBody', 200],
  ['html502', { apply: true }, 'HtmlBody', 502],
  ['oversizedBody', { bytes: 5 * 1024 * 1024, apply: true }, 'OversizedBody', 200],
];

const lost = { code: 'NoAnswer', attempts: 1, outcome: 'unknown', retryable: true };

/** @type {import('./run.js').Test[]} */
export const tests = [
  {
    name: 'a refused connection is a network error with a cause',
    async run(context) {
      const imageId = await context.control.createImage();
      const client = newClient(context, { endpoint: context.refusingUrl });
      const call = () => client.deleteImage(regionId, imageId);
      const error = await failure(context, call, 'EcsNetworkError', lost);
      ok(error.cause instanceof Error, `cause: ${String(error.cause)}`);
      match(error.message, /127\.0\.0\.1/, 'message');
    },
  },
  ...spoilt.map(([fault, options, code, httpStatus]) => ({
    name: `${fault}: ${code}, and the image is gone`,
    async run(/** @type {Context} */ context) {
      const imageId = await context.control.createImage();
      const description = { fault: String(fault), imageId, .../** @type {object} */ (options) };
      await context.control.fault(description);
      const call = () => newClient(context).deleteImage(regionId, imageId);
      const fields = { code, httpStatus, outcome: 'unknown' };
      await failure(context, call, 'EcsResponseError', fields);
      ok(!(await context.control.exists(imageId)), 'the image is still there');
    },
  })),
  {
    name: 'a redirect is not followed',
    async run(context) {
      const { control, endpoint, runtime } = context;
      const imageId = await control.createImage();
      const path = `/elsewhere/${imageId}`;
      await control.fault({ fault: 'redirect', location: endpoint.url + path, imageId });
      // Browsers hide the status of a redirect.
      const isBrowser = runtime === 'chromium' || runtime === 'firefox';
      const fields = { code: 'Redirect', httpStatus: isBrowser ? 0 : 307, outcome: 'unknown' };
      const call = () => newClient(context).deleteImage(regionId, imageId);
      await failure(context, call, 'EcsResponseError', fields);
      const requests = await control.requests();
      deepEqual(
        requests.filter((request) => request.path === path),
        [],
        'requests at the target',
      );
      ok(await control.exists(imageId), 'the image is gone');
    },
  },
  {
    name: 'an answer without CORS headers is lost to a browser, and to nobody else',
    async run(context) {
      const { control, runtime } = context;
      const imageId = await control.createImage();
      await control.fault({ fault: 'noCors', imageId });
      const call = () => newClient(context).deleteImage(regionId, imageId);
      if (runtime === 'chromium' || runtime === 'firefox') {
        const error = await failure(context, call, 'EcsNetworkError', lost);
        ok(error.cause instanceof TypeError, `cause: ${String(error.cause)}`);
      } else {
        equal((await call()).outcome, 'accepted', 'outcome');
      }
      ok(!(await control.exists(imageId)), 'the image is still there');
    },
  },
  {
    name: 'a connection that is cut before the deletion: the outcome is unknown',
    async run(context) {
      const { imageId, call } = await cut(context, { fault: 'resetBefore', times: 10 });
      await failure(context, call, 'EcsNetworkError', lost);
      ok(await context.control.exists(imageId), 'the image is gone');
    },
  },
  {
    name: 'a connection that is cut after the deletion: the outcome is unknown',
    async run(context) {
      const { imageId, call } = await cut(context, { fault: 'resetAfter', times: 10 });
      await failure(context, call, 'EcsNetworkError', lost);
      ok(!(await context.control.exists(imageId)), 'the image is still there');
    },
  },
  {
    // Browsers send a request again, unasked and as it was, when a connection that they reused is
    // cut. The service then finds the nonce used, by the very request that deleted the image.
    name: 'a connection that is cut once after the deletion: never called not applied',
    async run(context) {
      const { imageId, call } = await cut(context, { fault: 'resetAfter' });
      const ending = await call().catch((error) => error);
      ok(!(await context.control.exists(imageId)), 'the image is still there');
      ok(ending.outcome !== 'not-applied', `${ending}: its outcome is ${ending.outcome}`);
    },
  },
];

/**
 * A deletion whose connection, one that was used before, will be cut.
 *
 * @param {Context} context
 * @param {{ fault: string, times?: number }} fault
 */
async function cut(context, fault) {
  const [before, imageId] = await context.control.createImages(2);
  const client = newClient(context);
  await client.deleteImage(regionId, before);
  await context.control.fault({ ...fault, imageId });
  return { imageId, call: () => client.deleteImage(regionId, imageId) };
}
