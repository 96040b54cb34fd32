// A credentials function that fails, gives nonsense, is slow or late: always an EcsCredentialsError,
// never remembered, and nothing of a secret in it.
import { deepEqual, equal, match, ok, rejection } from './assert.js';
import { keys, newClient, newImageId, newKey, regionId } from './clients.js';
import { accept, deferred, formOf, inTurn, lose, never } from './doubles.js';
import { failure } from './failures.js';
import { withClock, withDice, withTimers } from './platform.js';
import { throwing } from './wrong-values.js';

/** @typedef {import('./run.js').Context} Context */

const LIMIT = 4321;
const MARKER = 'marker-of-a-secret';
const unsent = { code: 'NoCredentials', attempts: 0, outcome: 'not-applied', retryable: false };

/** @type {[string, unknown][]} */
const causes = [
  ['an Error', new Error('the token server is down')],
  ['an object', { why: 'the token server is down' }],
  ['a string', 'the token server is down'],
  ['a number', 0],
  ['null', null],
  ['undefined', undefined],
  ['a symbol', Symbol('down')],
];

/** What a function gives that is no key, and what the error names. @type {[string, any, RegExp][]} */
const nonsense = [
  ['undefined', undefined, /credentials must be an object; got undefined/],
  ['null', null, /credentials must be an object; got null/],
  ['a string', MARKER, /credentials must be an object; got a string/],
  ['a list', [MARKER], /credentials must be an object; got an array/],
  ['a function', () => MARKER, /credentials must be an object; got a function/],
  ['no id', { accessKeySecret: MARKER }, /credentials\.accessKeyId must be a string/],
  ['no secret', { accessKeyId: 'id' }, /credentials\.accessKeySecret must be a string/],
  [
    'an empty secret',
    { accessKeyId: 'id', accessKeySecret: '' },
    /credentials\.accessKeySecret must not be empty/,
  ],
  [
    'a secret with a line break',
    { accessKeyId: 'id', accessKeySecret: `${MARKER}\n` },
    /credentials\.accessKeySecret has a character in it that no key has/,
  ],
  [
    'a token that is an object',
    { ...keys.permanent, securityToken: { MARKER } },
    /credentials\.securityToken must be a string; got an object/,
  ],
  [
    'a misspelt field',
    { ...keys.permanent, SecurityToken: MARKER },
    /credentials\.SecurityToken is unknown/,
  ],
  ['the answer of STS', { AccessKeyId: 'STS.id', AccessKeySecret: MARKER }, /AccessKeyId is unk/],
  [
    'an expiration that is none',
    { ...keys.permanent, expiration: MARKER },
    /credentials\.expiration must be a time/,
  ],
];

/**
 * A client whose function does these things in turn, with the requests that it sends.
 *
 * @param {Context} context
 * @param {(() => any)[]} answers
 * @param {object} [options]
 */
function clientAsking(context, answers, options) {
  let asked = 0;
  const { sent, fetch } = inTurn(accept);
  const credentials = () => answers[asked++]();
  const client = newClient(context, { credentials, fetch, maxAttempts: 3, ...options });
  return {
    call: (/** @type {object} */ callOptions = {}) =>
      client.deleteImage(regionId, newImageId(), false, callOptions),
    sent,
    keyIds: () => sent.map((request) => formOf(request).AccessKeyId),
    get asked() {
      return asked;
    },
  };
}

/** @param {string} accessKeyId @param {object} [part] */
function key(accessKeyId, part) {
  return { accessKeyId, accessKeySecret: 'testsecret', ...part };
}

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...causes.flatMap(([name, cause]) =>
    ['throws', 'rejects with'].map((verb) => ({
      name: `a function that ${verb} ${name}: that very cause, and the next call asks again`,
      async run(/** @type {Context} */ context) {
        const fail = () => {
          if (verb === 'throws') throw cause;
          return Promise.reject(cause);
        };
        const client = clientAsking(context, [fail, () => keys.permanent]);
        const error = await failure(context, client.call, 'EcsCredentialsError', unsent);
        equal(error.cause, cause, 'cause');
        match(error.message, /the credentials function failed/, 'message');
        deepEqual([client.asked, client.sent.length], [1, 0], 'questions and requests');
        equal((await client.call()).outcome, 'accepted', 'the next call');
        equal(client.asked, 2, 'questions');
      },
    })),
  ),
  ...nonsense.map(([name, value, message]) => ({
    name: `a function that gives ${name}: the error names it, and shows no value`,
    async run(/** @type {Context} */ context) {
      const client = clientAsking(context, [async () => value, () => keys.permanent]);
      const error = await failure(context, client.call, 'EcsCredentialsError', unsent);
      match(error.message, message, 'message');
      ok(!JSON.stringify(error).includes('marker'), `shows the value: ${error.message}`);
      equal(client.sent.length, 0, 'requests');
      equal((await client.call()).outcome, 'accepted', 'the next call');
    },
  })),
  ...Object.entries(throwing).map(([name, make]) => ({
    name: `a function that gives ${name}: an error, and the next call asks again`,
    async run(/** @type {Context} */ context) {
      const client = clientAsking(context, [make, () => keys.permanent]);
      await failure(context, client.call, 'EcsCredentialsError', unsent);
      equal((await client.call()).outcome, 'accepted', 'the next call');
    },
  })),
  {
    name: 'a failure reaches all calls that wait for it, with one question',
    async run(context) {
      const answer = deferred();
      const cause = new Error('the token server is down');
      const client = clientAsking(context, [() => answer.promise]);
      const calls = Array.from({ length: 5 }, () => rejection(client.call, 'a call'));
      answer.reject(cause);
      const errors = await Promise.all(calls);
      ok(
        errors.every((error) => error.name === 'EcsCredentialsError' && error.cause === cause),
        `errors: ${errors}`,
      );
      equal(new Set(errors).size, 5, 'errors, one for each call');
      equal(client.asked, 1, 'questions');
    },
  },
  ...['in the past', 'now'].map((when) => ({
    name: `a function that gives a key that expires ${when}: not used, not kept`,
    run: (/** @type {Context} */ context) =>
      withClock(async (clock) => {
        const expiration = clock.now - (when === 'now' ? 0 : 60_000);
        const answers = [() => ({ ...newKey(), expiration }), () => keys.permanent];
        const client = clientAsking(context, answers);
        const error = await failure(context, client.call, 'EcsCredentialsError', unsent);
        match(error.message, /expired .* if the key is a new one, .* clock is wrong/, 'message');
        equal(client.sent.length, 0, 'requests');
        equal((await client.call()).outcome, 'accepted', 'the next call');
      }),
  })),
  {
    name: 'a function that never answers: an error within the limit, and the next call asks anew',
    async run(context) {
      const client = clientAsking(context, [never, () => keys.permanent], { timeout: LIMIT });
      await withTimers(async (timers) => {
        const ending = failure(context, client.call, 'EcsCredentialsError', unsent);
        const timer = await timers.next();
        equal(timer.ms, LIMIT, 'length of the timer');
        timer.fire();
        match((await ending).message, /4321 ms/, 'message');
        deepEqual(timers.waiting(), [], 'timers that are left');
        equal((await client.call()).outcome, 'accepted', 'the next call');
        deepEqual(timers.waiting(), [], 'timers that are left');
      });
      deepEqual([client.asked, client.sent.length], [2, 1], 'questions and requests');
    },
  },
  ...[
    ['after the newer one', ['new', 'old'], ['new', 'new']],
    ['before the newer one', ['old', 'new'], ['new', 'new']],
  ].map(([when, order, expected]) => ({
    name: `the late answer of an older question, ${when}, does not replace it`,
    async run(/** @type {Context} */ context) {
      /** @type {Record<string, ReturnType<typeof deferred>>} */
      const answers = { old: deferred(), new: deferred() };
      const client = clientAsking(context, [() => answers.old.promise, () => answers.new.promise], {
        timeout: LIMIT,
      });
      await withTimers(async (timers) => {
        const first = rejection(client.call, 'the first call');
        (await timers.next()).fire();
        equal((await first).name, 'EcsCredentialsError', 'the first call');
        const second = client.call();
        await timers.next();
        for (const name of order) {
          answers[name].resolve(key(name));
          await turns();
        }
        await second;
        await client.call();
      });
      deepEqual(client.keyIds(), expected, 'keys that signed');
      equal(client.asked, 2, 'questions');
    },
  })),
  {
    name: 'calls with less patience than the one that has asked join it, and do not end its question',
    async run(context) {
      const answer = deferred();
      const client = clientAsking(context, [() => answer.promise], { timeout: LIMIT });
      await withTimers(async (timers) => {
        const first = client.call();
        await timers.next();
        for (let count = 0; count < 3; count += 1) {
          const hasty = rejection(() => client.call({ timeout: 1 }), 'a hasty call');
          (await timers.next()).fire();
          equal((await hasty).name, 'EcsCredentialsError', 'a hasty call');
        }
        answer.resolve(keys.permanent);
        equal((await first).outcome, 'accepted', 'outcome');
      });
      equal(client.asked, 1, 'questions');
    },
  },
  {
    name: 'a question that is older than the patience of who joins it is not asked again',
    run: (context) =>
      withClock(async (clock) => {
        const answer = deferred();
        const client = clientAsking(context, [() => answer.promise], { timeout: LIMIT });
        await withTimers(async (timers) => {
          const first = client.call();
          await timers.next();
          clock.now += LIMIT - 1;
          const hasty = client.call({ timeout: 1 });
          await timers.next();
          answer.resolve(keys.permanent);
          await Promise.all([first, hasty]);
        });
        equal(client.asked, 1, 'questions');
      }),
  },
  {
    name: 'a call with more patience than the one that has asked keeps its question open',
    async run(context) {
      const answer = deferred();
      const client = clientAsking(context, [() => answer.promise], { timeout: 1 });
      await withTimers(async (timers) => {
        const hasty = rejection(client.call, 'the call that has asked');
        const limit = await timers.next();
        const patient = client.call({ timeout: LIMIT });
        await timers.next();
        limit.fire();
        equal((await hasty).name, 'EcsCredentialsError', 'the call that has asked');
        const third = client.call();
        await timers.next();
        answer.resolve(keys.permanent);
        await Promise.all([patient, third]);
      });
      equal(client.asked, 1, 'questions');
    },
  },
  {
    name: 'what the function gave can be changed later without any effect',
    async run(context) {
      const given = key('before');
      const client = clientAsking(context, [() => given]);
      await client.call();
      Object.assign(given, { accessKeyId: 'after', accessKeySecret: 'after', more: 'after' });
      await client.call();
      deepEqual(client.keyIds(), ['before', 'before'], 'keys that signed');
    },
  },
  {
    name: 'aborting one of two calls that wait leaves the other alone',
    async run(context) {
      const answer = deferred();
      const controller = new AbortController();
      const reason = new Error('the user left');
      const client = clientAsking(context, [() => answer.promise]);
      const signal = controller.signal;
      const aborted = rejection(() => client.call({ signal }), 'the aborted call');
      const other = client.call();
      await turns();
      controller.abort(reason);
      equal(await aborted, reason, 'reason');
      answer.resolve(keys.permanent);
      equal((await other).outcome, 'accepted', 'the other call');
      deepEqual([client.asked, client.sent.length], [1, 1], 'questions and requests');
    },
  },
  {
    name: 'the answer to a call that was aborted is kept for the next',
    async run(context) {
      const answer = deferred();
      const controller = new AbortController();
      const client = clientAsking(context, [() => answer.promise]);
      const signal = controller.signal;
      const aborted = rejection(() => client.call({ signal }), 'the aborted call');
      await turns();
      controller.abort();
      await aborted;
      answer.resolve(key('kept'));
      await client.call();
      deepEqual([client.asked, ...client.keyIds()], [1, 'kept'], 'questions and keys');
    },
  },
  {
    name: 'a failure after all calls were aborted is heard by nobody, and harms nobody',
    async run(context) {
      const answer = deferred();
      const controller = new AbortController();
      const client = clientAsking(context, [() => answer.promise, () => keys.permanent]);
      const signal = controller.signal;
      const aborted = rejection(() => client.call({ signal }), 'the aborted call');
      await turns();
      controller.abort();
      await aborted;
      answer.reject(new Error('the token server is down'));
      await turns();
      equal((await client.call()).outcome, 'accepted', 'the next call');
    },
  },
  {
    name: 'a failure after an answer was lost says that the image may be gone',
    run: (context) =>
      withClock(async (clock) => {
        const expiration = clock.now + 10 * 60_000;
        const fail = () => {
          throw new Error('the token server is down');
        };
        const fetch = () => {
          clock.now = expiration;
          return lose();
        };
        const client = clientAsking(context, [() => ({ ...newKey(), expiration }), fail], {
          fetch,
        });
        const call = () => withDice(0, () => client.call());
        const fields = { ...unsent, attempts: 1, outcome: 'unknown' };
        await failure(context, call, 'EcsCredentialsError', fields);
        equal(client.asked, 2, 'questions');
      }),
  },
];

/** Lets everything run that is already due. */
async function turns() {
  for (let count = 0; count < 50; count++) await undefined;
}
