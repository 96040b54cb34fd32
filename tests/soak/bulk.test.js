// 10,000 images deleted in one call while the service throttles: all are accounted for, and little is
// wasted.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { Worker } from 'node:worker_threads';
import { EcsClient } from 'ecs-delete-image';
import { accessKeys, demoRegionId } from '../endpoint/index.js';
import { heapInUse } from '../resources/garbage-collection.js';

/** @typedef {import('./bulk-service.js').BulkQuestion} BulkQuestion */
/** @typedef {import('./bulk-service.js').BulkRequest} BulkRequest */
/** @typedef {import('./bulk-service.js').Throttling} Throttling */

const IMAGES = 10_000;
const CONCURRENCY = 16;
/** A result's item: two strings of the service's and an object; measured 330. */
const BYTES_PER_ITEM = 500;
/** What else may come and go. */
const FEW_BYTES = 2 * 1024 * 1024;

const SEED = 20_140_526;
const ONE_OF = 8;
const RATE_LIMIT = { requests: 1_000, window: 200 };

const AVERAGE = IMAGES / (ONE_OF - 1);

/**
 * @typedef {object} Scenario
 * @property {string} name
 * @property {Throttling} throttling
 * @property {number} maxAttempts
 * @property {number} mostWasted how many requests may be throttled
 */

/** @type {Scenario[]} */
const scenarios = [
  {
    name: `one request of ${ONE_OF} is throttled at random, seed ${SEED}`,
    throttling: { chance: { seed: SEED, oneOf: ONE_OF, retryAfter: 1 } },
    // So that some deletions use up their attempts by chance, and have to wait for another turn.
    maxAttempts: 2,
    // Of `n` requests an eighth is wasted, and each image takes one that is not: so many on average,
    // and ten times the standard deviation.
    mostWasted: Math.ceil(AVERAGE + 10 * Math.sqrt(AVERAGE / (1 - 1 / ONE_OF))),
  },
  {
    name: `${RATE_LIMIT.requests} requests in each window of ${RATE_LIMIT.window} ms`,
    throttling: { rateLimit: RATE_LIMIT },
    maxAttempts: 3,
    // Whenever a window is full, those meet it that are under way, and once: then they wait until it
    // is over. Twice as many, because a machine that is busy otherwise can stretch all that.
    mostWasted: 2 * CONCURRENCY * (IMAGES / RATE_LIMIT.requests),
  },
];

/** @type {Worker} */
let service;
/** @type {string} */
let url;

/**
 * @param {BulkQuestion} question
 * @returns {Promise<any>}
 */
async function ask(question) {
  service.postMessage(question);
  return (await once(service, 'message'))[0];
}

/** @param {Scenario} scenario */
async function deleteAll({ throttling, maxAttempts }) {
  /** @type {string[]} */
  const imageIds = await ask({ prepare: { images: IMAGES, throttling } });
  const client = new EcsClient({ endpoint: url, credentials: accessKeys.permanent, maxAttempts });
  /** @type {Promise<number>[]} */
  const heaps = [];
  const began = performance.now();
  const { items, counts } = await client.deleteImages(demoRegionId, imageIds, {
    concurrency: CONCURRENCY,
    onProgress: ({ done }) => void (done % (IMAGES / 5) === 0 && heaps.push(heapInUse())),
  });
  const seconds = (performance.now() - began) / 1_000;
  /** @type {{ left: string[], requests: BulkRequest[] }} */
  const { left, requests } = await ask('result');
  return { imageIds, items, counts, requests, left, seconds, heaps: await Promise.all(heaps) };
}

before(async () => {
  service = new Worker(new URL('bulk-service.js', import.meta.url));
  [url] = await once(service, 'message');
});

after(() => service.terminate());

for (const scenario of scenarios) {
  describe(`${IMAGES} images, ${CONCURRENCY} at once: ${scenario.name}`, () => {
    /** @type {Awaited<ReturnType<typeof deleteAll>>} */
    let run;

    before(async () => {
      run = await deleteAll(scenario);
    });

    /** @returns {BulkRequest[]} */
    const wasted = () => run.requests.filter(({ code }) => code?.startsWith('Throttling'));

    it('accepts every one', (test) => {
      test.diagnostic(`${run.seconds.toFixed(1)} s, ${run.requests.length} requests`);
      assert.deepEqual(run.counts, {
        ...{ accepted: IMAGES, absent: 0, validated: 0, failed: 0, skipped: 0 },
      });
      assert.deepEqual(
        run.items.map(({ imageId }) => imageId),
        run.imageIds,
      );
    });

    it('says of each image what the endpoint knows', () => {
      assert.deepEqual(run.left, []);
      const taken = new Set();
      for (const { httpStatus, imageId } of run.requests) {
        if (httpStatus !== 200) continue;
        assert.ok(!taken.has(imageId), `${imageId} was deleted twice`);
        taken.add(imageId);
      }
      for (const { imageId, status } of run.items) {
        assert.equal(status === 'accepted', taken.has(imageId), imageId);
      }
    });

    it('meets throttling, and wastes few requests on it', (test) => {
      const { length } = wasted();
      test.diagnostic(`${length} requests were throttled, of at most ${scenario.mostWasted}`);
      assert.ok(length > 0);
      assert.ok(length <= scenario.mostWasted, `${length} requests were throttled`);
      assert.equal(run.requests.length, IMAGES + length);
    });

    it('never uses a nonce twice', () => {
      const nonces = run.requests.map(({ nonce }) => nonce);
      assert.equal(new Set(nonces).size, run.requests.length);
    });

    it('holds nothing but the result', (test) => {
      const [first, ...others] = run.heaps;
      const growth = others.map((heap) => heap - first);
      test.diagnostic(`the heap has grown by ${growth.join(', ')} bytes`);
      growth.forEach((bytes, index) => {
        const items = ((index + 1) * IMAGES) / 5;
        assert.ok(bytes < items * BYTES_PER_ITEM + FEW_BYTES, `${bytes} for ${items} images`);
      });
    });
  });
}

it('one window’s limit is more than what all windows waste', () => {
  assert.ok(scenarios[1].mostWasted < RATE_LIMIT.requests);
});
