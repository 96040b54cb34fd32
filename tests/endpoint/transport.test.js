/**
 * What HTTP sees: CORS, methods, paths, formats, malformed and oversized requests, and the log
 * of requests.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { accessKeys } from './access-keys.js';
import { demoImages, demoRegionId, startEndpoint } from './index.js';
import { call, callV3, prepareV1, prepareV3, send } from './testing/client.js';

/** @type {import('./index.js').Endpoint} */
let endpoint;

before(async () => {
  endpoint = await startEndpoint();
});
beforeEach(() => endpoint.reset());
after(() => endpoint.close());

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** @param {import('./testing/client.js').Received} answer */
function assertCors(answer) {
  assert.equal(answer.headers.get('access-control-allow-origin'), '*');
  assert.equal(answer.headers.get('access-control-expose-headers'), '*');
}

/** Requests of every outcome, by the status they end with. */
function everyKindOfRequest() {
  const { url } = endpoint;
  const image = { RegionId: demoRegionId, ImageId: demoImages.free };
  const wrong = { key: { ...accessKeys.permanent, accessKeySecret: 'x' } };
  return /** @type {const} */ ([
    [200, prepareV1(url, 'DescribeRegions', {})],
    [200, prepareV3(url, 'DescribeRegions', {})],
    [400, prepareV1(url, 'DescribeRegions', {}, wrong)],
    [400, { url, method: 'GET', headers: {} }],
    [403, prepareV1(url, 'DescribeRegions', {}, { key: accessKeys.forbidden })],
    [403, { url, method: 'PUT', headers: {} }],
    [404, { url: `${url}/favicon.ico`, method: 'GET', headers: {} }],
    [404, prepareV1(url, 'LaunchRocket', image)],
    [200, { url, method: 'OPTIONS', headers: {} }],
    [400, { url: `${url}/?a=%`, method: 'GET', headers: {} }],
    [400, { url, method: 'POST', headers: FORM, body: 'a=b'.repeat(1024 * 1024) }],
  ]);
}

test('every answer carries the CORS headers, the request id and the date', async () => {
  for (const [status, request] of everyKindOfRequest()) {
    const answer = await send(request);
    assert.equal(answer.status, status, answer.text);
    assertCors(answer);
    assert.match(answer.headers.get('x-acs-request-id') ?? '', /^[0-9A-F-]{36}$/);
    assert.ok(Math.abs(Date.parse(answer.headers.get('date') ?? '') - Date.now()) < 60_000);
  }
});

test('without CORS, no answer carries its headers', async () => {
  endpoint.settings.cors = false;
  for (const [, request] of everyKindOfRequest()) {
    const answer = await send(request);
    const names = [...answer.headers.keys()].filter((name) => name.startsWith('access-control-'));
    assert.deepEqual(names, []);
  }
});

test('a preflight gets the lists of the service, which leave signature V3 out', async () => {
  const answer = await send({
    url: endpoint.url,
    method: 'OPTIONS',
    headers: {
      origin: 'http://localhost:8080',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    },
  });
  assert.equal(answer.status, 200);
  assert.equal(answer.text, '');
  const allowed = answer.headers.get('access-control-allow-headers') ?? '';
  assert.equal(
    allowed,
    'X-Requested-With, X-Sequence, _aop_secret, _aop_signature, x-acs-action, x-acs-version, x-acs-date, Content-Type',
  );
  assert.equal(
    answer.headers.get('access-control-allow-methods'),
    'POST, GET, OPTIONS, PUT, DELETE',
  );
  assert.equal(answer.headers.get('access-control-max-age'), '172800');
  assert.doesNotMatch(allowed, /authorization|nonce/i);
  assert.equal(endpoint.requests[0].origin, 'http://localhost:8080');
});

test('other methods and other paths', async () => {
  for (const method of ['PUT', 'DELETE', 'PATCH']) {
    const answer = await send({ url: endpoint.url, method, headers: {} });
    assert.match(answer.text, /<Code>UnsupportedHTTPMethod<\/Code>/);
  }
  const prepared = prepareV1(endpoint.url, 'DescribeRegions', {}, { method: 'GET' });
  const url = prepared.url.replace('/?', '/other?');
  assert.equal((await send({ ...prepared, url })).json.Code, 'InvalidApi.NotFound');
});

test('the content type follows Format, and Accept with V3', async () => {
  const types = [];
  for (const Format of ['JSON', 'json', 'XML', undefined]) {
    const answer = await call(endpoint.url, 'DescribeRegions', {}, { common: { Format } });
    types.push(answer.headers.get('content-type'));
  }
  for (const accept of ['application/json', '*/*']) {
    const answer = await callV3(endpoint.url, 'DescribeRegions', {}, { headers: { accept } });
    types.push(answer.headers.get('content-type'));
  }
  const json = 'application/json;charset=utf-8';
  const xml = 'text/xml;charset=UTF-8';
  assert.deepEqual(types, [json, json, xml, xml, json, xml]);
});

test('a form without its content type is not a form', async () => {
  const prepared = prepareV1(endpoint.url, 'DescribeRegions', {});
  const answer = await send({ ...prepared, headers: { 'content-type': 'text/plain' } });
  assert.match(answer.text, /<Code>MissingParameter<\/Code>/);
  const withCharset = { 'content-type': `${FORM['content-type']}; charset=UTF-8` };
  const again = prepareV1(endpoint.url, 'DescribeRegions', {}, { headers: withCharset });
  assert.equal((await send(again)).status, 200);
});

test('malformed and repeated parameters are refused by name', async () => {
  for (const [query, name] of [
    ['Broken=%zz', 'Broken'],
    ['Broken=%', 'Broken'],
    ['NotText=%FF', 'NotText'],
    ['Twice=1&Twice=1', 'Twice'],
  ]) {
    const prepared = prepareV1(endpoint.url, 'DescribeRegions', {}, { method: 'GET' });
    const answer = await send({ ...prepared, url: `${prepared.url}&${query}` });
    assert.equal(answer.status, 400);
    assert.equal(answer.json.Message, `The specified parameter "${name}" is not valid.`);
  }
  const split = prepareV1(endpoint.url, 'DescribeRegions', {});
  const answer = await send({ ...split, url: `${endpoint.url}/?Action=DeleteImage` });
  assert.equal(answer.json.Message, 'The specified parameter "Action" is not valid.');
});

test('special characters survive query and form', async () => {
  const name = "a b+c*d~e'(f)!/é阿&=%";
  endpoint.state.addImage({ name });
  for (const place of /** @type {const} */ (['query', 'form'])) {
    const parameters = { RegionId: demoRegionId, ImageName: name };
    const answer = await call(endpoint.url, 'DescribeImages', parameters, { place });
    assert.equal(answer.json.Images.Image[0].ImageName, name);
    const xml = await call(endpoint.url, 'DescribeImages', parameters, {
      place,
      common: { Format: 'XML' },
    });
    assert.match(xml.text, /<ImageName>a b\+c\*d~e&apos;\(f\)!\/é阿&amp;=%<\/ImageName>/);
  }
});

test('what XML cannot say is left out of it', async () => {
  const name = 'bell\u0007 and <tag>';
  endpoint.state.addImage({ name });
  const parameters = { RegionId: demoRegionId, ImageName: name };
  const answer = await call(endpoint.url, 'DescribeImages', parameters, {
    common: { Format: 'XML' },
  });
  assert.match(answer.text, /<ImageName>bell and &lt;tag&gt;<\/ImageName>/);
});

test('bytes that are not HTTP get a 400 and do no harm', async () => {
  const { hostname, port } = new URL(endpoint.url);
  const socket = connect(Number(port), hostname);
  socket.end('nonsense\r\n\r\n');
  const [chunk] = await once(socket, 'data');
  assert.match(String(chunk), /^HTTP\/1\.1 400 /);
  assert.match(String(chunk), /access-control-allow-origin: \*/);
  socket.destroy();
  assert.equal((await call(endpoint.url, 'DescribeRegions', {})).status, 200);
});

test('a client that leaves in the middle of its body does no harm', async () => {
  const { hostname, port } = new URL(endpoint.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nAction=');
  socket.resetAndDestroy();
  assert.equal((await call(endpoint.url, 'DescribeRegions', {})).status, 200);
});

test('the log has every request, without signatures and tokens', async () => {
  const image = { RegionId: demoRegionId, ImageId: demoImages.inUse };
  const key = accessKeys.temporary;
  await call(endpoint.url, 'DeleteImage', image, { key, headers: { origin: 'http://page' } });
  await callV3(endpoint.url, 'DeleteImage', { ...image, Force: 'true' }, { key });
  await send({ url: `${endpoint.url}/x`, method: 'GET', headers: {} });

  const [first, second, third] = endpoint.requests;
  assert.equal(first.method, 'POST');
  assert.equal(first.path, '/');
  assert.equal(first.action, 'DeleteImage');
  assert.equal(first.httpStatus, 403);
  assert.equal(first.code, 'ImageUsingByInstance');
  assert.equal(first.signatureVersion, '1.0');
  assert.equal(first.origin, 'http://page');
  assert.equal(first.parameters.ImageId, demoImages.inUse);
  assert.equal(first.nonce, first.parameters.SignatureNonce);
  assert.equal(first.headers['content-type'], FORM['content-type']);

  assert.equal(second.signatureVersion, 'ACS3-HMAC-SHA256');
  assert.equal(second.code, null);
  assert.equal(second.httpStatus, 200);
  assert.equal(second.nonce, second.headers['x-acs-signature-nonce']);
  assert.deepEqual([third.path, third.action, third.httpStatus], ['/x', null, 404]);

  const text = JSON.stringify(endpoint.requests);
  assert.doesNotMatch(text, /CAIS/);
  assert.doesNotMatch(text, /Signature=[0-9a-f]/);
  assert.equal(first.parameters.Signature, '(hidden)');
});
