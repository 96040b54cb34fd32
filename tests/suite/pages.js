// Lists that come in pages: all items, each once, each page when it is reached, and always an end.
import * as operations from '../../pkg/client/operations.js';
import { deepEqual, equal, ok, rejection } from './assert.js';
import { newClient, newImageId, regionId } from './clients.js';
import { answering, deferred, formOf, inTurn, lose, refuse } from './doubles.js';
import { failure } from './failures.js';
import {
  collect,
  newIds,
  numberedLists,
  numberedService,
  sentValues,
  serving,
  tokenService,
} from './paged-service.js';
import { withDice } from './platform.js';

/** @typedef {import('./run.js').Context} Context */
/** @typedef {import('./run.js').Test} Test */
/** @typedef {import('./paged-service.js').NumberedList} NumberedList */
/** @typedef {import('./doubles.js').Fetch} Fetch */

const lists = /** @type {const} */ (['describeImages', 'describeInstances', 'describeTasks']);
const numbered = /** @type {NumberedList[]} */ (Object.keys(numberedLists));

/** How many items there are, how many a page has, and how many pages that makes. */
const boundaries = [
  ...[
    [0, 100, 1],
    [1, 100, 1],
    [99, 100, 1],
    [100, 100, 1],
    [101, 100, 2],
    [200, 100, 2],
  ],
  ...[
    [201, 100, 3],
    [250, 100, 3],
    [1, 1, 1],
    [3, 1, 3],
    [4, 3, 2],
    [6, 3, 2],
    [7, 3, 3],
  ],
];

/**
 * @param {Context} context
 * @param {typeof lists[number]} list
 * @param {Fetch} fetch
 * @param {any} [request]
 * @param {any} [options]
 */
function listing(context, list, fetch, request, options) {
  return /** @type {AsyncIterableIterator<any>} */ (
    newClient(context, { fetch })[list](regionId, request, options)
  );
}

/**
 * @param {typeof lists[number]} list
 * @param {string[]} ids
 */
function serviceOf(list, ids) {
  return list === 'describeInstances' ? tokenService(ids) : numberedService(list, ids);
}

/**
 * @param {typeof lists[number]} list
 * @param {any[]} items
 */
function idsOf(list, items) {
  const id = list === 'describeInstances' ? 'instanceId' : numberedLists[list].id;
  return items.map((item) => item[id]);
}

/**
 * A page of each kind, with an item that no other page has.
 *
 * @param {number} page
 */
function endless(page) {
  const Image = [{ ImageId: `m-${page}` }];
  const Instance = [{ InstanceId: `i-${page}` }];
  const Task = [{ TaskId: `t-${page}` }];
  return { Images: { Image }, Instances: { Instance }, TaskSet: { Task }, NextToken: `n-${page}` };
}

/** @param {number} count */
function upTo(count) {
  return Array.from({ length: count }, (_, index) => String(index + 1));
}

/**
 * Totals that are not the number of items, and how many requests end it all the same: a pass that
 * does not reach the total is followed by one more, which finds nothing new.
 *
 * @type {[string, unknown, number][]}
 */
const wrongTotals = [
  ['not there', undefined, 3],
  ['nothing', '', 3],
  ['not a number', 'many', 3],
  ['null', null, 3],
  ['an object', {}, 3],
  ['far too large', 1_000_000, 6],
  ['too large by one', 151, 6],
  ['text', '150', 2],
];

/** @type {Test[]} */
const everyList = lists.flatMap((list) => [
  ...boundaries.map(([count, pageSize, pages]) => ({
    name: `${list}: ${count} items in pages of ${pageSize} take ${pages} requests`,
    async run(/** @type {Context} */ context) {
      const ids = newIds(count);
      const { sent, fetch } = serviceOf(list, ids);
      const request = pageSize === 100 ? undefined : { pageSize };
      const items = await collect(listing(context, list, fetch, request));
      deepEqual(idsOf(list, items), ids, 'ids');
      equal(sent.length, pages, 'requests');
      const size = list === 'describeInstances' ? 'MaxResults' : 'PageSize';
      deepEqual(sentValues(sent, size), Array(pages).fill(String(pageSize)), size);
    },
  })),
  {
    name: `${list}: nothing is sent before the first item is asked for`,
    async run(context) {
      const { sent, fetch } = serviceOf(list, newIds(1));
      const items = listing(context, list, fetch);
      await new Promise((resolve) => setTimeout(resolve));
      equal(sent.length, 0, 'requests');
      await items.next();
      equal(sent.length, 1, 'requests then');
    },
  },
  {
    name: `${list}: a page is asked for when it is reached`,
    async run(context) {
      const { sent, fetch } = serviceOf(list, newIds(5));
      const items = listing(context, list, fetch, { pageSize: 2 });
      const counts = [];
      for (let index = 0; index < 6; index++) {
        const { done } = await items.next();
        counts.push(done ? 'done' : sent.length);
      }
      deepEqual(counts, [1, 1, 2, 2, 3, 'done'], 'requests after each item');
      equal(sent.length, 3, 'requests');
    },
  },
  {
    name: `${list}: break asks for no further page`,
    async run(context) {
      const { sent, fetch } = serviceOf(list, newIds(5));
      const items = listing(context, list, fetch, { pageSize: 1 });
      for await (const _ of items) break;
      deepEqual(await items.next(), { done: true, value: undefined }, 'next');
      equal(sent.length, 1, 'requests');
    },
  },
  {
    name: `${list}: return before the first item sends nothing`,
    async run(context) {
      const { sent, fetch } = serviceOf(list, newIds(5));
      const items = listing(context, list, fetch);
      await items.return?.();
      deepEqual(await items.next(), { done: true, value: undefined }, 'next');
      equal(sent.length, 0, 'requests');
    },
  },
  {
    name: `${list}: items that are asked for all at once come in order`,
    async run(context) {
      const ids = newIds(5);
      const { sent, fetch } = serviceOf(list, ids);
      const items = listing(context, list, fetch, { pageSize: 2 });
      const steps = await Promise.all(Array.from({ length: 6 }, () => items.next()));
      deepEqual(
        idsOf(
          list,
          steps.slice(0, 5).map(({ value }) => value),
        ),
        ids,
        'ids',
      );
      equal(steps[5].done, true, 'done');
      equal(sent.length, 3, 'requests');
    },
  },
  {
    name: `${list}: a page that fails rejects the item, and ends it`,
    async run(context) {
      const { fetch } = serviceOf(list, newIds(3));
      const both = inTurn(fetch, refuse('Forbidden.RAM', { status: 403 }));
      const items = listing(context, list, both.fetch, { pageSize: 2 });
      await items.next();
      await items.next();
      await failure(context, () => items.next(), 'EcsServiceError', { code: 'Forbidden.RAM' });
      deepEqual(await items.next(), { done: true, value: undefined }, 'next');
      equal(both.sent.length, 2, 'requests');
    },
  },
  {
    name: `${list}: a page whose answer is lost is asked for again`,
    async run(context) {
      const ids = newIds(3);
      const { sent, fetch } = inTurn(serviceOf(list, ids).fetch, lose, serviceOf(list, ids).fetch);
      const options = { maxAttempts: 2 };
      const items = await collect(listing(context, list, fetch, { pageSize: 2 }, options));
      deepEqual(idsOf(list, items), ids, 'ids');
      equal(sent.length, 3, 'requests');
    },
  },
  {
    name: `${list}: an abort between two items rejects the next one with its reason`,
    async run(context) {
      const aborting = new AbortController();
      const { sent, fetch } = serviceOf(list, newIds(5));
      const items = listing(context, list, fetch, undefined, { signal: aborting.signal });
      await items.next();
      aborting.abort('enough');
      equal(await rejection(() => items.next(), 'an abort'), 'enough', 'reason');
      deepEqual(await items.next(), { done: true, value: undefined }, 'next');
      equal(sent.length, 1, 'requests');
    },
  },
  {
    name: `${list}: an abort while a page is on its way rejects with its reason`,
    async run(context) {
      const aborting = new AbortController();
      const { promise, resolve } = deferred();
      const service = serviceOf(list, newIds(3));
      const { fetch } = inTurn(service.fetch, () => {
        resolve(undefined);
        return new Promise(() => {});
      });
      const options = { signal: aborting.signal };
      const items = listing(context, list, fetch, { pageSize: 1 }, options);
      await items.next();
      const next = rejection(() => items.next(), 'an abort');
      await promise;
      aborting.abort('enough');
      equal(await next, 'enough', 'reason');
    },
  },
  {
    name: `${list}: an abort before it all sends nothing`,
    async run(context) {
      const { sent, fetch } = serviceOf(list, newIds(1));
      const options = { signal: AbortSignal.abort('before') };
      const items = listing(context, list, fetch, undefined, options);
      equal(await rejection(() => items.next(), 'an abort'), 'before', 'reason');
      equal(sent.length, 0, 'requests');
    },
  },
  {
    name: `${list}: request and options are read at once: changing them later changes nothing`,
    async run(context) {
      const { sent, fetch } = inTurn(lose, serviceOf(list, newIds(3)).fetch);
      const request = { pageSize: 1 };
      const options = { maxAttempts: 2 };
      const items = listing(context, list, fetch, request, options);
      request.pageSize = 2;
      options.maxAttempts = 1;
      equal((await withDice(0, () => collect(items))).length, 3, 'items');
      // The first page twice.
      equal(sent.length, 4, 'requests');
    },
  },
  {
    name: `${list}: an abort between two items, by a signal that keeps no reason, is an AbortError`,
    async run(context) {
      const aborting = new AbortController();
      const { signal } = aborting;
      Object.defineProperty(signal, 'reason', { value: undefined });
      const items = listing(context, list, serviceOf(list, newIds(2)).fetch, undefined, { signal });
      await items.next();
      aborting.abort();
      const { name } = await rejection(() => items.next(), 'an abort');
      equal(name, 'AbortError', 'name');
    },
  },
  {
    name: `${list}: a page without a list is an error, and ends it`,
    async run(context) {
      const { fetch } = serviceOf(list, newIds(2));
      const both = inTurn(fetch, serving(() => ({ TotalCount: 2 })).fetch);
      const items = listing(context, list, both.fetch, { pageSize: 1 });
      await items.next();
      await failure(context, () => items.next(), 'EcsResponseError', { code: 'ForeignBody' });
      deepEqual(await items.next(), { done: true, value: undefined }, 'next');
      equal(both.sent.length, 2, 'requests');
    },
  },
  {
    name: `${list}: a total of 0 is an empty list`,
    async run(context) {
      const { sent, fetch } = serving(() => ({ TotalCount: 0 }));
      deepEqual(await collect(listing(context, list, fetch)), [], 'items');
      equal(sent.length, 1, 'requests');
    },
  },
  {
    name: `${list}: a service with ever new pages is read for 10,000 of them, and that is an error`,
    async run() {
      let pages = 0;
      // Without WebAssembly, which would take seconds for so many.
      const calls = /** @type {any} */ ({ checkIds() {}, call: async () => endless(pages++) });
      const call = () => collect(operations[list](calls, regionId));
      const { code, outcome } = await rejection(call, 'a list without end');
      deepEqual([code, outcome, pages], ['ForeignBody', 'not-applied', 10_000], 'the end');
    },
  },
]);

/** @type {Test[]} */
const numberedOnly = numbered.flatMap((list) => [
  ...wrongTotals.map(([name, total, requests]) => ({
    name: `${list}: a total that is ${name} ends it after ${requests} requests`,
    async run(/** @type {Context} */ context) {
      const ids = newIds(150);
      const { sent, fetch } = numberedService(list, ids, { total: () => total });
      deepEqual(idsOf(list, await collect(listing(context, list, fetch))), ids, 'ids');
      equal(sent.length, requests, 'requests');
    },
  })),
  {
    name: `${list}: a total that changes all the time ends it`,
    async run(context) {
      const ids = newIds(150);
      let total = 1_000;
      const { sent, fetch } = numberedService(list, ids, { total: () => (total -= 1) });
      deepEqual(idsOf(list, await collect(listing(context, list, fetch))), ids, 'ids');
      ok(sent.length <= 6, `${sent.length} requests`);
    },
  },
  {
    name: `${list}: a service that gives the same page for ever ends it`,
    async run(context) {
      /** @type {import('./paged-service.js').Writing} */
      const { item, page } = numberedLists[list];
      const ids = newIds(100);
      const answer = { ...page(ids.map(item)), TotalCount: 1_000 };
      const { sent, fetch } = serving(() => answer);
      deepEqual(idsOf(list, await collect(listing(context, list, fetch))), ids, 'ids');
      equal(sent.length, 4, 'requests');
    },
  },
  {
    name: `${list}: a service with smaller pages than asked for is read to the end`,
    async run(context) {
      const ids = newIds(120);
      const { sent, fetch } = numberedService(list, ids, { most: 50 });
      deepEqual(idsOf(list, await collect(listing(context, list, fetch))), ids, 'ids');
      deepEqual(sentValues(sent, 'PageNumber'), upTo(3), 'PageNumber');
    },
  },
  {
    name: `${list}: what moves to a later page is given once`,
    async run(context) {
      const ids = newIds(5);
      const { fetch } = numberedService(list, ids);
      const items = listing(context, list, fetch, { pageSize: 2 });
      const found = [];
      for await (const item of items) {
        found.push(item);
        if (found.length === 2) ids.unshift('x-new');
      }
      const [expected, all] = [[...newIds(5), 'x-new'].sort(), idsOf(list, found).sort()];
      deepEqual(all, expected, 'ids');
    },
  },
  ...[0, 1, 2, 7].map((lag) => ({
    name: `${list}: none is missed although each vanishes ${lag} items after it was given`,
    async run(/** @type {Context} */ context) {
      const all = newIds(25);
      const ids = [...all];
      const { sent, fetch } = numberedService(list, ids);
      const found = [];
      for await (const item of listing(context, list, fetch, { pageSize: 4 })) {
        found.push(...idsOf(list, [item]));
        const gone = ids.indexOf(found[found.length - 1 - lag]);
        if (gone !== -1) ids.splice(gone, 1);
      }
      deepEqual(found.sort(), [...all].sort(), 'ids');
      ok(sent.length < 25, `${sent.length} requests`);
    },
  })),
  {
    name: `${list}: none is missed although each vanishes and the total is out of date`,
    async run(context) {
      const all = newIds(25);
      const ids = [...all];
      const { fetch } = numberedService(list, ids, { total: () => 25 });
      const found = [];
      for await (const item of listing(context, list, fetch, { pageSize: 4 })) {
        const [id] = idsOf(list, [item]);
        found.push(id);
        ids.splice(ids.indexOf(id), 1);
      }
      deepEqual(found.sort(), [...all].sort(), 'ids');
    },
  },
]);

/** @type {Test[]} */
const tokensOnly = [
  {
    name: 'describeInstances: the token of each page asks for the next',
    async run(context) {
      const { sent, fetch } = tokenService(newIds(5));
      await collect(listing(context, 'describeInstances', fetch, { pageSize: 2 }));
      deepEqual(sentValues(sent, 'NextToken'), [undefined, '2', '4'], 'NextToken');
      deepEqual(sentValues(sent, 'PageNumber'), Array(3).fill(undefined), 'PageNumber');
    },
  },
  {
    name: 'describeInstances: an empty page with a token is not the last',
    async run(context) {
      const answers = [
        { Instances: { Instance: [] }, NextToken: 'a' },
        { Instances: {}, NextToken: 'b' },
        { Instances: { Instance: [{ InstanceId: 'i-1' }] }, NextToken: '' },
      ];
      const { fetch } = serving(({ NextToken }) => answers[['a', 'b'].indexOf(NextToken) + 1]);
      const items = await collect(listing(context, 'describeInstances', fetch));
      deepEqual(idsOf('describeInstances', items), ['i-1'], 'ids');
    },
  },
  ...[
    ['the same token for ever', () => 'marker', 2],
    ['two tokens in turn', (/** @type {string} */ token) => (token === 'a' ? 'b' : 'a'), 3],
  ].map(([name, next, requests]) => ({
    name: `describeInstances: ${name} is an error`,
    async run(/** @type {Context} */ context) {
      const service = serving(({ NextToken }) => ({
        Instances: { Instance: [{ InstanceId: `i-${NextToken}` }] },
        NextToken: /** @type {Function} */ (next)(NextToken),
      }));
      const call = () => collect(listing(context, 'describeInstances', service.fetch));
      const fields = { code: 'ForeignBody', outcome: 'not-applied' };
      const error = await failure(context, call, 'EcsResponseError', fields);
      ok(!error.message.includes('marker'), error.message);
      equal(service.sent.length, requests, 'requests');
    },
  })),
  {
    name: 'describeInstances: a token of digits only keeps them all',
    async run(context) {
      const body = '{"RequestId":"R","Instances":{},"NextToken":987654321098765432}';
      const { sent, fetch } = inTurn(answering(body), tokenService([]).fetch);
      await collect(listing(context, 'describeInstances', fetch));
      equal(formOf(sent[1]).NextToken, '987654321098765432', 'NextToken');
    },
  },
];

/** @type {Test[]} */
const shares = [
  ...[
    [0, 1],
    [100, 1],
    [101, 2],
  ].map(([count, pages]) => ({
    name: `describeImageSharePermission: ${count} accounts take ${pages} requests`,
    async run(/** @type {Context} */ context) {
      const ids = Array.from({ length: count }, (_, index) => String(1234567890 + index));
      const { sent, fetch } = serving((form) => {
        const start = (Number(form.PageNumber) - 1) * Number(form.PageSize);
        const page = ids.slice(start, start + Number(form.PageSize));
        return {
          TotalCount: count,
          Accounts: { Account: page.map((id) => ({ AliyunId: id })) },
          ShareGroups: { ShareGroup: [{ Group: 'all' }] },
        };
      });
      const imageId = newImageId();
      const client = newClient(context, { fetch });
      const found = await client.describeImageSharePermission(regionId, imageId);
      const accounts = ids.map((aliyunId) => ({ aliyunId }));
      deepEqual(found, { imageId, accounts, shareGroups: [{ group: 'all' }] }, 'permission');
      deepEqual(sentValues(sent, 'PageNumber'), upTo(pages), 'PageNumber');
    },
  })),
];

export const tests = [...everyList, ...numberedOnly, ...tokensOnly, ...shares];
