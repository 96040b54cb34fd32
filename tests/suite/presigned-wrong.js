// What is no presigned deletion, or no option of one: an error that names it, and nothing is sent.
import { deepEqual, ok } from './assert.js';
import { newClient, newImageId, regionId } from './clients.js';
import { accept, inTurn } from './doubles.js';
import { failure } from './failures.js';
import { changed, presign, send } from './presigning.js';
import { fail, notMilliseconds, notObjects, show, throwing } from './wrong-values.js';

/** @typedef {import('./run.js').Context} Context */
/** @typedef {import('ecs-delete-image').PresignedRequest} PresignedRequest */
/** @typedef {(request: any) => unknown} Change */

const notSent = { attempts: 0, outcome: 'not-applied', retryable: false };

/**
 * @param {string} name
 * @returns {Change}
 */
const without = (name) => (request) => {
  const { [name]: _, ...rest } = request;
  return rest;
};

/**
 * @param {Record<string, unknown>} fields
 * @returns {Change}
 */
const having = (fields) => (request) => ({ ...request, ...fields });

/**
 * @param {string} from
 * @param {string} to
 * @returns {Change}
 */
const changing = (from, to) => (request) => changed(request, from, to);

/** @param {(form: string) => string} change @returns {Change} */
const inForm = (change) => (request) =>
  request.method === 'POST'
    ? { ...request, body: change(request.body) }
    : {
        ...request,
        url: request.url.replace(
          /\?(.*)/,
          (/** @type {any} */ _, /** @type {string} */ form) => `?${change(form)}`,
        ),
      };

/** Fields that are not there or not of their type. @type {[name: string, argument: string, Change][]} */
const wrongFields = [
  ...notObjects.map(
    (value) =>
      /** @type {[string, string, Change]} */ ([`request: ${show(value)}`, 'request', () => value]),
  ),
  ['no request at all', 'request', () => undefined],
  ['a request as text', 'request', JSON.stringify],
  ['a list of requests', 'request', (request) => [request]],
  ['a field that there is not', 'request.force', having({ force: true })],
  ['a field in another spelling', 'request.URL', having({ URL: 'https://a.b/' })],
  ['no method', 'request.method', without('method')],
  ['no url', 'request.url', without('url')],
  ['no expiresAt', 'request.expiresAt', without('expiresAt')],
  ...['method', 'url', 'body'].flatMap((name) =>
    [null, 5, true, {}, ['POST'], new URL('https://a.b/')].map(
      (value) =>
        /** @type {[string, string, Change]} */ ([
          `${name}: ${show(value)}`,
          `request.${name}`,
          having({ [name]: value }),
        ]),
    ),
  ),
  ...[null, '2126-01-31T09:05:07Z', true, {}, new Date(), NaN, Infinity, -1].map(
    (value) =>
      /** @type {[string, string, Change]} */ ([
        `expiresAt: ${String(value)}`,
        'request.expiresAt',
        having({ expiresAt: value }),
      ]),
  ),
  ['expiresAt in seconds', 'request.expiresAt', having({ expiresAt: 1_769_850_307 })],
  ['headers as text', 'request.headers', having({ headers: 'a: b' })],
  ['headers as a list', 'request.headers', having({ headers: [['a', 'b']] })],
  [
    'a header that there is not',
    'request.headers.authorization',
    having({ headers: { authorization: 'secret' } }),
  ],
  [
    'another content type',
    'request.headers.content-type',
    having({ headers: { 'content-type': 'application/json' } }),
  ],
  ...Object.entries(throwing).map(
    ([name, make]) => /** @type {[string, string, Change]} */ ([name, 'request', () => make()]),
  ),
  [
    'a getter that throws',
    'request.url',
    (request) => Object.defineProperty({ ...request }, 'url', { get: fail, enumerable: true }),
  ],
];

/** Requests that are none, with either method. @type {[name: string, argument: string, Change][]} */
const wrongRequests = [
  ['another method', 'request.method', having({ method: 'DELETE' })],
  ['a method in lower case', 'request.method', having({ method: 'post' })],
  [
    'http to another machine',
    'request.url',
    changing('http://127.0.0.1', 'http://127.0.0.1.nip.io'),
  ],
  ['another scheme', 'request.url', changing('http://', 'ftp://')],
  ['a user name', 'request.url', changing('http://', 'http://user:password@')],
  [
    'a path',
    'request.url',
    (request) => ({ ...request, url: request.url.replace(/\/(\?|$)/, '/path$1') }),
  ],
  [
    'a fragment',
    'request.url',
    (request) => ({ ...request, url: request.url.replace(/\/(\?|$)/, '/#$1') }),
  ],
  ['another action', 'FORM.Action', changing('Action=DeleteImage', 'Action=DescribeImages')],
  ['another version', 'FORM.Version', changing('Version=2014-05-26', 'Version=2014-05-27')],
  ['another signature', 'FORM.SignatureMethod', changing('HMAC-SHA1', 'HMAC-SHA256')],
  ['no signature', 'FORM.Signature', inForm((form) => form.replace(/&Signature=.*/, ''))],
  [
    'an empty signature',
    'FORM.Signature',
    inForm((form) => form.replace(/&Signature=.*/, '&Signature=')),
  ],
  ['no image', 'FORM.ImageId', inForm((form) => form.replace(/&ImageId=[^&]*/, ''))],
  ['a region that is none', 'FORM.RegionId', changing(`RegionId=${regionId}`, 'RegionId=a.b')],
  ['force in words', 'FORM.Force', changing('Force=false', 'Force=yes')],
  ['a parameter twice', 'FORM', inForm((form) => `${form}&Force=true`)],
  ['a parameter twice, escaped', 'FORM', inForm((form) => `${form}&%46orce=true`)],
  ['a plus', 'FORM', inForm((form) => `${form}&A=a+b`)],
  ['a broken escape', 'FORM', inForm((form) => `${form}&A=%4`)],
  ['an escape in lower case', 'FORM', inForm((form) => form.replace('%3A', '%3a'))],
  ['no UTF-8', 'FORM', inForm((form) => `${form}&A=%FF`)],
  ['nothing in it', 'FORM', inForm(() => '')],
];

/** What belongs to one method, with the other. @type {[name: string, PresignedRequest['method'], Change][]} */
const misplaced = [
  ['GET with a body', 'GET', having({ body: 'A=b' })],
  ['GET with an empty body', 'GET', having({ body: '' })],
  ['GET without a query', 'GET', (request) => ({ ...request, url: request.url.split('?')[0] })],
  ['POST with a query', 'POST', (request) => ({ ...request, url: `${request.url}?A=b` })],
  ['POST with an empty query', 'POST', (request) => ({ ...request, url: `${request.url}?` })],
  ['POST without a body', 'POST', without('body')],
  ['a GET as a POST', 'GET', having({ method: 'POST' })],
  ['a POST as a GET', 'POST', having({ method: 'GET' })],
];

/**
 * @param {Context} context
 * @param {PresignedRequest['method']} method
 * @param {string} argument
 * @param {Change} change
 */
async function checkRefused(context, method, argument, change) {
  const imageId = newImageId();
  const request = await presign(context, imageId, { options: { method } });
  const { sent, fetch } = inTurn(accept);
  const wrong = /** @type {any} */ (change(request));
  const call = () => send(context, wrong, { fetch });
  const form = method === 'POST' ? 'request.body' : 'request.url';
  const fields = { ...notSent, argument: argument.replace('FORM', form) };
  const error = await failure(context, call, 'EcsArgumentError', fields);
  for (const text of [imageId, 'Signature=', 'password', 'secret']) {
    ok(!error.message.includes(text), `shows ${text}: ${error.message}`);
  }
  deepEqual(sent, [], 'calls of fetch');
}

/** @type {[argument: string, value: unknown, options: any][]} */
const wrongOptions = [
  ...notObjects.map((value) => /** @type {[string, any, any]} */ (['options', value, value])),
  ...notMilliseconds.map(
    (value) => /** @type {[string, any, any]} */ (['options.timeout', value, { timeout: value }]),
  ),
  ...[null, {}, 'text', new EventTarget()].map(
    (value) => /** @type {[string, any, any]} */ (['options.signal', value, { signal: value }]),
  ),
  ...[null, {}, 'text', true].map(
    (value) => /** @type {[string, any, any]} */ (['options.fetch', value, { fetch: value }]),
  ),
  ['options.maxAttempts', 3, { maxAttempts: 3 }],
  ['options.dryRun', true, { dryRun: true }],
  ['options.timeOut', 1, { timeOut: 1 }],
  ...Object.entries(throwing).map(
    ([name, make]) => /** @type {[string, any, any]} */ (['options', name, make()]),
  ),
];

/** @type {[argument: string, value: unknown, values: any[]][]} */
const wrongPresigning = [
  ...[undefined, null, 5, '', 'cn', 'CN-HANGZHOU', 'a.b'].map(
    (value) => /** @type {[string, any, any[]]} */ (['regionId', value, [value, 'm-1']]),
  ),
  ...[undefined, null, 5, '', 'm 1', 'm-1&Force=true'].map(
    (value) => /** @type {[string, any, any[]]} */ (['imageId', value, [regionId, value]]),
  ),
  ...['true', 'false', 1, 0, null, {}, { dryRun: true }].map(
    (value) => /** @type {[string, any, any[]]} */ (['force', value, [regionId, 'm-1', value]]),
  ),
  ...[
    ...notObjects.map((value) => ['options', value, value]),
    ...['get', 'PUT', '', null, 5].map((value) => ['options.method', value, { method: value }]),
    ...['true', 1, null, {}].map((value) => ['options.explain', value, { explain: value }]),
    ...['true', 1, null, {}].map((value) => ['options.dryRun', value, { dryRun: value }]),
    ['options.force', true, { force: true }],
    ['options.timeout', 1, { timeout: 1 }],
    ['options.expiresAt', 1, { expiresAt: 1 }],
  ].map(
    ([argument, value, options]) =>
      /** @type {[string, any, any[]]} */ ([argument, value, [regionId, 'm-1', false, options]]),
  ),
];

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...wrongFields.map(([name, argument, change]) => ({
    name: `sendPresigned: ${name} is an error, and nothing is sent`,
    run: (/** @type {Context} */ context) => checkRefused(context, 'POST', argument, change),
  })),
  .../** @type {const} */ (['POST', 'GET']).flatMap((method) =>
    wrongRequests.map(([name, argument, change]) => ({
      name: `sendPresigned: a ${method} with ${name} is an error, and nothing is sent`,
      run: (/** @type {Context} */ context) => checkRefused(context, method, argument, change),
    })),
  ),
  ...misplaced.map(([name, method, change]) => ({
    name: `sendPresigned: ${name} is an error, and nothing is sent`,
    run: (/** @type {Context} */ context) => checkRefused(context, method, 'request', change),
  })),
  ...wrongOptions.map(([argument, value, options]) => ({
    name: `sendPresigned: ${argument}: ${show(value)} is an error, and nothing is sent`,
    async run(/** @type {Context} */ context) {
      const imageId = await context.control.createImage();
      const request = await presign(context, imageId);
      const call = () => send(context, request, options);
      await failure(context, call, 'EcsArgumentError', { ...notSent, argument });
      deepEqual(await context.control.requests(imageId), [], 'requests that arrived');
    },
  })),
  ...wrongPresigning.map(([argument, value, values]) => ({
    name: `presignDeleteImage: ${argument}: ${show(value)} is an error`,
    async run(/** @type {Context} */ context) {
      const client = /** @type {any} */ (newClient(context));
      const call = () => client.presignDeleteImage(...values);
      await failure(context, call, 'EcsArgumentError', { ...notSent, argument });
    },
  })),
  {
    name: 'presignDeleteImage: without its client it is an error',
    async run(context) {
      const { presignDeleteImage } = newClient(context);
      const call = () => presignDeleteImage.call(/** @type {any} */ ({}), regionId, 'm-1');
      await failure(context, call, 'EcsArgumentError', { ...notSent, argument: 'this' });
    },
  },
];
