// Credentials from a function: asked once for many, again before they expire, and once more when the
// service says that they have.
import { deepEqual, equal, ok, rejection } from './assert.js';
import { keys, newClient, newImageId, newKey, regionId } from './clients.js';
import { accept, deferred, formOf, inTurn, refuse } from './doubles.js';
import { failure } from './failures.js';
import { withClock } from './platform.js';

/** @typedef {import('./run.js').Context} Context */

const MINUTE = 60_000;

/** How the service says that a key or its token works no longer: code, status and message. */
const expired = [
  ['InvalidSecurityToken.Expired', 400, 'Specified SecurityToken is expired.'],
  ['InvalidSecurityToken.Expired', 403, 'Specified SecurityToken is expired.'],
  ['InvalidAccessKeyId.NotFound', 404, 'Specified access key is not found.'],
  ['InvalidParameter', 400, 'The specified parameter "SecurityToken.Expired" is not valid.'],
].map(([code, status, message]) => ({
  name: `${code}, HTTP ${status}`,
  code,
  fetch: refuse(String(code), { status: Number(status), message: String(message) }),
}));

/** Ways to give credentials. @type {[string, (credentials: object) => any][]} */
const ways = [
  ['at once', (credentials) => credentials],
  ['as a promise', async (credentials) => credentials],
  ['as a thenable', (credentials) => ({ then: (/** @type {any} */ done) => done(credentials) })],
  ['frozen', (credentials) => Object.freeze(credentials)],
  ['as a promise of a promise', async (credentials) => Promise.resolve(credentials)],
];

/**
 * A function that gives a new key each time, and the keys that it gave.
 *
 * @param {object} [part] of the credentials
 */
function source(part) {
  /** @type {string[]} */
  const given = [];
  const credentials = async () => {
    const key = newKey();
    given.push(key.accessKeyId);
    return { ...key, ...part };
  };
  return { given, credentials };
}

/** @param {import('./doubles.js').SentRequest[]} sent */
function keyIds(sent) {
  return sent.map((request) => formOf(request).AccessKeyId);
}

/** How long the key lasts when it is given, and whether the next call asks for another. */
const lifetimes = [
  [undefined, false],
  [24 * 60 * MINUTE, false],
  [5 * MINUTE + 1_000, false],
  [5 * MINUTE, true],
  [4 * MINUTE, true],
  [1_000, true],
];

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...ways.map(([way, give]) => ({
    name: `credentials that a function gives ${way} sign`,
    async run(/** @type {Context} */ context) {
      const imageId = await context.control.createImage();
      const client = newClient(context, { credentials: () => give({ ...keys.temporary }) });
      equal((await client.deleteImage(regionId, imageId)).outcome, 'accepted', 'outcome');
    },
  })),
  {
    name: 'the function is not asked before a call, and gets neither arguments nor this',
    async run(context) {
      /** @type {any[]} */
      const calls = [];
      const credentials = /** @this {unknown} @param {any[]} values */ function (...values) {
        calls.push([this, ...values]);
        return keys.permanent;
      };
      const client = newClient(context, { credentials, fetch: accept });
      deepEqual(calls, [], 'calls of the function');
      await client.deleteImage(regionId, newImageId());
      deepEqual(calls, [[undefined]], 'calls of the function');
    },
  },
  {
    name: 'one question for 50 overlapping calls, and none for those that follow',
    async run(context) {
      const answer = deferred();
      let asked = 0;
      const credentials = () => {
        asked++;
        return answer.promise;
      };
      const { sent, fetch } = inTurn(accept);
      const client = newClient(context, { credentials, fetch });
      const one = () => client.deleteImage(regionId, newImageId());
      const calls = Array.from({ length: 50 }, one);
      answer.resolve(keys.permanent);
      await Promise.all(calls);
      deepEqual([asked, sent.length], [1, 50], 'questions and requests');
      await one();
      await Promise.all([one(), one()]);
      deepEqual([asked, sent.length], [1, 53], 'questions and requests');
    },
  },
  {
    name: 'each client asks for itself',
    async run(context) {
      const { given, credentials } = source();
      const { sent, fetch } = inTurn(accept);
      for (let count = 0; count < 3; count++) {
        await newClient(context, { credentials, fetch }).deleteImage(regionId, newImageId());
      }
      equal(given.length, 3, 'questions');
      deepEqual(keyIds(sent), given, 'keys that signed');
    },
  },
  ...lifetimes.map(([lifetime, isAskedAgain]) => ({
    name: `a key that lasts for ${lifetime} ms is ${isAskedAgain ? 'not ' : ''}used again`,
    run: (/** @type {Context} */ context) =>
      withClock(async (clock) => {
        const expiration = lifetime === undefined ? undefined : clock.now + Number(lifetime);
        const { given, credentials } = source({ expiration });
        const { sent, fetch } = inTurn(accept);
        const client = newClient(context, { credentials, fetch });
        for (let count = 0; count < 2; count++) await client.deleteImage(regionId, newImageId());
        equal(given.length, isAskedAgain ? 2 : 1, 'questions');
        deepEqual(keyIds(sent), [given[0], given.at(-1)], 'keys that signed');
      }),
  })),
  {
    name: 'a key is used until five minutes before it expires, and then another is asked for',
    run: (context) =>
      withClock(async (clock) => {
        const { given, credentials } = source({ expiration: new Date(clock.now + 60 * MINUTE) });
        const client = newClient(context, { credentials, fetch: accept });
        const questions = [];
        const start = clock.now;
        for (const minutes of [0, 54, 56]) {
          clock.now = start + minutes * MINUTE;
          await client.deleteImage(regionId, newImageId());
          questions.push(given.length);
        }
        deepEqual(questions, [1, 1, 2], 'questions after each call');
      }),
  },
  ...expired.map(({ name, fetch }) => ({
    name: `${name}: another key is asked for, and the call goes on at once`,
    async run(/** @type {Context} */ context) {
      const { given, credentials } = source();
      const { sent, fetch: own } = inTurn(fetch, accept);
      const client = newClient(context, { credentials, fetch: own, maxAttempts: 2 });
      const { attempts } = await client.deleteImage(regionId, newImageId());
      deepEqual([attempts, given.length], [2, 2], 'attempts and questions');
      deepEqual(keyIds(sent), given, 'keys that signed');
      await client.deleteImage(regionId, newImageId());
      deepEqual(keyIds(sent), [...given, given[1]], 'the newer key is kept');
    },
  })),
  ...expired.map(({ name, code, fetch }) => ({
    name: `${name}, again and again: another key is asked for once`,
    async run(/** @type {Context} */ context) {
      const { given, credentials } = source();
      const { sent, fetch: own } = inTurn(fetch);
      const client = newClient(context, { credentials, fetch: own, maxAttempts: 5 });
      const call = () => client.deleteImage(regionId, newImageId());
      const fields = { code, attempts: 2, outcome: 'not-applied', retryable: false };
      await failure(context, call, 'EcsServiceError', fields);
      deepEqual([given.length, sent.length], [2, 2], 'questions and requests');
    },
  })),
  ...expired.map(({ name, code, fetch }) => ({
    name: `${name}, and no attempt left: an error, and the next call asks for another key`,
    async run(/** @type {Context} */ context) {
      const { given, credentials } = source();
      const { sent, fetch: own } = inTurn(fetch, accept);
      const client = newClient(context, { credentials, fetch: own });
      const call = () => client.deleteImage(regionId, newImageId());
      await failure(context, call, 'EcsServiceError', { code, attempts: 1 });
      equal((await call()).outcome, 'accepted', 'the next call');
      equal(given.length, 2, 'questions');
      deepEqual(keyIds(sent), given, 'keys that signed');
    },
  })),
  {
    name: 'overlapping calls whose key has expired: one more question for all',
    async run(context) {
      const { given, credentials } = source();
      const first = deferred();
      let waiting = 0;
      const [tooLate] = expired;
      // All ten are sent with the first key before any hears that it has expired.
      const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
        if (formOf({ url, init }).AccessKeyId !== given[0]) return accept(url, init);
        if (++waiting === 10) first.resolve(undefined);
        await first.promise;
        return tooLate.fetch(url, init);
      };
      const client = newClient(context, { credentials, fetch, maxAttempts: 2 });
      const one = () => client.deleteImage(regionId, newImageId());
      const results = await Promise.all(Array.from({ length: 10 }, one));
      ok(
        results.every(({ attempts }) => attempts === 2),
        'each in two attempts',
      );
      equal(given.length, 2, 'questions');
    },
  },
  {
    name: 'a fixed key that has expired is not tried again',
    async run(context) {
      for (const { fetch } of expired) {
        const { sent, fetch: own } = inTurn(fetch, accept);
        const client = newClient(context, { fetch: own, maxAttempts: 3 });
        const call = () => client.deleteImage(regionId, newImageId());
        equal((await rejection(call, 'an expired key')).attempts, 1, 'attempts');
        equal(sent.length, 1, 'requests');
      }
    },
  },
  {
    name: 'a key that the endpoint does not know, then one that it does',
    async run(context) {
      const imageId = await context.control.createImage();
      const given = [newKey(), keys.temporary];
      const credentials = () => given.shift();
      const client = newClient(context, { credentials, maxAttempts: 2 });
      const { attempts, outcome } = await client.deleteImage(regionId, imageId);
      deepEqual([attempts, outcome], [2, 'accepted'], 'attempts and outcome');
      ok(!(await context.control.exists(imageId)), 'the image is still there');
    },
  },
];
