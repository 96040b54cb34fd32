// Sends the messages of lanes that wait for one.
import { OPEN } from '../store/lanes.js';

/** @typedef {import('../fleet.js').Fleet} Fleet */

/** As many as a queue takes at once. */
const BATCH = 100;

/** Lanes in one go; the sweep comes again in a minute. */
const MOST = 1_000;

/**
 * For what is done already when turns are to be sent: that they could not be must not look as if it
 * were not. The sweep sends them.
 *
 * @param {Fleet} fleet
 * @param {{ planId?: string }} [which]
 */
export async function trySendTurns(fleet, which) {
  try {
    await sendTurns(fleet, which);
  } catch (error) {
    console.error(JSON.stringify({ sending: which ?? 'all', failed: String(error) }));
  }
}

/**
 * @param {Fleet} fleet
 * @param {object} [which] default: every lane that is due
 * @param {string} [which.planId]
 * @param {number} [which.overdue] only those that should have been done so many milliseconds ago
 * @returns {Promise<number>} how many were sent
 */
export async function sendTurns({ db, turns, now }, { planId, overdue = 0 } = {}) {
  const moment = now();
  // What was sent and got no answer is looked at even after a stop; everything else waits for its end.
  const { results } = await db
    .prepare(
      `UPDATE lanes SET due_at = ?1 WHERE (plan_id, account, region_id) IN (
         SELECT plan_id, account, region_id FROM lanes WHERE stage IN ${OPEN} AND due_at <= ?2
         AND (held_until IS NULL OR held_until <= ?1) AND (?3 IS NULL OR plan_id = ?3)
         AND (stage <> 'delete' OR holder IS NOT NULL OR NOT EXISTS (SELECT 1 FROM stops))
         LIMIT ${MOST})
       RETURNING plan_id, account, region_id, turn`,
    )
    .bind(moment, moment - overdue, planId ?? null)
    .all();
  const messages = results.map(({ plan_id, account, region_id, turn }) => ({
    body: { planId: plan_id, account, regionId: region_id, turn },
  }));
  for (let from = 0; from < messages.length; from += BATCH) {
    await turns.sendBatch(messages.slice(from, from + BATCH));
  }
  return messages.length;
}
