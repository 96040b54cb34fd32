// What became of one image, as plain text for the table, the counts and the summary.
import { ABSENT } from './codes.js';

/** @typedef {import('ecs-delete-image').BulkItem} BulkItem */

/**
 * `'unknown'`: it was sent, and the image may be gone; `'skipped'`: nothing was sent.
 *
 * @typedef {'accepted' | 'absent' | 'validated' | 'failed' | 'unknown' | 'skipped'} Fate
 */

/**
 * @typedef {object} End
 * @property {string} imageId
 * @property {Fate} fate
 * @property {string} [requestId]
 * @property {string} [code]
 * @property {string} [message]
 */

/** In the order in which they are counted. */
export const fates = /** @type {const} */ ([
  'accepted',
  'absent',
  'validated',
  'failed',
  'unknown',
  'skipped',
]);

/** @type {Record<Fate, 'good' | 'care' | 'bad'>} */
export const tones = {
  accepted: 'good',
  absent: 'good',
  validated: 'good',
  failed: 'bad',
  unknown: 'care',
  skipped: 'care',
};

/** What is worth another try: a deletion that was carried out takes no harm from it. */
export function isToRetry(/** @type {End | undefined} */ end) {
  return end?.fate === 'failed' || end?.fate === 'unknown';
}

/** @param {BulkItem} item @returns {End} */
export function endOf({ imageId, status, requestId, error }) {
  if (!error) return { imageId, fate: status, requestId };
  const { code, message, outcome } = error;
  return {
    imageId,
    fate: outcome === 'unknown' ? 'unknown' : 'failed',
    requestId: 'requestId' in error ? error.requestId : undefined,
    code,
    message,
  };
}

/**
 * What two tries say together: one without an answer may have deleted the image that the next one does
 * not find. Whoever has not sent it may simply not have the image. A refusal for another reason leaves it
 * open: the one before may still be under way, and be carried out once that reason is gone.
 *
 * @param {End | undefined} before
 * @param {End} end
 * @param {boolean} isBySame
 * @returns {End}
 */
export function together(before, end, isBySame) {
  if (before?.fate !== 'unknown' || end.fate !== 'failed') return end;
  const { imageId, requestId, code = '' } = end;
  if (code === ABSENT && isBySame) return { imageId, fate: 'absent', requestId };
  return { ...end, fate: 'unknown' };
}

/**
 * When everything was broken off: what was sent may have been carried out, the rest was not.
 *
 * @param {string} imageId
 * @param {boolean} isSent
 * @param {unknown} error
 * @returns {End}
 */
export function brokenOff(imageId, isSent, error) {
  if (!isSent) return { imageId, fate: 'skipped' };
  const { code, message = String(error) } = /** @type {any} */ (error ?? {});
  return { imageId, fate: 'unknown', code: code ?? 'NoAnswer', message };
}
