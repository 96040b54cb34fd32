// How a request is answered: JSON, with the HTTP status that fits. What went wrong with the Worker
// itself goes to its log, and the caller learns only that it did.
import { isEcsError } from 'ecs-delete-image';
import { outcomeSoFar } from './progress.js';
import { Refusal } from './refusal.js';
import { ConfigurationError } from './settings.js';

/** @typedef {import('./progress.js').Progress} Progress */

/** Seconds. The client has waited and tried again by itself before it gave up. */
const THROTTLED_FOR = '10';

/** The status of what is not the service's refusal, by `kind`. */
const STATUS_BY_KIND = {
  argument: 400,
  credentials: 500,
  network: 502,
  response: 502,
  timeout: 504,
};

/** The status of refusals that the caller can do something about. @type {Record<string, number>} */
const STATUS_BY_CODE = {
  ImageUsingByInstance: 409,
  ImageUseShared: 409,
  'OperationDenied.ImageCopying': 409,
  ImageIsImporting: 409,
  ImageIsExporting: 409,
  ImageIsPublic: 409,
  ImageIsCreating: 409,
  OperationConflict: 409,
  'InvalidImageId.NotFound': 404,
  'InvalidRegionId.NotFound': 404,
};

/**
 * Every other refusal is about this Worker's key, its permissions or its clock, or the service has
 * failed: a 403 or 404 of the service's would tell the caller something wrong.
 */
const STATUS_OTHERWISE = 502;

/**
 * What a caller learns of such an error. The service's words can name the account and the user whose
 * key this Worker has: they are for the log.
 */
const FOR_STRANGERS = [
  'name',
  'kind',
  'code',
  'description',
  'requestId',
  'attempts',
  'retryable',
  'outcome',
];

/**
 * @param {unknown} result
 * @param {Headers} headers
 */
export function answerTo(result, headers) {
  return Response.json(result, { headers });
}

/**
 * @param {unknown} error
 * @param {Headers} headers
 * @param {Progress} progress
 */
export function failureAnswer(error, headers, progress) {
  if (error instanceof Refusal) {
    for (const [name, value] of Object.entries(error.headers)) headers.set(name, value);
    return Response.json(error, { status: error.status, headers });
  }
  if (isEcsError(error)) return ecsErrorAnswer(error, headers);
  return ownFailureAnswer(error, headers, progress);
}

/**
 * @param {unknown} error
 * @param {Headers} headers
 * @param {Progress} progress
 */
function ownFailureAnswer(error, headers, progress) {
  const isSetUpWrongly = error instanceof ConfigurationError;
  const { message, stack } = /** @type {Error} */ (error);
  console.error(isSetUpWrongly ? `set up wrongly: ${message}` : stack);
  const code = isSetUpWrongly ? 'Misconfigured' : 'Failed';
  const report = new Refusal(500, code, 'The Worker is at fault. Its log says why.').toJSON();
  const outcome = outcomeSoFar(progress);
  return Response.json({ ...report, outcome }, { status: 500, headers });
}

/**
 * @param {import('ecs-delete-image').EcsError} error
 * @param {Headers} headers
 */
function ecsErrorAnswer(error, headers) {
  const status = statusOf(error);
  if (status === 429) headers.set('retry-after', THROTTLED_FOR);
  const isAboutTheWorker =
    error.kind === 'credentials' || (error.kind === 'service' && status === STATUS_OTHERWISE);
  const { accessDenied, ...report } = error.toJSON();
  const answer = isAboutTheWorker ? forStrangers(report) : report;
  return Response.json(answer, { status, headers });
}

/** @param {Record<string, unknown>} report */
function forStrangers(report) {
  const entries = Object.entries(report).filter(([name]) => FOR_STRANGERS.includes(name));
  const message = "The service did not accept what the Worker sent. The Worker's log says why.";
  return { ...Object.fromEntries(entries), message };
}

/** @param {import('ecs-delete-image').EcsError} error */
function statusOf({ kind, code }) {
  if (kind !== 'service') return STATUS_BY_KIND[kind];
  if (code.includes('Throttling')) return 429;
  return Object.hasOwn(STATUS_BY_CODE, code) ? STATUS_BY_CODE[code] : STATUS_OTHERWISE;
}
