// Whether a decision still stands, from a look right before the deletion. Pure.
import { assign, counts, hasStatus, keptBesides } from './select.js';

/** @typedef {import('./facts.js').Facts} Facts */
/** @typedef {import('./read.js').Rule} Rule */

/** What an image is called that is being deleted. */
const BEING_DELETED = 'UnAvailable';

/**
 * @param {Rule[]} rules of the plan
 * @param {{ rule: string, name: string, family: string }} planned what the plan says of the image
 * @param {import('./select.js').Place} place
 * @param {Facts} facts as they are now
 * @param {object} plan
 * @param {number} plan.now
 * @param {string[]} plan.guards that the plan names for the image
 * @param {ReadonlyMap<string, Facts>} plan.seen what was found of them
 * @param {boolean} plan.wasSent a deletion was sent before, and its answer is not known
 * @returns {string | undefined} the code of the reason to spare it, or undefined
 */
export function spareFor(rules, planned, place, facts, { now, guards, seen, wasSent }) {
  // Also where the same rule names it: in another group, it could be the newest.
  if (facts.name !== planned.name || facts.family !== planned.family) return 'renamed';
  const { rule, group } = assign(rules, place, facts);
  if (rule === undefined || rule.name !== planned.rule) return 'renamed';
  // After a lost answer, this status may be the deletion's own doing. It excuses nothing else.
  const isExcused = wasSent && facts.status === BEING_DELETED;
  if (!isExcused && !hasStatus(rule, facts)) return 'status';
  const reason = keptBesides(rule, facts, now);
  if (reason !== undefined) return reason;
  return guards.every((id) => isGuard(seen.get(id))) ? undefined : 'newest-gone';

  // One that has gone over to another group leaves its own with fewer than are to stay.
  function isGuard(/** @type {Facts | undefined} */ guard) {
    if (guard === undefined || !counts(guard)) return false;
    return assign(rules, place, guard).group === group;
  }
}
