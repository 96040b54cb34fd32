/**
 * The setting that limits how many requests of an action a window takes, on a clock of the test's.
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { accessKeys } from './access-keys.js';
import { demoRegionId, startEndpoint } from './index.js';
import { call, control } from './testing/client.js';

/** @type {import('./index.js').Endpoint} */
let endpoint;
/** What the service's clock shows. */
let now = Date.now();

before(async () => {
  const rateLimit = { requests: 2, window: 60_000 };
  endpoint = await startEndpoint({ now: () => now, rateLimit });
});
beforeEach(() => endpoint.reset());
after(() => endpoint.close());

/**
 * @param {string} action
 * @param {import('./testing/client.js').CallOptions} [options]
 * @param {Record<string, string>} [parameters]
 */
async function ask(action, options, parameters = {}) {
  const all = { RegionId: demoRegionId, ...parameters };
  const { status, headers, json } = await call(endpoint.url, action, all, options);
  return { status, code: json.Code, retryAfter: headers.get('x-acs-retry-after') };
}

const taken = { status: 200, code: undefined, retryAfter: null };

/** @param {string} retryAfter */
function throttled(retryAfter) {
  return { status: 400, code: 'Throttling.User', retryAfter };
}

test('takes so many, refuses more until the window ends, then takes as many again', async () => {
  for (let round = 0; round < 2; round += 1) {
    assert.deepEqual(await ask('DescribeImages'), taken);
    now += 10_000;
    assert.deepEqual(await ask('DescribeImages'), taken);
    assert.deepEqual(await ask('DescribeImages'), throttled('50000'));
    now += 49_999;
    assert.deepEqual(await ask('DescribeImages'), throttled('1'));
    now += 1;
  }
});

test('counts each action by itself', async () => {
  for (const action of ['DescribeImages', 'DescribeTasks']) {
    assert.deepEqual(await ask(action), taken);
    assert.deepEqual(await ask(action), taken);
    assert.deepEqual(await ask(action), throttled('60000'));
  }
});

test('a refused deletion is not carried out, and the log says why', async () => {
  const images = [1, 2, 3].map(() => endpoint.state.addImage());
  for (const { imageId } of images) await ask('DeleteImage', {}, { ImageId: imageId });
  const left = images.filter(({ imageId }) => endpoint.state.findImage(imageId));
  assert.deepEqual(left, [images[2]]);
  assert.deepEqual(
    endpoint.requests.map(({ code, httpStatus, fault }) => ({ code, httpStatus, fault })),
    [
      { code: null, httpStatus: 200, fault: null },
      { code: null, httpStatus: 200, fault: null },
      { code: 'Throttling.User', httpStatus: 400, fault: null },
    ],
  );
});

test('does not count what is refused before', async () => {
  const wrong = { ...accessKeys.permanent, accessKeySecret: 'wrong' };
  for (let count = 0; count < 3; count += 1) {
    assert.equal((await ask('DescribeImages', { key: wrong })).code, 'SignatureDoesNotMatch');
  }
  assert.deepEqual(await ask('DescribeImages'), taken);
});

test('counts what is refused after', async () => {
  const absent = { ImageId: 'm-absent' };
  for (let count = 0; count < 2; count += 1) {
    assert.equal((await ask('DeleteImage', {}, absent)).code, 'InvalidImageId.NotFound');
  }
  assert.deepEqual(await ask('DeleteImage', {}, absent), throttled('60000'));
});

test('a fault throttles first, and uses up nothing', async () => {
  endpoint.faults.add({ fault: 'throttling', retryAfter: 7 });
  assert.deepEqual(await ask('DescribeImages'), {
    status: 400,
    code: 'Throttling',
    retryAfter: '7',
  });
  assert.deepEqual(await ask('DescribeImages'), taken);
  assert.deepEqual(await ask('DescribeImages'), taken);
});

test('the setting can be changed, to no limit and to none at all', async () => {
  const change = (/** @type {unknown} */ rateLimit) =>
    control(endpoint.controlUrl, 'POST', '/settings', { rateLimit });
  assert.equal((await change(null)).json.rateLimit, null);
  for (let count = 0; count < 5; count += 1) assert.deepEqual(await ask('DescribeImages'), taken);
  assert.deepEqual((await change({ requests: 0, window: 5 })).json.rateLimit, {
    requests: 0,
    window: 5,
  });
  assert.deepEqual(await ask('DescribeImages'), throttled('5'));
});

test('a reset puts back the setting and begins new windows', async () => {
  await ask('DescribeImages');
  await ask('DescribeImages');
  endpoint.settings.rateLimit = null;
  endpoint.reset();
  assert.deepEqual(endpoint.settings.rateLimit, { requests: 2, window: 60_000 });
  assert.deepEqual(await ask('DescribeImages'), taken);
});

for (const rateLimit of [
  ...[5, 'on', true, [], {}, { requests: 1 }, { window: 1 }, { requests: -1, window: 1 }],
  ...[
    { requests: 1, window: 0 },
    { requests: 1.5, window: 1 },
    { requests: 1, window: 1, per: 1 },
  ],
]) {
  test(`${JSON.stringify(rateLimit)} is refused`, async () => {
    const answer = await control(endpoint.controlUrl, 'POST', '/settings', { rateLimit });
    assert.equal(answer.status, 400);
    assert.equal(answer.json.field, 'rateLimit');
    assert.match(answer.json.expected, /\{ requests, window \}: .*, or null/);
  });
}

test('is off unless it is asked for', async () => {
  const other = await startEndpoint();
  assert.equal(other.settings.rateLimit, null);
  await other.close();
});
