// Signature V3: everything that signature 1.0 does, where its headers may be sent; and in a browser,
// where the service refuses them, an error that says so.
import { deepEqual, equal, match, ok } from './assert.js';
import { keys, newClient, newImageId, newKey, regionId } from './clients.js';
import { accept, inTurn, lose, recorder, refuse } from './doubles.js';
import { refusals } from './error-table.js';
import { failure } from './failures.js';
import { withClock, withDice } from './platform.js';
import { show } from './wrong-values.js';

/** @typedef {import('./run.js').Context} Context */

const SIGNATURE = 'ACS3-HMAC-SHA256';
const WRONG_SECRET = 'not-the-right-one';
const HOUR = 3_600_000;

/** Of nothing, which is the body. */
const SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** What the service answers to a preflight, as it was last seen (2022): no `authorization`. */
const PREFLIGHT = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'POST, GET, OPTIONS, PUT, DELETE',
  'access-control-allow-headers':
    'X-Requested-With, X-Sequence, _aop_secret, _aop_signature, x-acs-action, x-acs-version, x-acs-date, Content-Type',
  'access-control-max-age': '172800',
};

/** @param {Context} context */
const isBrowser = ({ runtime }) => runtime === 'chromium' || runtime === 'firefox';

/** @param {Context} context @param {object} [options] */
const newV3Client = (context, options) => newClient(context, { signature: SIGNATURE, ...options });

/** @param {import('./doubles.js').SentRequest} request @returns {Record<string, string>} */
const headersOf = ({ init }) => init.headers;

/**
 * What the endpoint has to verify, which takes a runtime that may send it. In browsers all of it comes
 * to the same, which the first of these tests look at.
 *
 * @param {string} name
 * @param {(context: Context) => unknown} elsewhere
 * @param {(context: Context) => unknown} [inBrowser]
 * @returns {import('./run.js').Test}
 */
function byRuntime(name, elsewhere, inBrowser = () => {}) {
  return {
    name: `V3: ${name}`,
    run: (context) => (isBrowser(context) ? inBrowser(context) : elsewhere(context)),
  };
}

/**
 * @param {Context} context
 * @param {object} credentials
 */
async function checkDeletion(context, credentials) {
  const imageId = await context.control.createImage();
  const result = await newV3Client(context, { credentials }).deleteImage(regionId, imageId);
  const [request, ...more] = await context.control.requests(imageId);
  const expected = { requestId: request.requestId, outcome: 'accepted', attempts: 1 };
  deepEqual(result, expected, 'result');
  deepEqual(more, [], 'further requests');
  const { method, action, parameters, headers } = request;
  deepEqual([method, action], ['POST', 'DeleteImage'], 'request');
  const all = { Force: 'false', ImageId: imageId, RegionId: regionId };
  deepEqual({ ...parameters }, all, 'parameters');
  match(headers.authorization, /^ACS3-HMAC-SHA256 Credential=/, 'authorization');
  equal(headers['content-type'], undefined, 'content-type');
  ok(!(await context.control.exists(imageId)), 'the image is still there');
}

/**
 * @param {Context} context
 * @param {object} credentials
 */
async function checkRefusedByPreflight(context, credentials) {
  for (const maxAttempts of [1, 3]) {
    const imageId = await context.control.createImage();
    const client = newV3Client(context, { credentials, maxAttempts });
    const call = () => withDice(0, () => client.deleteImage(regionId, imageId, true));
    const fields = { code: 'NoAnswer', attempts: maxAttempts, outcome: 'unknown' };
    const error = await failure(context, call, 'EcsNetworkError', fields);
    match(error.message, /preflight/, 'message');
    match(error.message, /use signature 'HMAC-SHA1' in a browser/, 'message');
    ok(error.cause instanceof TypeError, `cause: ${error.cause}`);
    const requests = await context.control.requests(imageId);
    ok(requests.length > 0, 'nothing arrived, not even a preflight');
    deepEqual([...new Set(requests.map(({ method }) => method))], ['OPTIONS'], 'methods');
    ok(await context.control.exists(imageId), 'the image is gone');
  }
}

/**
 * Runs an action in what looks like a page of this origin.
 *
 * @param {unknown} value
 * @param {() => Promise<void>} action
 */
async function withOrigin(value, action) {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'origin');
  const hasLocation = 'location' in globalThis && globalThis.location !== undefined;
  Object.defineProperty(globalThis, 'origin', { value, configurable: true });
  if (!hasLocation) {
    Object.defineProperty(globalThis, 'location', { value: {}, configurable: true });
  }
  try {
    await action();
  } finally {
    if (own) Object.defineProperty(globalThis, 'origin', own);
    else Reflect.deleteProperty(globalThis, 'origin');
    if (!hasLocation) Reflect.deleteProperty(globalThis, 'location');
  }
}

/**
 * Passes a request on after changing it, as a proxy could.
 *
 * @param {(request: import('./doubles.js').SentRequest) => import('./doubles.js').SentRequest} change
 */
const changing = (change) => (/** @type {string} */ url, /** @type {any} */ init) => {
  const changed = change({ url, init });
  return globalThis.fetch(changed.url, changed.init);
};

/** A second later than it was signed. @param {import('./doubles.js').SentRequest} request */
function later({ url, init }) {
  const date = new Date(Date.parse(init.headers['x-acs-date']) + 1000);
  const headers = { ...init.headers, 'x-acs-date': date.toISOString().replace(/\.\d+/, '') };
  return { url, init: { ...init, headers } };
}

/** @type {[name: string, (request: any) => any, finding: RegExp][]} */
const changes = [
  ['the time stamp', later, /the header x-acs-date differs/],
  [
    'a parameter',
    ({ url, init }) => ({ url: url.replace('Force=false', 'Force=true'), init }),
    /Force differs/,
  ],
  ['the method', ({ url, init }) => ({ url, init: { ...init, method: 'GET' } }), /method differs/],
  [
    'the body',
    ({ url, init }) => ({
      url,
      init: { ...init, body: new Uint8Array([65]) },
    }),
    /the body differs/,
  ],
];

/**
 * @param {Context} context
 * @param {string} code
 */
async function refuseSecret(context, code) {
  const imageId = await context.control.createImage();
  const credentials = { ...keys.temporary, accessKeySecret: WRONG_SECRET };
  const { sent, fetch } = recorder();
  const client = newV3Client(context, { credentials, fetch, maxAttempts: 3 });
  await context.control.settings({ signatureError: code });
  try {
    const call = () => client.deleteImage(regionId, imageId);
    const fields = { code, httpStatus: 400, retryable: false, attempts: 1, outcome: 'not-applied' };
    const error = await failure(context, call, 'EcsServiceError', fields);
    match(error.message, /signed the same string, so the access key secret is wrong/, 'message');
    const shown = [error.message, error.stack, JSON.stringify(error)].join('\n');
    const { authorization, 'x-acs-signature-nonce': nonce } = headersOf(sent[0]);
    const signature = authorization.split('Signature=')[1];
    for (const text of [WRONG_SECRET, 'STS.testid', imageId, nonce, signature, 'x-acs-', SHA256]) {
      ok(!shown.includes(text), `quotes ${text}: ${shown}`);
    }
    ok(await context.control.exists(imageId), 'the image is gone');
  } finally {
    await context.control.settings({ signatureError: 'SignatureDoesNotMatch' });
  }
}

/** @type {import('./run.js').Test[]} */
const sent = [
  ...[keys.permanent, keys.temporary].map((credentials) =>
    byRuntime(
      `a client deletes as ${credentials.accessKeyId}, in a browser it meets the preflight`,
      (context) => checkDeletion(context, credentials),
      (context) => checkRefusedByPreflight(context, credentials),
    ),
  ),
  byRuntime('a dry run is validated and deletes nothing', async (context) => {
    const imageId = await context.control.createImage();
    const options = { dryRun: true };
    const result = await newV3Client(context).deleteImage(regionId, imageId, false, options);
    equal(result.outcome, 'validated', 'outcome');
    ok(await context.control.exists(imageId), 'the image is gone');
  }),
  byRuntime('an image in use is deleted with force true only', async (context) => {
    const imageId = await context.control.createImage('inUse');
    const client = newV3Client(context);
    const call = () => client.deleteImage(regionId, imageId);
    await failure(context, call, 'EcsServiceError', { code: 'ImageUsingByInstance' });
    equal((await client.deleteImage(regionId, imageId, true)).outcome, 'accepted', 'outcome');
    ok(!(await context.control.exists(imageId)), 'the image is still there');
  }),
  byRuntime('call() calls any operation, with and without parameters', async (context) => {
    const imageId = await context.control.createImage();
    const client = newV3Client(context, { credentials: keys.temporary });
    const regions = await client.call('DescribeRegions');
    ok(/** @type {any} */ (regions).Regions.Region.length > 10, 'regions');
    const images = await client.call('DescribeImages', { RegionId: regionId, ImageId: imageId });
    equal(/** @type {any} */ (images).Images.Image[0].ImageId, imageId, 'image');
    const parameters = { RegionId: regionId, ImageId: imageId, AddAccount: ['1234567890123456'] };
    await client.call('ModifyImageSharePermission', parameters);
    deepEqual((await context.control.image(imageId)).sharedWith, ['1234567890123456'], 'accounts');
  }),
  ...refusals.map(({ code, state, httpStatus }) =>
    byRuntime(`${code} is the same as with signature 1.0`, async (context) => {
      const imageId = state === null ? newImageId() : await context.control.createImage(state);
      const errorOf = (/** @type {string} */ signature) => {
        const client = newClient(context, { signature });
        const call = () => client.deleteImage(regionId, imageId);
        return failure(context, call, 'EcsServiceError', { code, httpStatus, attempts: 1 });
      };
      const [error, other] = [await errorOf(SIGNATURE), await errorOf('HMAC-SHA1')];
      deepEqual(error.remedies, other.remedies, 'remedies');
      equal(error.description, other.description, 'description');
      equal(error.hostId, other.hostId, 'hostId');
    }),
  ),
  ...['SignatureDoesNotMatch', 'IncompleteSignature'].map((code) =>
    byRuntime(`a wrong secret is said plainly: ${code}`, (context) => refuseSecret(context, code)),
  ),
  ...changes.map(([what, change, finding]) =>
    byRuntime(`who changes ${what} on the way is found out`, async (context) => {
      const imageId = await context.control.createImage('inUse');
      const client = newV3Client(context, { fetch: changing(change) });
      const call = () => client.deleteImage(regionId, imageId);
      const fields = { code: 'SignatureDoesNotMatch', attempts: 1, outcome: 'not-applied' };
      const { message } = await failure(context, call, 'EcsServiceError', fields);
      match(message, /the request was changed on its way/, 'message');
      match(message, finding, 'message');
      ok(await context.control.exists(imageId), 'the image is gone');
    }),
  ),
  byRuntime('an expired token is renewed once', async (context) => {
    const imageId = await context.control.createImage();
    const given = [keys.expired, keys.temporary];
    const client = newV3Client(context, { credentials: () => given.shift(), maxAttempts: 2 });
    equal((await client.deleteImage(regionId, imageId)).attempts, 2, 'attempts');
    deepEqual(given, [], 'keys that were not asked for');
  }),
  ...[HOUR, -HOUR].map((clockOffset) =>
    byRuntime(`a clock ${clockOffset} ms off is corrected`, async (context) => {
      const [first, second] = await context.control.createImages(2);
      await context.control.settings({ clockOffset });
      try {
        const client = newV3Client(context, { maxAttempts: 2 });
        equal((await client.deleteImage(regionId, first)).attempts, 2, 'attempts of the first');
        equal((await client.deleteImage(regionId, second)).attempts, 1, 'attempts of the next');
      } finally {
        await context.control.settings({ clockOffset: 0 });
      }
    }),
  ),
  byRuntime('a redirect is not followed', async (context) => {
    const [imageId, other] = await context.control.createImages(2);
    const location = `${context.endpoint.url}/?ImageId=${other}`;
    await context.control.fault({ fault: 'redirect', location, imageId });
    const call = () => newV3Client(context).deleteImage(regionId, imageId);
    const fields = { code: 'Redirect', attempts: 1, outcome: 'unknown' };
    await failure(context, call, 'EcsResponseError', fields);
    deepEqual(await context.control.requests(other), [], 'requests to where it leads');
  }),
  byRuntime(
    'an answer that is lost after the deletion, then absent: a success',
    async (context) => {
      const imageId = await context.control.createImage();
      await context.control.fault({ fault: 'empty200', apply: true, imageId });
      const client = newV3Client(context, { maxAttempts: 2 });
      const { outcome, attempts } = await withDice(0, () => client.deleteImage(regionId, imageId));
      deepEqual([outcome, attempts], ['absent', 2], 'outcome and attempts');
      const nonces = (await context.control.requests(imageId)).map(({ nonce }) => nonce);
      equal(new Set(nonces).size, 2, 'nonces');
    },
  ),
];

/** @type {import('./run.js').Test[]} */
const withOwnFetch = [
  {
    name: 'V3: an own fetch is called with a URL without anything secret, and plain headers',
    async run(context) {
      const imageId = newImageId();
      const { sent, fetch } = inTurn(accept);
      const credentials = keys.temporary;
      await newV3Client(context, { credentials, fetch }).deleteImage(regionId, imageId);
      equal(sent.length, 1, 'calls of fetch');
      const [{ url, init }] = sent;
      const query = `Force=false&ImageId=${imageId}&RegionId=${regionId}`;
      equal(url, `${context.endpoint.url}/?${query}`, 'URL');
      equal(init.method, 'POST', 'method');
      equal(init.redirect, 'manual', 'redirect');
      equal(init.body, undefined, 'body');
      const {
        authorization,
        'x-acs-date': date,
        'x-acs-signature-nonce': nonce,
        ...fixed
      } = init.headers;
      const expected = {
        accept: 'application/json',
        'x-acs-action': 'DeleteImage',
        'x-acs-content-sha256': SHA256,
        'x-acs-security-token': keys.temporary.securityToken,
        'x-acs-version': '2014-05-26',
      };
      deepEqual(fixed, expected, 'headers');
      match(date, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'x-acs-date');
      match(nonce, /^[0-9a-f]{32}$/, 'x-acs-signature-nonce');
      const names =
        'host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-security-token;x-acs-signature-nonce;x-acs-version';
      const [head, signature] = authorization.split(',Signature=');
      equal(head, `${SIGNATURE} Credential=STS.testid,SignedHeaders=${names}`, 'authorization');
      match(signature, /^[0-9a-f]{64}$/, 'signature');
    },
  },
  {
    name: 'V3: each attempt has its own nonce and signature',
    async run(context) {
      const { sent, fetch } = inTurn(lose, refuse('Throttling'), lose, accept);
      const client = newV3Client(context, { fetch, maxAttempts: 4 });
      const result = await withDice(0, () => client.deleteImage(regionId, newImageId()));
      equal(result.attempts, 4, 'attempts');
      for (const name of ['x-acs-signature-nonce', 'authorization']) {
        equal(new Set(sent.map((request) => headersOf(request)[name])).size, 4, name);
      }
    },
  },
  {
    name: 'V3: an expired token is renewed, and the newer one is sent as a header',
    async run(context) {
      const tokens = ['CAIS+first', 'CAIS+second'];
      const given = tokens.map((securityToken) => ({ ...newKey(), securityToken }));
      const { sent, fetch } = inTurn(refuse('InvalidSecurityToken.Expired'), accept);
      const credentials = () => given.shift();
      const client = newV3Client(context, { credentials, fetch, maxAttempts: 2 });
      await client.deleteImage(regionId, newImageId());
      const headers = sent.map((request) => headersOf(request)['x-acs-security-token']);
      deepEqual(headers, tokens, 'tokens');
    },
  },
  {
    name: "V3: a corrected time stamp is the service's",
    run: (context) =>
      withClock(async (clock) => {
        const headers = { date: new Date(clock.now + HOUR).toUTCString() };
        const late = refuse('InvalidTimeStamp.Expired', { headers });
        const { sent, fetch } = inTurn(late, accept);
        const client = newV3Client(context, { fetch, maxAttempts: 2 });
        await client.deleteImage(regionId, newImageId());
        const dates = sent.map((request) => Date.parse(headersOf(request)['x-acs-date']));
        deepEqual(dates, [clock.now, clock.now + HOUR], 'time stamps');
      }),
  },
  {
    name: 'V3: an own fetch that gets no answer is blamed on the preflight in a browser only',
    async run(context) {
      const client = newV3Client(context, { fetch: lose });
      const call = () => client.deleteImage(regionId, newImageId());
      const { message } = await failure(context, call, 'EcsNetworkError', { outcome: 'unknown' });
      equal(/preflight/.test(message), isBrowser(context), message);
    },
  },
  ...[
    ['null', 'https://ecs.example.com', true],
    ['https://cs.example.com', 'https://ecs.example.com', true],
    ['https://ecs.example.com', 'https://cs.example.com', true],
    ['https://ecs.example.com', 'https://ecs.example.com', false],
    ['http://localhost:8080', 'http://localhost:80', true],
    ['chrome-extension://abc', 'https://ecs.example.com', false],
  ].map(([origin, endpoint, isBlamed]) => ({
    name: `V3: without an answer from ${endpoint}, ${origin} ${isBlamed ? 'meets' : 'does not meet'} the preflight`,
    run: (/** @type {Context} */ context) =>
      withOrigin(origin, async () => {
        const client = newV3Client(context, { endpoint, fetch: lose });
        const call = () => client.deleteImage(regionId, newImageId());
        const { message } = await failure(context, call, 'EcsNetworkError');
        equal(/preflight/.test(message), isBlamed, message);
      }),
  })),
  {
    name: 'signature 1.0 is never blamed on a preflight',
    async run(context) {
      const client = newClient(context, { signature: 'HMAC-SHA1', fetch: lose });
      const call = () => client.deleteImage(regionId, newImageId());
      const { message } = await failure(context, call, 'EcsNetworkError');
      ok(!/preflight|HMAC/.test(message), message);
    },
  },
];

/** @type {import('./run.js').Test[]} */
const surroundings = [
  {
    name: 'the endpoint answers a preflight as the service does, without authorization',
    async run(context) {
      const { status, headers } = await fetch(context.endpoint.url, { method: 'OPTIONS' });
      equal(status, 200, 'status');
      const given = Object.keys(PREFLIGHT).map((name) => [name, headers.get(name)]);
      deepEqual(Object.fromEntries(given), PREFLIGHT, 'headers');
    },
  },
  {
    name: 'signature HMAC-SHA1 is the default',
    async run(context) {
      for (const signature of [undefined, 'HMAC-SHA1']) {
        const { sent, fetch } = inTurn(accept);
        await newClient(context, { signature, fetch }).deleteImage(regionId, newImageId());
        deepEqual(Object.keys(headersOf(sent[0])), ['content-type'], 'headers');
      }
    },
  },
  ...[null, '', 'v3', 'ACS3', 'acs3-hmac-sha256', 'ACS3-HMAC-SM3', 3, true, {}, [SIGNATURE]].map(
    (signature) => ({
      name: `options.signature: ${show(signature)} is an error`,
      run: (/** @type {Context} */ context) =>
        failure(context, () => newClient(context, { signature }), 'EcsArgumentError', {
          argument: 'options.signature',
          attempts: 0,
        }),
    }),
  ),
];

export const tests = [...sent, ...withOwnFetch, ...surroundings];
