// What never happens, on a runtime with a real database and real queues: nothing is deleted that was not
// approved, that has changed since, or that somebody has stopped; nothing is lost.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { readReport } from './reports.js';
import { setStage } from './stage.js';
import { until } from './waiting.js';

const regionId = 'cn-hangzhou';
const DAY = 24 * 60 * 60 * 1000;
const SWEEP = '* * * * *';

const policy = {
  accounts: [
    { name: 'production', secret: 'PRODUCTION_KEY', regions: [regionId] },
    { name: 'staging', secret: 'STAGING_KEY', regions: [regionId] },
  ],
  rules: [{ name: 'old', images: { names: ['*'] }, keep: { newest: 0, youngerThanDays: 1 } }],
};

/** @type {import('./stage.js').Stage} */
let stage;
/** Every plan is another night's. */
let night = Date.UTC(2026, 0, 1, 2, 17);

before(async () => {
  stage = await setStage({ policy, bindings: { IMAGES_PER_TURN: 10 } });
});
beforeEach(() => stage.endpoint.reset());
afterEach(async () => {
  await order('start');
  const { body } = await stage.ask('plans');
  for (const { id, state } of body.plans) {
    if (['listing', 'waiting', 'approved'].includes(state)) await order(`plans/${id}/cancel`);
  }
  await until(async () => {
    await stage.sql('DELETE FROM pauses');
    await stage.sweep();
    const left = await stage.sql(
      `SELECT 1 FROM lanes JOIN plans ON plans.id = plan_id WHERE stage = 'delete'
       AND state <> 'done'`,
    );
    return left.length === 0;
  });
  assert.deepEqual(await stage.sql('SELECT * FROM pauses'), []);
});
after(() => stage?.strike());

/** @param {string} path @param {object} [body] @param {string} [group] */
const order = (path, body, group) => stage.ask(path, { method: 'POST', body, group });

/** @param {number} count @param {import('./stage.js').AccountName} [account] */
function addImages(count, account = 'production') {
  const createdAt = Date.now() - 2 * DAY;
  return Array.from({ length: count }, () =>
    stage.account(account).addImage({ regionId, createdAt }),
  );
}

const deletions = () => stage.endpoint.requests.filter(({ action }) => action === 'DeleteImage');
const left = () => stage.account('production').images().length;

/** Makes a plan, and waits until it waits. @returns {Promise<any>} */
async function plan() {
  night += DAY;
  await stage.cron('17 2 * * *', night);
  return until(async () => {
    const { body } = await stage.ask('plans');
    return body.plans[0].created_by.startsWith('the schedule') && body.plans[0].state !== 'listing'
      ? body.plans[0]
      : undefined;
  });
}

/** @param {{ id: string, hash: string }} plan @param {object} [more] */
const approve = ({ id, hash }, more) => order(`plans/${id}/approve`, { hash, ...more });

/** @param {string} id @param {string} state */
function reaches(id, state) {
  return until(async () => {
    const { body } = await stage.ask(`plans/${id}`);
    return body.state === state && body;
  });
}

/** @param {string} id */
async function reportOf(id) {
  return readReport((await stage.ask(`plans/${id}/report`)).body);
}

/** Turns that were under way have come to their end, and what was sent has its own. @param {string} id */
function isQuiet(id) {
  return until(async () => {
    const open = await stage.sql(
      `SELECT 1 FROM lanes WHERE plan_id = '${id}' AND holder NOT NULL UNION ALL
       SELECT 1 FROM images WHERE plan_id = '${id}' AND state IN ('sending', 'unknown')`,
    );
    return open.length === 0;
  });
}

/** All its lanes have come to their end. @param {string} id */
function hasEnded(id) {
  return until(async () => {
    await stage.sweep();
    const open = await stage.sql(
      `SELECT 1 FROM lanes WHERE plan_id = '${id}' AND stage = 'delete'`,
    );
    return open.length === 0;
  });
}

/** Messages have been worked on, so often. @param {Record<string, number>} wanted */
function areHandled(wanted) {
  return until(async () => {
    const { handled } = await stage.counts();
    return Object.entries(wanted).every(([key, times]) => (handled[key] ?? 0) >= times);
  });
}

// First, as some of the tests after it take these safeguards away.
describe('the database', () => {
  it('does not let a plan change, whoever tries', async () => {
    addImages(2);
    const made = await plan();
    const of = `WHERE plan_id = '${made.id}'`;
    await assert.rejects(
      stage.sql(`UPDATE images SET state = 'sending' ${of}`),
      /this plan does not delete/,
    );
    await approve(made);
    await reaches(made.id, 'done');
    const attempts = {
      'a plan does not change': [
        `INSERT INTO images SELECT plan_id, account, region_id, 'm-other', name, family, rule,
         reason, force, guards, 'planned', sent, how, request_id, error, changed_at FROM images ${of} LIMIT 1`,
        `UPDATE images SET force = 1 ${of}`,
        `UPDATE images SET name = 'x' ${of}`,
        `UPDATE images SET family = 'x' ${of}`,
        `UPDATE images SET image_id = 'm-other' ${of}`,
        `UPDATE plans SET hash = 'x' WHERE id = '${made.id}'`,
        `UPDATE plans SET mode = 'delete' WHERE id = '${made.id}'`,
        `UPDATE plans SET expires_at = expires_at + 1 WHERE id = '${made.id}'`,
      ],
      'this image has its end already': [`UPDATE images SET state = 'planned' ${of}`],
      'this plan cannot be approved': [
        `UPDATE plans SET state = 'approved' WHERE id = '${made.id}'`,
      ],
    };
    for (const [message, statements] of Object.entries(attempts)) {
      for (const statement of statements) {
        await assert.rejects(stage.sql(statement), new RegExp(message), statement);
      }
    }
  });
});

describe('approval', () => {
  it('comes before anything is sent', async () => {
    addImages(3);
    const made = await plan();
    assert.equal(made.state, 'waiting');
    await stage.cron(SWEEP);
    assert.deepEqual(deletions(), []);
    assert.equal((await approve(made)).status, 200);
    await reaches(made.id, 'done');
    assert.equal(left(), 0);
    const [row] = await reportOf(made.id);
    assert.deepEqual([row.state, row.how, row.sent], ['deleted', 'accepted', '1']);
  });

  it('is for the plan that was seen', async () => {
    addImages(1);
    const made = await plan();
    for (const hash of ['', made.hash.toUpperCase(), 'x', undefined, null, 5]) {
      const { status } = await order(`plans/${made.id}/approve`, { hash });
      assert.ok([400, 409].includes(status), String(hash));
    }
    assert.equal((await stage.ask(`plans/${made.id}`)).body.state, 'waiting');
    assert.deepEqual(deletions(), []);
  });

  it('is for those who may', async () => {
    addImages(1);
    const made = await plan();
    const body = { hash: made.hash };
    for (const path of [`plans/${made.id}/approve`, `plans/${made.id}/cancel`, 'plans', 'start']) {
      assert.equal((await order(path, body, 'viewers')).status, 403, path);
    }
    assert.deepEqual(deletions(), []);
  });

  it('twice is once', async () => {
    addImages(5);
    const made = await plan();
    const answers = await Promise.all([approve(made), approve(made), approve(made)]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409]);
    await reaches(made.id, 'done');
    assert.equal(deletions().length, 5);
  });

  it('of a plan that a newer one has replaced is refused', async () => {
    addImages(1);
    const first = await plan();
    const second = await plan();
    assert.notEqual(first.id, second.id);
    assert.equal((await approve(first)).status, 409);
    assert.equal((await stage.ask(`plans/${first.id}`)).body.state, 'superseded');
  });

  it('is too late after the plan has expired', async () => {
    addImages(1);
    const made = await plan();
    await stage.sql('DROP TRIGGER plan_is_fixed');
    await stage.sql(`UPDATE plans SET expires_at = 1 WHERE id = '${made.id}'`);
    assert.equal((await approve(made)).status, 409);
    await stage.cron(SWEEP);
    assert.equal((await stage.ask(`plans/${made.id}`)).body.state, 'expired');
    assert.deepEqual(deletions(), []);
  });
});

describe('an approved plan', () => {
  it('keeps others from being made', async () => {
    addImages(1);
    await order('stop');
    const made = await plan();
    await approve(made);
    assert.equal((await order('plans')).status, 409);
    await stage.cron('17 2 * * *', (night += DAY));
    assert.equal((await stage.ask('plans')).body.plans[0].id, made.id);
  });

  it('whose rows were changed deletes nothing', async () => {
    const [first, second] = addImages(2);
    stage.account('production').addInstance(second);
    const made = await plan();
    await stage.sql('DROP TRIGGER what_a_plan_names_is_fixed');
    await stage.sql(`UPDATE images SET force = 1 WHERE plan_id = '${made.id}'`);
    await approve(made);
    const { lanes } = await reaches(made.id, 'done');
    assert.ok(lanes.some((/** @type {any} */ { problem }) => problem?.code === 'PlanChanged'));
    assert.deepEqual(deletions(), []);
    assert.ok(stage.account('production').findImage(first.imageId));
  });

  it('deletes nothing any more once it has expired in the middle', async () => {
    addImages(30);
    stage.endpoint.settings.rateLimit = { requests: 5, window: 60_000 };
    const made = await plan();
    await approve(made);
    await until(async () => deletions().length >= 5);
    await stage.sql(`UPDATE plans SET expires_at = 1 WHERE id = '${made.id}'`);
    await isQuiet(made.id);
    stage.endpoint.settings.rateLimit = null;
    await stage.sql('DELETE FROM pauses');
    const before = left();
    await hasEnded(made.id);
    assert.equal(left(), before);
    const states = new Set((await reportOf(made.id)).map(({ state }) => state));
    assert.deepEqual([...states].sort(), ['deleted', 'planned']);
  });
});

describe('a stop', () => {
  it('holds up everything, and a start lets it go on', async () => {
    addImages(30);
    assert.equal((await order('stop', {}, 'viewers')).status, 200);
    const made = await plan();
    await approve(made);
    await stage.cron(SWEEP);
    await isQuiet(made.id);
    assert.deepEqual(deletions(), []);
    await order('start');
    await reaches(made.id, 'done');
    assert.equal(left(), 0);
  });

  it('in the middle lets end what was sent, and nothing begin', async () => {
    addImages(40);
    stage.endpoint.faults.add({ fault: 'hold', times: 40, action: 'DeleteImage' });
    const made = await plan();
    await approve(made);
    await until(async () => deletions().length > 0);
    await order('stop');
    stage.endpoint.faults.release();
    await isQuiet(made.id);
    const sent = deletions().length;
    assert.ok(sent < 40, `${sent} were sent`);
    await stage.cron(SWEEP);
    await isQuiet(made.id);
    assert.equal(deletions().length, sent);
    // Nothing is sent, and nothing is lost, however often the lanes are looked after.
    await stage.sweep();
    await isQuiet(made.id);
    assert.equal(deletions().length, sent);
    const states = (await reportOf(made.id)).map(({ state }) => state);
    assert.equal(states.filter((state) => state === 'deleted').length, sent);
    assert.equal(left(), 40 - sent);
    await order('start');
    await reaches(made.id, 'done');
    assert.equal(left(), 0);
    assert.equal(deletions().length, 40);
  });
});

describe('between the look and the deletion', () => {
  // The database's own safeguards are gone: the statement that notes what is sent has to know.
  before(async () => {
    await stage.sql('DROP TRIGGER only_an_approved_plan_sends');
    await stage.sql('DROP TRIGGER IF EXISTS plan_is_fixed');
  });

  for (const [name, happen] of /** @type {[string, (id: string) => Promise<unknown>][]} */ ([
    ['a stop', () => order('stop')],
    ['a cancellation', (id) => order(`plans/${id}/cancel`)],
    ['an expiry', (id) => stage.sql(`UPDATE plans SET expires_at = 1 WHERE id = '${id}'`)],
    ['a plan that waits again', (id) => setPlan(id, "state = 'waiting'")],
    ['a dry run', (id) => setPlan(id, "mode = 'dry-run'")],
    ['another holder', (id) => stage.sql(`UPDATE lanes SET holder = 'x' WHERE plan_id = '${id}'`)],
  ])) {
    it(`${name} has the last word`, async () => {
      addImages(3);
      const made = await plan();
      const looks = () =>
        stage.endpoint.requests.filter(({ action }) => action === 'DescribeImages').length;
      const before = looks();
      stage.endpoint.faults.add({ fault: 'hold', action: 'DescribeImages' });
      await approve(made);
      await until(async () => looks() > before);
      await happen(made.id);
      stage.endpoint.faults.release();
      await areHandled({ [`${made.id},production,${await turnOf(made.id)}`]: 1 });
      assert.deepEqual(deletions(), []);
      assert.equal(left(), 3);
      await stage.sql(`UPDATE lanes SET holder = NULL, held_until = NULL WHERE holder = 'x'`);
    });
  }
});

describe('in the middle of a turn', () => {
  before(() => stage.crash({ IMAGES_PER_TURN: 50 }));
  after(() => stage.crash());

  for (const [name, happen] of /** @type {[string, (id: string) => Promise<unknown>][]} */ ([
    ['a stop', () => order('stop')],
    ['a cancellation', (id) => order(`plans/${id}/cancel`)],
    ['an expiry', (id) => setPlan(id, 'expires_at = 1')],
  ])) {
    it(`${name} lets end what is under way, a dozen at most, and nothing begin`, async () => {
      addImages(50);
      const made = await plan();
      stage.endpoint.faults.add({ fault: 'hold', times: 50, action: 'DeleteImage' });
      await approve(made);
      await until(async () => deletions().length > 0);
      await happen(made.id);
      stage.endpoint.faults.release();
      await isQuiet(made.id);
      const sent = deletions().length;
      assert.ok(sent <= 12, `${sent} were sent`);
      assert.equal(left(), 50 - sent);
      await stage.sweep();
      await isQuiet(made.id);
      assert.equal(deletions().length, sent);
      const states = (await reportOf(made.id)).map(({ state }) => state);
      assert.equal(states.filter((state) => state === 'deleted').length, sent);
      assert.equal(states.filter((state) => state === 'planned').length, 50 - sent);
    });
  }
});

/** @param {string} id @param {string} change */
const setPlan = (id, change) => stage.sql(`UPDATE plans SET ${change} WHERE id = '${id}'`);

describe('a cancelled plan', () => {
  it('says what was deleted before, and what was not', async () => {
    addImages(40);
    stage.endpoint.faults.add({ fault: 'hold', times: 40, action: 'DeleteImage' });
    const made = await plan();
    await approve(made);
    await until(async () => deletions().length > 0);
    assert.equal((await order(`plans/${made.id}/cancel`)).status, 200);
    stage.endpoint.faults.release();
    await hasEnded(made.id);
    const rows = await reportOf(made.id);
    const deleted = rows.filter(({ state }) => state === 'deleted').length;
    const planned = rows.filter(({ state }) => state === 'planned').length;
    assert.deepEqual([deleted, planned], [40 - left(), left()]);
    assert.equal((await stage.ask(`plans/${made.id}`)).body.state, 'cancelled');
    assert.equal((await order(`plans/${made.id}/cancel`)).status, 409);
  });
});

describe('a lost answer', () => {
  /** @param {object} fault */
  async function carryOut(fault) {
    addImages(1);
    const made = await plan();
    stage.endpoint.faults.add({ action: 'DeleteImage', ...fault });
    await approve(made);
    await reaches(made.id, 'done');
    const [{ state, how, sent }] = await reportOf(made.id);
    return { state, how, sent, left: left() };
  }

  it('of a deletion that was carried out is settled by a look', async () => {
    const end = await carryOut({ fault: 'resetAfter' });
    assert.deepEqual(end, { state: 'deleted', how: 'seen-gone', sent: '1', left: 0 });
    assert.equal(deletions().length, 1);
  });

  it('of a deletion that was not is sent again', async () => {
    const end = await carryOut({ fault: 'resetBefore' });
    assert.deepEqual(end, { state: 'deleted', how: 'accepted', sent: '2', left: 0 });
  });

  it('of a deletion that takes its time is not taken for anything else', async () => {
    stage.endpoint.settings.deletionDelay = 60_000;
    const end = await carryOut({ fault: 'html502', apply: true });
    assert.deepEqual(end, { state: 'deleted', how: 'accepted', sent: '2', left: 1 });
  });

  it('again and again is left to people, with its error', async () => {
    addImages(1);
    const made = await plan();
    stage.endpoint.faults.add({ action: 'DeleteImage', fault: 'resetBefore', times: 50 });
    // As after five others, for each of which a look had to wait, longer each time.
    await stage.sql(`UPDATE images SET sent = 5 WHERE plan_id = '${made.id}'`);
    const began = Date.now();
    await approve(made);
    const [lane] = await until(async () => {
      const lanes = await stage.sql(
        `SELECT due_at FROM lanes JOIN images USING (plan_id, account, region_id)
         WHERE plan_id = '${made.id}' AND state = 'unknown' AND holder IS NULL`,
      );
      return lanes.length > 0 && lanes;
    });
    assert.ok(lane.due_at >= began + 60_000, `${lane.due_at - began} ms`);
    await hasEnded(made.id);
    await reaches(made.id, 'done');
    assert.equal(deletions().length, 1);
    const [row] = await reportOf(made.id);
    assert.deepEqual([row.state, row.how, row.error_code], ['failed', 'answer-lost', 'NoAnswer']);
    const letters = await until(async () => {
      const { body } = await stage.ask(`plans/${made.id}/dead-letters`);
      return body.letters.length > 0 && body.letters;
    });
    assert.deepEqual(
      letters.map((/** @type {any} */ { image_id, error }) => [image_id, error.kind]),
      [[row.image_id, 'network']],
    );
  });
});

describe('an account in trouble', () => {
  it('does not hold up the others', async () => {
    addImages(2);
    addImages(2, 'staging');
    await stage.crash({
      STAGING_KEY: JSON.stringify({ accessKeyId: 'disabledid', accessKeySecret: 'testsecret' }),
    });
    const made = await plan();
    const { lanes } = (await stage.ask(`plans/${made.id}`)).body;
    const problems = lanes.map((/** @type {any} */ { account, problem }) => [
      account,
      problem?.code,
    ]);
    assert.deepEqual(problems, [
      ['production', undefined],
      ['staging', 'InvalidAccessKeyId.Inactive'],
    ]);
    await approve(made);
    await reaches(made.id, 'done');
    assert.deepEqual([left(), stage.account('staging').images().length], [0, 2]);
    const [line, ...others] = await reportOf(made.id);
    assert.deepEqual(
      [line.account, line.region_id, line.image_id, line.state, line.error_code],
      ['staging', regionId, '', 'not-listed', 'InvalidAccessKeyId.Inactive'],
    );
    assert.ok(others.every(({ account }) => account === 'production'));
    await stage.crash();
  });

  it('that is over is in no report', async () => {
    addImages(1);
    stage.endpoint.faults.add({ fault: 'internalError500', action: 'DescribeImages', times: 2 });
    const made = await plan();
    await approve(made);
    const { lanes } = await reaches(made.id, 'done');
    assert.deepEqual(
      lanes.map((/** @type {any} */ { problem }) => problem),
      [null, null],
    );
    assert.equal((await reportOf(made.id)).length, 1);
  });

  it('whose answers got lost before leaves images whose end is not known', async () => {
    addImages(1);
    const made = await plan();
    stage.endpoint.faults.add({ fault: 'resetAfter', action: 'DeleteImage' });
    await approve(made);
    await until(async () => deletions().length > 0);
    await stage.crash({ PRODUCTION_KEY: 'no JSON' });
    await stage.sweep();
    await reaches(made.id, 'done');
    const [line, image] = await reportOf(made.id);
    assert.deepEqual([line.state, line.error_code], ['given-up', 'NoKey']);
    assert.match(image.state, /^(sending|unknown)$/);
    await stage.crash();
  });

  it('whose key stops working in the middle keeps its images, and the report says so', async () => {
    addImages(1);
    addImages(2, 'staging');
    const made = await plan();
    await stage.crash({ STAGING_KEY: 'no JSON' });
    await approve(made);
    const { lanes } = await reaches(made.id, 'done');
    assert.equal(lanes[1].problem.code, 'NoKey');
    assert.doesNotMatch(JSON.stringify(lanes), /no JSON/);
    const rows = (await reportOf(made.id)).filter(({ account }) => account === 'staging');
    assert.deepEqual(
      rows.map(({ state, error_code }) => [state, error_code]),
      [
        ['given-up', 'NoKey'],
        ['planned', ''],
        ['planned', ''],
      ],
    );
    assert.deepEqual([left(), stage.account('staging').images().length], [0, 2]);
    await stage.crash();
  });

  it('that is throttled waits, and nobody else', async () => {
    addImages(2);
    addImages(2, 'staging');
    const made = await plan();
    await stage.sql(
      `INSERT INTO pauses VALUES ('staging', '${regionId}', ${Date.now() + 3_600_000}, 3)`,
    );
    await approve(made);
    await until(async () => left() === 0);
    assert.equal(stage.account('staging').images().length, 2);
    assert.equal((await stage.ask('status')).body.pauses.length, 1);
    await stage.sql('UPDATE pauses SET until = 0');
    await until(async () => {
      await stage.sweep();
      return stage.account('staging').images().length === 0;
    });
    await reaches(made.id, 'done');
    // Whoever was not throttled again forgets it.
    assert.deepEqual(await stage.sql('SELECT * FROM pauses'), []);
  });
});

describe('messages', () => {
  it('of turns that have been are passed over', async () => {
    addImages(25);
    const made = await plan();
    await approve(made);
    await reaches(made.id, 'done');
    const sent = stage.endpoint.requests.length;
    const turns = await turnOf(made.id);
    assert.ok(turns > 3);
    /** @type {Record<string, number>} */
    const wanted = {};
    for (let turn = 0; turn < turns + 2; turn += 1) {
      await stage.send('TURNS', { planId: made.id, account: 'production', regionId, turn });
      wanted[`${made.id},production,${turn}`] = turn < turns ? 2 : 1;
    }
    await areHandled(wanted);
    assert.equal(stage.endpoint.requests.length, sent);
  });

  it('about lanes that there are none of do nothing', async () => {
    await stage.send('TURNS', { planId: 'x', account: 'production', regionId, turn: 0 });
    await areHandled({ 'x,production,0': 1 });
    assert.deepEqual(deletions(), []);
  });

  it('that failed too often are written down', async () => {
    addImages(1);
    const made = await plan();
    const lane = { planId: made.id, account: 'production', regionId };
    await stage.send('DEAD_LETTERS', { ...lane, turn: 3 });
    const [letter] = await until(async () => {
      const { body } = await stage.ask(`plans/${made.id}/dead-letters`);
      return body.letters.length > 0 && body.letters;
    });
    assert.deepEqual([letter.image_id, letter.error.code], ['', 'TurnFailed']);
    // What is none holds up nothing that comes with it.
    await stage.send('DEAD_LETTERS', { planId: made.id, account: 'production' });
    await until(async () => {
      const { body } = await stage.ask(`plans/${made.id}/dead-letters`);
      return body.letters.length === 2;
    });
  });
});

describe('force', () => {
  it('is deleted by only if the approval says so', async () => {
    const [image] = addImages(1);
    stage.account('production').addInstance(image);
    await stage.crash({}, forcing);
    const made = await plan();
    const { forced } = (await stage.ask(`plans/${made.id}`)).body;
    assert.equal(forced, 1);
    for (const [force, status] of /** @type {const} */ ([
      [undefined, 409],
      [false, 409],
      ['true', 400],
      [1, 400],
      [null, 400],
    ])) {
      assert.equal((await approve(made, { force })).status, status, String(force));
    }
    assert.equal((await approve(made)).body.code, 'ForceNotSaid');
    assert.deepEqual(deletions(), []);
    assert.equal((await approve(made, { force: true })).status, 200);
    await reaches(made.id, 'done');
    assert.deepEqual(
      deletions().map(({ parameters }) => parameters.Force),
      ['true'],
    );
    await stage.crash();
  });

  it('that is said where there is none forces nothing', async () => {
    const [image] = addImages(2);
    stage.account('production').addInstance(image);
    const made = await plan();
    assert.equal((await approve(made, { force: true })).status, 200);
    await reaches(made.id, 'done');
    assert.deepEqual(
      deletions().map(({ parameters }) => parameters.Force),
      ['false'],
    );
    assert.equal(left(), 1);
  });
});

const forcing = {
  ...policy,
  rules: [
    {
      ...policy.rules[0],
      keep: { newest: 0, youngerThanDays: 1, inUse: false },
      force: 'old',
    },
  ],
};

describe('a policy that has been changed since', () => {
  const other = { ...policy, expiresAfterHours: 23 };

  it('has its plans approved by nobody', async () => {
    addImages(1);
    const made = await plan();
    await stage.crash({}, other);
    const { status, body } = await approve(made);
    assert.deepEqual([status, body.code], [409, 'PolicyChanged']);
    assert.equal((await stage.ask(`plans/${made.id}`)).body.isPolicyDeployed, false);
    await stage.crash();
    assert.equal((await stage.ask(`plans/${made.id}`)).body.isPolicyDeployed, true);
    assert.equal((await approve(made)).status, 200);
    await reaches(made.id, 'done');
  });

  it('approves nothing by itself', async () => {
    addImages(2);
    await stage.crash({}, { ...policy, approval: 'never' });
    // It is not complete before the policy changes.
    stage.endpoint.faults.add({ fault: 'throttling', action: 'DescribeImages', times: 2 });
    await stage.cron('17 2 * * *', (night += DAY));
    await until(async () => (await stage.sql('SELECT * FROM pauses')).length === 2);
    await stage.crash({}, policy);
    await stage.sql('DELETE FROM pauses');
    await stage.sweep();
    const [{ id }] = (await stage.ask('plans')).body.plans;
    await until(async () => (await stage.ask(`plans/${id}`)).body.state !== 'listing');
    await stage.sweep();
    assert.equal((await stage.ask(`plans/${id}`)).body.state, 'waiting');
    assert.deepEqual(deletions(), []);
    await stage.crash();
  });

  it('deletes no more in the middle, and what was sent gets its end', async () => {
    addImages(30);
    stage.endpoint.faults.add({ fault: 'resetAfter', action: 'DeleteImage', times: 1 });
    stage.endpoint.faults.add({ fault: 'throttling', action: 'DeleteImage', times: 30 });
    const made = await plan();
    await approve(made);
    await until(async () => (await stage.sql('SELECT * FROM pauses')).length > 0);
    await stage.crash({}, other);
    stage.endpoint.faults.clear();
    await stage.sql('DELETE FROM pauses');
    const sent = deletions().length;
    await stage.sweep();
    await isQuiet(made.id);
    const turn = await turnOf(made.id);
    await stage.sweep();
    await until(async () => (await turnOf(made.id)) > turn);
    assert.equal(deletions().length, sent);
    const states = (await reportOf(made.id)).map(({ state }) => state);
    assert.equal(states.filter((state) => state === 'deleted').length, 30 - left());
    assert.ok(left() >= 29, `${left()} are left`);
    await stage.crash();
  });
});

describe('throttling', () => {
  it('pauses the lane for as long as the service says', async () => {
    addImages(20);
    const made = await plan();
    const retryAfter = 200_000;
    stage.endpoint.faults.add({ fault: 'throttling', action: 'DeleteImage', times: 9, retryAfter });
    const began = Date.now();
    await approve(made);
    const [pause] = await until(async () => {
      const pauses = await stage.sql('SELECT * FROM pauses');
      return pauses.length > 0 && pauses;
    });
    assert.deepEqual([pause.account, pause.region_id, pause.strikes], ['production', regionId, 1]);
    assert.ok(pause.until >= began + retryAfter, `${pause.until - began} ms`);
    await isQuiet(made.id);
    // Of its six connections, each had met it once at most.
    const sent = deletions().length;
    assert.ok(sent <= 6, `${sent} were sent`);
    // A message that comes too early waits.
    await stage.sweep();
    await areHandled({ [`${made.id},production,${await turnOf(made.id)}`]: 1 });
    assert.equal(deletions().length, sent);
    stage.endpoint.faults.clear();
    await stage.sql('DELETE FROM pauses');
    await hasEnded(made.id);
    assert.equal(left(), 0);
    // What was throttled does not count as sent.
    const rows = await reportOf(made.id);
    assert.ok(rows.every(({ state, sent: times }) => state === 'deleted' && times === '1'));
  });
});

describe('a turn that breaks off', () => {
  it('is in the sums of the end', async () => {
    const images = addImages(3);
    const made = await plan();
    stage.account('production').discardImage(images[0]);
    stage.endpoint.faults.add({ fault: 'hold', action: 'DeleteImage', times: 6 });
    await approve(made);
    // By now, it is written down that one of them was gone.
    await until(async () => deletions().length > 0);
    await stage.crash({ PRODUCTION_KEY: 'no JSON' });
    stage.endpoint.faults.release();
    await stage.sweep();
    const { tally } = await reaches(made.id, 'done');
    const [line, ...rows] = await reportOf(made.id);
    assert.equal(line.state, 'given-up');
    const states = rows.map(({ state }) => state);
    /** @type {Record<string, number>} */
    const counted = {};
    for (const state of states) counted[state] = (counted[state] ?? 0) + 1;
    assert.deepEqual(tally, counted);
    assert.equal(counted.absent, 1);
    await stage.crash();
  });
});

/** The turn that the first account's lane is at. @param {string} id */
async function turnOf(id) {
  const [{ turn }] = await stage.sql(
    `SELECT turn FROM lanes WHERE plan_id = '${id}' AND account = 'production'`,
  );
  return turn;
}

describe('old plans', () => {
  it('are forgotten after some time, and nothing of the others', async () => {
    addImages(3);
    const old = await plan();
    await approve(old);
    await reaches(old.id, 'done');
    addImages(2);
    const young = await plan();
    await stage.sql(`UPDATE plans SET created_at = 5 WHERE id = '${old.id}'`);
    await until(async () => {
      await stage.cron(SWEEP);
      return (await stage.ask(`plans/${old.id}`)).status === 404;
    });
    assert.deepEqual(await stage.sql(`SELECT 1 FROM images WHERE plan_id = '${old.id}'`), []);
    assert.equal((await reportOf(young.id)).length, 2);
  });
});
