// Whether work that is done again and again leaves anything behind.
import assert from 'node:assert/strict';
import { heapInUse } from './garbage-collection.js';
import { memorySize, referenceCount } from './instance.js';

/** Far less than a hundred thousand of anything that is not given back. */
const FEW_BYTES = 3 * 1024 * 1024;

/**
 * Does something once to have what it needs, then again and again.
 *
 * @param {(count: number) => unknown} work
 * @param {number} count
 */
export async function staysFlat(work, count) {
  await work(1_000);
  const [bytes, slots, heap] = [memorySize(), referenceCount(), await heapInUse()];
  await work(count);
  assert.equal(memorySize(), bytes, 'linear memory');
  assert.equal(referenceCount(), slots, 'room for JavaScript values');
  const growth = (await heapInUse()) - heap;
  assert.ok(growth < FEW_BYTES, `the heap has grown by ${growth} bytes`);
}
