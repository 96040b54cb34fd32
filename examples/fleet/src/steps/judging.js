// What is to become of one image of an approved plan, from what a look has found. Pure.
import { spareFor } from '../policy/recheck.js';
import { ANSWER_LOST } from './errors.js';

/** @typedef {import('../policy/facts.js').Facts} Facts */
/** @typedef {import('../store/images.js').Change} Change */
/** @typedef {import('../store/images.js').PlannedImage} PlannedImage */

/** After so many deletions without an answer, it is left to people. */
export const MOST_SENT = 6;

const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 5 * 60_000;

/**
 * Milliseconds to wait after so many of them before a look, which may send the next. The last is sent
 * after ten minutes: a service that fails for so long costs no image its end.
 *
 * @param {number} sent
 */
export function settlingTime(sent) {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 5 ** (sent - 1));
}

/** A deletion was sent, and nobody knows what came of it. @param {PlannedImage} image */
export function wasSent({ state, how }) {
  return state !== 'planned' || how === 'answer-lost';
}

/**
 * @param {PlannedImage} image
 * @param {object} circumstances
 * @param {import('../policy/select.js').Place} circumstances.place
 * @param {import('../policy/read.js').Policy} circumstances.policy
 * @param {'dry-run' | 'delete'} circumstances.mode
 * @param {boolean} circumstances.mayDelete
 * @param {ReadonlyMap<string, Facts>} circumstances.seen
 * @param {number} circumstances.now
 * @returns {Change | 'delete'}
 */
export function judge(image, { place, policy, mode, mayDelete, seen, now }) {
  const { image_id: id, guards, sent } = image;
  const isUncertain = wasSent(image);
  const how = isUncertain ? 'answer-lost' : undefined;
  const error = image.error === null ? undefined : JSON.parse(image.error);
  const facts = seen.get(id);
  if (facts === undefined) {
    // Whether this plan has deleted it is known: it was there when that was written down.
    return isUncertain ? { id, state: 'deleted', how: 'seen-gone' } : { id, state: 'absent' };
  }
  if (!mayDelete) return { id, state: 'planned', how, error };
  const circumstances = { now, guards, seen, wasSent: isUncertain };
  const reason = spareFor(policy.rules, image, place, facts, circumstances);
  if (reason !== undefined) return { id, state: 'spared', how: reason };
  if (mode !== 'delete') return { id, state: 'would-delete' };
  if (isUncertain && sent >= MOST_SENT) {
    return { id, state: 'failed', how, error: error ?? ANSWER_LOST };
  }
  return 'delete';
}
