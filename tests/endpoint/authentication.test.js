/**
 * Who may call, over the network: keys, signatures, tokens, time stamps, nonces, and the order
 * in which they are checked.
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { accessKeys } from './access-keys.js';
import { startEndpoint } from './index.js';
import { call, callV3, prepareV1, prepareV3, send } from './testing/client.js';
import { formatTimestamp } from './timestamps.js';

const NOW = Date.parse('2026-01-31T09:05:07Z');
const MINUTE = 60 * 1000;
const atNow = { Timestamp: formatTimestamp(NOW) };
const atNowV3 = { 'x-acs-date': formatTimestamp(NOW) };

/** @type {import('./index.js').Endpoint} */
let endpoint;
let now = NOW;

before(async () => {
  endpoint = await startEndpoint({ now: () => now });
});
beforeEach(() => {
  now = NOW;
  endpoint.reset();
});
after(() => endpoint.close());

/** @param {import('./testing/client.js').CallOptions} [options] */
function describeRegions(options = {}) {
  return call(
    endpoint.url,
    'DescribeRegions',
    {},
    { ...options, common: { ...atNow, ...options.common } },
  );
}

/** @param {import('./testing/client.js').CallOptions} [options] */
function describeRegionsV3(options = {}) {
  const common = { ...atNowV3, ...options.common };
  return callV3(endpoint.url, 'DescribeRegions', {}, { ...options, common });
}

/**
 * @param {import('./testing/client.js').Received} answer
 * @param {number} status
 * @param {string} code
 * @param {string | RegExp} message
 */
function assertRefused(answer, status, code, message) {
  assert.equal(answer.json?.Code, code, answer.text);
  assert.equal(answer.status, status);
  if (typeof message === 'string') {
    assert.equal(answer.json.Message, message);
  } else {
    assert.match(answer.json.Message, message);
  }
}

for (const [name, describe] of /** @type {const} */ ([
  ['1.0', describeRegions],
  ['V3', describeRegionsV3],
])) {
  test(`signature ${name} is accepted with a permanent and with a temporary key`, async () => {
    assert.equal((await describe()).status, 200);
    assert.equal((await describe({ key: accessKeys.temporary })).status, 200);
    assert.equal((await describe({ method: 'GET' })).status, 200);
  });

  test(`signature ${name}: keys and tokens that are refused`, async () => {
    const { permanent, temporary, expired, disabled, forbidden } = accessKeys;
    const cases = /** @type {const} */ ([
      [{ ...permanent, accessKeyId: 'nobody' }, 404, 'InvalidAccessKeyId.NotFound', /not found/],
      [disabled, 400, 'InvalidAccessKeyId.Inactive', /disabled/],
      [{ ...temporary, securityToken: undefined }, 400, 'MissingSecurityToken', /mandatory/],
      [{ ...temporary, securityToken: 'x' }, 400, 'InvalidSecurityToken.Malformed', /malformed/],
      [
        { ...temporary, securityToken: 'CAISother' },
        400,
        'InvalidSecurityToken.MismatchWithAccessKey',
        /mismatch/,
      ],
      [
        { ...permanent, securityToken: temporary.securityToken },
        400,
        'InvalidSecurityToken.MismatchWithAccessKey',
        /mismatch/,
      ],
      [expired, 400, 'InvalidSecurityToken.Expired', 'Specified SecurityToken is expired.'],
      [forbidden, 403, 'Forbidden.RAM', /not authorized/],
    ]);
    for (const [key, status, code, message] of cases) {
      assertRefused(await describe({ key }), status, code, message);
    }
  });
}

test('a refusal by RAM says which action of which principal', async () => {
  const answer = await describeRegions({ key: accessKeys.forbidden });
  const detail = answer.json.AccessDeniedDetail;
  assert.equal(detail.AuthAction, 'ecs:DescribeRegions');
  assert.equal(detail.AuthPrincipalType, 'SubUser');
  assert.equal(detail.NoPermissionType, 'ImplicitDeny');
});

test('a key can lack the permission for some actions, and may do all others', async () => {
  const key = { accessKeyId: 'lacks.DescribeTasks.DeleteImage.id', accessKeySecret: 'testsecret' };
  for (const action of ['DescribeTasks', 'DeleteImage']) {
    const answer = await call(endpoint.url, action, {}, { key, common: atNow });
    assertRefused(answer, 403, 'Forbidden.RAM', /not authorized/);
    assert.equal(answer.json.AccessDeniedDetail.AuthAction, `ecs:${action}`);
  }
  assert.equal((await describeRegions({ key })).status, 200);
  const wrong = await describeRegions({ key: { ...key, accessKeySecret: 'wrong' } });
  assertRefused(wrong, 400, 'SignatureDoesNotMatch', /string to sign/);
  const none = { ...key, accessKeyId: 'lacks..id' };
  assertRefused(await describeRegions({ key: none }), 404, 'InvalidAccessKeyId.NotFound', /found/);
});

test('a wrong secret: the string to sign is quoted, token included', async () => {
  const key = { ...accessKeys.temporary, accessKeySecret: 'wrong' };
  const answer = await describeRegions({ key, common: { SignatureNonce: 'n1' } });
  assertRefused(
    answer,
    400,
    'SignatureDoesNotMatch',
    'Specified signature is not matched with our calculation. server string to sign is:' +
      'POST&%2F&AccessKeyId%3DSTS.testid%26Action%3DDescribeRegions%26Format%3DJSON' +
      '%26SecurityToken%3DCAIS%252Ba%252Fb%253D%253D%2521%2527%2528%2529%252A~%2520x' +
      '%26SignatureMethod%3DHMAC-SHA1%26SignatureNonce%3Dn1%26SignatureVersion%3D1.0' +
      '%26Timestamp%3D2026-01-31T09%253A05%253A07Z%26Version%3D2014-05-26',
  );
});

test('a wrong secret in XML: the ampersands of the quotation are escaped', async () => {
  const key = { ...accessKeys.permanent, accessKeySecret: 'wrong' };
  const answer = await describeRegions({ key, common: { Format: undefined } });
  assert.equal(answer.headers.get('content-type'), 'text/xml;charset=UTF-8');
  assert.match(answer.text, /<Message>.*is:POST&amp;%2F&amp;AccessKeyId%3Dtestid/);
});

test('a wrong secret may be answered with IncompleteSignature', async () => {
  endpoint.settings.signatureError = 'IncompleteSignature';
  const key = { ...accessKeys.permanent, accessKeySecret: 'wrong' };
  const standards = 'The request signature does not conform to Aliyun standards. ';
  assertRefused(
    await describeRegions({ key }),
    400,
    'IncompleteSignature',
    new RegExp(`^${standards}server string to sign is:POST&%2F&`),
  );
  assertRefused(
    await describeRegionsV3({ key }),
    400,
    'IncompleteSignature',
    new RegExp(`^${standards}server StringToSign is \\[ACS3-HMAC-SHA256\\n[0-9a-f]{64}\\]`),
  );
});

test('a wrong secret with V3: the canonical request is quoted', async () => {
  const key = { ...accessKeys.permanent, accessKeySecret: 'wrong' };
  assertRefused(
    await describeRegionsV3({ key }),
    400,
    'SignatureDoesNotMatch',
    /does not match our calculation\. server StringToSign is \[ACS3-HMAC-SHA256\n[0-9a-f]{64}\] server CanonicalRequest is \[POST\n\/\n/,
  );
});

test('a signature made for the other method, or changed by one parameter, is refused', async () => {
  const prepared = prepareV1(endpoint.url, 'DescribeRegions', {}, { method: 'GET', common: atNow });
  const asPost = await send({ ...prepared, method: 'POST' });
  assert.equal(asPost.json.Code, 'SignatureDoesNotMatch');

  const changed = prepareV1(endpoint.url, 'DescribeRegions', {}, { method: 'GET', common: atNow });
  const answer = await send({ ...changed, url: `${changed.url}&AcceptLanguage=ja` });
  assert.equal(answer.json.Code, 'SignatureDoesNotMatch');
});

test('a plus sign left bare in the signature is a space, as in any form', async () => {
  const signatures = Array.from({ length: 40 }, () =>
    prepareV1(endpoint.url, 'DescribeRegions', {}, { method: 'GET', common: atNow }),
  );
  const withPlus = signatures.find(({ url }) => /Signature=[^&]*%2B/.test(url));
  assert.ok(withPlus !== undefined);
  const bare = withPlus.url.replace(/(Signature=[^&]*)/, (match) => match.replace(/%2B/g, '+'));
  assert.equal((await send({ ...withPlus, url: bare })).json.Code, 'SignatureDoesNotMatch');
});

test('V3 refuses headers that should be signed and are not', async () => {
  const prepared = prepareV3(endpoint.url, 'DescribeRegions', {}, { common: atNowV3 });
  const extra = { ...prepared.headers, 'x-acs-extra': '1' };
  const answer = await send({ ...prepared, headers: extra });
  assert.equal(answer.json.Code, 'IncompleteSignature');

  const malformed = { ...prepared.headers, authorization: 'ACS3-HMAC-SHA256 nonsense' };
  const second = await send({ ...prepared, headers: malformed });
  assert.equal(second.json.Code, 'IncompleteSignature');
});

test('V3 verifies the hash of the body that arrived', async () => {
  const prepared = prepareV3(endpoint.url, 'DescribeRegions', {}, { common: atNowV3 });
  const headers = { ...prepared.headers };
  const answer = await send({ ...prepared, headers, body: Buffer.from('x').toString() });
  // fetch adds a content type for a text body, which V3 wants signed.
  assert.equal(answer.json.Code, 'IncompleteSignature');
  const signed = prepareV3(
    endpoint.url,
    'DescribeRegions',
    {},
    {
      common: { ...atNowV3, 'content-type': 'text/plain' },
    },
  );
  assert.equal((await send({ ...signed, body: 'x' })).json.Code, 'SignatureDoesNotMatch');
});

for (const [minutes, seconds, accepted] of /** @type {const} */ ([
  [-15, 0, true],
  [-15, -1, false],
  [15, 0, true],
  [15, 1, false],
])) {
  test(`a time stamp ${minutes} min ${seconds} s off is ${accepted ? 'accepted' : 'refused'}`, async () => {
    const text = formatTimestamp(NOW + minutes * MINUTE + seconds * 1000);
    const answers = [
      await describeRegions({ common: { Timestamp: text } }),
      await describeRegionsV3({ common: { 'x-acs-date': text } }),
    ];
    for (const answer of answers) {
      assert.equal(answer.json.Code, accepted ? undefined : 'InvalidTimeStamp.Expired');
      assert.equal(answer.status, accepted ? 200 : 400);
    }
  });
}

test('the clock offset moves the window and the Date header', async () => {
  endpoint.settings.clockOffset = 60 * MINUTE;
  const answer = await describeRegions();
  assert.equal(answer.json.Code, 'InvalidTimeStamp.Expired');
  assert.equal(answer.headers.get('date'), new Date(NOW + 60 * MINUTE).toUTCString());
  const later = { Timestamp: formatTimestamp(NOW + 60 * MINUTE) };
  assert.equal((await describeRegions({ common: later })).status, 200);
});

for (const text of [
  '2026-01-31T09:05:07.000Z',
  '2026-01-31 09:05:07',
  '2026-01-31T09:05:07+00:00',
  '2026-02-30T09:05:07Z',
  '2026-01-31T24:00:00Z',
  '1769850307',
]) {
  test(`the time stamp ${text} is not well formatted`, async () => {
    const answer = await describeRegions({ common: { Timestamp: text } });
    assertRefused(answer, 400, 'InvalidTimeStamp.Format', /not well formatted/);
  });
}

test('a nonce works once, and again after 15 minutes', async () => {
  const common = { SignatureNonce: 'once' };
  assert.equal((await describeRegions({ common })).status, 200);
  assertRefused(
    await describeRegions({ common }),
    400,
    'SignatureNonceUsed',
    'Specified signature nonce was used already.',
  );
  now = NOW + 15 * MINUTE;
  assert.equal((await describeRegions({ common })).json.Code, 'SignatureNonceUsed');
  now = NOW + 15 * MINUTE + 1000;
  const later = { ...common, Timestamp: formatTimestamp(now) };
  assert.equal((await describeRegions({ common: later })).status, 200);
});

test('a nonce is spent even when a later check refuses the call', async () => {
  const common = { SignatureNonce: 'spent' };
  const wrong = { ...accessKeys.permanent, accessKeySecret: 'wrong' };
  assert.equal((await describeRegions({ common, key: wrong })).json.Code, 'SignatureDoesNotMatch');
  assert.equal((await describeRegions({ common })).json.Code, 'SignatureNonceUsed');
});

test('a nonce refused for its time stamp is not spent, and nonces belong to a key', async () => {
  const common = { SignatureNonce: 'kept' };
  const old = { ...common, Timestamp: '2020-01-01T00:00:00Z' };
  assert.equal((await describeRegions({ common: old })).json.Code, 'InvalidTimeStamp.Expired');
  assert.equal((await describeRegions({ common })).status, 200);
  assert.equal((await describeRegions({ common, key: accessKeys.temporary })).status, 200);
});

for (const name of [
  'Action',
  'Version',
  'AccessKeyId',
  'SignatureMethod',
  'SignatureVersion',
  'SignatureNonce',
  'Timestamp',
]) {
  test(`the common parameter ${name} must be there`, async () => {
    const answer = await describeRegions({ common: { [name]: undefined } });
    assertRefused(
      answer,
      400,
      'MissingParameter',
      `The input parameter "${name}" that is mandatory for processing this request is not supplied.`,
    );
    const empty = await describeRegions({ common: { [name]: '' } });
    assert.equal(empty.json.Code, 'MissingParameter');
  });
}

test('an unsigned request lacks its Signature', async () => {
  const prepared = prepareV1(endpoint.url, 'DescribeRegions', {}, { method: 'GET', common: atNow });
  const answer = await send({ ...prepared, url: prepared.url.replace(/Signature=[^&]*&/, '') });
  assertRefused(answer, 400, 'MissingParameter', /"Signature"/);
});

for (const [name, value, complaint] of [
  ['Version', '2014-05-27', 'Action or Version'],
  ['SignatureMethod', 'HMAC-SHA256', 'SignatureMethod'],
  ['SignatureVersion', '2.0', 'SignatureVersion'],
]) {
  test(`the common parameter ${name} must not be ${value}`, async () => {
    const answer = await describeRegions({ common: { [name]: value } });
    const message = `The specified parameter "${complaint}" is not valid.`;
    assertRefused(answer, 400, 'InvalidParameter', message);
  });
}

for (const name of [
  'x-acs-action',
  'x-acs-version',
  'x-acs-date',
  'x-acs-signature-nonce',
  'x-acs-content-sha256',
]) {
  test(`the header ${name} must be there`, async () => {
    const answer = await describeRegionsV3({ common: { [name]: undefined } });
    assertRefused(answer, 400, 'MissingParameter', new RegExp(`"${name}"`));
  });
}

test('an unknown format is refused, in XML', async () => {
  const answer = await describeRegions({ common: { Format: 'YAML' } });
  assert.equal(answer.status, 400);
  assert.match(answer.text, /<Code>InvalidParameter<\/Code><Message>.*&quot;Format&quot;/);
});

test('the checks come in their order', async () => {
  // Each call has every fault from its own on; the first one is reported.
  const nobody = { accessKeyId: 'nobody', accessKeySecret: 'wrong' };
  const wrong = { ...accessKeys.temporary, accessKeySecret: 'wrong', securityToken: 'x' };
  const common = { Timestamp: '2020-01-01T00:00:00Z', SignatureNonce: 'order' };
  const codes = [];
  const version = { ...common, Version: '1' };
  for (const [action, options] of /** @type {const} */ ([
    ['Nothing', { key: nobody, common: version }],
    ['Nothing', { key: nobody, common }],
    ['DeleteImage', { key: nobody, common }],
    ['DeleteImage', { key: wrong, common }],
    ['DeleteImage', { key: wrong, common: { ...atNow, SignatureNonce: 'order' } }],
    ['DeleteImage', { key: wrong, common: { ...atNow, SignatureNonce: 'order' } }],
    ['DeleteImage', { key: { ...wrong, accessKeySecret: 'testsecret' }, common: atNow }],
    ['DeleteImage', { key: accessKeys.forbidden, common: atNow }],
    ['DeleteImage', { key: accessKeys.permanent, common: atNow }],
  ])) {
    codes.push((await call(endpoint.url, action, {}, options)).json.Code);
  }
  assert.deepEqual(codes, [
    'InvalidParameter',
    'InvalidApi.NotFound',
    'InvalidAccessKeyId.NotFound',
    'InvalidTimeStamp.Expired',
    'SignatureDoesNotMatch',
    'SignatureNonceUsed',
    'InvalidSecurityToken.Malformed',
    'Forbidden.RAM',
    'MissingParameter',
  ]);
});
