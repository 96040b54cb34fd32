// What `make bench` has measured last, which is what the budgets are made of.
import { readResults } from '../../benches/lib/results.js';

/**
 * How much worse than recorded a ratio may be. The best of several rounds of each side is compared, by time
 * of the processor, so that other programs do not count; what they still do to caches and cores has doubled
 * no ratio, with ten of them on two cores. Smaller losses are for `make bench` to show.
 */
export const MARGIN = 2.5;

/**
 * How much more than recorded may come on top of what a peer takes, where most of the work is the peer's as
 * well: a multiple of the whole would let the package's own part grow eightfold before anything is said.
 */
export const MARGIN_ON_TOP = 3;

export const results = readResults();
export const rows = Object.values(results).flatMap((result) => result.rows);

/** @param {string} what @param {string} where @param {string} subject */
function recorded(what, where, subject) {
  const found = rows.find(
    (row) => row.what === what && row.where === where && row.subject === subject,
  );
  if (!found) throw new Error(`benches/results.json lacks ${what} (${where}) of ${subject}`);
  return found.median;
}

/** @param {string} what @param {string} where @param {string} subject @param {string} peer */
const recordedRatio = (what, where, subject, peer) =>
  recorded(what, where, subject) / recorded(what, where, peer);

/**
 * The most that a subject may take of what its peer takes, on one machine and in one run.
 *
 * @param {string} what @param {string} where @param {string} subject @param {string} peer
 */
export function budget(what, where, subject, peer) {
  return MARGIN * recordedRatio(what, where, subject, peer);
}

/**
 * The same for a subject that does what its peer does, and more.
 *
 * @param {string} what @param {string} where @param {string} subject @param {string} peer
 */
export function budgetOnTop(what, where, subject, peer) {
  return 1 + MARGIN_ON_TOP * (recordedRatio(what, where, subject, peer) - 1);
}
