// What becomes of an image after a look, and after an answer to its deletion.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readPolicy } from '../../examples/fleet/src/policy/read.js';
import { needsApproval } from '../../examples/fleet/src/steps/planning.js';
import { changeFor, sendDeletions } from '../../examples/fleet/src/steps/deletions.js';
import { ANSWER_LOST, reportOf } from '../../examples/fleet/src/steps/errors.js';
import { inBatches } from '../../examples/fleet/src/steps/letters.js';
import { trySendTurns } from '../../examples/fleet/src/steps/sending.js';
import { judge, MOST_SENT, settlingTime, wasSent } from '../../examples/fleet/src/steps/judging.js';
import { makeError } from '../../pkg/errors.js';

const policy = readPolicy({
  accounts: [{ name: 'a', secret: 'A', regions: 'all' }],
  rules: [{ name: 'r', images: { names: ['x'] }, keep: { newest: 0, youngerThanDays: 0 } }],
});

const facts = {
  ...{ id: 'm-1', name: 'x', family: '', created: '2020-01-31T09:05:07Z', status: 'Available' },
  ...{ inUse: false, shared: false, public: false, tags: [] },
};

const image = {
  ...{ image_id: 'm-1', name: 'x', family: '', rule: 'r', force: false, guards: [], sent: 0 },
  ...{ state: /** @type {const} */ ('planned'), how: null, error: null },
};

const usual = {
  place: { account: 'a', regionId: 'cn-hangzhou' },
  policy,
  mode: /** @type {const} */ ('delete'),
  mayDelete: true,
  seen: new Map([['m-1', facts]]),
  now: Date.now(),
};

const gone = { seen: new Map() };
const lostOnce = { state: 'unknown', how: 'answer-lost', sent: 1, error: '{"code":"NoAnswer"}' };
const error = { code: 'NoAnswer' };
const going = (/** @type {object} */ more) =>
  new Map([['m-1', { ...facts, status: 'UnAvailable', ...more }]]);
const tagged = new Map([['m-1', { ...facts, tags: [['keep', '']] }]]);

/** @type {Record<string, [object, object, unknown]>} */
const verdicts = {
  'is there as planned': [{}, {}, 'delete'],
  'is gone before anything was sent': [{}, gone, { id: 'm-1', state: 'absent' }],
  'is gone, and was about to be sent': [
    { state: 'sending', sent: 1 },
    gone,
    { id: 'm-1', state: 'deleted', how: 'seen-gone' },
  ],
  'is gone after a lost answer': [
    lostOnce,
    gone,
    { id: 'm-1', state: 'deleted', how: 'seen-gone' },
  ],
  'is there after a lost answer': [lostOnce, {}, 'delete'],
  'is there after many lost answers': [
    { ...lostOnce, sent: MOST_SENT },
    {},
    { id: 'm-1', state: 'failed', how: 'answer-lost', error },
  ],
  'is there after turns that have all broken off': [
    { state: 'sending', sent: MOST_SENT },
    {},
    { id: 'm-1', state: 'failed', how: 'answer-lost', error: ANSWER_LOST },
  ],
  'is being deleted after a lost answer': [lostOnce, { seen: going({}) }, 'delete'],
  'is being deleted after a lost answer, and was tagged': [
    lostOnce,
    { seen: going({ tags: [['keep', '']] }) },
    { id: 'm-1', state: 'spared', how: 'tagged' },
  ],
  'has another status after a lost answer': [
    lostOnce,
    { seen: going({ status: 'Deprecated', tags: [['keep', '']], inUse: true, public: true }) },
    { id: 'm-1', state: 'spared', how: 'status' },
  ],
  'has changed': [{}, { seen: tagged }, { id: 'm-1', state: 'spared', how: 'tagged' }],
  'has changed after a lost answer': [
    lostOnce,
    { seen: tagged },
    { id: 'm-1', state: 'spared', how: 'tagged' },
  ],
  'is there in a dry run': [{}, { mode: 'dry-run' }, { id: 'm-1', state: 'would-delete' }],
  'is there when nothing may be deleted': [
    { state: 'sending', sent: 1 },
    { mayDelete: false },
    { id: 'm-1', state: 'planned', how: 'answer-lost', error: undefined },
  ],
  'is gone when nothing may be deleted': [
    lostOnce,
    { mayDelete: false, ...gone },
    { id: 'm-1', state: 'deleted', how: 'seen-gone' },
  ],
  'was let go with a lost answer, and is gone': [
    { how: 'answer-lost', sent: 1 },
    gone,
    { id: 'm-1', state: 'deleted', how: 'seen-gone' },
  ],
};

describe('an image that a look is about', () => {
  for (const [name, [more, circumstances, expected]] of Object.entries(verdicts)) {
    it(name, () => {
      const verdict = judge(
        /** @type {any} */ ({ ...image, ...more }),
        /** @type {any} */ ({ ...usual, ...circumstances }),
      );
      assert.deepEqual(verdict, expected);
    });
  }
});

/** @param {object} report */
const refusal = (report) =>
  makeError({
    ...{ kind: 'service', message: 'no', requestId: 'R', outcome: 'not-applied', retryable: false },
    ...report,
  });
const lost = makeError({ kind: 'network', code: 'NoAnswer', message: 'no', outcome: 'unknown' });
const sent = { id: 'm-1', force: false, wasSent: false };
const sentBefore = { ...sent, wasSent: true };

/** @type {Record<string, [any, any, object, boolean]>} */
const answers = {
  'a refusal': [
    sent,
    refusal({ code: 'ImageIsExporting' }),
    { state: 'failed', requestId: 'R', error: refusal({ code: 'ImageIsExporting' }).toJSON() },
    false,
  ],
  'a lost answer': [
    sent,
    lost,
    { state: 'unknown', how: 'answer-lost', error: lost.toJSON() },
    false,
  ],
  'not found': [
    sent,
    refusal({ code: 'InvalidImageId.NotFound' }),
    { state: 'absent', requestId: 'R' },
    false,
  ],
  'not found, after a lost answer': [
    sentBefore,
    refusal({ code: 'InvalidImageId.NotFound' }),
    { state: 'deleted', how: 'seen-gone', requestId: 'R' },
    false,
  ],
  throttling: [
    sent,
    refusal({ code: 'Throttling.User' }),
    { state: 'planned', how: undefined, sent: -1 },
    true,
  ],
  'throttling, after a lost answer': [
    sentBefore,
    refusal({ code: 'Throttling' }),
    { state: 'planned', how: 'answer-lost', sent: -1 },
    true,
  ],
  'a disabled key': [
    sent,
    refusal({ code: 'InvalidAccessKeyId.Inactive' }),
    { state: 'planned', how: undefined, sent: -1 },
    true,
  ],
  'a missing permission is about the image': [
    sent,
    refusal({ code: 'Forbidden.RAM' }),
    { state: 'failed', requestId: 'R', error: refusal({ code: 'Forbidden.RAM' }).toJSON() },
    false,
  ],
  'something that nobody has thought of': [
    sent,
    new Error('surprise'),
    {
      state: 'unknown',
      how: 'answer-lost',
      error: { name: 'Error', kind: 'worker', code: 'Failed', message: 'Error: surprise' },
    },
    false,
  ],
};

describe('an image whose deletion was answered by', () => {
  for (const [name, [order, thrown, expected, isTrouble]] of Object.entries(answers)) {
    it(name, () => {
      const { change, trouble } = changeFor(order, thrown);
      assert.deepEqual(change, { id: 'm-1', ...expected });
      assert.equal(trouble === thrown, isTrouble);
    });
  }
});

describe('what a deletion that succeeds is called', () => {
  for (const [outcome, how] of /** @type {const} */ ([
    ['accepted', 'accepted'],
    // The package has asked again after a lost answer, and found it gone.
    ['absent', 'seen-gone'],
  ])) {
    it(outcome, async () => {
      const ecs = /** @type {any} */ ({ deleteImage: async () => ({ requestId: 'R', outcome }) });
      const limits = { connections: 2, isTimeUp: () => false };
      const end = await sendDeletions(ecs, 'cn-hangzhou', [sent], limits);
      const change = { id: 'm-1', state: 'deleted', how, requestId: 'R' };
      assert.deepEqual(end, { changes: [change], trouble: undefined });
    });
  }
});

describe('what is done already when its messages cannot be sent', () => {
  it('does not look as if it were not', async (context) => {
    const told = context.mock.method(console, 'error', () => {});
    const statement = { bind: () => statement, all: async () => ({ results: [{ turn: 1 }] }) };
    const away = { sendBatch: () => Promise.reject(new Error('away')) };
    const fleet = { db: { prepare: () => statement }, turns: away, now: () => 0 };
    await trySendTurns(/** @type {any} */ (fleet), { planId: 'p' });
    assert.match(told.mock.calls[0].arguments[0], /away/);
  });
});

describe('dead letters', () => {
  /** @param {number} length */
  const letter = (length) =>
    /** @type {any} */ ({ body: { error: { message: 'é'.repeat(length) } } });

  it('go in batches that a queue takes, and none is left out', () => {
    for (const [count, length] of [
      [0, 1],
      [1, 150_000],
      [100, 10],
      [101, 10],
      [250, 900],
      [7, 99_000],
    ]) {
      const letters = Array.from({ length: count }, () => letter(length));
      const batches = inBatches(letters);
      assert.deepEqual(batches.flat(), letters);
      for (const batch of batches) {
        assert.ok(batch.length <= 100);
        const bytes = Buffer.byteLength(JSON.stringify(batch));
        assert.ok(batch.length === 1 || bytes < 256_000, `${bytes} bytes`);
      }
    }
    assert.equal(inBatches(Array.from({ length: 250 }, () => letter(10))).length, 3);
  });

  it('have errors of a size that a queue takes', () => {
    const long = refusal({ code: 'X', message: 'm'.repeat(90_000), hostId: 'h'.repeat(90_000) });
    const report = reportOf(long);
    assert.ok(JSON.stringify(report).length < 10_000);
    assert.deepEqual([report.code, report.requestId], ['X', 'R']);
    assert.deepEqual(reportOf(refusal({ code: 'X' })), refusal({ code: 'X' }).toJSON());
  });
});

describe('a service that gives no answers', () => {
  const waits = Array.from({ length: MOST_SENT }, (_, index) => settlingTime(index + 1));

  it('costs no image its end within ten minutes: the last deletion is sent after them', () => {
    const last = waits.slice(0, -1).reduce((sum, wait) => sum + wait, 0);
    assert.ok(last > 10 * 60_000, `${last} ms`);
  });

  it('is asked again soon at first, and then less and less often', () => {
    assert.equal(waits[0], 2_000);
    assert.deepEqual(
      waits,
      [...waits].sort((left, right) => left - right),
    );
    assert.equal(waits.at(-1), 300_000);
  });
});

describe('whether a deletion may have been carried out', () => {
  it('is said by the state, and after that by the note', () => {
    /** @param {object} more */
    const said = (more) => wasSent(/** @type {any} */ ({ ...image, ...more }));
    assert.equal(said({}), false);
    assert.equal(said({ sent: 3 }), false);
    assert.equal(said({ state: 'sending' }), true);
    assert.equal(said({ state: 'unknown' }), true);
    assert.equal(said({ how: 'answer-lost' }), true);
  });
});

describe('whether a plan needs approval', () => {
  const unless = { images: 10, percent: 5 };
  /** @type {[any, number, number, boolean][]} */
  const cases = [
    ['always', 1, 1000, true],
    ['never', 1000, 1000, false],
    [{ unless }, 10, 200, false],
    [{ unless }, 11, 1000, true],
    [{ unless }, 10, 199, true],
    [{ unless: { images: 0, percent: 0 } }, 1, 1000, true],
  ];
  for (const [approval, planned, listed, expected] of cases) {
    it(`${JSON.stringify(approval)}: ${planned} of ${listed}`, () =>
      assert.equal(needsApproval(approval, planned, listed), expected));
  }
});
