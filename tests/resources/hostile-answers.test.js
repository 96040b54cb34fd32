// 20,000 answers of random bytes, or of sound ones that were changed: no trap, no hang, and nothing
// but a result or an error that says what it is.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EcsClient, isEcsError } from 'ecs-delete-image';
import { garbageFrom } from './garbage.js';
import { credentials, imageId, memorySize, regionId } from './instance.js';
import { randomFrom } from './random.js';

const SEED = 526;
const ANSWERS = 20_000;
const AT_ONCE = 100;

const sound = [
  '{"RequestId":"473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E"}',
  '{"Code":"ImageUsingByInstance","Message":"no","RequestId":"A","HostId":"ecs.aliyuncs.com"}',
  '{"Code":"Forbidden.RAM","Message":"\\u00e9","RequestId":"A","AccessDeniedDetail":{"A":[1e999]}}',
  '{"Code":"SignatureDoesNotMatch","RequestId":"A","Message":"server string to sign is:POST&%2F&A"}',
  '<?xml version="1.0"?><DeleteImageResponse><RequestId>A</RequestId></DeleteImageResponse>',
  '<Error><Code>IncompleteSignature</Code><Message>StringToSign is &amp;</Message><RequestId>A</RequestId></Error>',
  '<html><head><title>502 Bad Gateway</title></head></html>',
  '',
].map((text) => Buffer.from(text));

/** Deep, long or many of one thing: what a recursive or quadratic reader dies of. */
const monsters = [
  Buffer.from('['.repeat(200_000)),
  Buffer.from('{"a":'.repeat(100_000)),
  Buffer.from('<a>'.repeat(100_000)),
  Buffer.from(`<a>${'<b/>'.repeat(100_000)}</a>`),
  Buffer.from(`<a ${'x'.repeat(500_000)}="1"/>`),
  Buffer.from(`{"RequestId":"${'9'.repeat(500_000)}"}`),
  Buffer.from(`{"RequestId":${'9'.repeat(500_000)}}`),
  Buffer.from(`{"Code":"x","RequestId":"y","Message":"string to sign is:${'&'.repeat(500_000)}"}`),
  Buffer.from('<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'),
  Buffer.alloc(5 * 1024 * 1024, '{'),
  Buffer.alloc(4 * 1024 * 1024, 0xff),
];

describe(`${ANSWERS} hostile answers, seed ${SEED}`, () => {
  const random = randomFrom(SEED);
  const anything = garbageFrom(random);
  /** @type {Record<string, number>} */
  const endings = {};

  const randomBytes = () =>
    Buffer.from(Array.from({ length: random.below(200) }, () => random.below(256)));

  /** Changes, inserts, drops or repeats a few bytes, or none. */
  function mutated() {
    let bytes = random.of(sound);
    for (let changes = random.below(4); changes > 0; changes -= 1) {
      const at = random.below(bytes.length + 1);
      const after = bytes.subarray(at + random.below(4));
      const between = random.of([randomBytes().subarray(0, 3), Buffer.from(random.of('"}<&> a0'))]);
      const repeated = random.below(8) === 0 ? bytes : Buffer.alloc(0);
      bytes = Buffer.concat([bytes.subarray(0, at), between, repeated, after]);
    }
    return bytes;
  }

  /** @param {Buffer} bytes */
  function inPieces(bytes) {
    let at = 0;
    return new ReadableStream({
      pull(controller) {
        if (at >= bytes.length) return controller.close();
        const end = at + 1 + random.below(bytes.length);
        controller.enqueue(new Uint8Array(bytes.subarray(at, end)));
        at = end;
      },
    });
  }

  /** @param {Buffer} bytes @returns {any} */
  function response(bytes) {
    const status = random.of([200, 200, 201, 299, 400, 403, 404, 429, 500, 502, 503, 599]);
    const headers = new Headers();
    for (const name of ['content-type', 'date', 'retry-after', 'x-acs-retry-after']) {
      const values = [
        '',
        '0',
        '-1',
        '1e9',
        'NaN',
        '99999999999999999999',
        'Thu, 01 Jan 1970',
        '\xff',
      ];
      if (random.flag()) headers.set(name, random.of(values));
    }
    return new Response(random.flag() ? new Uint8Array(bytes) : inPieces(bytes), {
      status,
      headers,
    });
  }

  /** Now and then, what is no `Response` at all. @returns {any} */
  function oddResponse() {
    const parts = { status: 200, headers: new Headers(), body: null, arrayBuffer: async () => 0 };
    return { ...parts, [random.of(Object.keys(parts))]: anything() };
  }

  /** @param {() => any} answer */
  async function meet(answer) {
    const fetch = async () => answer();
    const client = new EcsClient({ credentials, fetch, timeout: 5_000, maxAttempts: 1 });
    try {
      const { outcome } = await client.deleteImage(regionId, imageId);
      assert.equal(outcome, 'accepted');
      endings.success = (endings.success ?? 0) + 1;
    } catch (error) {
      if (!isEcsError(error)) throw error;
      assert.equal(error.attempts, 1);
      endings[error.kind] = (endings[error.kind] ?? 0) + 1;
    }
  }

  it('end, every one, and never with a trap', async (test) => {
    const makers = [randomBytes, mutated, mutated, mutated];
    for (let done = 0; done < ANSWERS; done += AT_ONCE) {
      await Promise.all(
        Array.from({ length: AT_ONCE }, () =>
          random.below(10) === 0 ? meet(oddResponse) : meet(() => response(random.of(makers)())),
        ),
      );
    }
    test.diagnostic(JSON.stringify(endings));
    for (const kind of ['service', 'response', 'network', 'success']) {
      assert.ok(endings[kind] > 100, `hardly ever ${kind}`);
    }
  });

  it('are of every size and depth, and memory has its bound', async () => {
    const meetAll = async (/** @type {number} */ rounds) => {
      for (let round = 0; round < rounds; round += 1) {
        for (const monster of monsters) await meet(() => response(monster));
      }
    };
    await meetAll(5);
    const size = memorySize();
    await meetAll(20);
    assert.equal(memorySize(), size, 'linear memory');
    assert.ok(size < 64 * 1024 * 1024, `${size} bytes`);
  });
});
