// What goes wrong on a real network, one fault at a time: the right ending, an outcome that is true
// to the endpoint's state, and no nonce twice in its log.
import { deepEqual, equal } from './assert.js';
import { keys, newClient, regionId } from './clients.js';
import { deferred, recorder } from './doubles.js';
import { failure } from './failures.js';
import { ALWAYS, faults } from './fault-table.js';
import { withDice, withTimers } from './platform.js';
import { checkNonces, checkOutcome } from './truth.js';

/** @typedef {import('./run.js').Context} Context */
/** @typedef {import('./fault-table.js').End} End */
/** @typedef {import('./fault-table.js').FaultRow} FaultRow */

/** @param {Context} context */
function isBrowser({ runtime }) {
  return runtime === 'chromium' || runtime === 'firefox';
}

/**
 * An image, and a client whose connection was used before, so that a browser may send a request
 * again when it is cut.
 *
 * @param {Context} context
 * @param {Record<string, unknown>} options
 */
async function prepare(context, options) {
  const [before, imageId] = await context.control.createImages(2);
  const { sent, fetch } = recorder();
  const client = newClient(context, { credentials: keys.temporary, fetch, ...options });
  await client.deleteImage(regionId, before);
  sent.length = 0;
  const call = () => withDice(0, () => client.deleteImage(regionId, imageId));
  return { imageId, sent, call };
}

/**
 * Holds a call's ending against what was expected, the image's state and the requests' log.
 *
 * @param {Context} context
 * @param {Awaited<ReturnType<typeof prepare>>} prepared
 * @param {Promise<any>} ending
 * @param {(resent: number) => End} end for how many requests the platform has sent again by itself
 */
async function check(context, { imageId, sent }, ending, end) {
  const [result, error] = await ending.then(
    (value) => [value, undefined],
    (reason) => [undefined, reason],
  );
  const resent = await checkNonces(context, imageId, sent);
  const { error: className, fields, isThere } = end(resent);
  if (className) {
    await failure(context, () => Promise.reject(error ?? result), className, fields);
  } else {
    equal(error, undefined, 'error');
    deepEqual({ ...result, requestId: undefined }, { ...fields, requestId: undefined }, 'result');
  }
  equal(await context.control.exists(imageId), isThere, 'whether the image is there');
  await checkOutcome(context, imageId, error ?? result);
  equal((error ?? result).attempts, sent.length, 'attempts');
}

/**
 * @param {Context} context
 * @param {FaultRow} row
 * @param {1 | 3} maxAttempts
 */
async function meet(context, { fault, timesOnce = 1, once, thrice, resent }, maxAttempts) {
  const prepared = await prepare(context, { maxAttempts });
  const times = maxAttempts === 1 ? timesOnce : 1;
  await context.control.fault({ times, ...fault, imageId: prepared.imageId });
  await check(context, prepared, prepared.call(), (count) => {
    if (maxAttempts === 1) return once;
    return count > 0 && resent ? resent : thrice;
  });
}

const LIMIT = 54_321;

/** Answers that take too long; which of them are carried out all the same. */
const slow = [
  { name: 'headers, applied', fault: { fault: 'delay', ms: 600_000 }, isApplied: true },
  {
    name: 'headers, not applied',
    fault: { fault: 'delay', ms: 600_000, apply: false },
    isApplied: false,
  },
  { name: 'a body', fault: { fault: 'slowBody', ms: null }, isApplied: true },
];

/**
 * The time limit is fired by hand as soon as the endpoint has got the first request and, where it
 * gives them, the client the headers.
 *
 * @param {Context} context
 * @param {typeof slow[number]} row
 * @param {1 | 3} maxAttempts
 */
async function meetSlow(context, { fault, isApplied }, maxAttempts) {
  const { control } = context;
  const headers = deferred();
  const { sent, fetch: send } = recorder();
  const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
    const answer = await send(url, init);
    headers.resolve(undefined);
    return answer;
  };
  const imageId = await control.createImage();
  await control.fault({ ...fault, imageId });
  const client = newClient(context, { fetch, maxAttempts, timeout: LIMIT });
  const unknown = { code: 'AnswerTimedOut', timeout: LIMIT, attempts: 1, outcome: 'unknown' };
  const repeated = { outcome: isApplied ? 'absent' : 'accepted', attempts: 2 };
  const end = /** @type {End} */ (
    maxAttempts === 1
      ? { error: 'EcsTimeoutError', fields: unknown, isThere: !isApplied }
      : { fields: repeated, isThere: false }
  );
  await withTimers(
    async (timers) => {
      const ending = withDice(0, () => client.deleteImage(regionId, imageId));
      const timer = await timers.next();
      while ((await control.requests(imageId)).length === 0);
      // Firefox gives no headers before the body begins.
      if (fault.fault === 'slowBody' && context.runtime !== 'firefox') await headers.promise;
      timer.fire();
      await check(context, { imageId, sent, call: () => ending }, ending, () => end);
      deepEqual(timers.waiting(), [], 'timers that are left');
    },
    { only: LIMIT },
  );
}

const attempts = /** @type {const} */ ([1, 3]);

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...faults.flatMap((row) =>
    attempts.map((maxAttempts) => ({
      name: `${row.name}: ${maxAttempts} attempts`,
      run: (/** @type {Context} */ context) => meet(context, row, maxAttempts),
    })),
  ),
  ...slow.flatMap((row) =>
    attempts.map((maxAttempts) => ({
      name: `slow in ${row.name}: ${maxAttempts} attempts`,
      run: (/** @type {Context} */ context) => meetSlow(context, row, maxAttempts),
    })),
  ),
  ...attempts.map((maxAttempts) => ({
    name: `a redirect to another host is not followed: ${maxAttempts} attempts`,
    async run(/** @type {Context} */ context) {
      const prepared = await prepare(context, { maxAttempts });
      const { imageId, call } = prepared;
      const path = `/elsewhere/${imageId}`;
      const location = context.endpoint.url.replace('127.0.0.1', 'localhost') + path;
      await context.control.fault({ fault: 'redirect', location, imageId });
      // Browsers hide the status of a redirect.
      const httpStatus = isBrowser(context) ? 0 : 307;
      const fields = { code: 'Redirect', httpStatus, attempts: 1, outcome: 'unknown' };
      await check(context, prepared, call(), () => ({
        error: 'EcsResponseError',
        fields,
        isThere: true,
      }));
      const requests = await context.control.requests();
      deepEqual(
        requests.filter((request) => request.path === path),
        [],
        'requests at the other host',
      );
    },
  })),
  ...attempts.map((maxAttempts) => ({
    name: `answers without CORS headers, lost to a browser only: ${maxAttempts} attempts`,
    async run(/** @type {Context} */ context) {
      const prepared = await prepare(context, { maxAttempts });
      await context.control.fault({ fault: 'noCors', times: ALWAYS, imageId: prepared.imageId });
      const lost = { code: 'NoAnswer', attempts: maxAttempts, outcome: 'unknown' };
      await check(context, prepared, prepared.call(), () =>
        isBrowser(context)
          ? { error: 'EcsNetworkError', fields: lost, isThere: false }
          : { fields: { outcome: 'accepted', attempts: 1 }, isThere: false },
      );
    },
  })),
  {
    name: 'one answer without CORS headers: a repeat finds the image absent in a browser',
    async run(context) {
      const prepared = await prepare(context, { maxAttempts: 3 });
      await context.control.fault({ fault: 'noCors', imageId: prepared.imageId });
      const fields = isBrowser(context)
        ? { outcome: 'absent', attempts: 2 }
        : { outcome: 'accepted', attempts: 1 };
      await check(context, prepared, prepared.call(), () => ({ fields, isThere: false }));
    },
  },
  {
    name: 'a token that has expired, and a function that gives another',
    async run(context) {
      let asked = 0;
      const credentials = () => (asked++ === 0 ? keys.expired : keys.temporary);
      const imageId = await context.control.createImage();
      const { sent, fetch } = recorder();
      const client = newClient(context, { credentials, fetch, maxAttempts: 3 });
      const ending = client.deleteImage(regionId, imageId);
      const fields = { outcome: 'accepted', attempts: 2 };
      await check(context, { imageId, sent, call: () => ending }, ending, () => ({
        fields,
        isThere: false,
      }));
      equal(asked, 2, 'questions');
    },
  },
  ...[true, false].map((exposed) => ({
    name: `a pause that the service asks for, in headers that are ${exposed ? '' : 'not '}exposed`,
    async run(/** @type {Context} */ context) {
      const retryAfter = 4_321;
      const prepared = await prepare(context, { maxAttempts: 2 });
      const { imageId, call } = prepared;
      await context.control.fault({ fault: 'throttling', retryAfter, exposed, imageId });
      const started = await withTimers(
        async (timers) => {
          const fields = { outcome: 'accepted', attempts: 2 };
          await check(context, prepared, call(), () => ({ fields, isThere: false }));
          return timers.started.length;
        },
        { only: retryAfter, atOnce: true },
      );
      equal(started, exposed || !isBrowser(context) ? 1 : 0, 'pauses of that length');
    },
  })),
];
