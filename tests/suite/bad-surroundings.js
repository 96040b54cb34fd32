// A page whose prototypes are polluted, a service with a wild date, a key function that hangs or fails
// for a while: nothing of it makes an error a success, or a client useless.
import { deepEqual, equal, ok, rejection } from './assert.js';
import { idsOf } from './bulk-items.js';
import { keys, newClient, newImageId, regionId } from './clients.js';
import { quiet } from './desk.js';
import { accept, answering, formOf, inTurn, never, refuse } from './doubles.js';
import { failure } from './failures.js';
import { withoutRandomValues } from './platform.js';

/** @typedef {import('./run.js').Context} Context */

/**
 * Runs an action while `Object.prototype` has a field that it should not have.
 *
 * @param {string} name
 * @param {unknown} value
 * @param {() => Promise<void>} action
 */
async function polluted(name, value, action) {
  const prototype = /** @type {any} */ (Object.prototype);
  prototype[name] = value;
  try {
    await action();
  } finally {
    delete prototype[name];
  }
}

/**
 * Makes a client on each of the last frames before the stack overflows.
 *
 * @param {() => unknown} make
 * @param {unknown[]} thrown what that threw
 * @returns {number} how many frames fit below
 */
function dive(make, thrown) {
  let below = 0;
  try {
    below = dive(make, thrown) + 1;
  } catch {
    // The end of the stack.
  }
  if (below < 1_000) {
    try {
      make();
    } catch (error) {
      thrown.push(error);
    }
  }
  return below;
}

/** What was told to an `onProgress` that nobody has given. @type {unknown[]} */
const told = [];

/** What a page could have put into every object, and no call has said. @type {[string, () => unknown][]} */
const bulkOptions = [
  ['concurrency', () => 1],
  ['force', () => true],
  ['dryRun', () => true],
  ['signal', () => AbortSignal.abort('from the prototype')],
  ['onProgress', () => (/** @type {unknown} */ progress) => told.push(progress)],
];

/** An object that is its own prototype. @returns {any} */
function endless() {
  /** @type {object} */
  const object = new Proxy({}, { getPrototypeOf: () => object });
  return object;
}

/** @param {{ deleteImage: Function }} client */
const deleting = (client) => () => client.deleteImage(regionId, newImageId());

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...['value', 'reason', 'error', 'held', 'pending', 'clockOffset', 'dryRun', 'endpoint'].map(
    (name) => ({
      name: `Object.prototype.${name} says nothing`,
      run: (/** @type {Context} */ context) =>
        polluted(name, 7, async () => {
          const refused = newClient(context, { fetch: refuse('ImageUseShared', { status: 403 }) });
          const { code } = await rejection(deleting(refused), 'a refusal');
          equal(code, 'ImageUseShared', 'code');
          const { outcome } = await deleting(newClient(context, { fetch: accept }))();
          equal(outcome, 'accepted', 'outcome');
        }),
    }),
  ),
  ...bulkOptions.map(([name, make]) => ({
    name: `Object.prototype.${name} says nothing to deleteImages`,
    run: (/** @type {Context} */ context) =>
      polluted(name, make(), async () => {
        told.length = 0;
        let underWay = 0;
        let most = 0;
        // Whatever goes wrong, nothing waits for ever: the prototype must be cleaned.
        const { sent, fetch } = inTurn(async (url, init) => {
          most = Math.max(most, ++underWay);
          await quiet();
          underWay -= 1;
          return accept(url, init);
        });
        const result = await newClient(context, { fetch }).deleteImages(regionId, idsOf(5));
        equal(result.counts.accepted, 5, 'accepted');
        equal(most, 4, 'under way');
        deepEqual(told, [], 'progress');
        deepEqual(
          sent.map(formOf).map(({ Force, DryRun }) => [Force, DryRun]),
          Array(5).fill(['false', undefined]),
          'Force and DryRun',
        );
      }),
  })),
  {
    name: 'options and requests whose prototypes never end are read all the same',
    async run(context) {
      const { fetch } = inTurn(answering('{"RequestId":"R","TotalCount":0}'));
      const client = newClient(context, { fetch });
      await client.deleteImages(regionId, [], endless());
      await client.waitUntilDeleted(regionId, newImageId(), endless());
      const images = client.describeImages(regionId, endless(), endless());
      equal((await images.next()).done, true, 'whether it is done');
    },
  },
  {
    name: 'a stack that overflows does so before WebAssembly is entered',
    async run(context) {
      /** @type {any[]} */
      const thrown = [];
      dive(() => newClient(context, { fetch: accept }), thrown);
      ok(thrown.length > 0, 'no client was made at the end of the stack');
      const within = thrown.filter(({ stack }) => /wasm/.test(stack));
      equal(within.length, 0, 'overflows within WebAssembly');
      equal((await deleting(newClient(context, { fetch: accept }))()).outcome, 'accepted', 'then');
    },
  },
  ...[200, 400, 408].map((status) => ({
    name: `InternalError with HTTP ${status} leaves it open, and a repeat may find the image gone`,
    async run(/** @type {Context} */ context) {
      const failing = refuse('InternalError', { status });
      const once = newClient(context, { fetch: failing });
      const { outcome } = await rejection(deleting(once), 'a failure');
      equal(outcome, 'unknown', 'outcome');
      const absent = refuse('InvalidImageId.NotFound', { status: 404 });
      const { fetch } = inTurn(failing, absent);
      const twice = newClient(context, { fetch, maxAttempts: 2 });
      equal((await deleting(twice)()).outcome, 'absent', 'outcome of the repeat');
    },
  })),
  {
    name: 'a state refusal is not repeated even with the status of a failure',
    async run(context) {
      const { sent, fetch } = inTurn(refuse('ImageUseShared', { status: 500 }), accept);
      await rejection(deleting(newClient(context, { fetch, maxAttempts: 3 })), 'a refusal');
      equal(sent.length, 1, 'requests');
    },
  },
  ...['Fri, 31 Dec 9999 23:59:59 GMT', 'Thu, 01 Jan 1970 00:00:00 GMT'].map((date) => ({
    name: `a service whose clock says ${date} is not believed`,
    async run(/** @type {Context} */ context) {
      const wild = refuse('InvalidTimeStamp.Expired', { headers: { date } });
      const { sent, fetch } = inTurn(wild, accept);
      const client = newClient(context, { fetch, maxAttempts: 2 });
      await rejection(deleting(client), 'a refusal');
      equal((await deleting(client)()).outcome, 'accepted', 'the next call');
      equal(sent.length, 2, 'requests');
    },
  })),
  {
    name: 'a clock corrected by a wrong date goes back to its own',
    async run(context) {
      const date = new Date(Date.now() - 7_200_000).toUTCString();
      const stale = refuse('InvalidTimeStamp.Expired', { headers: { date } });
      const { sent, fetch } = inTurn(stale, stale, accept);
      const client = newClient(context, { fetch, maxAttempts: 2 });
      await rejection(deleting(client), 'a refusal');
      await deleting(client)();
      const form = new URLSearchParams(String(sent[2].init.body));
      const off = Math.abs(Date.parse(String(form.get('Timestamp'))) - Date.now());
      ok(off < 60_000, `the last time stamp is ${off} ms off`);
    },
  },
  {
    name: 'where there are no random values, nothing is signed, and the client goes on once there are',
    async run(context) {
      const client = newClient(context, { fetch: accept });
      const imageId = newImageId();
      const call = () => client.deleteImage(regionId, imageId);
      const fields = { argument: 'globalThis.crypto', attempts: 0, outcome: 'not-applied' };
      await withoutRandomValues(async () => {
        // Up to sixteen nonces may have been drawn before.
        let isSigned = true;
        for (let left = 16; left > 0 && isSigned; left -= 1) {
          isSigned = await call().then(
            () => true,
            () => false,
          );
        }
        await failure(context, call, 'EcsArgumentError', fields);
      });
      equal((await call()).outcome, 'accepted', 'outcome');
    },
  },
  {
    name: 'a key function that hung once is asked anew, although its callers only aborted',
    async run(context) {
      let asked = 0;
      const credentials = () => (++asked === 1 ? never() : keys.permanent);
      const client = newClient(context, { credentials, fetch: accept, timeout: 20 });
      const aborted = new AbortController();
      const first = client.deleteImage(regionId, newImageId(), false, {
        signal: aborted.signal,
        timeout: 0,
      });
      aborted.abort('enough');
      equal(await first.catch((/** @type {unknown} */ reason) => reason), 'enough', 'the reason');
      // Joins what hangs at the most once; then it has had its time.
      await deleting(client)().catch(() => undefined);
      equal((await deleting(client)()).outcome, 'accepted', 'outcome');
      equal(asked, 2, 'questions');
    },
  },
  {
    name: 'a key that is about to expire is used when a new one cannot be had',
    async run(context) {
      let asked = 0;
      const expiration = Date.now() + 120_000;
      const credentials = () => {
        if (++asked > 1) throw new Error('the token server is down');
        return { ...keys.permanent, expiration };
      };
      const client = newClient(context, { credentials, fetch: accept });
      await deleting(client)();
      equal((await deleting(client)()).outcome, 'accepted', 'outcome');
      equal(asked, 2, 'questions');
    },
  },
  ...[
    '{"RequestId":"R","code":"Forbidden","message":"no"}',
    '{"RequestId":"R","Success":false}',
    '{"RequestId":"R","Errors":["no"]}',
    '<DescribeImagesResponse><RequestId>R</RequestId></DescribeImagesResponse>',
  ].map((body) => ({
    name: `${body} is not taken for a success`,
    run: (/** @type {Context} */ context) =>
      failure(
        context,
        deleting(newClient(context, { fetch: answering(body) })),
        'EcsResponseError',
        { code: 'ForeignBody', outcome: 'unknown' },
      ).then(() => undefined),
  })),
];
