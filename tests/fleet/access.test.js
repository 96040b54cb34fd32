// Who may look and who may order, what a Worker does that nobody has set up yet, and dry runs.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { setStage } from './stage.js';
import { until } from './waiting.js';

const DAY = 24 * 60 * 60 * 1000;

const policy = {
  accounts: [{ name: 'production', secret: 'PRODUCTION_KEY', regions: 'all' }],
  approval: { unless: { images: 1, percent: 100 } },
  rules: [{ name: 'old', images: { names: ['*'] }, keep: { newest: 0, youngerThanDays: 1 } }],
};

/** @type {import('./stage.js').Stage} */
let stage;
let night = Date.UTC(2026, 0, 1, 2, 17);

before(async () => {
  stage = await setStage({ policy, bindings: { MODE: 'dry-run' } });
});
beforeEach(() => stage.endpoint.reset());
after(() => stage?.strike());

/** @param {string[]} names */
function addImages(...names) {
  for (const name of names) {
    stage.account('production').addImage({ name, createdAt: Date.now() - 2 * DAY });
  }
}

const deletions = () => stage.endpoint.requests.filter(({ action }) => action === 'DeleteImage');

/** Makes a plan, and waits until it is in that state. @param {string} state @returns {Promise<any>} */
async function plan(state) {
  night += DAY;
  await stage.cron('17 2 * * *', night);
  return until(async () => {
    const { body } = await stage.ask('plans');
    return body.plans[0]?.state === state && body.plans[0];
  });
}

/** @param {any} plan */
async function carryOut({ id, hash }) {
  await stage.ask(`plans/${id}/approve`, { method: 'POST', body: { hash } });
  return until(async () => {
    const { body } = await stage.ask(`plans/${id}`);
    return body.state === 'done' && body;
  });
}

describe('a dry run', () => {
  it('looks, says what would be deleted, and sends no deletion', async () => {
    addImages('a', 'b', 'c');
    const made = await plan('waiting');
    assert.equal(made.mode, 'dry-run');
    const { tally, lanes } = await carryOut(made);
    assert.deepEqual(tally, { 'would-delete': 3 });
    // All regions of the account were looked at, and the lane that asked for them is there.
    assert.equal(lanes.length, 35);
    assert.deepEqual(deletions(), []);
    assert.equal(stage.account('production').images().length, 3);
  });

  it('stays one when the Worker is set to delete', async () => {
    addImages('a', 'b');
    const made = await plan('waiting');
    await stage.crash({ MODE: 'delete' });
    const { tally } = await carryOut(made);
    assert.deepEqual(tally, { 'would-delete': 2 });
    assert.deepEqual(deletions(), []);
  });

  it('is what a plan that may delete has to wait for', async () => {
    addImages('a', 'b');
    const made = await plan('waiting');
    assert.equal(made.mode, 'delete');
    await stage.crash({ MODE: 'dry-run' });
    const body = { hash: made.hash };
    await stage.ask(`plans/${made.id}/approve`, { method: 'POST', body });
    await until(async () => {
      await stage.sweep();
      const lanes = await stage.sql(
        `SELECT turn FROM lanes WHERE plan_id = '${made.id}' AND stage = 'delete' AND turn > 2`,
      );
      return lanes.length > 0;
    });
    assert.deepEqual(deletions(), []);
    await stage.crash({ MODE: 'delete' });
    await until(async () => {
      await stage.sweep();
      return stage.account('production').images().length === 0;
    });
  });
});

describe('approval by the policy', () => {
  it('is for small plans', async () => {
    addImages('a');
    const made = await plan('done');
    assert.equal(made.approved_by, 'the policy');
    assert.equal(stage.account('production').images().length, 0);
  });

  it('is not asked for where there is nothing to do', async () => {
    const made = await plan('done');
    assert.match(made.approved_by, /^nobody/);
    assert.deepEqual(deletions(), []);
  });
});

describe('the report', () => {
  it('is CSV, of which a spreadsheet makes no formula', async () => {
    addImages('=1+1', 'with, "quotes"', '@x');
    const made = await plan('waiting');
    const { body } = await stage.ask(`plans/${made.id}/report`);
    assert.match(body, /,'=1\+1,/);
    assert.match(body, /,"with, ""quotes""",/);
    assert.match(body, /,'@x,/);
  });

  it('of a plan that is not there is not there', async () => {
    for (const rest of ['', '/report']) {
      assert.equal((await stage.ask(`plans/x${rest}`)).body.code, 'NoSuchPlan');
    }
  });
});

describe('access', () => {
  /** @param {string} path @param {RequestInit} [init] */
  async function bare(path, init) {
    const response = await fetch(new URL(path, stage.url), init);
    return { status: response.status, headers: response.headers, body: await response.json() };
  }
  /** @param {object} claims */
  const bearing = (claims) => ({
    headers: { authorization: `Bearer ${stage.issuer.token({ aud: stage.AUDIENCE, ...claims })}` },
  });

  it('needs a token', async () => {
    for (const path of ['/api/status', '/api/plans', '/api/plans/x/report', '/api/nothing']) {
      const { status, body } = await bare(path);
      assert.deepEqual([status, body.code], [401, 'MissingToken'], path);
    }
  });

  it('needs a token for this Worker, from this issuer, that is valid now', async () => {
    const wrong = [
      { aud: 'https://other.example.com' },
      { iss: 'https://other.example.com/' },
      { exp: Math.floor(Date.now() / 1000) - 60 },
    ];
    for (const claims of wrong) {
      const init = bearing({ groups: ['approvers'], ...claims });
      assert.equal((await bare('/api/status', init)).status, 401, JSON.stringify(claims));
    }
  });

  it('needs a group', async () => {
    for (const groups of [undefined, [], ['others'], 'Viewers']) {
      assert.equal((await bare('/api/status', bearing({ groups }))).status, 403);
    }
    assert.equal((await bare('/api/status', bearing({ groups: 'viewers' }))).status, 200);
  });

  it('tells viewers what they may', async () => {
    const { body } = await stage.ask('status', { group: 'viewers' });
    assert.deepEqual([body.mayApprove, body.user, body.policyProblems], [false, 'somebody', []]);
    assert.equal((await stage.ask('status')).body.mayApprove, true);
  });

  it('takes orders only as JSON, which no foreign page can send', async () => {
    const { headers } = bearing({ groups: ['approvers'] });
    const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
    const init = { method: 'POST', headers: form, body: 'a=b' };
    assert.equal((await bare('/api/stop', init)).status, 415);
    assert.equal((await stage.ask('status')).body.stop, null);
  });

  it('says what there is', async () => {
    assert.equal((await stage.ask('nothing')).status, 404);
    const { status, headers } = await bare('/api/stop', bearing({ groups: ['viewers'] }));
    assert.deepEqual([status, headers.get('allow')], [405, 'POST']);
  });

  it('is to nothing that may be kept or shown elsewhere', async () => {
    const { headers } = await bare('/api/status', bearing({ groups: ['viewers'] }));
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('access-control-allow-origin'), null);
    assert.match(String(headers.get('content-security-policy')), /default-src 'none'/);
  });

  it('shows no key, whatever is asked', async () => {
    addImages('a', 'b');
    const made = await plan('waiting');
    for (const path of ['status', 'plans', `plans/${made.id}`, `plans/${made.id}/report`]) {
      const { body } = await stage.ask(path);
      assert.doesNotMatch(JSON.stringify(body), /testsecret/, path);
    }
  });
});

describe('a Worker that is not set up', () => {
  for (const [name, bindings] of Object.entries({
    'without a mode': { MODE: undefined },
    'with a mode that is none': { MODE: 'Delete' },
    'without approvers': { APPROVERS: [] },
    'with keys over http': { TOKEN_KEYS: 'http://login.example.com/keys' },
  })) {
    it(`${name} does nothing for anybody`, async () => {
      await stage.crash(bindings);
      const { status, body } = await stage.ask('status');
      assert.deepEqual([status, body.code], [500, 'Misconfigured']);
    });
  }
});
