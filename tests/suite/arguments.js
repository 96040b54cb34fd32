// Wrong arguments of a call: each is named, and nothing is sent.
import { deepEqual, match, ok } from './assert.js';
import { deleteImage, newClient, newKey, regionId } from './clients.js';
import { recorder } from './doubles.js';
import { failure } from './failures.js';
import { fail, notAttempts, notMilliseconds, notObjects, show, throwing } from './wrong-values.js';

/** @typedef {import('./run.js').Context} Context */

/** Of an image that is never asked for. */
const IMAGE_ID = 'm-bp67acfmxazb4p0001';

const notTexts = [undefined, null, 5, true, {}, ['m-1'], new String('m-1'), Symbol('m-1')];

const notRegions = [
  ...[
    '',
    ' ',
    'cn',
    'cn-',
    '-hangzhou',
    'cn--hangzhou',
    'CN-HANGZHOU',
    'cn-hangzhou ',
    'cn_hangzhou',
  ],
  ...[
    'cn-hangzhou.evil.example',
    'cn-hangzhou/',
    'cn-hangzhou@evil',
    'cn-hangzhou:80',
    'cn-h#',
    '..',
  ],
  ...['cn-hangzhou\n', 'cn-hangzhou\0', 'cn-háng', `cn-${'a'.repeat(70)}`],
];

const notImages = [
  ...['', ' ', 'm-1 ', 'm-1\n', 'm/1', 'm?1', 'm&Force=true', 'm=1', 'm%31', 'm-ä', 'm-\u200b1'],
  ...['m-\ud800', 'm'.repeat(129)],
];

const notSignals = [
  null,
  'abort',
  5,
  true,
  {},
  [],
  new EventTarget(),
  () => {},
  { aborted: false },
];
const notFlags = [null, 'true', 'false', 1, 0, {}, new Boolean(true)];

/** Argument, the name that an error has for it, and a call that gives it. */
const cases = [
  ...[...notTexts, ...notRegions].map((value) => ['regionId', value, [value, IMAGE_ID]]),
  ...[...notTexts, ...notImages].map((value) => ['imageId', value, [regionId, value]]),
  ...notObjects.map((value) => ['options', value, withOptions(value)]),
  ...notSignals.map((signal) => ['options.signal', signal, withOptions({ signal })]),
  ...notMilliseconds.map((timeout) => ['options.timeout', timeout, withOptions({ timeout })]),
  ...notAttempts.map((maxAttempts) => [
    'options.maxAttempts',
    maxAttempts,
    withOptions({ maxAttempts }),
  ]),
  ...notFlags.map((dryRun) => ['options.dryRun', dryRun, withOptions({ dryRun })]),
  // A misspelt `dryRun` must not delete.
  ...['dryrun', 'DryRun', 'Timeout', 'force', ''].map((name) => [
    `options.${name}`,
    'unknown',
    withOptions({ [name]: true }),
  ]),
];

/** @param {unknown} options */
function withOptions(options) {
  return [regionId, IMAGE_ID, false, options];
}

/** @type {import('./run.js').Test[]} */
export const tests = [
  ...cases.map(([argument, value, values]) => ({
    name: `${argument}: ${show(value)} is an error, and nothing is sent`,
    run: (/** @type {Context} */ context) =>
      refuse(context, /** @type {string} */ (argument), /** @type {any[]} */ (values)),
  })),
  ...Object.entries(throwing).map(([name, make]) => ({
    name: `options: ${name} is an error, and nothing is sent`,
    run: (/** @type {Context} */ context) => refuse(context, 'options', withOptions(make())),
  })),
  ...Object.entries(throwing).map(([name, make]) => ({
    name: `options.signal: ${name} is an error, and nothing is sent`,
    run: (/** @type {Context} */ context) =>
      refuse(context, 'options.signal', withOptions({ signal: make() })),
  })),
  {
    name: 'an option whose getter throws is an error, and nothing is sent',
    async run(context) {
      const options = Object.defineProperty({}, 'dryRun', { get: fail, enumerable: true });
      await refuse(context, 'options.dryRun', withOptions(options));
    },
  },
  {
    name: 'without arguments a call rejects, and does not throw',
    async run(context) {
      const promise = deleteImage(newClient(context));
      ok(promise instanceof Promise, 'not a promise');
      await failure(context, () => promise, 'EcsArgumentError', { argument: 'regionId' });
    },
  },
  {
    name: 'the character that is wrong is named by its code and place',
    async run(context) {
      const call = () => newClient(context).deleteImage(regionId, 'm-bp1\u200b2');
      const error = await failure(context, call, 'EcsArgumentError', { argument: 'imageId' });
      match(error.message, /U\+200B at position 6/, 'message');
    },
  },
];

/**
 * @param {Context} context
 * @param {string} argument
 * @param {any[]} values
 */
async function refuse(context, argument, values) {
  const { sent, fetch } = recorder();
  const key = newKey();
  const client = newClient(context, { fetch, credentials: key });
  await failure(context, () => deleteImage(client, ...values), 'EcsArgumentError', {
    argument,
    code: 'InvalidArgument',
    attempts: 0,
    outcome: 'not-applied',
    retryable: false,
  });
  deepEqual(sent, [], 'calls of fetch');
  const requests = await context.control.requests();
  const own = requests.filter(({ parameters }) => parameters.AccessKeyId === key.accessKeyId);
  deepEqual(own, [], 'requests that arrived');
}
