// When calls have ended, nothing of the secret is left in WebAssembly's memory.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as ecs from 'ecs-delete-image';
import { initSync } from '../../pkg/generated/ecs_delete_image.js';
import { credentials, keyBlocksIn, secretIn } from './marks.js';
import { calling, waysToFail } from './ways-to-fail.js';

const { EcsClient } = ecs;
// The first client makes the instance. After that, the argument counts for nothing.
new EcsClient({ credentials });
const { memory } = initSync(/** @type {any} */ ({}));

/** @param {import('./ways-to-fail.js').Way} way */
async function fail(way) {
  await assert.rejects(async () => way(ecs));
}

function isClean() {
  assert.deepEqual(secretIn(new Uint8Array(memory.buffer)), [], 'the secret');
  assert.deepEqual(keyBlocksIn(new Uint8Array(memory.buffer)), [], "HMAC's key");
}

describe('linear memory holds nothing of the secret', () => {
  it('and would show it, as it shows the endpoint of a call under way', async () => {
    const endpoint = 'https://zq7endpointmark.example.com';
    let isShown = false;
    await fail(
      calling(
        () => {
          isShown = Buffer.from(memory.buffer).includes('zq7endpointmark');
          throw new Error('no answer');
        },
        { endpoint },
      ),
    );
    assert.ok(isShown);
  });

  it('after clients were made and refused', () => {
    for (let count = 0; count < 100; count += 1) {
      new EcsClient({ credentials });
      const wrong = { ...credentials, securityToken: '\0' };
      assert.throws(() => new EcsClient({ credentials: wrong }));
    }
    isClean();
  });

  it('after deletions', async () => {
    const fetch = /** @type {any} */ (async () => Response.json({ RequestId: 'A' }));
    for (const source of [credentials, async () => credentials]) {
      const client = new EcsClient({ credentials: source, fetch });
      const calls = Array.from({ length: 50 }, () => client.deleteImage('cn-hangzhou', 'm-1'));
      await Promise.all(calls);
    }
    isClean();
  });

  for (const signature of /** @type {const} */ (['HMAC-SHA1', 'ACS3-HMAC-SHA256'])) {
    it(`mixed for ${signature}, as soon as that is worked out`, async () => {
      /** @type {string[] | undefined} */
      let found;
      const fetch = /** @type {any} */ (
        async () => {
          found = keyBlocksIn(new Uint8Array(memory.buffer));
          return Response.json({ RequestId: 'A' });
        }
      );
      const client = new EcsClient({ credentials, fetch, signature });
      await client.deleteImage('cn-hangzhou', 'm-1');
      assert.deepEqual(found, []);
    });
  }

  it('after deletions with signature V3', async () => {
    const fetch = /** @type {any} */ (async () => Response.json({ RequestId: 'A' }));
    const signature = 'ACS3-HMAC-SHA256';
    const client = new EcsClient({ credentials, fetch, signature });
    const calls = Array.from({ length: 50 }, () => client.deleteImage('cn-hangzhou', 'm-1'));
    await Promise.all(calls);
    isClean();
  });

  it('after deletions were presigned, explained and sent', async () => {
    const fetch = /** @type {any} */ (async () => Response.json({ RequestId: 'A' }));
    const client = new EcsClient({ credentials });
    for (const method of /** @type {const} */ (['POST', 'GET'])) {
      const options = { method, explain: true };
      const request = await client.presignDeleteImage('cn-hangzhou', 'm-1', false, options);
      await ecs.sendPresigned(request, { fetch });
    }
    isClean();
  });

  for (const [className, ways] of Object.entries(waysToFail)) {
    it(`after every ${className}`, async () => {
      for (const way of Object.values(ways)) await fail(way);
      isClean();
    });
  }
});
