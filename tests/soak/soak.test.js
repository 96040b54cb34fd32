// 20,000 deletions while every third request meets a fault: what the client says of an image is true.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { Worker } from 'node:worker_threads';
import { EcsClient, isEcsError } from 'ecs-delete-image';
import { accessKeys, demoRegionId } from '../endpoint/index.js';

/** @typedef {{ imageId: string, isHeld: boolean }} GivenImage */
/** @typedef {{ imageId?: string, nonce: string | null, fault: string | null, httpStatus: number | null, code: string | null }} SeenRequest */
/** @typedef {'accepted' | 'absent' | 'not-applied' | 'unknown'} Verdict */

const SEED = 20_140_526;
const DELETIONS = 20_000;
const AT_ONCE = 8;
/** What the client takes for a second takes ten milliseconds: its pauses, and its limit of 10 s. */
const HASTE = 100;

const FAULTS = new Set([
  ...['delay', 'slowBody', 'resetBefore', 'resetAfter', 'truncatedBody', 'html502', 'status503'],
  ...['internalError500', 'empty200', 'oversizedBody', 'redirect', 'noCors', 'throttling'],
  ...['wrongClock', 'expiredToken'],
]);
/** The answers after which no client tries again, or none that has mended the same thing before. */
const FINAL = new Set(['redirect', 'oversizedBody', 'expiredToken', 'InvalidTimeStamp.Expired']);

/** @type {Worker} */
let service;
/** @type {Map<string, Verdict>} */
const verdicts = new Map();
/** How many requests were sent for an image, where that ended with an error. @type {Map<string, number>} */
const attempts = new Map();
/** @type {Set<string>} */
const held = new Set();
/** @type {Set<string>} */
let left;
/** @type {SeenRequest[]} */
let requests;

/**
 * @param {import('./service.js').Question} question
 * @returns {Promise<any>}
 */
async function ask(question) {
  service.postMessage(question);
  return (await once(service, 'message'))[0];
}

/** @param {...Verdict} wanted */
function withVerdict(...wanted) {
  return [...verdicts.keys()].filter((id) => wanted.includes(verdicts.get(id) ?? 'unknown'));
}

/**
 * @param {EcsClient} client
 * @param {string} imageId
 * @returns {Promise<Verdict>}
 */
async function verdictOf(client, imageId) {
  try {
    const { outcome } = await client.deleteImage(demoRegionId, imageId, false);
    return /** @type {Verdict} */ (outcome);
  } catch (error) {
    if (!isEcsError(error)) throw error;
    attempts.set(imageId, error.attempts);
    return error.outcome;
  }
}

async function deleteAll() {
  const [url] = await once(service, 'message');
  const credentials = async () => accessKeys.temporary;
  const client = new EcsClient({ endpoint: url, credentials, maxAttempts: 40 });
  /** @type {GivenImage[]} */
  let waiting = [];

  async function deleteOnAndOn() {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { imageId, isHeld } = next;
      if (isHeld) held.add(imageId);
      verdicts.set(imageId, await verdictOf(client, imageId));
    }
  }
  // In batches, because the endpoint looks through its images at every request.
  while (verdicts.size < DELETIONS) {
    waiting = await ask('images');
    await Promise.all(Array.from({ length: AT_ONCE }, deleteOnAndOn));
  }
  const result = await ask('result');
  left = new Set(result.left);
  requests = result.requests;
}

describe(`${DELETIONS} deletions, seed ${SEED}`, () => {
  const { setTimeout } = globalThis;

  before(async () => {
    service = new Worker(new URL('service.js', import.meta.url), { workerData: { seed: SEED } });
    /** @type {any} */
    const hasty = (
      /** @type {any} */ handler,
      /** @type {number} */ delay,
      /** @type {any[]} */ ...rest
    ) => setTimeout(handler, delay / HASTE, ...rest);
    globalThis.setTimeout = hasty;
    await deleteAll();
  });

  after(async () => {
    globalThis.setTimeout = setTimeout;
    await service.terminate();
  });

  it('meets every third request with a fault, and every kind of fault', (test) => {
    const faults = requests.map(({ fault }) => fault).filter((fault) => fault !== null);
    test.diagnostic(`${requests.length} requests, ${faults.length} faults`);
    assert.ok(faults.length > DELETIONS / 3, `${faults.length} faults`);
    assert.ok(faults.length <= requests.length / 3, `${faults.length} faults`);
    assert.deepEqual(new Set(faults), FAULTS);
  });

  it('ends every call with a verdict', (test) => {
    assert.equal(verdicts.size, DELETIONS);
    for (const verdict of /** @type {const} */ (['accepted', 'absent', 'not-applied', 'unknown'])) {
      const { length } = withVerdict(verdict);
      test.diagnostic(`${verdict}: ${length}`);
      assert.ok(length > 100, `hardly ever ${verdict}`);
    }
  });

  it('finds every image gone that was reported gone', () => {
    const wrong = withVerdict('accepted', 'absent').filter((id) => left.has(id));
    assert.deepEqual(wrong, []);
  });

  it('finds every image there that was reported not deleted', () => {
    const wrong = withVerdict('not-applied').filter((id) => !left.has(id));
    assert.deepEqual(wrong, []);
  });

  it('leaves no image that is gone unreported', () => {
    const gone = [...verdicts.keys()].filter((id) => !left.has(id));
    const reported = new Set(withVerdict('accepted', 'absent', 'unknown'));
    assert.deepEqual(
      gone.filter((id) => !reported.has(id)),
      [],
    );
  });

  function idsGivenUp() {
    const final = requests.filter(
      ({ fault, code }) => FINAL.has(fault ?? '') || FINAL.has(code ?? ''),
    );
    return new Set(final.map(({ imageId }) => imageId));
  }

  it('is in doubt about few of what can be deleted, and only where it had to give up', () => {
    const doubtful = withVerdict('unknown').filter((id) => !held.has(id));
    assert.ok(doubtful.length < DELETIONS / 20, `${doubtful.length} are in doubt`);
    const givenUp = idsGivenUp();
    assert.deepEqual(
      doubtful.filter((id) => !givenUp.has(id)),
      [],
    );
  });

  it('is in doubt about what was refused for its state only where another request may be under way', () => {
    const doubtful = withVerdict('unknown').filter((id) => held.has(id));
    const givenUp = idsGivenUp();
    assert.deepEqual(
      doubtful.filter((id) => attempts.get(id) === 1 && !givenUp.has(id)),
      [],
    );
  });

  it('deletes no image whose state forbids it', () => {
    assert.deepEqual(
      [...held].filter((id) => !left.has(id)),
      [],
    );
  });

  it('never uses a nonce twice', () => {
    const nonces = requests.map(({ nonce }) => nonce).filter((nonce) => nonce !== null);
    assert.ok(nonces.length > DELETIONS);
    assert.equal(new Set(nonces).size, nonces.length);
    assert.deepEqual(
      requests.filter(({ code }) => code === 'SignatureNonceUsed'),
      [],
    );
  });
});
