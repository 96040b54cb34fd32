// Memory stays flat: however much is signed, and however many clients are made, with and without
// `free()`. The full million is what `benches/memory.js` does.
import assert from 'node:assert/strict';
import { setMaxListeners } from 'node:events';
import { describe, it } from 'node:test';
import { EcsClient } from 'ecs-delete-image';
import { heapInUse } from './garbage-collection.js';
import {
  credentials,
  imageId,
  makeClients,
  memorySize,
  quickClient,
  referenceCount,
  regionId,
  sign,
} from './instance.js';

/** Far less than a hundred thousand of anything that is not given back. */
const FEW_BYTES = 3 * 1024 * 1024;

/**
 * Does something once to have what it needs, then again and again.
 *
 * @param {(count: number) => unknown} work
 * @param {number} count
 */
async function staysFlat(work, count) {
  await work(1_000);
  const [bytes, slots, heap] = [memorySize(), referenceCount(), await heapInUse()];
  await work(count);
  assert.equal(memorySize(), bytes, 'linear memory');
  assert.equal(referenceCount(), slots, 'room for JavaScript values');
  const growth = (await heapInUse()) - heap;
  assert.ok(growth < FEW_BYTES, `the heap has grown by ${growth} bytes`);
}

describe('memory stays flat', () => {
  it('over 150,000 signatures', () => staysFlat(sign, 150_000));

  it('over 100,000 clients that are dropped', () =>
    staysFlat((count) => makeClients(count, { free: false }), 100_000));

  it('over 100,000 clients that are freed where that is possible', () =>
    staysFlat((count) => makeClients(count, { free: true }), 100_000));

  it('over 20,000 clients of one call each', () =>
    staysFlat(async (count) => {
      for (let index = 0; index < count; index += 1) {
        await quickClient().deleteImage(regionId, imageId);
      }
    }, 20_000));

  it('over 20,000 clients that are refused', () =>
    staysFlat((count) => {
      for (let index = 0; index < count; index += 1) {
        assert.throws(() => new EcsClient(/** @type {any} */ ({ credentials, timeout: 'soon' })));
      }
    }, 20_000));

  it('over 20,000 calls that are refused, lose their answer, time out or are aborted', () =>
    staysFlat(async (count) => {
      const { signal } = new AbortController();
      // Many calls at once listen to it: Node takes more than ten for a leak.
      setMaxListeners(0, signal);
      const calls = [
        failing(async () => new Response('<html>', { status: 502 })),
        failing(async () => Response.json({ RequestId: 'x', Code: 'ImageUseShared' })),
        failing(() => Promise.reject(new TypeError('fetch failed'))),
        failing(() => new Promise(() => {}), { timeout: 1 }),
        failing(() => new Promise(() => {}), { signal: AbortSignal.abort() }),
        failing(async () => new Response(''), { signal }),
      ];
      for (let index = 0; index < count; index += 100) {
        await Promise.all(Array.from({ length: 100 }, (_, call) => calls[call % calls.length]()));
      }
    }, 20_000));
});

/**
 * @param {() => Promise<any>} fetch
 * @param {import('ecs-delete-image').CallOptions} [options]
 */
function failing(fetch, options) {
  const client = new EcsClient({ credentials, fetch, maxAttempts: 1 });
  return () => assert.rejects(client.deleteImage(regionId, imageId, false, options));
}
