// `deleteImages`: reads what it is given before anything is sent, and counts what has come of it.
import { argumentError, isEcsError } from '../errors.js';
import { runBatch } from './batch.js';
import { beginDeletion } from './deletion.js';
import { callback, flag, read, signal, wholeNumber, wrongType } from './options.js';

/** @typedef {import('../index.js').BulkItem} BulkItem */
/** @typedef {import('../index.js').BulkResult} BulkResult */
/** @typedef {import('./calls.js').Calls} Calls */

const rules = {
  signal,
  timeout: wholeNumber(0, 2_147_483_647),
  maxAttempts: wholeNumber(1, 100),
  dryRun: flag,
  force: flag,
  concurrency: wholeNumber(1, 100),
  onProgress: callback,
};

/**
 * @param {Calls} calls
 * @param {any} regionId
 * @param {any} imageIds
 * @param {any} [options]
 * @returns {Promise<BulkResult>}
 */
export async function deleteImages(calls, regionId, imageIds, options) {
  const settings = read('options', options, rules);
  const { timeout, maxAttempts, dryRun, force } = settings;
  const given = list(imageIds);
  // From a fresh stack, as every call of the core.
  await null;
  const items = distinct(calls, regionId, given).map((imageId) => ({ imageId }));
  await runBatch(
    items,
    (imageId, throttled) => {
      const target = { regionId, imageId, force };
      return beginDeletion(calls, target, { timeout, maxAttempts, dryRun }, throttled);
    },
    settings,
  );
  return withCounts(/** @type {BulkItem[]} */ (items));
}

/**
 * Reads it once. What it throws, it throws.
 *
 * @param {any} imageIds
 * @returns {unknown[]}
 */
function list(imageIds) {
  const expected = 'an array or another iterable of image ids';
  if (typeof imageIds === 'string' || imageIds instanceof String) {
    throw argumentError('imageIds', `must be ${expected}; put a single id in an array`);
  }
  if (typeof imageIds?.[Symbol.iterator] !== 'function') {
    throw wrongType('imageIds', expected, imageIds);
  }
  return [...imageIds];
}

/**
 * @param {Calls} calls
 * @param {unknown} regionId
 * @param {unknown[]} given
 * @returns {string[]}
 */
function distinct(calls, regionId, given) {
  // The region has to be one even where there is no image.
  calls.checkIds(regionId, 'm-0');
  given.forEach((imageId, index) => {
    try {
      calls.checkIds(regionId, imageId);
    } catch (error) {
      throw isEcsError(error) ? renamed(error, `imageIds[${index}]`) : error;
    }
  });
  return [...new Set(/** @type {string[]} */ (given))];
}

/**
 * @param {Error} error of the argument `imageId`, with which its message begins
 * @param {string} argument
 */
function renamed({ message }, argument) {
  return argumentError(argument, message.replace(/^imageId /, ''));
}

/**
 * @param {BulkItem[]} items
 * @returns {BulkResult}
 */
function withCounts(items) {
  const counts = { accepted: 0, absent: 0, validated: 0, failed: 0, skipped: 0 };
  for (const { status } of items) counts[status] += 1;
  return { items, counts };
}
