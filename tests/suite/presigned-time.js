// How long presigned deletions can be sent, by whose clock, and with whose key they are signed.
import { deepEqual, equal, ok } from './assert.js';
import { keys, newClient, newImageId, regionId } from './clients.js';
import { accept, inTurn, never } from './doubles.js';
import { failure } from './failures.js';
import { withClock, withTimers } from './platform.js';
import { checkThatItIsGone, methods, parametersOf, presign, send } from './presigning.js';

/** @typedef {import('./run.js').Context} Context */

const MINUTE = 60_000;

/** @type {import('./run.js').Test[]} */
const clocks = [
  {
    name: 'presigned: expires 15 minutes after its time stamp',
    run: (context) =>
      withClock(async (clock) => {
        const request = await presign(context, newImageId());
        equal(Date.parse(parametersOf(request).Timestamp), clock.now, 'time stamp');
        equal(request.expiresAt, clock.now + 15 * MINUTE, 'expiresAt');
      }),
  },
  ...[1, 14, 15, 16, 600].map((minutes) => ({
    name: `presigned with a key that lasts for ${minutes} minutes: expires with what ends first`,
    run: (/** @type {Context} */ context) =>
      withClock(async (clock) => {
        const expiration = new Date(clock.now + minutes * MINUTE);
        const key = { ...keys.temporary, expiration };
        for (const credentials of [key, () => key]) {
          const request = await presign(context, newImageId(), { client: { credentials } });
          equal(request.expiresAt, clock.now + Math.min(minutes, 15) * MINUTE, 'expiresAt');
        }
      }),
  })),
  ...methods.map((method) => ({
    name: `presigned ${method}: an expired one is refused before it is sent`,
    run: (/** @type {Context} */ context) =>
      withClock(async (clock) => {
        const imageId = newImageId();
        const request = await presign(context, imageId, { options: { method } });
        const { sent, fetch } = inTurn(accept);
        const call = () => send(context, request, { fetch });
        const start = clock.now;
        for (const later of [15 * MINUTE, 15 * MINUTE + 1, 60 * MINUTE]) {
          clock.now = start + later;
          const fields = { argument: 'request.expiresAt', attempts: 0, outcome: 'not-applied' };
          const error = await failure(context, call, 'EcsArgumentError', fields);
          const times = error.message.match(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g) ?? [];
          const expected = [request.expiresAt, Math.floor(clock.now / 1000) * 1000];
          deepEqual(times.map(Date.parse), expected, 'times in the message');
        }
        deepEqual(sent, [], 'calls of fetch');
        deepEqual(await context.control.requests(imageId), [], 'requests that arrived');
        clock.now = start + 15 * MINUTE - 1;
        equal((await call()).outcome, 'accepted', 'a moment before');
      }),
  })),
  {
    name: 'presigned: one that was signed too long ago is refused, whatever expiresAt says',
    run: (context) =>
      withClock(async (clock) => {
        const request = await presign(context, newImageId());
        clock.now += 15 * MINUTE;
        const { sent, fetch } = inTurn(accept);
        const later = { ...request, expiresAt: clock.now + 60 * MINUTE };
        const call = () => send(context, later, { fetch });
        await failure(context, call, 'EcsArgumentError', { argument: 'request.expiresAt' });
        deepEqual(sent, [], 'calls of fetch');
      }),
  },
  ...[20 * MINUTE, -20 * MINUTE].map((clockOffset) => ({
    name: `presigned, the service's clock ${clockOffset} ms off: whoever sends it is not blamed`,
    async run(/** @type {Context} */ context) {
      const imageId = await context.control.createImage();
      const request = await presign(context, imageId);
      await context.control.settings({ clockOffset });
      try {
        const call = () => send(context, request);
        const fields = { code: 'InvalidTimeStamp.Expired', attempts: 1, outcome: 'not-applied' };
        const error = await failure(context, call, 'EcsServiceError', fields);
        const { Timestamp } = parametersOf(request);
        ok(error.message.includes(`It was signed at ${Timestamp}, and the service's`), error);
        ok(!/this machine/i.test(error.message + error.description), error);
      } finally {
        await context.control.settings({ clockOffset: 0 });
      }
    },
  })),
  {
    name: 'presigned, after the clock was corrected: by the corrected clock',
    async run(context) {
      const hour = 60 * MINUTE;
      const [first, second] = await context.control.createImages(2);
      await context.control.settings({ clockOffset: hour });
      try {
        const client = newClient(context, { maxAttempts: 2 });
        equal((await client.deleteImage(regionId, first)).attempts, 2, 'attempts');
        const request = await client.presignDeleteImage(regionId, second);
        const ahead = Date.parse(parametersOf(request).Timestamp) - Date.now() - hour;
        ok(Math.abs(ahead) < MINUTE, `${ahead} ms from the service's clock`);
        await send(context, request);
        await checkThatItIsGone(context, second);
      } finally {
        await context.control.settings({ clockOffset: 0 });
      }
    },
  },
];

/** @type {import('./run.js').Test[]} */
const signers = [
  {
    name: 'presigned with a function for keys: asked once, also for the deletions that follow',
    async run(context) {
      let asked = 0;
      const give = async () => {
        asked++;
        return keys.temporary;
      };
      const [first, second, third] = await context.control.createImages(3);
      const client = newClient(context, { credentials: give });
      const requests = await Promise.all([
        client.presignDeleteImage(regionId, first),
        client.presignDeleteImage(regionId, second),
      ]);
      await client.deleteImage(regionId, third);
      equal(asked, 1, 'questions');
      for (const request of requests) await send(context, request);
      for (const imageId of [first, second, third]) await checkThatItIsGone(context, imageId);
    },
  },
  {
    name: 'presigned with a function for keys that fails: no request, and the cause',
    async run(context) {
      const cause = new Error('no keys today');
      const client = { credentials: () => Promise.reject(cause) };
      const call = () => presign(context, newImageId(), { client });
      const fields = { attempts: 0, outcome: 'not-applied' };
      equal((await failure(context, call, 'EcsCredentialsError', fields)).cause, cause, 'cause');
    },
  },
  {
    name: 'presigned with a function for keys that never answers: after the time limit, an error',
    run: (context) =>
      withTimers(
        async () => {
          const client = { credentials: never, timeout: 4321 };
          const call = () => presign(context, newImageId(), { client });
          await failure(context, call, 'EcsCredentialsError', { attempts: 0 });
        },
        { atOnce: true },
      ),
  },
  {
    name: 'presigned with a key that has expired: an error',
    async run(context) {
      const expiration = '2020-01-01T00:00:00Z';
      const client = { credentials: { ...keys.temporary, expiration } };
      const call = () => presign(context, newImageId(), { client });
      await failure(context, call, 'EcsCredentialsError', { attempts: 0 });
    },
  },
];

export const tests = [...clocks, ...signers];
