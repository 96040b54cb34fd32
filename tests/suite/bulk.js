// `deleteImages`: what became of each image, and that nothing is sent before all arguments are sound.
import { deepEqual, equal, match, ok, rejection } from './assert.js';
import { idsOf } from './bulk-items.js';
import { newClient, newImageId, regionId } from './clients.js';
import { newDesk } from './desk.js';
import { accept, answering, formOf, inTurn, lose, recorder, refuse } from './doubles.js';
import { failure } from './failures.js';
import { checkOutcome } from './truth.js';
import { notAttempts, notMilliseconds, notObjects, show } from './wrong-values.js';

/** @typedef {import('./run.js').Context} Context */

const notFlags = [null, 'true', 'false', 1, 0, {}, new Boolean(true)];
const notLists = [undefined, null, 5, true, {}, () => {}, Symbol('m-1'), { length: 1, 0: 'm-1' }];
const notImages = [undefined, null, 5, ['m-1'], new String('m-1'), '', ' m-1', 'm-1&Force=true'];

/** The name that an error has for the argument, the value, and a call that gives it. */
const wrong = [
  ...['', 'cn', 5, undefined].map((value) => ['regionId', value, [value, ['m-1']]]),
  ...['', 'cn'].map((value) => ['regionId', value, [value, []]]),
  ...['m-1', '', ...notLists].map((value) => ['imageIds', value, [regionId, value]]),
  ...notImages.map((value) => ['imageIds[2]', value, [regionId, ['m-1', 'm-2', value, 'm-3']]]),
  ...notObjects.map((value) => ['options', value, withOptions(value)]),
  ...notFlags.flatMap((value) => [
    ['options.force', value, withOptions({ force: value })],
    ['options.dryRun', value, withOptions({ dryRun: value })],
  ]),
  ...notMilliseconds.map((value) => ['options.timeout', value, withOptions({ timeout: value })]),
  ...notAttempts.flatMap((value) => [
    ['options.maxAttempts', value, withOptions({ maxAttempts: value })],
    ['options.concurrency', value, withOptions({ concurrency: value })],
  ]),
  ...[null, 5, 'log', {}].map((value) => [
    'options.onProgress',
    value,
    withOptions({ onProgress: value }),
  ]),
  ...[null, 'abort', {}].map((value) => ['options.signal', value, withOptions({ signal: value })]),
  ['options.Force', true, withOptions({ Force: true })],
  ['options.interval', 5, withOptions({ interval: 5 })],
].map(([argument, value, values]) => ({
  argument: String(argument),
  value,
  values: /** @type {unknown[]} */ (values),
}));

/** @param {unknown} options */
function withOptions(options) {
  return [regionId, ['m-1'], options];
}

/** Ways to give the same two ids. @type {[string, () => any][]} */
const lists = [
  ['an array', () => ['m-1', 'm-2']],
  ['a Set', () => new Set(['m-1', 'm-2'])],
  ["a Map's keys", () => new Map(Object.entries({ 'm-1': 1, 'm-2': 2 })).keys()],
  ['an array with repeats', () => ['m-1', 'm-2', 'm-1', 'm-2', 'm-2']],
  [
    'a generator',
    function* () {
      yield 'm-1';
      yield 'm-2';
    },
  ],
];

/** @param {any} result */
function statuses({ items }) {
  return items.map((/** @type {any} */ { status }) => status);
}

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...wrong.map(({ argument, value, values }) => ({
    name: `deleteImages refuses ${argument}: ${show(value)}`,
    async run(/** @type {Context} */ context) {
      const { sent, fetch } = recorder();
      const client = /** @type {any} */ (newClient(context, { fetch }));
      const call = () => client.deleteImages(...values);
      const error = await failure(context, call, 'EcsArgumentError', { argument });
      ok(error.message.startsWith(`${argument} `), error.message);
      ok(!error.message.includes(`${argument} ${argument.split('[')[0]}`), error.message);
      deepEqual(sent, [], 'requests');
    },
  })),
  ...['m-1', new String('m-1')].map((imageId) => ({
    name: `a single id, as a ${typeof imageId}, is to be put in an array`,
    async run(/** @type {Context} */ context) {
      const client = /** @type {any} */ (newClient(context));
      const call = () => client.deleteImages(regionId, imageId);
      const error = await failure(context, call, 'EcsArgumentError', { argument: 'imageIds' });
      match(error.message, /put a single id in an array/, 'message');
    },
  })),
  {
    name: 'what the list throws comes out, and nothing is sent',
    async run(context) {
      const { sent, fetch } = inTurn(accept);
      const thrown = new RangeError('no more ids');
      function* ids() {
        yield 'm-1';
        throw thrown;
      }
      const call = () => newClient(context, { fetch }).deleteImages(regionId, ids());
      equal(await rejection(call, 'a list that throws'), thrown, 'what was thrown');
      deepEqual(sent, [], 'requests');
    },
  },
  ...lists.map(([name, make]) => ({
    name: `${name} of ids: each image is deleted once, in their order`,
    async run(/** @type {Context} */ context) {
      const { sent, fetch } = inTurn(accept);
      const result = await newClient(context, { fetch }).deleteImages(regionId, make());
      deepEqual(
        sent.map((request) => formOf(request).ImageId),
        ['m-1', 'm-2'],
        'images',
      );
      deepEqual(
        result.items.map(({ imageId }) => imageId),
        ['m-1', 'm-2'],
        'items',
      );
    },
  })),
  {
    name: 'the list is read once and at once: what it becomes later is nothing to the call',
    async run(context) {
      const { sent, fetch } = inTurn(accept);
      const ids = ['m-1', 'm-2'];
      const options = { force: false };
      const call = newClient(context, { fetch }).deleteImages(regionId, ids, options);
      ids.push('m-3');
      options.force = true;
      equal((await call).items.length, 2, 'items');
      deepEqual(
        sent.map((request) => formOf(request).Force),
        ['false', 'false'],
        'Force',
      );
    },
  },
  {
    name: 'no ids: an empty result, and nothing is sent',
    async run(context) {
      const { sent, fetch } = inTurn(accept);
      const result = await newClient(context, { fetch }).deleteImages(regionId, []);
      const counts = { accepted: 0, absent: 0, validated: 0, failed: 0, skipped: 0 };
      deepEqual(result, { items: [], counts }, 'result');
      deepEqual(sent, [], 'requests');
    },
  },
  {
    name: 'each image gets its own end, in the order of the ids, and it is true',
    async run(context) {
      const { control } = context;
      const [first, second] = await control.createImages(2);
      const inUse = await control.createImage('inUse');
      const shared = await control.createImage('shared');
      const ids = [first, inUse, newImageId(), shared, second];
      const { items, counts } = await newClient(context).deleteImages(regionId, ids);
      deepEqual(
        items.map(({ imageId }) => imageId),
        ids,
        'ids',
      );
      deepEqual(
        items.map(({ status, error }) => /** @type {any} */ (error)?.code ?? status),
        [
          ...['accepted', 'ImageUsingByInstance', 'InvalidImageId.NotFound', 'ImageUseShared'],
          'accepted',
        ],
        'ends',
      );
      deepEqual(counts, { accepted: 2, absent: 0, validated: 0, failed: 3, skipped: 0 }, 'counts');
      for (const item of items) {
        const [request, ...more] = await control.requests(item.imageId);
        equal(more.length, 0, 'further requests');
        equal(request.parameters.Force, 'false', 'Force');
        if (item.error) {
          ok(context.ecs.isEcsError(item.error), `${item.error}`);
          deepEqual(Object.keys(item), ['imageId', 'status', 'error'], 'fields of a failed one');
        } else {
          const { imageId } = item;
          const expected = { imageId, status: 'accepted', requestId: request.requestId };
          deepEqual(item, expected, 'an accepted one');
          await checkOutcome(context, imageId, { outcome: item.status });
        }
      }
      for (const imageId of [inUse, shared]) ok(await control.exists(imageId), 'it is gone');
    },
  },
  {
    name: 'force true deletes images in use',
    async run(context) {
      const ids = [await context.control.createImage('inUse'), await context.control.createImage()];
      const result = await newClient(context).deleteImages(regionId, ids, { force: true });
      deepEqual(statuses(result), ['accepted', 'accepted'], 'ends');
      for (const imageId of ids) {
        ok(!(await context.control.exists(imageId)), 'it is still there');
        equal((await context.control.requests(imageId))[0].parameters.Force, 'true', 'Force');
      }
    },
  },
  {
    name: 'a dry run validates, and deletes nothing',
    async run(context) {
      const ids = await context.control.createImages(2);
      const options = { dryRun: true };
      const result = await newClient(context).deleteImages(regionId, ids, options);
      deepEqual(statuses(result), ['validated', 'validated'], 'ends');
      equal(result.counts.validated, 2, 'count');
      for (const imageId of ids) ok(await context.control.exists(imageId), 'it is gone');
    },
  },
  {
    name: 'timeout and maxAttempts are those of each deletion',
    async run(context) {
      const { sent, fetch } = inTurn(() => new Promise(() => {}), lose, lose);
      const client = newClient(context, { fetch, maxAttempts: 9, timeout: 60_000 });
      const options = { timeout: 10, maxAttempts: 1, concurrency: 1 };
      const { items } = await client.deleteImages(regionId, idsOf(3), options);
      equal(sent.length, 3, 'requests');
      deepEqual(
        items.map(({ error }) => [error?.kind, error?.attempts, error?.outcome]),
        [
          ['timeout', 1, 'unknown'],
          ['network', 1, 'unknown'],
          ['network', 1, 'unknown'],
        ],
        'errors',
      );
    },
  },
  {
    name: 'a repeat that finds the image gone is absent',
    async run(context) {
      const gone = refuse('InvalidImageId.NotFound', { status: 404 });
      const { fetch } = inTurn(lose, gone);
      const client = newClient(context, { fetch, maxAttempts: 2 });
      const { items, counts } = await client.deleteImages(regionId, ['m-1']);
      deepEqual([items[0].status, counts.absent], ['absent', 1], 'end');
    },
  },
  ...[
    [undefined, 4],
    [1, 1],
    [7, 7],
    [100, 30],
  ].map(([concurrency, most]) => ({
    name: `concurrency ${concurrency}: ${most} of 30 are under way at once, and never more`,
    async run(/** @type {Context} */ context) {
      const desk = newDesk();
      const client = newClient(context, { fetch: desk.fetch });
      const call = client.deleteImages(regionId, idsOf(30), { concurrency });
      const waiting = await desk.several(Number(most));
      for (let ended = 0; ended < 30; ended++) {
        // Now the first one, now the last one.
        const request = ended % 2 ? waiting.shift() : waiting.pop();
        request?.answer(ended % 3 ? accept : refuse('ImageUseShared', { status: 403 }));
        if (ended + Number(most) < 30) waiting.push(await desk.next());
      }
      const { items, counts } = await call;
      equal(desk.most, most, 'under way');
      deepEqual([counts.accepted, counts.failed], [20, 10], 'counts');
      deepEqual(
        items.map(({ imageId }) => imageId),
        idsOf(30),
        'items',
      );
    },
  })),
  {
    name: 'progress: each image once, as it ends, with what the result says of it',
    async run(context) {
      const desk = newDesk();
      const client = newClient(context, { fetch: desk.fetch });
      /** @type {any[]} */
      const seen = [];
      const onProgress = (/** @type {any} */ progress) => seen.push(progress);
      const call = client.deleteImages(regionId, [...idsOf(3), 'm-0'], { onProgress });
      const [first, second, third] = await desk.several(3);
      third.answer(accept);
      second.answer(refuse('ImageIsPublic', { status: 403 }));
      first.answer(accept);
      const { items } = await call;
      deepEqual(
        seen.map(({ done, total }) => [done, total]),
        [
          [1, 3],
          [2, 3],
          [3, 3],
        ],
        'progress',
      );
      deepEqual(
        seen.map(({ item }) => item),
        [items[2], items[1], items[0]],
        'items',
      );
      for (const { item } of seen) item.status = 'changed';
      deepEqual(statuses({ items }), ['accepted', 'failed', 'accepted'], 'ends');
    },
  },
  ...[
    ['throws', () => thrower()],
    ['rejects', async () => thrower()],
    ['is a thenable that throws', () => ({ then: thrower })],
  ].map(([name, onProgress]) => ({
    name: `what onProgress does when it ${name} is nothing to the deletions`,
    async run(/** @type {Context} */ context) {
      const { sent, fetch } = inTurn(accept);
      const client = newClient(context, { fetch });
      const options = /** @type {any} */ ({ onProgress });
      const { counts } = await client.deleteImages(regionId, idsOf(6), options);
      deepEqual([counts.accepted, sent.length], [6, 6], 'accepted');
    },
  })),
  {
    name: 'an unusable key fails each image, and nothing is sent',
    async run(context) {
      const { sent, fetch } = inTurn(accept);
      const credentials = async () => {
        throw new Error('no key');
      };
      const client = newClient(context, { fetch, credentials });
      const { items, counts } = await client.deleteImages(regionId, idsOf(9));
      equal(counts.failed, 9, 'failed');
      deepEqual([...new Set(items.map(({ error }) => error?.kind))], ['credentials'], 'kinds');
      deepEqual(sent, [], 'requests');
    },
  },
  {
    name: "an answer that is not the service's fails one image, and is in doubt",
    async run(context) {
      const page = answering('<html></html>', { status: 502, contentType: 'text/html' });
      const { fetch } = inTurn(page, accept);
      const client = newClient(context, { fetch });
      const { items } = await client.deleteImages(regionId, idsOf(2), { concurrency: 1 });
      deepEqual(
        [items[0].error?.kind, items[0].error?.outcome, items[1].status],
        ['response', 'unknown', 'accepted'],
        'ends',
      );
    },
  },
];

/** @returns {never} */
function thrower() {
  throw new Error('from onProgress');
}
