// Whether a decision still stands, from a look right before the deletion. Pure.
import { createdAt, keptFor, patternFor } from './select.js';

/** @typedef {import('./facts.js').Facts} Facts */
/** @typedef {import('./read.js').Rule} Rule */

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
  const rule = rules.find((each) => patternFor(each, place, facts) !== undefined);
  if (rule === undefined || rule.name !== planned.rule) return 'renamed';
  const reason = keptFor(rule, facts, now);
  // An image that is being deleted is not available: that is no reason to take it for spared.
  if (reason !== undefined && !(wasSent && reason === 'status')) return reason;
  return guards.every((id) => isThere(seen.get(id))) ? undefined : 'newest-gone';
}

/** @param {Facts | undefined} facts */
function isThere(facts) {
  return facts !== undefined && facts.status === 'Available' && !Number.isNaN(createdAt(facts));
}
