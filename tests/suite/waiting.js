// `waitUntilDeleted`: what it takes for gone, how it pauses, and how it ends without that.
import { deepEqual, equal, match, ok, rejection } from './assert.js';
import { newClient, newImageId, regionId } from './clients.js';
import { newDesk, quiet } from './desk.js';
import {
  JSON_TYPE,
  REQUEST_ID,
  answering,
  deferred,
  formOf,
  inTurn,
  lose,
  refuse,
} from './doubles.js';
import { failure } from './failures.js';
import { watchListeners, withDice, withTimers } from './platform.js';
import { notMilliseconds, notObjects, show } from './wrong-values.js';

/** @typedef {import('./run.js').Context} Context */
/** @typedef {import('./doubles.js').Fetch} Fetch */
/** @typedef {import('./platform.js').Timers} Timers */

const IMAGE_ID = 'm-bp67acfmxazb4p0001';
/** Not 0, so that there are pauses. */
const HALF = 0x80;

/** @param {object} fields */
function json(fields) {
  return answering(JSON.stringify({ RequestId: REQUEST_ID, ...fields }), {
    contentType: JSON_TYPE,
  });
}

/** @param {string} content */
function xml(content) {
  const id = `<RequestId>${REQUEST_ID}</RequestId>`;
  const body = `<?xml version='1.0' encoding='UTF-8'?><DescribeImagesResponse>${id}${content}</DescribeImagesResponse>`;
  return answering(body, { contentType: 'text/xml;charset=UTF-8' });
}

/** @param {string} Status */
function seen(Status) {
  return json({ TotalCount: 1, Images: { Image: [{ ImageId: IMAGE_ID, Status }] } });
}

const none = json({ TotalCount: 0, Images: { Image: [] } });

/** Answers that say that the image is gone. @type {[string, Fetch][]} */
const gone = [
  ['an empty list', none],
  ['an empty object for the list', json({ TotalCount: 0, Images: {} })],
  ['no list, and a total of 0', json({ TotalCount: 0 })],
  ['an empty list without a total', json({ Images: { Image: [] } })],
  ['empty XML', xml('<TotalCount>0</TotalCount><Images/>')],
  ['empty XML without a total', xml('<Images></Images>')],
  ['InvalidImageId.NotFound', refuse('InvalidImageId.NotFound', { status: 404 })],
];

/** Answers that say that it is there, or nothing. @type {[string, Fetch, RegExp][]} */
const there = [
  ['a list of one', seen('UnAvailable'), /is still there .* its status is UnAvailable$/],
  [
    'XML',
    xml(`<TotalCount>1</TotalCount><Images><Image><Status>Creating</Status></Image></Images>`),
    /is still there .* its status is Creating$/,
  ],
  ['an empty list with a total of 1', json({ TotalCount: 1, Images: {} }), /no answer has said/],
  ['neither a list nor a total', json({}), /no answer has said/],
  ['lost answers', lose, /no answer has said/],
  ['throttling', refuse('Throttling'), /no answer has said/],
];

/** What stands in the place of the list, and says nothing of the image. @type {[string, Fetch][]} */
const malformed = [
  null,
  'x',
  5,
  [null],
  ['m-1'],
  { Image: null },
  { Image: 'x' },
  { Image: ['m-1'] },
  { Image: [null] },
].map((Images) => [JSON.stringify(Images), json({ Images })]);

/** The name that an error has for the argument, the value, and a call that gives it. */
const wrong = [
  ...[undefined, 5, '', 'cn'].map((value) => ['regionId', value, [value, IMAGE_ID]]),
  ...[undefined, 5, '', 'm 1'].map((value) => ['imageId', value, [regionId, value]]),
  ...notObjects.map((value) => ['options', value, withOptions(value)]),
  ...notMilliseconds.map((value) => ['options.timeout', value, withOptions({ timeout: value })]),
  ...[0, ...notMilliseconds].map((value) => [
    'options.interval',
    value,
    withOptions({ interval: value }),
  ]),
  ...[null, {}].map((value) => ['options.signal', value, withOptions({ signal: value })]),
  ['options.dryRun', true, withOptions({ dryRun: true })],
].map(([argument, value, values]) => ({
  argument: String(argument),
  value,
  values: /** @type {unknown[]} */ (values),
}));

/** @param {unknown} options */
function withOptions(options) {
  return [regionId, IMAGE_ID, options];
}

/** Intervals, and the pauses that follow from them. @type {[number | undefined, number[]][]} */
const growths = [
  [undefined, [3_000, 4_500, 6_750, 10_125, 15_188, 22_782, 30_000, 30_000]],
  [1, [1, 2, 3, 5, 8, 12]],
  [29_000, [29_000, 30_000, 30_000]],
  [45_000, [45_000, 45_000, 45_000]],
];

/**
 * What ends a wait from outside: the caller, or the time.
 *
 * @typedef {{ abort: () => void, timers: Timers, desk: ReturnType<typeof newDesk> }} Wait
 * @type {[string, (wait: Wait) => Promise<void>, number][]} the third is how many requests were sent
 */
const moments = [
  [
    'during the first look',
    async ({ desk }) => {
      await desk.next();
    },
    1,
  ],
  [
    'during a pause',
    async ({ desk, timers }) => {
      (await desk.next()).answer(seen('UnAvailable'));
      await timers.next();
    },
    1,
  ],
  [
    'at the end of a pause',
    async ({ desk, timers }) => {
      (await desk.next()).answer(seen('UnAvailable'));
      (await timers.next()).fire();
    },
    1,
  ],
  [
    'during the second look',
    async ({ desk, timers }) => {
      (await desk.next()).answer(seen('UnAvailable'));
      (await timers.next()).fire();
      await desk.next();
    },
    2,
  ],
  [
    'during the pause between two attempts of one look',
    async ({ desk, timers }) => {
      (await desk.next()).answer(lose);
      await timers.next();
    },
    1,
  ],
];

/**
 * A wait that something outside ends; nothing is left behind.
 *
 * @param {Context} context
 * @param {(wait: Wait) => Promise<void>} until
 * @param {number} sent
 * @param {(abort: () => void, limit: { fire: () => void }) => void} end
 * @returns {Promise<any>} what it rejects with
 */
function endedFromOutside(context, until, sent, end) {
  const controller = new AbortController();
  const listeners = watchListeners(controller.signal);
  const abort = () => controller.abort(reason);
  const desk = newDesk();
  const client = newClient(context, { fetch: desk.fetch, timeout: 0, maxAttempts: 3 });
  return withDice(HALF, () =>
    withTimers(async (timers) => {
      const options = { signal: controller.signal };
      const call = client.waitUntilDeleted(regionId, IMAGE_ID, options);
      const ending = rejection(() => call, 'a wait');
      const limit = await timers.next();
      equal(limit.ms, 600_000, 'the time limit');
      await until({ abort, timers, desk });
      end(abort, limit);
      const error = await ending;
      await quiet();
      equal(desk.arrived.length, sent, 'requests');
      deepEqual(timers.waiting(), [], 'timers that are left');
      equal(listeners.count, 0, 'listeners that are left');
      return error;
    }),
  );
}

/** What the caller aborts with. */
const reason = { why: 'the user left' };

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...wrong.map(({ argument, value, values }) => ({
    name: `waitUntilDeleted refuses ${argument}: ${show(value)}`,
    async run(/** @type {Context} */ context) {
      const { sent, fetch } = inTurn(none);
      const client = /** @type {any} */ (newClient(context, { fetch }));
      const call = () => client.waitUntilDeleted(...values);
      await failure(context, call, 'EcsArgumentError', { argument });
      deepEqual(sent, [], 'requests');
    },
  })),
  ...gone.map(([name, answer]) => ({
    name: `${name} means that the image is gone`,
    async run(/** @type {Context} */ context) {
      const { sent, fetch } = inTurn(answer);
      await withTimers(async (timers) => {
        const client = newClient(context, { fetch, timeout: 0 });
        equal(await client.waitUntilDeleted(regionId, IMAGE_ID), undefined, 'result');
        deepEqual(timers.waiting(), [], 'timers that are left');
      });
      const [{ Action, RegionId, ImageId, Status }, ...more] = sent.map(formOf);
      deepEqual(
        { Action, RegionId, ImageId, Status },
        { Action: 'DescribeImages', RegionId: regionId, ImageId: IMAGE_ID, Status: 'ALL' },
        'request',
      );
      deepEqual(more, [], 'further requests');
    },
  })),
  ...malformed.map(([name, answer]) => ({
    name: `${name} in the place of the list ends the wait, and does not mean that the image is gone`,
    async run(/** @type {Context} */ context) {
      const client = newClient(context, { fetch: answer, timeout: 0 });
      const call = () => client.waitUntilDeleted(regionId, IMAGE_ID, { timeout: 0 });
      await failure(context, call, 'EcsResponseError', { code: 'ForeignBody', retryable: false });
    },
  })),
  ...there.map(([name, answer, message]) => ({
    name: `${name} does not mean that the image is gone`,
    async run(/** @type {Context} */ context) {
      const desk = newDesk();
      const client = newClient(context, { fetch: desk.fetch, timeout: 0 });
      await withTimers(async (timers) => {
        const options = { timeout: 5_000 };
        const call = () => client.waitUntilDeleted(regionId, IMAGE_ID, options);
        const error = failure(context, call, 'EcsTimeoutError', {
          code: 'DeletionTimedOut',
          outcome: 'unknown',
          retryable: true,
          timeout: 5_000,
          attempts: 2,
        });
        const limit = await timers.next();
        equal(limit.ms, 5_000, 'the time limit');
        for (let look = 0; look < 2; look++) {
          (await desk.next()).answer(answer);
          const pause = await timers.next();
          if (look === 0) pause.fire();
        }
        limit.fire();
        const { message: text, cause } = await error;
        match(text, message, 'message');
        ok(text.includes(IMAGE_ID), text);
        equal(
          cause !== undefined,
          answer === lose || name === 'throttling',
          'whether a cause is kept',
        );
        deepEqual(timers.waiting(), [], 'timers that are left');
      });
    },
  })),
  ...growths.map(([interval, pauses]) => ({
    name: `the pauses that begin with ${interval} ms`,
    run: (/** @type {Context} */ context) =>
      withTimers(async (timers) => {
        const { sent, fetch } = inTurn(...Array(pauses.length).fill(seen('UnAvailable')), none);
        const client = newClient(context, { fetch, timeout: 0 });
        // Without a limit, every timer is a pause.
        const options = { interval, timeout: 0 };
        const call = client.waitUntilDeleted(regionId, IMAGE_ID, options);
        for (const ms of pauses) {
          const pause = await timers.next();
          equal(pause.ms, ms, 'pause');
          pause.fire();
        }
        await call;
        equal(sent.length, pauses.length + 1, 'looks');
        equal(timers.started.length, pauses.length, 'timers');
      }),
  })),
  ...[lose, refuse('Throttling'), refuse('InternalError', { status: 500 })].map(
    (trouble, index) => ({
      name: `trouble that may pass does not end the wait (${index})`,
      async run(/** @type {Context} */ context) {
        const { sent, fetch } = inTurn(trouble, trouble, trouble, none);
        const client = newClient(context, { fetch, timeout: 0, maxAttempts: 2 });
        const wait = () => client.waitUntilDeleted(regionId, IMAGE_ID, { timeout: 0 });
        await withDice(HALF, () => withTimers(wait, { atOnce: true }));
        equal(sent.length, 4, 'requests');
      },
    }),
  ),
  {
    name: 'trouble that has passed is no cause of running out of time',
    run: (context) =>
      withTimers(async (timers) => {
        const { fetch } = inTurn(lose, seen('UnAvailable'));
        const client = newClient(context, { fetch, timeout: 0 });
        const call = () => client.waitUntilDeleted(regionId, IMAGE_ID);
        const fields = { code: 'DeletionTimedOut', attempts: 2 };
        const error = failure(context, call, 'EcsTimeoutError', fields);
        const limit = await timers.next();
        (await timers.next()).fire();
        await timers.next();
        limit.fire();
        equal((await error).cause, undefined, 'cause');
      }),
  },
  ...[
    { code: 'Forbidden.RAM', status: 403 },
    { code: 'InvalidImageId.NotFound', status: 500 },
  ].map(({ code, status }) => ({
    name: `what will not pass rejects: ${code}, HTTP ${status}`,
    async run(/** @type {Context} */ context) {
      const { sent, fetch } = inTurn(seen('Available'), refuse(code, { status }));
      const client = newClient(context, { fetch, timeout: 0 });
      const call = () =>
        withTimers(() => client.waitUntilDeleted(regionId, IMAGE_ID, { timeout: 0 }), {
          atOnce: true,
        });
      const fields = { code, httpStatus: status, outcome: 'not-applied' };
      await failure(context, call, 'EcsServiceError', fields);
      equal(sent.length, 2, 'requests');
    },
  })),
  ...moments.flatMap(([name, until, sent]) => [
    {
      name: `waitUntilDeleted, aborted ${name}: rejects with the reason`,
      async run(/** @type {Context} */ context) {
        const error = await endedFromOutside(context, until, sent, (abort) => abort());
        equal(error, reason, 'reason');
      },
    },
    {
      name: `waitUntilDeleted, out of time ${name}`,
      async run(/** @type {Context} */ context) {
        const call = async () => {
          throw await endedFromOutside(context, until, sent, (_, limit) => limit.fire());
        };
        await failure(context, call, 'EcsTimeoutError', { code: 'DeletionTimedOut' });
      },
    },
  ]),
  {
    name: 'waitUntilDeleted, aborted before: rejects with the reason, and nothing is sent',
    async run(context) {
      const { sent, fetch } = inTurn(none);
      const client = newClient(context, { fetch });
      const options = { signal: AbortSignal.abort(reason) };
      await withTimers(async (timers) => {
        const call = () => client.waitUntilDeleted(regionId, IMAGE_ID, options);
        equal(await rejection(call, 'an aborted wait'), reason, 'reason');
        deepEqual(timers.waiting(), [], 'timers that are left');
        const wrongCall = () => client.waitUntilDeleted(regionId, '', options);
        await failure(context, wrongCall, 'EcsArgumentError', { argument: 'imageId' });
      });
      deepEqual(sent, [], 'requests');
    },
  },
  {
    name: 'waitUntilDeleted on a platform that starts no timers says so',
    async run(context) {
      const { setTimeout } = globalThis;
      const { signal } = new AbortController();
      const listeners = watchListeners(signal);
      const client = newClient(context, { fetch: none, timeout: 0 });
      /** @type {any} */ (globalThis).setTimeout = () => {
        throw new Error('no timers here');
      };
      try {
        const call = () => client.waitUntilDeleted(regionId, IMAGE_ID, { signal });
        const argument = 'globalThis.setTimeout';
        await failure(context, call, 'EcsArgumentError', { argument });
        equal(listeners.count, 0, 'listeners that are left');
      } finally {
        globalThis.setTimeout = setTimeout;
      }
    },
  },
  {
    name: 'the endpoint deletes in its own time: the wait ends when it has',
    async run(context) {
      const { control } = context;
      const imageId = await control.createImage();
      await control.settings({ deletionDelay: 50 });
      try {
        const client = newClient(context);
        await client.deleteImage(regionId, imageId);
        await client.waitUntilDeleted(regionId, imageId, { interval: 10 });
        ok(!(await control.exists(imageId)), 'it is still there');
      } finally {
        await control.settings({ deletionDelay: 0 });
      }
    },
  },
  {
    name: 'an image that nobody deletes: out of time, with its state',
    async run(context) {
      const imageId = await context.control.createImage();
      const second = deferred();
      let sent = 0;
      const fetch = (/** @type {string} */ url, /** @type {any} */ init) => {
        sent += 1;
        if (sent === 2) second.resolve(undefined);
        return globalThis.fetch(url, init);
      };
      const timeout = 54_321;
      await withTimers(
        async (timers) => {
          const options = { timeout, interval: 1 };
          const client = newClient(context, { fetch });
          const call = () => client.waitUntilDeleted(regionId, imageId, options);
          const fields = { code: 'DeletionTimedOut', timeout };
          const error = failure(context, call, 'EcsTimeoutError', fields);
          const limit = await timers.next();
          await second.promise;
          limit.fire();
          const expected = `${imageId} is still there after 54321 ms; its status is Available`;
          equal((await error).message, expected, 'message');
        },
        { only: timeout },
      );
    },
  },
  {
    name: 'an image that was never there is gone',
    async run(context) {
      await newClient(context).waitUntilDeleted(regionId, newImageId());
    },
  },
];
