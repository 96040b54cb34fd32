// The report: what became of every image, and which lanes came to no good end, as CSV, read and sent
// piece by piece.
import { findPlan } from '../store/plans.js';
import { Refusal } from './refusal.js';

/** @typedef {import('../fleet.js').Fleet} Fleet */

const COLUMNS = [
  ...['account', 'region_id', 'image_id', 'name', 'rule', 'reason', 'force', 'state', 'how'],
  ...['sent', 'request_id', 'error_code', 'changed_at'],
];

/** Rows in one query. */
const PIECE = 2_000;

/** @param {Fleet} fleet @param {import('./routes.js').Asked} asked */
export async function report(fleet, { planId }) {
  if ((await findPlan(fleet, planId)) === undefined) {
    throw new Refusal(404, 'NoSuchPlan', 'There is no such plan.');
  }
  const rows = rowsOf(fleet, planId);
  const body = new ReadableStream({
    async pull(controller) {
      const { done, value } = await rows.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  return new Response(body.pipeThrough(new TextEncoderStream()), {
    headers: {
      'content-type': 'text/csv;charset=utf-8',
      'content-disposition': `attachment; filename="plan-${planId}.csv"`,
    },
  });
}

/** @param {Fleet} fleet @param {string} planId */
async function* rowsOf({ db }, planId) {
  yield lineOf(COLUMNS);
  yield await troubles(db, planId);
  let last = ['', '', ''];
  for (;;) {
    const { results } = await db
      .prepare(
        `SELECT *, error ->> 'code' AS error_code FROM images
         WHERE plan_id = ?1 AND (account, region_id, image_id) > (?2, ?3, ?4)
         ORDER BY account, region_id, image_id LIMIT ${PIECE}`,
      )
      .bind(planId, ...last)
      .all();
    if (results.length === 0) return;
    yield results
      .map((row) => rowOf({ ...row, changed_at: new Date(row.changed_at).toISOString() }))
      .join('');
    const { account, region_id, image_id } = results[results.length - 1];
    last = [account, region_id, image_id];
  }
}

/**
 * A line for each lane with a problem: its images may be in no other line, or without an end.
 *
 * @param {Fleet['db']} db
 * @param {string} planId
 */
async function troubles(db, planId) {
  const { results } = await db
    .prepare(
      `SELECT account, region_id, problem ->> 'code' AS error_code,
       CASE WHEN stage <> 'done' THEN 'in-trouble' WHEN hash IS NULL THEN 'not-listed'
       ELSE 'given-up' END AS state
       FROM lanes WHERE plan_id = ? AND problem IS NOT NULL ORDER BY account, region_id`,
    )
    .bind(planId)
    .all();
  return results.map(rowOf).join('');
}

/** @param {Record<string, unknown>} row */
function rowOf(row) {
  return lineOf(COLUMNS.map((column) => row[column]));
}

/** @param {unknown[]} values */
function lineOf(values) {
  return `${values.map(cell).join(',')}\r\n`;
}

/** A spreadsheet would take some texts for formulas. @param {unknown} value */
function cell(value) {
  const text = String(value ?? '');
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
