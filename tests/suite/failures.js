// What every error of the package keeps to, checked on each one that a test meets.
import { deepEqual, equal, match, ok, rejection } from './assert.js';
import { keys } from './clients.js';

/** @typedef {import('./run.js').Context} Context */

const SHARED_FIELDS = ['kind', 'code', 'message', 'retryable', 'attempts', 'outcome'];

/** Kind and own fields of each class; a field with a question mark is not always there. */
const classes = {
  EcsServiceError: {
    kind: 'service',
    fields: [
      ...['httpStatus', 'requestId', 'hostId?', 'recommend?', 'accessDenied?', 'description?'],
      'remedies',
    ],
  },
  EcsNetworkError: { kind: 'network', fields: [] },
  EcsTimeoutError: { kind: 'timeout', fields: ['timeout'] },
  EcsResponseError: { kind: 'response', fields: ['httpStatus', 'contentType?'] },
  EcsArgumentError: { kind: 'argument', fields: ['argument'] },
  EcsCredentialsError: { kind: 'credentials', fields: [] },
};

/** @typedef {keyof typeof classes} ClassName */

/** What no error may show, in every encoding on the way from a key to a quoted string to sign. */
const secrets = [
  keys.permanent.accessKeySecret,
  ...[keys.temporary, keys.expired].flatMap(({ securityToken }) => encodings(securityToken)),
  'SignatureNonce',
];

/** @param {string} text */
function encodings(text) {
  // Without the characters after which encoders differ.
  const [stable] = text.split('!');
  const once = encodeURIComponent(stable);
  return [stable, once, encodeURIComponent(once)];
}

/**
 * Makes sure that an action fails with an error of the class, with these fields among its own.
 *
 * @param {Context} context
 * @param {() => unknown} action
 * @param {ClassName} className
 * @param {Record<string, unknown>} [fields]
 * @returns {Promise<any>} the error
 */
export async function failure(context, action, className, fields = {}) {
  const error = await rejection(action, className);
  ok(context.ecs.isEcsError(error), `expected an ${className}, got ${String(error)}`);
  equal(error.name, className, `name of ${error}`);
  checkClass(context, error, className);
  checkFields(error, className);
  checkText(context, error);
  checkJson(error);
  for (const [name, value] of Object.entries(fields)) {
    deepEqual(/** @type {any} */ (error)[name], value, `${name} of ${error}`);
  }
  return error;
}

/**
 * @param {Context} context
 * @param {any} error
 * @param {ClassName} className
 */
function checkClass({ ecs }, error, className) {
  ok(error instanceof Error, `${className} is not an Error`);
  ok(error instanceof ecs[className], `not an instance of ${className}`);
  equal(error.kind, classes[className].kind, `kind of ${className}`);
}

/**
 * @param {any} error
 * @param {ClassName} className
 */
function checkFields(error, className) {
  const own = classes[className].fields;
  const known = [...SHARED_FIELDS, ...own.map((field) => field.replace('?', ''))];
  const always = ['code', ...own.filter((field) => !field.endsWith('?'))];
  for (const field of Object.keys(error)) ok(known.includes(field), `unknown field ${field}`);
  for (const field of always) ok(error[field] !== undefined, `${className} has no ${field}`);
  ok(Number.isInteger(error.attempts), `attempts: ${error.attempts}`);
  equal(typeof error.retryable, 'boolean', 'type of retryable');
  ok(['not-applied', 'unknown'].includes(error.outcome), `outcome: ${error.outcome}`);
}

/**
 * @param {Context} context
 * @param {any} error
 */
function checkText({ runtime }, error) {
  equal(String(error), `${error.name}: ${error.message}`, 'the error as text');
  ok(error.message.length > 0, 'the message is empty');
  // Firefox's stacks are frames only; elsewhere name and message come first.
  if (runtime === 'firefox') ok(error.stack.includes('\n'), `stack: ${error.stack}`);
  else ok(error.stack.startsWith(`${error}\n`), `stack: ${error.stack}`);
  const text = [error.message, error.stack, JSON.stringify(error)].join('\n');
  for (const secret of secrets) ok(!text.includes(secret), `shows ${secret}: ${text}`);
}

/** @param {any} error */
function checkJson(error) {
  const json = JSON.parse(JSON.stringify(error));
  deepEqual(json, error.toJSON(), 'JSON of the error');
  deepEqual(structuredClone(error.toJSON()), json, 'clone of the JSON');
  const { name, message, ...fields } = json;
  equal(name, error.name, 'name in JSON');
  equal(message, error.message, 'message in JSON');
  deepEqual(fields, { ...error }, 'fields in JSON');
  match(Object.keys(json).join(), /^(?!.*\b(stack|cause)\b)/, 'JSON');
}
