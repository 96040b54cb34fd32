// Which endings of an attempt are worth another one, and what all attempts of a call have of their
// own. The table is written down from the service's documentation, not from the package.
import { deepEqual, equal, match, rejection } from './assert.js';
import { newClient, newImageId, regionId } from './clients.js';
import {
  SUCCESS,
  accept,
  answering,
  formOf,
  giving,
  inTurn,
  lose,
  refuse,
  streaming,
} from './doubles.js';
import { refusals } from './error-table.js';
import { withClock, withDice } from './platform.js';

/** @typedef {import('./run.js').Context} Context */
/** @typedef {import('./doubles.js').Fetch} Fetch */

const HTML = '<html><body><h1>Bad Gateway</h1></body></html>';
const NO_PAUSE = 0;

/** @type {(readonly [name: string, fetch: Fetch])[]} */
const repeated = [
  ['a lost connection', lose],
  [
    'a fetch that throws',
    () => {
      throw new TypeError('Failed to fetch');
    },
  ],
  ['a body that breaks off', giving(streaming({ read: lose }))],
  ...[500, 502, 503, 504].map(
    (status) =>
      /** @type {const} */ ([
        `a page with HTTP ${status}`,
        answering(HTML, { status, contentType: 'text/html' }),
      ]),
  ),
  ['half an answer', answering(SUCCESS.slice(0, 20))],
  ['an empty answer', answering('')],
  ['InternalError', refuse('InternalError', { status: 500 })],
  ['UnknownError', refuse('UnknownError', { status: 500 })],
  ['UnknownError with HTTP 400', refuse('UnknownError')],
  ['ServiceUnavailable', refuse('ServiceUnavailable', { status: 503 })],
  ['an unknown code with HTTP 500', refuse('Brand.NewCode', { status: 500 })],
  ...['Throttling', 'Throttling.User', 'Throttling.Api', 'Throttling.Brand'].map(
    (code) => /** @type {const} */ ([code, refuse(code)]),
  ),
  ['Rejected.Throttling', refuse('Rejected.Throttling')],
  ['SignatureNonceUsed', refuse('SignatureNonceUsed')],
];

/** @type {(readonly [name: string, fetch: Fetch])[]} */
const final = [
  ...refusals.map(
    ({ code, httpStatus }) => /** @type {const} */ ([code, refuse(code, { status: httpStatus })]),
  ),
  ...[
    ...['SignatureDoesNotMatch', 'IncompleteSignature', 'InvalidAccessKeyId.NotFound'],
    ...['InvalidAccessKeyId.Inactive', 'InvalidSecurityToken.Expired'],
    ...['InvalidSecurityToken.Malformed', 'MissingSecurityToken'],
    ...['InvalidTimeStamp.Expired', 'InvalidTimeStamp.Format', 'IllegalTimestamp'],
    ...['MissingParameter', 'InvalidParameter', 'DryRunOperation', 'Brand.NewCode'],
    ...['InvalidOperation.NotSupportedEndpoint'],
  ].map((code) => /** @type {const} */ ([code, refuse(code)])),
  ...[
    ...['Forbidden.RAM', 'NoPermission', 'Forbidden.AccessKeyDisabled', 'Forbidden.RiskControl'],
    ...['ImageIsCreating', 'UnsupportedHTTPMethod'],
  ].map((code) => /** @type {const} */ ([code, refuse(code, { status: 403 })])),
  ['InvalidRegionId.NotFound', refuse('InvalidRegionId.NotFound', { status: 404 })],
  ['InvalidApi.NotFound', refuse('InvalidApi.NotFound', { status: 404 })],
  ['OperationConflict', refuse('OperationConflict', { status: 409 })],
  ['a redirect', answering(null, { status: 307 })],
  ['a page with HTTP 200', answering(HTML, { contentType: 'text/html' })],
  ['a page with HTTP 404', answering(HTML, { status: 404, contentType: 'text/html' })],
  ['JSON without a request id', answering('{"ok":true}')],
];

/**
 * A call in as many attempts as it takes, without pauses.
 *
 * @param {Context} context
 * @param {Fetch} fetch
 * @param {object} [options] of the client
 * @param {import('ecs-delete-image').CallOptions} [callOptions]
 */
function call(context, fetch, options = {}, callOptions) {
  const client = newClient(context, { fetch, maxAttempts: undefined, ...options });
  return withDice(NO_PAUSE, () => client.deleteImage(regionId, newImageId(), false, callOptions));
}

/** The client's limit, the call's, and how many attempts there then are. */
const limits = [
  [undefined, undefined, 3],
  [1, undefined, 1],
  [2, undefined, 2],
  [5, undefined, 5],
  [100, undefined, 100],
  [5, 1, 1],
  [1, 5, 5],
  [undefined, 2, 2],
];

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...repeated.map(([name, fetch]) => ({
    name: `${name} is repeated`,
    async run(/** @type {Context} */ context) {
      const { sent, fetch: own } = inTurn(fetch, accept);
      const { attempts, outcome } = await call(context, own);
      deepEqual({ attempts, outcome }, { attempts: 2, outcome: 'accepted' }, 'result');
      equal(sent.length, 2, 'requests');
    },
  })),
  ...repeated.map(([name, fetch]) => ({
    name: `${name} is repeated as often as allowed, and then reported`,
    async run(/** @type {Context} */ context) {
      for (const maxAttempts of [1, 4]) {
        const { sent, fetch: own } = inTurn(fetch);
        const error = await rejection(() => call(context, own, { maxAttempts }), name);
        equal(error.attempts, maxAttempts, `attempts of ${error}`);
        equal(sent.length, maxAttempts, 'requests');
        equal(error.retryable, true, 'retryable');
      }
    },
  })),
  ...final.map(([name, fetch]) => ({
    name: `${name} is not repeated`,
    async run(/** @type {Context} */ context) {
      const { sent, fetch: own } = inTurn(fetch, accept);
      const error = await rejection(() => call(context, own, { maxAttempts: 5 }), name);
      equal(error.attempts, 1, `attempts of ${error}`);
      equal(sent.length, 1, 'requests');
      equal(error.retryable, false, 'retryable');
    },
  })),
  ...limits.map(([ofClient, ofCall, attempts]) => ({
    name: `maxAttempts ${ofClient} of the client, ${ofCall} of the call: ${attempts}`,
    async run(/** @type {Context} */ context) {
      const { sent, fetch } = inTurn(lose);
      const options = { maxAttempts: ofClient };
      const error = await rejection(
        () => call(context, fetch, options, { maxAttempts: ofCall }),
        'a lost call',
      );
      equal(error.attempts, attempts, `attempts of ${error}`);
      equal(sent.length, attempts, 'requests');
    },
  })),
  {
    name: 'each attempt has its own nonce, time stamp and signature, and nothing else differs',
    run: (context) =>
      withClock(async (clock) => {
        const start = clock.now;
        const { sent, fetch } = inTurn(() => {
          clock.now += 7_000;
          return lose();
        });
        await rejection(() => call(context, fetch), 'a lost call');
        const forms = sent.map(formOf);
        const [nonces, signatures, stamps] = ['SignatureNonce', 'Signature', 'Timestamp'].map(
          (name) => forms.map((form) => form[name]),
        );
        equal(new Set(nonces).size, 3, 'different nonces');
        equal(new Set(signatures).size, 3, 'different signatures');
        const expected = [0, 7_000, 14_000].map((later) => isoSeconds(start + later));
        deepEqual(stamps, expected, 'time stamps');
        for (const nonce of nonces) match(nonce, /^[0-9a-f]{32}$/, 'nonce');
        const rest = forms.map(({ SignatureNonce, Signature, Timestamp, ...others }) => others);
        deepEqual(rest, [rest[0], rest[0], rest[0]], 'the other parameters');
      }),
  },
  {
    name: 'attempts that arrive: each with a nonce and a signature that the service takes',
    async run(context) {
      const { control } = context;
      const imageId = await control.createImage();
      await control.fault({ fault: 'status503', times: 2, imageId });
      const client = newClient(context, { maxAttempts: 3 });
      const result = await withDice(NO_PAUSE, () => client.deleteImage(regionId, imageId));
      equal(result.attempts, 3, 'attempts');
      const requests = await control.requests(imageId);
      deepEqual(
        requests.map(({ httpStatus }) => httpStatus),
        [503, 503, 200],
        'answers',
      );
      equal(new Set(requests.map(({ nonce }) => nonce)).size, 3, 'different nonces');
      equal(result.requestId, requests[2].requestId, 'requestId');
    },
  },
  {
    name: 'attempts of overlapping calls are counted apart',
    async run(context) {
      /** @type {Map<string, number>} */
      const seen = new Map();
      /** @type {Fetch} */
      const fetch = (url, init) => {
        const { ImageId } = formOf({ url, init });
        const [, failures] = ImageId.split('.');
        const count = (seen.get(ImageId) ?? 0) + 1;
        seen.set(ImageId, count);
        return count <= Number(failures) ? lose() : accept(url, init);
      };
      const client = newClient(context, { fetch, maxAttempts: 5 });
      const results = await withDice(NO_PAUSE, () =>
        Promise.all([0, 4, 1, 3, 2].map((count) => client.deleteImage(regionId, `m-1.${count}`))),
      );
      deepEqual(
        results.map(({ attempts }) => attempts),
        [1, 5, 2, 4, 3],
        'attempts',
      );
    },
  },
];

/** @param {number} milliseconds */
function isoSeconds(milliseconds) {
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}
