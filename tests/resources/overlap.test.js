// A thousand calls of one client at the same time: each gets its own answer, and none a nonce that
// another has.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EcsClient } from 'ecs-delete-image';
import { credentials, memorySize, referenceCount, regionId } from './instance.js';

const CALLS = 1_000;
const imageIds = Array.from({ length: CALLS }, (_, index) => `m-${index}`);

/** Collects requests until all are there, then answers the last one first, by its image's id. */
function gathering() {
  /** @type {(() => void)[]} */
  const answers = [];
  /** @type {Set<string | null>} */
  const nonces = new Set();
  /** @type {any} */
  const fetch = (/** @type {string} */ _, /** @type {{ body: string }} */ { body }) => {
    const form = new URLSearchParams(body);
    nonces.add(form.get('SignatureNonce'));
    return new Promise((resolve) => {
      answers.push(() => resolve(Response.json({ RequestId: form.get('ImageId') })));
      if (answers.length === CALLS) answers.reverse().forEach((answer) => answer());
    });
  };
  return { fetch, nonces };
}

async function overlap() {
  const { fetch, nonces } = gathering();
  const client = new EcsClient({ credentials: async () => credentials, fetch });
  const results = await Promise.all(imageIds.map((id) => client.deleteImage(regionId, id)));
  return { results, nonces };
}

describe('a thousand overlapping calls on one client', () => {
  it('each get their own answer', async () => {
    const { results } = await overlap();
    const expected = imageIds.map((requestId) => ({ requestId, outcome: 'accepted', attempts: 1 }));
    assert.deepEqual(results, expected);
  });

  it('each have their own nonce', async () => {
    const { nonces } = await overlap();
    assert.equal(nonces.size, CALLS);
  });

  it('leave nothing behind', async () => {
    await overlap();
    const [bytes, slots] = [memorySize(), referenceCount()];
    for (let round = 0; round < 20; round += 1) await overlap();
    assert.equal(memorySize(), bytes, 'linear memory');
    assert.equal(referenceCount(), slots, 'room for JavaScript values');
  });
});
