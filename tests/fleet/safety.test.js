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
  stage = await setStage({ policy, bindings: { LEASE_SECONDS: 5, IMAGES_PER_TURN: 10 } });
});
beforeEach(() => stage.endpoint.reset());
afterEach(async () => {
  await order('start');
  const { body } = await stage.ask('plans');
  for (const { id, state } of body.plans) {
    if (['listing', 'waiting', 'approved'].includes(state)) await order(`plans/${id}/cancel`);
  }
  await until(async () => {
    await stage.cron(SWEEP);
    const left = await stage.sql(
      `SELECT 1 FROM lanes JOIN plans ON plans.id = plan_id WHERE stage = 'delete'
       AND state <> 'done'`,
    );
    return left.length === 0;
  });
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

/** @param {{ id: string, hash: string }} plan */
const approve = ({ id, hash }) => order(`plans/${id}/approve`, { hash });

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

/** Turns that were under way have come to their end. @param {string} id */
function isQuiet(id) {
  return until(async () => {
    const held = await stage.sql(`SELECT 1 FROM lanes WHERE plan_id = '${id}' AND holder NOT NULL`);
    return held.length === 0;
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
        `INSERT INTO images SELECT plan_id, account, region_id, 'm-other', name, rule, reason, force,
         guards, 'planned', sent, how, request_id, error, changed_at FROM images ${of} LIMIT 1`,
        `UPDATE images SET force = 1 ${of}`,
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
    await stage.cron(SWEEP);
    await stage.sql(`UPDATE lanes SET due_at = 0 WHERE plan_id = '${made.id}'`);
    await stage.cron(SWEEP);
    await until(async () => {
      const open = await stage.sql(
        `SELECT 1 FROM lanes WHERE plan_id = '${made.id}' AND stage = 'delete'`,
      );
      return open.length === 0;
    });
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
  for (const [name, path] of /** @type {const} */ ([
    ['a stop', () => 'stop'],
    ['a cancellation', (/** @type {string} */ id) => `plans/${id}/cancel`],
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
      assert.equal((await order(path(made.id))).status, 200);
      stage.endpoint.faults.release();
      await isQuiet(made.id);
      assert.deepEqual(deletions(), []);
      assert.equal(left(), 3);
    });
  }
});

describe('a cancelled plan', () => {
  it('says what was deleted before, and what was not', async () => {
    addImages(40);
    stage.endpoint.faults.add({ fault: 'hold', times: 40, action: 'DeleteImage' });
    const made = await plan();
    await approve(made);
    await until(async () => deletions().length > 0);
    assert.equal((await order(`plans/${made.id}/cancel`)).status, 200);
    stage.endpoint.faults.release();
    await until(async () => {
      await stage.cron(SWEEP);
      const open = await stage.sql(
        `SELECT 1 FROM lanes WHERE plan_id = '${made.id}' AND stage = 'delete'`,
      );
      return open.length === 0;
    });
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
    // As after five others: each would wait for a while.
    await stage.sql(`UPDATE images SET sent = 5 WHERE plan_id = '${made.id}'`);
    await approve(made);
    await reaches(made.id, 'done');
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
      rows.map(({ state }) => state),
      ['planned', 'planned'],
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
      await stage.cron(SWEEP);
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
    const { messages } = await stage.counts();
    for (let turn = 0; turn < 8; turn += 1) {
      await stage.send('TURNS', { planId: made.id, account: 'production', regionId, turn });
    }
    await until(async () => (await stage.counts()).messages === messages + 8);
    assert.equal(stage.endpoint.requests.length, sent);
  });

  it('about lanes that there are none of do nothing', async () => {
    await stage.send('TURNS', { planId: 'x', account: 'production', regionId, turn: 0 });
    await stage.cron(SWEEP);
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
  });
});

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
