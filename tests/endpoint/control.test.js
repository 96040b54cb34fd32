/**
 * The control interface over the network.
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { demoImages, demoRegionId, startEndpoint } from './index.js';
import { call, control, send } from './testing/client.js';

/** @type {import('./index.js').Endpoint} */
let endpoint;

before(async () => {
  endpoint = await startEndpoint({ signatureError: 'IncompleteSignature' });
});
beforeEach(() => endpoint.reset());
after(() => endpoint.close());

/**
 * @param {'GET' | 'POST' | 'DELETE'} method
 * @param {string} path
 * @param {unknown} [body]
 */
function ask(method, path, body) {
  return control(endpoint.controlUrl, method, path, body);
}

test('creates an image, with nothing given', async () => {
  const answer = await ask('POST', '/images', {});
  assert.equal(answer.status, 201);
  assert.match(answer.json.imageId, /^m-[a-z0-9]{20}$/);
  assert.equal(answer.json.regionId, demoRegionId);
  assert.deepEqual(answer.json.states, ['free']);
  assert.deepEqual((await ask('GET', `/images/${answer.json.imageId}`)).json, answer.json);
  assert.equal((await ask('POST', '/images')).status, 201);
});

test('creates an image as told, with what stands behind its states', async () => {
  const wanted = { regionId: 'cn-beijing', imageId: 'm-mine', name: 'mine' };
  const answer = await ask('POST', '/images', {
    ...wanted,
    states: ['shared', 'inUse', 'exporting'],
  });
  assert.deepEqual(answer.json.states, ['inUse', 'shared', 'exporting']);
  assert.equal(answer.json.instanceIds.length, 2);
  assert.match(answer.json.sharedWith[0], /^\d{16}$/);
  assert.equal(answer.json.tasks[0].action, 'ExportImage');
  assert.equal(answer.json.name, 'mine');
  assert.equal(answer.json.regionId, 'cn-beijing');
});

test('a state that is named several times is made several times', async () => {
  const states = ['inUse', 'shared', 'importing', 'inUse', 'shared', 'importing', 'importing'];
  const { json } = await ask('POST', '/images', { states });
  assert.deepEqual(json.states, ['inUse', 'shared', 'importing']);
  assert.equal(new Set(json.instanceIds).size, 4);
  assert.equal(new Set(json.sharedWith).size, 4);
  const taskIds = json.tasks.map((/** @type {{ taskId: string }} */ task) => task.taskId);
  assert.equal(new Set(taskIds).size, 3);
});

test('creates many', async () => {
  const answer = await ask('POST', '/images', { count: 25, state: 'inUse' });
  assert.equal(answer.status, 201);
  assert.equal(new Set(answer.json.imageIds).size, 25);
  const list = await ask('GET', '/images');
  assert.equal(list.json.images.length, 25 + Object.keys(demoImages).length);
  assert.deepEqual(list.json.images.at(-1).states, ['inUse']);
});

test('an image in each state says so', async () => {
  for (const [state, imageId] of Object.entries(demoImages)) {
    assert.deepEqual((await ask('GET', `/images/${imageId}`)).json.states, [state]);
  }
  const absent = await ask('GET', '/images/m-x');
  assert.equal(absent.status, 404);
  assert.equal(absent.json.error, 'no such image: m-x');
  assert.equal((await ask('POST', '/images/m-x/finish')).status, 404);
});

test('lists requests, by image, and forgets them', async () => {
  await call(endpoint.url, 'DeleteImage', { RegionId: demoRegionId, ImageId: 'm-x' });
  await call(endpoint.url, 'DeleteImage', { RegionId: demoRegionId, ImageId: demoImages.free });
  assert.equal((await ask('GET', '/requests')).json.requests.length, 2);
  const { requests } = (await ask('GET', '/requests?imageId=m-x')).json;
  assert.deepEqual(
    requests.map((/** @type {{ code: string }} */ request) => request.code),
    ['InvalidImageId.NotFound'],
  );
  assert.equal((await ask('DELETE', '/requests')).status, 200);
  assert.deepEqual((await ask('GET', '/requests')).json, { requests: [] });
});

test('reads and changes settings', async () => {
  assert.deepEqual((await ask('GET', '/settings')).json, {
    signatureError: 'IncompleteSignature',
    cors: true,
    deletionDelay: 0,
    clockOffset: 0,
    rateLimit: null,
  });
  const changed = await ask('POST', '/settings', { cors: false, clockOffset: -1000 });
  assert.equal(changed.json.cors, false);
  assert.equal(endpoint.settings.clockOffset, -1000);
});

test('queues, lists and clears faults', async () => {
  const queued = await ask('POST', '/faults', { fault: 'delay', ms: 5, action: 'DeleteImage' });
  assert.equal(queued.status, 201);
  const expected = { fault: 'delay', ms: 5, action: 'DeleteImage', times: 1 };
  assert.deepEqual((await ask('GET', '/faults')).json, { faults: [expected] });
  await ask('DELETE', '/faults');
  assert.deepEqual((await ask('GET', '/faults')).json, { faults: [] });
});

test('reset brings back the start: images, settings, faults, requests, nonces', async () => {
  await call(endpoint.url, 'DeleteImage', { RegionId: demoRegionId, ImageId: demoImages.free });
  await ask('POST', '/settings', { signatureError: 'SignatureDoesNotMatch' });
  await ask('POST', '/faults', { fault: 'resetBefore' });
  await ask('POST', '/images', {});
  assert.equal((await ask('POST', '/reset')).status, 200);
  assert.equal((await ask('GET', '/images')).json.images.length, Object.keys(demoImages).length);
  assert.equal((await ask('GET', '/settings')).json.signatureError, 'IncompleteSignature');
  assert.deepEqual((await ask('GET', '/faults')).json.faults, []);
  assert.deepEqual((await ask('GET', '/requests')).json.requests, []);
});

for (const [path, body, field, expected] of /** @type {const} */ ([
  ['/images', { state: 'absent' }, 'state', /one of free, inUse/],
  ['/images', { states: ['free', 'x'] }, 'states', /a list of free/],
  ['/images', { state: 'free', states: [] }, 'states', /not both/],
  ['/images', { regionId: 'cn-atlantis' }, 'regionId', /one of cn-qingdao/],
  ['/images', { imageId: 'a b' }, 'imageId', /letters, digits/],
  ['/images', { imageId: demoImages.free }, 'imageId', /no image has/],
  ['/images', { imageId: 'm-x', count: 2 }, 'imageId', /its own id/],
  ['/images', { count: 0 }, 'count', /from 1 to/],
  ['/images', { colour: 'red' }, 'colour', /a known field/],
  ['/images', [], 'body', /a JSON object/],
  ['/faults', {}, 'fault', /one of delay/],
  ['/faults', { fault: 'earthquake' }, 'fault', /one of delay/],
  ['/faults', { fault: 'toString' }, 'fault', /one of delay/],
  ['/faults', { fault: 'delay' }, 'ms', /milliseconds/],
  ['/faults', { fault: 'delay', ms: '5' }, 'ms', /milliseconds/],
  ['/faults', { fault: 'noCors', ms: 5 }, 'ms', /a known field/],
  ['/faults', { fault: 'redirect', location: 'a\nb' }, 'location', /URL/],
  ['/faults', { fault: 'throttling', code: 'Slow' }, 'code', /Throttling\.User/],
  ['/faults', { fault: 'noCors', times: 0 }, 'times', /from 1/],
  ['/faults', 'noCors', 'body', /a JSON object/],
  ['/faults', null, 'body', /a JSON object/],
  ['/settings', { cors: 'no' }, 'cors', /true or false/],
  ['/settings', { signatureError: 'x' }, 'signatureError', /IncompleteSignature/],
  ['/settings', { deletionDelay: -1 }, 'deletionDelay', /from 0/],
])) {
  test(`refuses ${JSON.stringify(body)} for ${path}`, async () => {
    const answer = await ask('POST', path, body);
    assert.equal(answer.status, 400);
    assert.equal(answer.json.field, field);
    assert.match(answer.json.expected, expected);
    assert.equal(answer.json.error, `${field}: expected ${answer.json.expected}`);
  });
}

test('refuses bodies that are not JSON, or too long', async () => {
  const request = { url: `${endpoint.controlUrl}/images`, method: 'POST', headers: {} };
  const broken = await send({ ...request, body: '{' });
  assert.deepEqual([broken.status, broken.json.error], [400, 'body: expected JSON']);
  const long = await send({ ...request, body: ' '.repeat(1024 * 1024 + 1) });
  assert.deepEqual([long.status, long.json.field], [400, 'body']);
});

test('unknown paths and methods', async () => {
  assert.equal((await ask('GET', '/nothing')).status, 404);
  const wrong = await ask('DELETE', '/images');
  assert.equal(wrong.status, 405);
  assert.equal(wrong.json.error, '/images takes POST, GET');
});

test('any page may use it, preflight included', async () => {
  const preflight = await send({
    url: `${endpoint.controlUrl}/images`,
    method: 'OPTIONS',
    headers: { origin: 'http://page', 'access-control-request-method': 'DELETE' },
  });
  assert.equal(preflight.status, 200);
  assert.match(preflight.headers.get('access-control-allow-methods') ?? '', /DELETE/);
  assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /content-type/i);
  for (const path of ['/images', '/nothing']) {
    assert.equal((await ask('GET', path)).headers.get('access-control-allow-origin'), '*');
  }
});

test('startEndpoint refuses options it does not know', async () => {
  await assert.rejects(
    startEndpoint(/** @type {{}} */ ({ prot: 1 })),
    /prot: expected a known field/,
  );
  await assert.rejects(startEndpoint({ port: -1 }), /port: expected an integer/);
});
