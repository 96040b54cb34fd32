// How long the client waits between attempts, seen by the timers that it starts. No test waits: the
// clients have no time limit, so every timer is a pause, and each fires at once.
import { deepEqual, ok, rejection } from './assert.js';
import { newClient, newImageId, regionId } from './clients.js';
import { accept, answering, inTurn, lose, refuse } from './doubles.js';
import { withClock, withDice, withTimers } from './platform.js';

/** @typedef {import('./run.js').Context} Context */
/** @typedef {import('./doubles.js').Fetch} Fetch */

const HOUR = 3_600_000;
const HALF = 0x80;
const MOST = 0xff;

/** Headers of a throttled answer, and the pause that they ask for; none where it is zero. */
const requested = [
  [{ 'x-acs-retry-after': '1' }, 1],
  [{ 'x-acs-retry-after': '2500' }, 2500],
  [{ 'x-acs-retry-after': ' 60000 ' }, 60_000],
  [{ 'x-acs-retry-after': '0' }, 0],
  [{ 'x-acs-retry-after': '60001' }, 60_000],
  [{ 'x-acs-retry-after': '4294967295' }, 60_000],
  [{ 'x-acs-retry-after': '4294967296' }, 60_000],
  [{ 'retry-after': '3' }, 3_000],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after': '61' }, 60_000],
  [{ 'retry-after': '4294967295' }, 60_000],
  [{ 'retry-after': '99999999999' }, 60_000],
  [{ 'x-acs-retry-after': '5', 'retry-after': '3' }, 5],
];

/** How far off the date is that the header names, and the pause that this means. */
const dates = [
  [5_000, 5_000],
  [0, 0],
  [-60_000, 0],
  [60_000, 60_000],
  [3_600_000, 60_000],
];

/** What says nothing, so that the pause is drawn from the window. */
const nonsense = ['x-acs-retry-after', 'retry-after'].flatMap((name) =>
  ['soon', '-5', '1.5', '1e3', '0x10'].map((value) => ({ [name]: value })),
);

/** What fails, and the windows that its pauses are drawn from. @type {[string, Fetch, number[]][]} */
const windows = [
  ['a lost connection', lose, [200, 400, 800, 1_600, 3_200, 6_400, 12_800, 20_000, 20_000]],
  ['InternalError', refuse('InternalError', { status: 500 }), [200, 400, 800]],
  ['SignatureNonceUsed', refuse('SignatureNonceUsed'), [200, 400, 800]],
  ...['Throttling', 'Throttling.User', 'Throttling.Api', 'Rejected.Throttling'].map(
    (code) =>
      /** @type {[string, Fetch, number[]]} */ ([
        code,
        refuse(code),
        [1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000],
      ]),
  ),
];

/**
 * The pauses that a call makes.
 *
 * @param {Context} context
 * @param {Fetch} fetch
 * @param {number} maxAttempts
 */
function pauses(context, fetch, maxAttempts) {
  const client = newClient(context, { fetch, maxAttempts, timeout: 0 });
  return withTimers(
    async ({ started }) => {
      await client.deleteImage(regionId, newImageId()).catch(() => {});
      return started.map(({ ms }) => ms);
    },
    { atOnce: true },
  );
}

/**
 * Who asks for no pause at all gets the one that is drawn.
 *
 * @param {number} pause
 * @param {number} drawn
 */
function expected(pause, drawn) {
  return [pause === 0 ? drawn : pause];
}

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...requested.map(([headers, pause]) => ({
    name: `${JSON.stringify(headers)} asks for ${pause} ms`,
    async run(/** @type {Context} */ context) {
      const options = { headers: /** @type {Record<string, string>} */ (headers) };
      const { fetch } = inTurn(refuse('Throttling', options), accept);
      const made = await withDice(HALF, () => pauses(context, fetch, 2));
      deepEqual(made, expected(Number(pause), 501), 'pauses');
    },
  })),
  ...dates.map(([later, pause]) => ({
    name: `a Retry-After ${later} ms from now asks for ${pause} ms`,
    run: (/** @type {Context} */ context) =>
      withClock(async (clock) => {
        const headers = { 'retry-after': new Date(clock.now + later).toUTCString() };
        const { fetch } = inTurn(refuse('ServiceUnavailable', { status: 503, headers }), accept);
        const made = await withDice(HALF, () => pauses(context, fetch, 2));
        deepEqual(made, expected(pause, 100), 'pauses');
      }),
  })),
  ...nonsense.map((headers) => ({
    name: `${JSON.stringify(headers)} asks for nothing`,
    async run(/** @type {Context} */ context) {
      const { fetch } = inTurn(refuse('Throttling', { headers }), accept);
      const made = await withDice(MOST, () => pauses(context, fetch, 2));
      deepEqual(made, [999], 'pauses');
    },
  })),
  ...[-HOUR, HOUR].map((offset) => ({
    name: `a Retry-After of a service whose clock is ${offset} ms ahead is counted from its Date`,
    run: (/** @type {Context} */ context) =>
      withClock(async (clock) => {
        const [date, later] = [offset, offset + 5_000].map((ms) =>
          new Date(clock.now + ms).toUTCString(),
        );
        const headers = { date, 'retry-after': later };
        const { fetch } = inTurn(refuse('ServiceUnavailable', { status: 503, headers }), accept);
        const made = await withDice(HALF, () => pauses(context, fetch, 2));
        deepEqual(made, [5_000], 'pauses');
      }),
  })),
  {
    name: "a proxy's page can ask for a pause, too",
    async run(context) {
      const headers = { 'retry-after': '2' };
      const page = answering('<html></html>', { status: 503, contentType: 'text/html', headers });
      deepEqual(await pauses(context, inTurn(page, accept).fetch, 2), [2_000], 'pauses');
    },
  },
  {
    name: 'what the service asks for is asked for once: the next pause is drawn again',
    async run(context) {
      const throttle = refuse('Throttling', { headers: { 'x-acs-retry-after': '7' } });
      const { fetch } = inTurn(throttle, lose, accept);
      const made = await withDice(MOST, () => pauses(context, fetch, 3));
      deepEqual(made, [7, 399], 'pauses');
    },
  },
  ...windows.map(([name, fetch, sizes]) => ({
    name: `the pauses after ${name} are drawn from windows of ${sizes.join(', ')} ms`,
    async run(/** @type {Context} */ context) {
      for (const byte of [0, HALF, MOST]) {
        const drawn = (byte * 0x01010101) / 2 ** 32;
        const all = sizes.map((size) => Math.floor(size * drawn));
        const made = await withDice(byte, () => pauses(context, fetch, sizes.length + 1));
        deepEqual(made, byte === 0 ? [] : all, `pauses with ${byte}`);
      }
    },
  })),
  {
    name: 'pauses are random: clients that fail together do not return together',
    async run(context) {
      /** @type {number[]} */
      const all = [];
      for (let count = 0; count < 20; count++) all.push(...(await pauses(context, lose, 2)));
      ok(
        all.every((ms) => ms > 0 && ms < 200),
        `pauses outside of the window: ${all}`,
      );
      // That 20 draws from 200 give fewer than 5 numbers happens less than once in 10^20 times.
      ok(new Set(all).size >= 5, `hardly random: ${all}`);
    },
  },
  {
    name: 'a platform that starts no timer for a pause: what was lost is still said',
    async run(context) {
      const { setTimeout } = globalThis;
      const client = newClient(context, { fetch: lose, maxAttempts: 2, timeout: 0 });
      const call = () => client.deleteImage(regionId, newImageId());
      /** @type {any} */ (globalThis).setTimeout = () => {
        throw new Error('no timers here');
      };
      try {
        const error = await withDice(HALF, () => rejection(call, 'a lost call'));
        deepEqual([error.outcome, error.attempts], ['unknown', 1], `of ${error}`);
      } finally {
        globalThis.setTimeout = setTimeout;
      }
    },
  },
];
