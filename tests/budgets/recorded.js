// What `make bench` has measured last, which is what the budgets are made of.
import { readResults } from '../../benches/lib/results.js';

/**
 * How much worse than recorded a ratio may be. Wide, for a machine under load is no regression; what slips
 * in unnoticed, such as options read twice or a copy too many of an answer, costs more than that in the end.
 */
export const MARGIN = 5;

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

/**
 * The most that a subject may take of what its peer takes, on one machine and in one run.
 *
 * @param {string} what @param {string} where @param {string} subject @param {string} peer
 */
export function budget(what, where, subject, peer) {
  return MARGIN * (recorded(what, where, subject) / recorded(what, where, peer));
}
