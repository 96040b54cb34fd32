// Ten thousand images in three accounts and thirty regions, on queues and a database that are real: the
// service throttles and fails, every message comes twice, the runtime is killed three times. At the end
// plan, report and service agree image by image.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { makeFleet, PER_LANE, policyFor, someRegions } from './fleet-images.js';
import { holdAgainst, readReport } from './reports.js';
import { accountNames, setStage } from './stage.js';
import { until } from './waiting.js';

const regionIds = someRegions(Number(process.env.FLEET_REGIONS ?? 30));
const IMAGES = PER_LANE * regionIds.length * accountNames.length;

const SWEEP = '* * * * *';
const NIGHTLY = '17 2 * * *';
/** The schedule's moment: the same one again is the same plan. */
const NIGHT = Date.UTC(2026, 0, 31, 2, 17);

/** In the order in which requests meet them. @param {import('./stage.js').Stage} stage */
function addFaults({ endpoint }) {
  const listing = [
    { fault: 'throttling', times: 5, retryAfter: 300 },
    { fault: 'resetBefore', times: 5 },
    { fault: 'html502', times: 5 },
    { fault: 'truncatedBody', times: 5 },
    { fault: 'internalError500', times: 5 },
  ];
  const deleting = [
    { fault: 'resetAfter', times: 40 },
    { fault: 'throttling', times: 20, retryAfter: 500 },
    { fault: 'throttling', code: 'Throttling.User', times: 20, retryAfter: 500 },
    { fault: 'resetBefore', times: 20 },
    { fault: 'internalError500', times: 20, apply: true },
    { fault: 'html502', times: 20, apply: true },
    { fault: 'truncatedBody', times: 20 },
    { fault: 'status503', times: 20 },
    { fault: 'empty200', times: 20, apply: true },
  ];
  for (const fault of listing) endpoint.faults.add({ ...fault, action: 'DescribeImages' });
  for (const fault of deleting) endpoint.faults.add({ ...fault, action: 'DeleteImage' });
}

describe(`${IMAGES} images in ${regionIds.length * accountNames.length} lanes`, () => {
  /** @type {import('./stage.js').Stage} */
  let stage;
  /** @type {ReturnType<typeof makeFleet>} */
  let fleet;
  /** @type {any} */
  let plan;

  before(async () => {
    const bindings = { TWICE: true, BATCH_SIZE: 6 };
    stage = await setStage({ policy: policyFor(regionIds), bindings });
    stage.endpoint.settings.rateLimit = { requests: 30, window: 2_000 };
    fleet = makeFleet(stage, regionIds);
    addFaults(stage);
  });
  after(() => stage?.strike());

  const look = async () => (await stage.ask('plans')).body.plans[0];
  /** @param {string} id */
  const lanesOf = async (id) => (await stage.ask(`plans/${id}`)).body.lanes;
  const deletions = () => stage.endpoint.requests.filter(({ action }) => action === 'DeleteImage');

  it('a schedule makes a plan; the runtime is killed in the middle of it', async () => {
    assert.equal(await stage.cron(NIGHTLY, NIGHT), 'ok');
    const { id } = await look();
    await until(async () => {
      const lanes = await lanesOf(id);
      return (
        lanes.filter((/** @type {any} */ { stage: at }) => at === 'ready').length >
        regionIds.length / 3
      );
    });
    await stage.crash();
    await stage.cron(SWEEP);
    plan = await until(async () => {
      const now = await look();
      return now.state === 'waiting' && now;
    });
    assert.equal(plan.id, id);
  });

  it('the same schedule again makes no other', async () => {
    await stage.cron(NIGHTLY, NIGHT);
    const { body } = await stage.ask('plans');
    assert.deepEqual(body.plans, [plan]);
  });

  it('the plan names what it should, and nothing was deleted', async () => {
    const { body } = await stage.ask(`plans/${plan.id}/report`);
    const expected = new Map(
      [...fleet.fates].map(([id, fate]) => {
        const isKept = fate.state === 'kept';
        return [id, isKept ? fate : { ...fate, state: 'planned', why: '' }];
      }),
    );
    holdAgainst(readReport(body), /** @type {any} */ (expected));
    assert.deepEqual(deletions(), []);
  });

  it('is carried out once it is approved; the runtime is killed in the middle of that', async () => {
    fleet.happen();
    const body = { hash: plan.hash, force: true };
    assert.equal(
      (await stage.ask(`plans/${plan.id}/approve`, { method: 'POST', body })).status,
      200,
    );
    // The messages die with the runtime: on the platform they would not, so this is harder.
    for (const part of [0.2, 0.4]) {
      await until(async () => deletions().length > IMAGES * part);
      await stage.crash();
      await stage.cron(SWEEP);
    }
    plan = await until(async () => {
      const now = await look();
      return now.state === 'done' && now;
    });
  });

  it('the report says of every image what became of it', async () => {
    const { body } = await stage.ask(`plans/${plan.id}/report`);
    holdAgainst(readReport(body), fleet.fates);
  });

  it('the service has the images that it should, and no other', () => {
    const left = accountNames.flatMap((name) => stage.account(name).images());
    const gone = ['deleted', 'absent'];
    const discarded = (/** @type {any} */ { why, rule }) =>
      why === 'newest' && rule === 'applications';
    const expected = [...fleet.fates.values()].filter(({ state }) => !gone.includes(state));
    const ids = new Set(left.map(({ imageId }) => imageId));
    const missing = expected.filter(({ imageId }) => !ids.has(imageId));
    // The one of each lane that somebody else has deleted.
    assert.ok(missing.every(discarded));
    assert.equal(missing.length, regionIds.length * accountNames.length);
    assert.equal(left.length, expected.length - missing.length);
  });

  it('nothing was ever sent that the plan does not name, or by force that it does not force', () => {
    for (const { parameters, nonce } of deletions()) {
      const fate = fleet.fates.get(parameters.ImageId);
      assert.ok(
        fate !== undefined && ['deleted', 'failed', 'absent'].includes(fate.state),
        nonce ?? '',
      );
      assert.deepEqual(
        [parameters.RegionId, parameters.Force],
        [fate.regionId, String(fate.force)],
      );
    }
  });

  it('throttling and faults were met', () => {
    const codes = new Set(deletions().map(({ code }) => code));
    assert.ok(codes.has('Throttling.User') && codes.has('Throttling'), [...codes].join());
    assert.deepEqual(stage.endpoint.faults.list(), []);
  });

  it('what failed is among the dead letters, with its typed error', async () => {
    // The queues of this runtime forget what they hold when it is killed; the platform's do not, and
    // the report has all of it. What comes last can be under way.
    const body = await until(async () => {
      const { body: found } = await stage.ask(`plans/${plan.id}/dead-letters`);
      return found.letters.length > regionIds.length && found;
    });
    for (const { image_id: imageId, error } of body.letters) {
      assert.equal(fleet.fates.get(imageId)?.state, 'failed');
      assert.deepEqual([error.kind, error.code], ['service', 'ImageIsExporting']);
    }
  });

  it('another plan names what could not be deleted, and nothing else', async () => {
    stage.endpoint.settings.rateLimit = null;
    await stage.cron(NIGHTLY, NIGHT + 24 * 60 * 60 * 1000);
    const second = await until(async () => {
      const now = await look();
      return now.id !== plan.id && now.state === 'waiting' && now;
    });
    const { body } = await stage.ask(`plans/${second.id}/report`);
    const planned = readReport(body).filter(({ state }) => state === 'planned');
    const expected = [...fleet.fates.values()].filter(
      ({ state, why, imageId }) =>
        state === 'failed' || (why === 'newest-gone' && !fleet.next.has(imageId)),
    );
    assert.deepEqual(
      planned.map(({ image_id: id }) => id).sort(),
      expected.map(({ imageId }) => imageId).sort(),
    );
  });
});
