// A machine whose clock is wrong: corrected by the service's where that can be seen, once in a call
// and for all that follow; called the cause where it cannot.
import { deepEqual, equal, match, ok } from './assert.js';
import { newClient, newImageId, regionId } from './clients.js';
import { accept, formOf, inTurn, lose, refuse } from './doubles.js';
import { failure } from './failures.js';
import { withClock, withDice } from './platform.js';

/** @typedef {import('./run.js').Context} Context */
/** @typedef {import('./doubles.js').Fetch} Fetch */

const HOUR = 3_600_000;
const CODES = ['InvalidTimeStamp.Expired', 'IllegalTimestamp'];
const refusedTime = { code: 'InvalidTimeStamp.Expired', outcome: 'not-applied', retryable: false };

/**
 * @param {Context} context
 * @param {number} clockOffset of the service
 * @param {() => Promise<void>} action
 */
async function withServiceClock({ control }, clockOffset, action) {
  await control.settings({ clockOffset });
  try {
    await action();
  } finally {
    await control.settings({ clockOffset: 0 });
  }
}

/**
 * Refuses a time stamp, with a `Date` so much later than this machine's clock.
 *
 * @param {number} later
 * @param {string} [code]
 * @returns {Fetch}
 */
function refuseTime(later, code = CODES[0]) {
  return (url, init) => {
    const headers = { date: new Date(Date.now() + later).toUTCString() };
    return refuse(code, { headers })(url, init);
  };
}

/** As a page sees an answer whose headers are not exposed. @type {Fetch} */
async function withoutHeaders(url, init) {
  const answer = await globalThis.fetch(url, init);
  return new Response(await answer.text(), { status: answer.status });
}

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...[HOUR, -HOUR].flatMap((offset) => [
    {
      name: `a clock ${offset} ms off: corrected, and right from then on`,
      run: (/** @type {Context} */ context) =>
        withServiceClock(context, offset, async () => {
          const [first, second, third] = await context.control.createImages(3);
          const client = newClient(context, { maxAttempts: 2 });
          equal((await client.deleteImage(regionId, first)).attempts, 2, 'attempts of the first');
          equal((await client.deleteImage(regionId, second)).attempts, 1, 'attempts of the next');
          const other = newClient(context, { maxAttempts: 2 });
          equal((await other.deleteImage(regionId, third)).attempts, 2, 'of another client');
        }),
    },
    {
      name: `a clock ${offset} ms off, one attempt: the error says both times, the next call is right`,
      run: (/** @type {Context} */ context) =>
        withServiceClock(context, offset, async () => {
          const [first, second] = await context.control.createImages(2);
          const client = newClient(context);
          const call = () => client.deleteImage(regionId, first);
          const fields = { ...refusedTime, attempts: 1 };
          const { message } = await failure(context, call, 'EcsServiceError', fields);
          match(message, /This machine's clock is the cause/, 'message');
          const [own, service] = message.match(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g) ?? [];
          const difference = Date.parse(service) - Date.parse(own);
          ok(Math.abs(difference - offset) < 60_000, `the times in: ${message}`);
          ok(await context.control.exists(first), 'the image is gone');
          equal((await client.deleteImage(regionId, second)).outcome, 'accepted', 'the next call');
        }),
    },
    {
      name: `a clock ${offset} ms off, no readable Date: the clock is called the cause`,
      run: (/** @type {Context} */ context) =>
        withServiceClock(context, offset, async () => {
          const imageId = await context.control.createImage();
          const { sent, fetch } = inTurn(withoutHeaders);
          const client = newClient(context, { fetch, maxAttempts: 3 });
          const call = () => client.deleteImage(regionId, imageId);
          const fields = { ...refusedTime, attempts: 1 };
          const { message } = await failure(context, call, 'EcsServiceError', fields);
          match(message, /This machine's clock is most likely the cause/, 'message');
          match(message, /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/, 'message');
          equal(sent.length, 1, 'requests');
          ok(await context.control.exists(imageId), 'the image is gone');
        }),
    },
  ]),
  {
    name: 'a Date that is not exposed: unreadable to a browser, and to nobody else',
    async run(context) {
      const { control, runtime } = context;
      const imageId = await control.createImage();
      await control.fault({ fault: 'wrongClock', times: 2, exposed: false, imageId });
      const client = newClient(context, { maxAttempts: 3 });
      const call = () => client.deleteImage(regionId, imageId);
      if (runtime === 'chromium' || runtime === 'firefox') {
        const fields = { ...refusedTime, attempts: 1 };
        const { message } = await failure(context, call, 'EcsServiceError', fields);
        match(message, /This machine's clock is most likely the cause/, 'message');
        ok(await control.exists(imageId), 'the image is gone');
      } else {
        equal((await call()).attempts, 2, 'attempts');
      }
    },
  },
  ...CODES.flatMap((code) =>
    [HOUR, -HOUR, 40 * 365 * 24 * HOUR].map((offset) => ({
      name: `after ${code} the time stamp is the service's, ${offset} ms later`,
      run: (/** @type {Context} */ context) =>
        withClock(async (clock) => {
          const { sent, fetch } = inTurn(refuseTime(offset, code), accept);
          const client = newClient(context, { fetch, maxAttempts: 2 });
          const { attempts } = await client.deleteImage(regionId, newImageId());
          equal(attempts, 2, 'attempts');
          const stamps = sent.map((request) => Date.parse(formOf(request).Timestamp) - clock.now);
          deepEqual(stamps, [0, offset], 'time stamps, from now');
        }),
    })),
  ),
  {
    name: 'the clock is corrected once in a call, however it is then refused',
    async run(context) {
      const { sent, fetch } = inTurn(refuseTime(HOUR), refuseTime(2 * HOUR), accept);
      const client = newClient(context, { fetch, maxAttempts: 5 });
      const call = () => client.deleteImage(regionId, newImageId());
      await failure(context, call, 'EcsServiceError', { ...refusedTime, attempts: 2 });
      equal(sent.length, 2, 'requests');
    },
  },
  {
    name: "an error after a correction still says this machine's own time",
    run: (context) =>
      withClock(async (clock) => {
        const { fetch } = inTurn(refuseTime(HOUR), refuseTime(2 * HOUR));
        const client = newClient(context, { fetch, maxAttempts: 2 });
        const call = () => client.deleteImage(regionId, newImageId());
        const { message } = await failure(context, call, 'EcsServiceError', refusedTime);
        const times = message.match(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g) ?? [];
        const expected = [clock.now, clock.now + 2 * HOUR];
        deepEqual(times.map(Date.parse), expected, `the times in: ${message}`);
      }),
  },
  {
    name: 'a clock that agrees is not to blame, and the call is not repeated',
    async run(context) {
      const { sent, fetch } = inTurn(refuseTime(0), accept);
      const client = newClient(context, { fetch, maxAttempts: 3 });
      const call = () => client.deleteImage(regionId, newImageId());
      const fields = { ...refusedTime, attempts: 1 };
      const { message } = await failure(context, call, 'EcsServiceError', fields);
      match(message, /This machine's clock agrees with the service's/, 'message');
      equal(sent.length, 1, 'requests');
    },
  },
  ...['', 'soon', 'Mon, 99 Foo 2026 99:99:99 GMT', '-1'].map((date) => ({
    name: `a Date that is none, ${JSON.stringify(date)}, never makes a call hang or throw`,
    async run(/** @type {Context} */ context) {
      const { fetch } = inTurn(refuse(CODES[0], { headers: { date } }));
      const client = newClient(context, { fetch, maxAttempts: 3 });
      const call = () => client.deleteImage(regionId, newImageId());
      const { attempts } = await failure(context, call, 'EcsServiceError', refusedTime);
      // Some engines find a date even in the last one.
      ok(attempts <= 2, `attempts: ${attempts}`);
    },
  })),
  {
    name: 'correcting the clock does not forget that an answer was lost',
    async run(context) {
      const absent = refuse('InvalidImageId.NotFound', { status: 404 });
      const { fetch } = inTurn(lose, refuseTime(HOUR), absent);
      const client = newClient(context, { fetch, maxAttempts: 3 });
      const result = await withDice(0, () => client.deleteImage(regionId, newImageId()));
      deepEqual([result.outcome, result.attempts], ['absent', 3], 'outcome and attempts');
    },
  },
  {
    name: 'correcting the clock counts as an attempt, and waits for nothing',
    async run(context) {
      const { sent, fetch } = inTurn(refuseTime(HOUR), lose, accept);
      const client = newClient(context, { fetch, maxAttempts: 3 });
      const result = await withDice(0, () => client.deleteImage(regionId, newImageId()));
      deepEqual([result.outcome, result.attempts], ['accepted', 3], 'outcome and attempts');
      equal(sent.length, 3, 'requests');
    },
  },
];
