// After 100,000 calls with random garbage the same instance still signs correctly: none of them
// trapped, none hung, and each ended with an error of the package's.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EcsClient, isEcsError } from 'ecs-delete-image';
import { garbageFrom } from './garbage.js';
import { credentials, imageId, memorySize, regionId } from './instance.js';
import { randomFrom } from './random.js';
import { signatures } from './signature.js';

const SEED = 2014;
const CALLS = 100_000;
const AT_ONCE = 500;
/** Room for the values of calls that overlap, and for what V8 has not collected yet. */
const MUCH = 16 * 1024 * 1024;

/** @type {any} */
const success = async () => Response.json({ RequestId: 'x' });
/** So that a call ends although its garbage never settles: without a limit it would wait for ever. */
const limit = { timeout: 1 };
const sound = { credentials, timeout: 1, maxAttempts: 1, fetch: success };

describe(`${CALLS} bad calls, seed ${SEED}`, () => {
  const random = randomFrom(SEED);
  const anything = garbageFrom(random);
  /** @type {Record<string, number>} */
  const endings = {};

  /** @param {string} ending */
  const count = (ending) => {
    endings[ending] = (endings[ending] ?? 0) + 1;
  };

  /** Options with one thing wrong, or nothing but garbage. @returns {any} */
  function options() {
    if (random.below(8) === 0) return anything();
    const wrong = random.of(['credentials', 'endpoint', 'timeout', 'maxAttempts', 'fetch']);
    return { ...sound, [wrong]: anything(), ...functions() };
  }

  /** Functions of the right type that give garbage, or throw it. @returns {any} */
  function functions() {
    const give = random.of([() => anything(), async () => anything()]);
    return random.of([{}, { fetch: give }, { credentials: give }]);
  }

  /** @returns {any[]} */
  function args() {
    if (random.below(4) === 0) return Array.from({ length: 5 }, () => anything());
    /** @type {any[]} */
    const almost = [regionId, imageId, false, { maxAttempts: 1, timeout: 1 }];
    almost[random.below(4)] = anything();
    return almost;
  }

  /** @returns {[options: any, self: any, args: any[]]} what of a call is wrong */
  function badCall() {
    /** @type {(() => [any, any, any[]])[]} */
    const kinds = [
      () => [options(), undefined, [regionId, imageId, false, limit]],
      () => [{ ...sound, ...functions() }, undefined, [regionId, imageId]],
      () => [sound, undefined, args()],
      () => [sound, random.below(9) === 0 ? anything() : undefined, args()],
    ];
    return random.of(kinds)();
  }

  /** A trap is a RuntimeError, and a broken assumption in the glue a TypeError: neither may be. */
  async function callBadly() {
    try {
      const [options, self, args] = badCall();
      const client = new EcsClient(options);
      await /** @type {any} */ (client).deleteImage.apply(self ?? client, args);
      count('success');
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) throw error;
      count(isEcsError(error) ? error.kind : 'reason of a signal');
    }
  }

  it('end, every one, and never with a trap', async (test) => {
    const before = memorySize();
    for (let done = 0; done < CALLS; done += AT_ONCE) {
      await Promise.all(Array.from({ length: AT_ONCE }, callBadly));
    }
    test.diagnostic(JSON.stringify(endings));
    test.diagnostic(`linear memory has grown by ${memorySize() - before} bytes`);
    const ended = Object.values(endings).reduce((sum, some) => sum + some);
    assert.equal(ended, CALLS);
    for (const kind of ['argument', 'credentials', 'network', 'success']) {
      assert.ok(endings[kind] > 100, `hardly ever ${kind}`);
    }
    assert.ok(memorySize() - before < MUCH);
  });

  it('end although an answer turns into a promise that never settles', async () => {
    const turning = () => {
      let reads = 0;
      const get = () => (++reads > 1 ? () => {} : undefined);
      return Object.defineProperty({}, 'then', { get });
    };
    for (const wrong of ['fetch', 'credentials']) {
      const options = { ...sound, [wrong]: async () => turning() };
      await assert.rejects(new EcsClient(options).deleteImage(regionId, imageId), isEcsError);
    }
  });

  it('leave an instance that signs correctly', async () => {
    /** @type {string[]} */
    const bodies = [];
    /** @type {any} */
    const fetch = (/** @type {string} */ url, /** @type {{ body: string }} */ { body }) => {
      bodies.push(body);
      return success();
    };
    const client = new EcsClient({ credentials, fetch });
    for (let index = 0; index < 100; index += 1) {
      await client.deleteImage(regionId, `${imageId}.${index}`, index % 2 === 0);
    }
    assert.equal(bodies.length, 100);
    for (const body of bodies) {
      const { actual, expected } = signatures(body, credentials.accessKeySecret);
      assert.equal(actual, expected);
    }
  });
});
