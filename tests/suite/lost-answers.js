// What all attempts together say about the image, after an answer was lost and without that.
import { deepEqual, equal } from './assert.js';
import { newClient, newImageId, regionId } from './clients.js';
import { REQUEST_ID, SUCCESS, accept, answering, inTurn, lose, refuse } from './doubles.js';
import { refusals } from './error-table.js';
import { failure } from './failures.js';
import { withDice } from './platform.js';

/** @typedef {import('./run.js').Context} Context */
/** @typedef {import('./doubles.js').Fetch} Fetch */

const absent = refuse('InvalidImageId.NotFound', { status: 404 });
const throttle = refuse('Throttling');
const forbid = refuse('Forbidden.RAM', { status: 403 });

/** Endings after which the image may be gone. @type {[name: string, fetch: Fetch][]} */
const lost = [
  ['a lost connection', lose],
  ['half an answer', answering(SUCCESS.slice(0, 20))],
  ['an empty answer', answering('')],
  ["a proxy's page", answering('<html></html>', { status: 502, contentType: 'text/html' })],
  ['InternalError', refuse('InternalError', { status: 500 })],
  ['UnknownError', refuse('UnknownError', { status: 500 })],
  ['ServiceUnavailable', refuse('ServiceUnavailable', { status: 503 })],
  ['SignatureNonceUsed', refuse('SignatureNonceUsed')],
];

/** After these the service is done with the request, and what it then says of the image settles it. */
const ended = new Set(['InternalError', 'UnknownError']);

const states = refusals.filter(({ state }) => state !== null);

/** Answers in order, and how the call then fails. @type {[string, Fetch[], object][]} */
const failing = [
  [
    'absent at the first attempt',
    [absent],
    { code: 'InvalidImageId.NotFound', attempts: 1, outcome: 'not-applied' },
  ],
  [
    'throttled, then absent',
    [throttle, absent],
    { code: 'InvalidImageId.NotFound', attempts: 2, outcome: 'not-applied' },
  ],
  [
    'throttled, then forbidden',
    [throttle, forbid],
    { code: 'Forbidden.RAM', attempts: 2, outcome: 'not-applied' },
  ],
  [
    'lost, then forbidden',
    [lose, forbid],
    { code: 'Forbidden.RAM', attempts: 2, outcome: 'unknown' },
  ],
  [
    'lost, then a wrong signature',
    [lose, refuse('SignatureDoesNotMatch')],
    { code: 'SignatureDoesNotMatch', attempts: 2, outcome: 'unknown' },
  ],
  [
    'lost, then throttled to the end',
    [lose, throttle],
    { code: 'Throttling', attempts: 3, outcome: 'unknown' },
  ],
  [
    'throttled, lost, throttled',
    [throttle, lose, throttle],
    { code: 'Throttling', attempts: 3, outcome: 'unknown' },
  ],
  // What was lost may still be carried out, once the state is another.
  ...states.flatMap(({ code, httpStatus }) =>
    lost.map(
      ([name, fetch]) =>
        /** @type {[string, Fetch[], object]} */ ([
          `${name}, then ${code}`,
          [fetch, refuse(code, { status: httpStatus })],
          { code, attempts: 2, outcome: ended.has(name) ? 'not-applied' : 'unknown' },
        ]),
    ),
  ),
  [
    'a lost connection, InternalError, then a state refusal',
    [lose, refuse('InternalError', { status: 500 }), refuse('ImageUseShared', { status: 403 })],
    { code: 'ImageUseShared', attempts: 3, outcome: 'unknown' },
  ],
];

/**
 * @param {Context} context
 * @param {Fetch} fetch
 * @param {import('ecs-delete-image').CallOptions} [options]
 */
function call(context, fetch, options) {
  const client = newClient(context, { fetch, maxAttempts: 3 });
  return withDice(0, () => client.deleteImage(regionId, newImageId(), false, options));
}

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...lost.map(([name, fetch]) => ({
    name: `${name}, then absent: a success, absent`,
    async run(/** @type {Context} */ context) {
      const result = await call(context, inTurn(fetch, absent).fetch);
      const expected = { requestId: REQUEST_ID, outcome: 'absent', attempts: 2 };
      deepEqual(result, expected, 'result');
    },
  })),
  ...lost.map(([name, fetch]) => ({
    name: `${name}, then absent, in a dry run: an error`,
    async run(/** @type {Context} */ context) {
      const dryRun = () => call(context, inTurn(fetch, absent).fetch, { dryRun: true });
      const fields = { code: 'InvalidImageId.NotFound', attempts: 2 };
      await failure(context, dryRun, 'EcsServiceError', fields);
    },
  })),
  ...failing.map(([name, fetches, fields]) => ({
    name: `${name}: ${Object.values(fields).join(', ')}`,
    async run(/** @type {Context} */ context) {
      const { fetch } = inTurn(...fetches);
      await failure(context, () => call(context, fetch), 'EcsServiceError', { ...fields });
    },
  })),
  {
    name: 'lost, throttled, absent: a success, absent',
    async run(context) {
      const { outcome, attempts } = await call(context, inTurn(lose, throttle, absent).fetch);
      deepEqual({ outcome, attempts }, { outcome: 'absent', attempts: 3 }, 'result');
    },
  },
  {
    name: 'lost, then validated: a dry run that passed',
    async run(context) {
      const { fetch } = inTurn(lose, refuse('DryRunOperation'));
      const { outcome, attempts } = await call(context, fetch, { dryRun: true });
      deepEqual({ outcome, attempts }, { outcome: 'validated', attempts: 2 }, 'result');
    },
  },
  {
    name: 'what one call has lost makes no other call a success',
    async run(context) {
      const { fetch } = inTurn(lose, accept, absent);
      const client = newClient(context, { fetch, maxAttempts: 2 });
      const one = () => withDice(0, () => client.deleteImage(regionId, newImageId()));
      equal((await one()).outcome, 'accepted', 'outcome of the first');
      const fields = { code: 'InvalidImageId.NotFound', attempts: 1, outcome: 'not-applied' };
      await failure(context, one, 'EcsServiceError', fields);
    },
  },
];
