// How far a turn goes: as long as its lease lets it, and no further than the database says, part by part.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isTimeUp, LEAST_LEASE, REQUEST_TIME } from '../../examples/fleet/src/lease.js';
import { readSettings } from '../../examples/fleet/src/settings.js';
import { listLane } from '../../examples/fleet/src/steps/listing.js';
import { lookAt } from '../../examples/fleet/src/steps/looking.js';
import { PART, sendInParts } from '../../examples/fleet/src/steps/parts.js';
import { makeError } from '../../pkg/errors.js';
import { startEndpoint } from '../endpoint/index.js';

/** @param {number} count @param {string[]} [guards] @returns {any[]} */
const images = (count, guards = []) =>
  Array.from({ length: count }, (_, index) => ({
    ...{ image_id: `m-${index}`, name: 'x', family: '', rule: 'r', force: false, guards },
    ...{ state: 'planned', sent: 0, how: null, error: null },
  }));

describe('a lease', () => {
  const given = { MODE: 'delete', PAGES_PER_TURN: 1, IMAGES_PER_TURN: 1, REPORT_DAYS: 1 };
  /** @param {number} seconds */
  const lease = (seconds) =>
    readSettings(/** @type {any} */ ({ ...given, LEASE_SECONDS: seconds })).lease;

  it('is so long that what a turn has begun ends before it does', () => {
    assert.equal(lease(80), LEAST_LEASE);
    assert.equal(lease(1800), 1_800_000);
    for (const seconds of [1, 11, 79, 1801, 3600]) {
      const expected = 'LEASE_SECONDS must be a whole number from 80 to 1800';
      assert.throws(() => lease(seconds), { message: expected }, String(seconds));
    }
  });

  it('has room for what begins last', () => {
    const settings = { lease: LEAST_LEASE };
    const lane = { held_until: LEAST_LEASE };
    /** @param {number} at */
    const isUp = (at) => isTimeUp({ settings, now: () => at }, lane);
    // Two requests of a look, and a deletion after them.
    assert.equal(isUp(2 * REQUEST_TIME), false);
    assert.equal(isUp(3 * REQUEST_TIME), true);
    const last = Array.from({ length: LEAST_LEASE }, (_, at) => at).findLast((at) => !isUp(at));
    assert.ok(Number(last) + 3 * REQUEST_TIME < LEAST_LEASE, `${last}`);
  });
});

describe('a turn that lists', () => {
  for (const [name, isUp, expected] of /** @type {const} */ ([
    ['goes on to the last page', false, { stage: 'decide', pages: 3, page: undefined }],
    ['ends in time, with what it has', true, { stage: undefined, pages: 1, page: 2 }],
  ])) {
    it(name, async (context) => {
      const endpoint = await startEndpoint({ port: 0, controlPort: 0 });
      context.after(() => endpoint.close());
      const state = endpoint.stateOf('1111222233334444');
      for (let index = 0; index < 250; index += 1) state.addImage({ regionId: 'cn-hangzhou' });
      const key = { accessKeyId: 'account.1111222233334444.id', accessKeySecret: 'testsecret' };
      const statement = { bind: () => statement };
      const turn = {
        fleet: {
          env: { KEY: JSON.stringify(key) },
          settings: { pagesPerTurn: 20, endpoint: endpoint.url },
          db: { prepare: () => statement },
        },
        lane: { account: 'a', region_id: 'cn-hangzhou', page: 1 },
        plan: { state: 'listing', policy: { accounts: [{ name: 'a', secret: 'KEY' }] } },
        isTimeUp: () => isUp,
      };
      const { stage, page, writes } = await listLane(/** @type {any} */ (turn));
      assert.deepEqual({ stage, pages: writes?.length, page }, expected);
      assert.equal(endpoint.requests.length, expected.pages);
    });
  }
});

describe('a look', () => {
  /** Knows images as lists of one's own and of public ones. @param {Record<string, any[]>} lists */
  function service(lists) {
    /** @type {any[]} */
    const requests = [];
    const describeImages = async function* (/** @type {string} */ _, /** @type {any} */ request) {
      requests.push(request);
      const wanted = request.imageId.split(',');
      const list = lists[request.isPublic ? 'others' : request.imageOwnerAlias] ?? [];
      yield* list.filter(({ imageId }) => wanted.includes(imageId));
    };
    return { requests, ecs: /** @type {any} */ ({ describeImages }) };
  }
  /** @param {number} count */
  const found = (count) =>
    Array.from({ length: count }, (_, index) => ({
      ...{ imageId: `m-${index}`, imageName: 'x', status: 'Available', usage: 'none', tags: [] },
    }));

  it('asks for an image and its guards at once, and for none twice', async () => {
    const { ecs, requests } = service({ self: found(150) });
    const guards = ['m-140', 'm-141'];
    const { looked, seen } = await lookAt(ecs, 'cn-hangzhou', images(130, guards), () => false);
    assert.equal(looked.length, 130);
    assert.equal(seen.size, 132);
    const ids = requests.map(({ imageId }) => imageId.split(','));
    assert.deepEqual(
      ids.map(({ length }) => length),
      [100, 32],
    );
    assert.ok(ids[0].includes('m-140'));
  });

  it('says nothing of what there was no time for', async () => {
    const { ecs } = service({ self: [] });
    const { looked } = await lookAt(ecs, 'cn-hangzhou', images(130), () => true);
    assert.equal(looked.length, 100);
  });

  it('looks among public images, too, before one is taken for gone', async () => {
    const [first, second] = found(2);
    const { ecs, requests } = service({ self: [first], others: [second] });
    const { seen } = await lookAt(ecs, 'cn-hangzhou', images(3), () => false);
    assert.deepEqual([...seen.keys()], ['m-0', 'm-1']);
    assert.deepEqual([seen.get('m-0')?.public, seen.get('m-1')?.public], [false, true]);
    const { imageId, imageOwnerAlias, isPublic } = requests[1];
    assert.deepEqual([imageId, imageOwnerAlias, isPublic], ['m-1,m-2', 'others', true]);
  });

  it('does not, when all are there', async () => {
    const { ecs, requests } = service({ self: found(3) });
    await lookAt(ecs, 'cn-hangzhou', images(3), () => false);
    assert.equal(requests.length, 1);
  });
});

describe('deletions of a turn', () => {
  /**
   * @param {object} options
   * @param {number} [options.allowed] parts, until the database says no
   * @param {number} [options.expiresAt] each deletion takes one millisecond
   * @param {(id: string) => void} [options.answer]
   */
  async function carryOut({ allowed = Infinity, expiresAt = Infinity, answer = () => {} }) {
    /** @type {string[]} */
    const sent = [];
    /** @type {any[]} */
    const log = [];
    let parts = 0;
    const statement = (/** @type {string} */ sql) => ({
      bind: (/** @type {any[]} */ ...values) => ({ sql, last: JSON.parse(values[5]) }),
    });
    const db = {
      prepare: statement,
      async batch(/** @type {any[]} */ [mark, change]) {
        log.push({ written: Object.keys(change.last) });
        parts += 1;
        const ids = parts > allowed ? [] : mark.last;
        return [{ results: ids.map((/** @type {string} */ image_id) => ({ image_id })) }];
      },
    };
    const deadLetters = {
      sendBatch: async (/** @type {any[]} */ batch) =>
        log.push({ letters: batch.map(({ body }) => body.imageId) }),
    };
    const fleet = { db, deadLetters, now: () => sent.length };
    const ecs = {
      async deleteImage(/** @type {string} */ _, /** @type {string} */ id) {
        sent.push(id);
        answer(id);
        return { requestId: 'R', outcome: 'accepted' };
      },
    };
    const turn = {
      ...{ fleet, lane: { region_id: 'cn-hangzhou' }, plan: { expires_at: expiresAt } },
      ...{ connections: 2, isTimeUp: () => false },
    };
    const settled = [{ id: 'm-gone', state: 'absent' }];
    const end = await sendInParts(
      /** @type {any} */ (turn),
      /** @type {any} */ (ecs),
      images(50),
      /** @type {any} */ (settled),
    );
    return { sent, log, ...end };
  }
  const ids = (/** @type {{ id: string }[]} */ changes) => changes.map(({ id }) => id);

  it('are all begun, and what has come of each is written down once', async () => {
    const { sent, log, changes, unwritten } = await carryOut({});
    assert.equal(sent.length, 50);
    assert.equal(changes.length, 51);
    const written = [...log.flatMap((entry) => entry.written), ...ids(unwritten)];
    assert.deepEqual(written.sort(), ids(changes).sort());
    assert.ok(log[0].written.includes('m-gone'));
  });

  it('end with the part in which they are stopped', async () => {
    const { sent, log, changes, unwritten } = await carryOut({ allowed: 1 });
    assert.equal(sent.length, PART);
    assert.equal(changes.length, PART + 1);
    assert.deepEqual(unwritten, []);
    assert.equal(log.at(-1).written.length, PART);
  });

  it('do not begin after the plan has expired, nor in the middle of a part', async () => {
    for (const expiresAt of [0, 5, PART, 20]) {
      const { sent } = await carryOut({ expiresAt });
      assert.equal(sent.length, expiresAt);
    }
    // Nothing is lost: what came before is written with the end of the turn.
    const { log, unwritten } = await carryOut({ expiresAt: 0 });
    assert.deepEqual([log, ids(unwritten)], [[], ['m-gone']]);
  });

  it('end when the service throttles', async () => {
    const throttling = makeError({
      ...{ kind: 'service', code: 'Throttling', message: 'no', outcome: 'not-applied' },
    });
    const { sent, trouble } = await carryOut({
      answer(id) {
        if (id === 'm-20') throw throttling;
      },
    });
    assert.ok(sent.length <= 22, String(sent.length));
    assert.equal(trouble, throttling);
  });

  it('have their letters sent before it is written down that they failed', async () => {
    const { log } = await carryOut({
      answer(id) {
        if (id !== 'm-3') return;
        throw makeError({
          ...{ kind: 'service', code: 'ImageIsExporting', message: 'no', outcome: 'not-applied' },
        });
      },
    });
    const letter = log.findIndex(({ letters }) => letters?.includes('m-3'));
    const note = log.findIndex(({ written }) => written?.includes('m-3'));
    assert.ok(letter !== -1 && letter < note, `${letter}, ${note}`);
  });
});
