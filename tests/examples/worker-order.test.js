// What becomes of an order that meets its deadline, a fault of the Worker's own or a limit, and what is
// written down of it. The example's files are loaded as they are, and what the platform would give them
// is in the test's hands; service and identity provider are real servers.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { EcsClient } from 'ecs-delete-image';
import { failureAnswer } from '../../examples/worker/src/answers.js';
import worker from '../../examples/worker/src/index.js';
import { sparing } from '../../examples/worker/src/issuer-keys.js';
import { startEndpoint } from '../endpoint/index.js';
import { AUDIENCE, ISSUER, startIssuer } from './worker/issuer.js';
import { ORIGIN, RULES, posting, regionId } from './worker/stage.js';

/** @typedef {import('node:test').TestContext} TestContext */

/** Without what is tested, some of these would wait for ever. */
const LIMITED = { timeout: 10_000 };

/** @type {Awaited<ReturnType<typeof startEndpoint>>} */
let endpoint;
/** @type {Awaited<ReturnType<typeof startIssuer>>} */
let issuer;
before(async () => {
  [endpoint, issuer] = await Promise.all([startEndpoint(), startIssuer()]);
});
beforeEach(() => endpoint.faults.clear());
after(() => Promise.all([endpoint?.close(), issuer?.close()]));

/** @param {string} [name] */
const newImage = (name) => endpoint.state.addImage({ name }).imageId;
/** @param {string} imageId */
const actionsOn = (imageId) =>
  endpoint.requests
    .filter(({ parameters }) => parameters.ImageId === imageId)
    .map(({ action }) => action);

const limiter = (success = true) => ({ limit: async () => ({ success }) });

/**
 * @param {TestContext} t
 * @param {string} path
 * @param {Record<string, string>} claims
 * @param {unknown} order
 * @param {{ env?: object, headers?: Record<string, string> }} [more]
 */
function ask(t, path, claims, order, { env, headers } = {}) {
  const lines = t.mock.method(console, 'log', () => {}).mock;
  t.mock.method(console, 'error', () => {});
  const request = new Request(
    new URL(path, 'https://worker.example'),
    posting(issuer.token(claims), order, headers),
  );
  const whole = {
    ALLOWED_ORIGIN: ORIGIN,
    TOKEN_ISSUER: ISSUER,
    TOKEN_AUDIENCE: AUDIENCE,
    TOKEN_KEYS: issuer.keysUrl,
    GROUPS_CLAIM: 'groups',
    RULES,
    RATE_LIMITER: limiter(),
    ENDPOINT: endpoint.url,
    ACCESS_KEY_ID: 'testid',
    ACCESS_KEY_SECRET: 'testsecret',
    ...env,
  };
  const answering = worker.fetch(request, /** @type {any} */ (whole), { waitUntil: () => {} });
  return {
    /** The audit log. */
    log: () => lines.calls.map(({ arguments: [line] }) => JSON.parse(String(line))),
    async answer() {
      const response = await answering;
      return { status: response.status, headers: response.headers, body: await response.json() };
    },
  };
}

/**
 * The order's deadline, to be reached when the test wants it. Other time limits are left as they are.
 *
 * @param {TestContext} t
 */
function holdDeadline(t) {
  const controller = new AbortController();
  const { timeout } = AbortSignal;
  t.mock.method(AbortSignal, 'timeout', (/** @type {number} */ ms) =>
    ms === 25_000 ? controller.signal : timeout.call(AbortSignal, ms),
  );
  const reach = () => controller.abort(new DOMException('The time is over', 'TimeoutError'));
  // What a test that has failed leaves behind must not run on.
  t.after(reach);
  return reach;
}

/** @param {() => boolean} holds */
async function until(holds) {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

describe('an order that takes too long', LIMITED, () => {
  const admin = /** @type {any} */ ({ groups: ['admins'] });

  it('is given up between two attempts, and nobody is told that nothing happened', async (t) => {
    const reach = holdDeadline(t);
    const imageId = newImage();
    endpoint.faults.add({ fault: 'throttling', imageId, retryAfter: 60_000, times: 9 });
    const asked = ask(t, '/delete', admin, { regionId, imageId });
    await until(() => actionsOn(imageId).length === 1);
    assert.deepEqual(
      asked.log().map(({ outcome, imageId: image }) => [outcome, image]),
      [['begun', imageId]],
    );
    reach();
    const { status, body } = await asked.answer();
    assert.deepEqual([status, body.code, body.outcome], [504, 'OutOfTime', 'unknown']);
    assert.deepEqual([body.kind, body.retryable], ['worker', true]);
    const [, line, ...more] = asked.log();
    assert.deepEqual([line.code, line.outcome, line.imageId], ['OutOfTime', 'unknown', imageId]);
    assert.deepEqual(more, []);
  });

  it('is given up while an attempt waits for its answer', async (t) => {
    const reach = holdDeadline(t);
    const imageId = newImage();
    endpoint.faults.add({ fault: 'slowBody', imageId, ms: null });
    const asked = ask(t, '/delete', admin, { regionId, imageId });
    await until(() => actionsOn(imageId).length === 1);
    reach();
    const { status, body } = await asked.answer();
    assert.deepEqual([status, body.outcome], [504, 'unknown']);
  });

  it('is given up while its name is looked up, and then nothing was sent', async (t) => {
    const reach = holdDeadline(t);
    const imageId = newImage('nightly-1');
    endpoint.faults.add({ fault: 'slowBody', action: 'DescribeImages', ms: null });
    const asked = ask(t, '/delete', { sub: 'ci' }, { regionId, imageId });
    await until(() => actionsOn(imageId).length === 1);
    reach();
    const { status, body } = await asked.answer();
    assert.deepEqual([status, body.code, body.outcome], [504, 'OutOfTime', 'not-applied']);
    assert.deepEqual(actionsOn(imageId), ['DescribeImages']);
    assert.deepEqual(
      asked.log().map(({ outcome }) => outcome),
      ['not-applied'],
    );
  });

  it('sends nothing if the time is over already', async (t) => {
    holdDeadline(t)();
    const imageId = newImage();
    const asked = ask(t, '/delete', admin, { regionId, imageId });
    const { status, body } = await asked.answer();
    assert.deepEqual([status, body.outcome], [504, 'not-applied']);
    assert.deepEqual(actionsOn(imageId), []);
  });
});

describe('the line of a known caller', () => {
  /** @type {Record<string, [code: string, order: unknown, more?: Parameters<typeof ask>[4]]>} */
  const refusals = {
    'who asks too often': ['TooManyRequests', {}, { env: { RATE_LIMITER: limiter(false) } }],
    'whose body is too long': ['TooLong', { imageId: 'm'.repeat(5000) }],
    'who sends no JSON': ['NotJson', {}, { headers: { 'content-type': 'text/plain' } }],
    'whose body is none': ['InvalidRequest', '{'],
    'who has no rule': ['NotAllowed', { regionId, imageId: 'm-1' }],
  };
  for (const [name, [code, order, more]] of Object.entries(refusals)) {
    it(`${name} is there`, async (t) => {
      for (const path of ['/delete', '/presign']) {
        const asked = ask(t, path, { sub: 'known' }, order, more);
        assert.equal((await asked.answer()).body.code, code);
        const [line, ...others] = asked.log();
        assert.deepEqual(others, []);
        assert.deepEqual(
          [line.audit, line.user, line.code, line.outcome],
          [path.slice(1), 'known', code, 'not-applied'],
        );
        t.mock.restoreAll();
      }
    });
  }
});

describe('a fault of the Worker', () => {
  const broken = {
    limit: () => Promise.reject(new Error('broken')),
  };

  it('before anything was sent has changed nothing', async (t) => {
    const asked = ask(t, '/delete', { sub: 'x' }, {}, { env: { RATE_LIMITER: broken } });
    const { status, body } = await asked.answer();
    assert.deepEqual([status, body.code, body.outcome], [500, 'Failed', 'not-applied']);
    assert.deepEqual(asked.log(), [
      { audit: 'delete', user: 'x', code: 'Failed', outcome: 'not-applied' },
    ]);
  });

  it('after that may have', async (t) => {
    t.mock.method(console, 'error', () => {});
    const answer = failureAnswer(new Error('x'), new Headers(), { begun: true });
    const body = await answer.json();
    assert.deepEqual([answer.status, body.code, body.outcome], [500, 'Failed', 'unknown']);
  });

  it('in its settings is one that the page can read, after its preflight', async (t) => {
    const headers = { origin: ORIGIN };
    for (const env of [{ RULES: 'none' }, { ACCESS_KEY_ID: '' }, { RATE_LIMITER: undefined }]) {
      const { status, body, ...answer } = await ask(
        t,
        '/delete',
        {},
        {},
        { env, headers },
      ).answer();
      assert.deepEqual([status, body.code], [500, 'Misconfigured']);
      assert.equal(answer.headers.get('access-control-allow-origin'), ORIGIN);
      t.mock.restoreAll();
    }
    const preflight = new Request('https://worker.example/delete', { method: 'OPTIONS', headers });
    const onlyOrigin = /** @type {any} */ ({ ALLOWED_ORIGIN: ORIGIN });
    const { status } = await worker.fetch(preflight, onlyOrigin, { waitUntil: () => {} });
    assert.equal(status, 204);
  });
});

describe('a refusal that is about the key', () => {
  /** @param {string} Code @param {number} status */
  const refusing = (Code, status) => async () =>
    Response.json(
      {
        Code,
        Message: 'acs:ram::1234567890123456:user/ops may not',
        RequestId: '4C467B38-3910-447D-87BC-AC049166F216',
        HostId: 'ecs.cn-hangzhou.aliyuncs.com',
        AccessDeniedDetail: { AuthPrincipalOwnerId: '1234567890123456', AuthAction: 'x' },
      },
      { status },
    );

  for (const [code, status] of /** @type {const} */ ([
    ['Forbidden.RAM', 403],
    ['NoPermission', 403],
    ['NobodyKnows', 403],
  ])) {
    it(`${code} comes without the service's words`, async () => {
      const credentials = { accessKeyId: 'id', accessKeySecret: 'secret' };
      const ecs = new EcsClient({ credentials, fetch: refusing(code, status) });
      const error = await ecs.deleteImage(regionId, 'm-1').catch((reason) => reason);
      assert.match(error.message, /1234567890123456/);
      const answer = failureAnswer(error, new Headers(), { begun: true });
      const text = await answer.text();
      assert.doesNotMatch(text, /1234567890123456|ops|HostId/i);
      const body = JSON.parse(text);
      assert.deepEqual(
        [answer.status, body.code, body.outcome, body.requestId, body.description],
        [502, code, 'not-applied', error.requestId, error.description],
      );
    });
  }
});

describe("the issuer's keys", LIMITED, () => {
  it('are asked for again after the cool-down, and each request waits by its own clock', async (t) => {
    t.mock.timers.enable({ apis: ['Date'] });
    let count = 0;
    /** @type {Array<(response: Response | PromiseLike<Response>) => void>} */
    const answers = [];
    t.mock.method(globalThis, 'fetch', () => {
      count += 1;
      return new Promise((resolve) => answers.push(resolve));
    });
    const get = sparing();
    const leaving = new AbortController();
    const ask = (signal = new AbortController().signal) =>
      get('https://x.example/', /** @type {any} */ ({ signal }));

    const [first, second] = [ask(), ask(leaving.signal)];
    leaving.abort(new Error('left'));
    await assert.rejects(second, /left/);
    answers[0](Response.json({ keys: [] }));
    assert.deepEqual(await (await first).json(), { keys: [] });
    t.mock.timers.tick(9_999);
    assert.deepEqual(await (await ask()).json(), { keys: [] });
    assert.equal(count, 1);
    t.mock.timers.tick(1);
    const third = ask();
    answers[1](new Response(null, { status: 302 }));
    assert.equal((await third).status, 502);
    assert.equal(count, 2);
  });
});
