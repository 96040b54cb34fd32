/**
 * Faults on demand, each seen from the client and from the state it leaves behind.
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { accessKeys } from './access-keys.js';
import { demoImages, demoRegionId, startEndpoint } from './index.js';
import { call, callV3, prepareV1, send } from './testing/client.js';

/** @type {import('./index.js').Endpoint} */
let endpoint;

before(async () => {
  endpoint = await startEndpoint();
});
beforeEach(() => endpoint.reset());
after(() => endpoint.close());

const parameters = { RegionId: demoRegionId, ImageId: demoImages.free };

/** @param {import('./testing/client.js').CallOptions} [options] */
function deleteImage(options) {
  return call(endpoint.url, 'DeleteImage', parameters, options);
}

/** @param {RequestInit} [init] */
function startDeletion(init) {
  const { url, ...request } = prepareV1(endpoint.url, 'DeleteImage', parameters);
  return fetch(url, { ...request, ...init });
}

function imageIsGone() {
  return endpoint.state.findImage(demoImages.free) === undefined;
}

/** @param {() => boolean} condition */
async function until(condition) {
  while (!condition()) {
    await nextTurn();
  }
}

test('delay: applied at once, answered later', async () => {
  endpoint.faults.add({ fault: 'delay', ms: 50 });
  const started = performance.now();
  const answer = deleteImage();
  await until(imageIsGone);
  assert.equal((await answer).status, 200);
  assert.ok(performance.now() - started >= 49);
});

test('delay: a client that gives up leaves an applied deletion behind', async () => {
  endpoint.faults.add({ fault: 'delay', ms: 600_000 });
  const abort = new AbortController();
  const answer = startDeletion({ signal: abort.signal });
  await until(imageIsGone);
  abort.abort();
  await assert.rejects(answer, { name: 'AbortError' });
});

test('delay, apply false: nothing happens if the client gives up', async () => {
  endpoint.faults.add({ fault: 'delay', ms: 600_000, apply: false });
  const abort = new AbortController();
  const answer = startDeletion({ signal: abort.signal });
  await until(() => endpoint.requests[0]?.fault === 'delay');
  abort.abort();
  await assert.rejects(answer, { name: 'AbortError' });
  assert.equal((await deleteImage()).status, 200);
  assert.deepEqual([endpoint.requests[0].httpStatus, endpoint.requests[1].httpStatus], [null, 200]);
});

test('delay, apply false: processed later if the client waits', async () => {
  endpoint.faults.add({ fault: 'delay', ms: 20, apply: false });
  const answer = deleteImage();
  await until(() => endpoint.requests[0]?.fault === 'delay');
  assert.equal(imageIsGone(), false);
  assert.equal((await answer).status, 200);
  assert.equal(imageIsGone(), true);
});

test('hold: applied at once, answered when released', async () => {
  endpoint.faults.add({ fault: 'hold', action: 'DeleteImage', times: 5 });
  let isAnswered = false;
  const answer = deleteImage().finally(() => (isAnswered = true));
  await until(imageIsGone);
  assert.equal((await callV3(endpoint.url, 'DescribeRegions', {})).status, 200);
  assert.equal(isAnswered, false);
  endpoint.faults.release();
  assert.equal((await answer).status, 200);
  assert.deepEqual(endpoint.faults.list(), []);
});

test('hold, apply false: processed when released', async () => {
  endpoint.faults.add({ fault: 'hold', apply: false });
  const answer = deleteImage();
  await until(() => endpoint.requests[0]?.fault === 'hold');
  assert.equal(imageIsGone(), false);
  endpoint.faults.release();
  assert.equal((await answer).status, 200);
  assert.equal(imageIsGone(), true);
});

test('slowBody: headers at once, body later or never', async () => {
  endpoint.faults.add({ fault: 'slowBody', ms: 30 });
  const slow = await startDeletion();
  assert.equal(slow.status, 200);
  assert.match(await slow.text(), /RequestId/);

  endpoint.faults.add({ fault: 'slowBody', ms: null });
  const abort = new AbortController();
  const endless = await startDeletion({ signal: abort.signal });
  assert.equal(endless.status, 404);
  const body = endless.text();
  abort.abort();
  await assert.rejects(body, { name: 'AbortError' });
});

test('resetBefore: the connection breaks, nothing was applied', async () => {
  endpoint.faults.add({ fault: 'resetBefore' });
  await assert.rejects(startDeletion(), TypeError);
  assert.equal(imageIsGone(), false);
  const [entry] = endpoint.requests;
  assert.deepEqual([entry.fault, entry.httpStatus], ['resetBefore', null]);
});

test('resetAfter: the connection breaks, the deletion was applied', async () => {
  endpoint.faults.add({ fault: 'resetAfter' });
  await assert.rejects(startDeletion(), TypeError);
  assert.equal(imageIsGone(), true);
  const [entry] = endpoint.requests;
  assert.deepEqual([entry.fault, entry.httpStatus, entry.code], ['resetAfter', null, null]);
  assert.equal((await deleteImage()).json.Code, 'InvalidImageId.NotFound');
});

for (const [format, complete] of /** @type {const} */ ([
  ['JSON', /\}$/],
  ['XML', /<\/DeleteImageResponse>$/],
])) {
  for (const apply of [true, false]) {
    test(`truncatedBody: ${format} cut in the middle, ${apply ? '' : 'not '}applied`, async () => {
      endpoint.faults.add({ fault: 'truncatedBody', apply });
      const answer = await deleteImage({ common: { Format: format } });
      assert.equal(answer.status, 200);
      assert.match(answer.text, format === 'JSON' ? /^\{"Requ/ : /^<\?xml/);
      assert.doesNotMatch(answer.text, complete);
      assert.equal(imageIsGone(), apply);
    });
  }
}

for (const [fault, status, contentType, text] of /** @type {const} */ ([
  ['html502', 502, 'text/html', /<title>502 Bad Gateway<\/title>/],
  ['status503', 503, 'application/json;charset=utf-8', /"Code":"ServiceUnavailable"/],
  ['internalError500', 500, 'application/json;charset=utf-8', /"Code":"InternalError"/],
  ['empty200', 200, null, /^$/],
])) {
  for (const apply of [false, true]) {
    test(`${fault}: ${apply ? 'applied' : 'not applied'}`, async () => {
      endpoint.faults.add(apply ? { fault, apply } : { fault });
      const answer = await deleteImage();
      assert.equal(answer.status, status);
      assert.equal(answer.headers.get('content-type'), contentType);
      assert.match(answer.text, text);
      assert.equal(answer.headers.get('access-control-allow-origin'), '*');
      assert.equal(imageIsGone(), apply);
    });
  }
}

test('throttling: each code, with the time to wait', async () => {
  for (const [code, message] of [
    ['Throttling', 'Request was denied due to request throttling.'],
    ['Throttling.User', 'Request was denied due to user flow control.'],
    ['Throttling.Api', 'Request was denied due to api flow control.'],
  ]) {
    endpoint.faults.add({ fault: 'throttling', code, retryAfter: 250 });
    const answer = await deleteImage();
    assert.deepEqual([answer.status, answer.json.Code, answer.json.Message], [400, code, message]);
    assert.equal(answer.headers.get('x-acs-retry-after'), '250');
  }
  assert.equal(imageIsGone(), false);
});

test('throttling comes after the signature', async () => {
  endpoint.faults.add({ fault: 'throttling' });
  const key = { ...accessKeys.permanent, accessKeySecret: 'wrong' };
  assert.equal((await deleteImage({ key })).json.Code, 'SignatureDoesNotMatch');
});

test('redirect: 307 to the location, not applied', async () => {
  endpoint.faults.add({ fault: 'redirect', location: 'http://elsewhere.example/' });
  const answer = await deleteImage();
  assert.equal(answer.status, 307);
  assert.equal(answer.headers.get('location'), 'http://elsewhere.example/');
  assert.equal(imageIsGone(), false);
});

test('wrongClock: the time stamp is expired and the Date header says why', async () => {
  endpoint.faults.add({ fault: 'wrongClock', offset: -3_600_000 });
  const answer = await deleteImage();
  assert.equal(answer.json.Code, 'InvalidTimeStamp.Expired');
  const skew = Date.parse(answer.headers.get('date') ?? '') - Date.now();
  assert.ok(Math.abs(skew + 3_600_000) < 5000, String(skew));
  assert.equal((await deleteImage()).status, 200);
});

test('noCors: that one answer lacks the CORS headers', async () => {
  endpoint.faults.add({ fault: 'noCors' });
  assert.equal((await deleteImage()).headers.get('access-control-allow-origin'), null);
  assert.equal(imageIsGone(), true);
  assert.equal((await deleteImage()).headers.get('access-control-allow-origin'), '*');
});

test('cors false goes with any fault', async () => {
  endpoint.faults.add({ fault: 'html502', cors: false });
  const answer = await deleteImage();
  assert.deepEqual([answer.status, answer.headers.get('access-control-allow-origin')], [502, null]);
});

test('exposed false goes with any fault', async () => {
  endpoint.faults.add({ fault: 'wrongClock', exposed: false });
  const { status, headers } = await deleteImage();
  assert.equal(status, 400);
  assert.equal(headers.get('access-control-allow-origin'), '*');
  assert.equal(headers.get('access-control-expose-headers'), null);
  assert.equal((await deleteImage()).headers.get('access-control-expose-headers'), '*');
});

test('truncatedBody: in the format that the fault says', async () => {
  endpoint.faults.add({ fault: 'truncatedBody', format: 'XML' });
  const answer = await deleteImage({ common: { Format: 'JSON' } });
  assert.equal(answer.headers.get('content-type'), 'text/xml;charset=UTF-8');
  assert.match(answer.text, /^<\?xml/);
});

test('expiredToken: the next call learns that its token has expired', async () => {
  endpoint.faults.add({ fault: 'expiredToken' });
  const answer = await deleteImage({ key: accessKeys.temporary });
  assert.deepEqual([answer.status, answer.json.Code], [400, 'InvalidSecurityToken.Expired']);
  assert.equal((await deleteImage({ key: accessKeys.temporary })).status, 200);
});

test('oversizedBody: as many bytes as asked for', async () => {
  endpoint.faults.add({ fault: 'oversizedBody', bytes: 3_000_000 });
  const answer = await deleteImage();
  assert.deepEqual([answer.status, answer.text.length], [200, 3_000_000]);
  assert.equal(imageIsGone(), false);
});

test('a fault meets as many requests as it says, and no preflight', async () => {
  endpoint.faults.add({ fault: 'status503', times: 2 });
  await send({ url: endpoint.url, method: 'OPTIONS', headers: {} });
  const statuses = [];
  for (let count = 0; count < 3; count += 1) {
    statuses.push((await deleteImage()).status);
  }
  assert.deepEqual(statuses, [503, 503, 200]);
  assert.deepEqual(endpoint.faults.list(), []);
});

test('faults wait for their action and image, in order', async () => {
  endpoint.faults.add({ fault: 'status503', action: 'DescribeImages' });
  endpoint.faults.add({ fault: 'html502', imageId: demoImages.free });
  endpoint.faults.add({ fault: 'internalError500' });
  assert.equal((await call(endpoint.url, 'DescribeRegions', {})).status, 500);
  assert.equal((await callV3(endpoint.url, 'DeleteImage', parameters)).status, 502);
  const region = { RegionId: demoRegionId };
  assert.equal((await callV3(endpoint.url, 'DescribeImages', region)).status, 503);
  assert.equal((await callV3(endpoint.url, 'DescribeImages', region)).status, 200);
});

test('close ends an answer that never comes', async () => {
  const other = await startEndpoint();
  other.faults.add({ fault: 'delay', ms: 600_000 });
  const { url, ...request } = prepareV1(other.url, 'DescribeRegions', {});
  const answer = fetch(url, request);
  // Noted before close, which cuts the connection under it.
  const rejection = assert.rejects(answer, TypeError);
  await until(() => other.requests[0]?.fault === 'delay');
  await other.close();
  await rejection;
});
