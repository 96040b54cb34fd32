// The images of a plan in the database. States that are an end never change; the others only while
// their lane is held.
import { IS_HELD, ownerOf } from './lanes.js';

/** @typedef {import('../fleet.js').Fleet} Fleet */
/** @typedef {import('./lanes.js').Lane} Lane */

/** @typedef {'kept' | 'planned' | 'sending' | 'unknown' | 'deleted' | 'absent' | 'spared' | 'would-delete' | 'failed'} ImageState */

/**
 * @typedef {object} PlannedImage
 * @property {string} image_id
 * @property {string} name
 * @property {string} family
 * @property {string} rule
 * @property {boolean} force
 * @property {string[]} guards
 * @property {'planned' | 'sending' | 'unknown'} state
 * @property {number} sent how many deletions were sent
 * @property {string | null} how
 * @property {string | null} error
 */

/**
 * What becomes of an image: what is left out is emptied, `sent` changes by so much.
 *
 * @typedef {object} Change
 * @property {string} id
 * @property {ImageState} state
 * @property {string} [how]
 * @property {string} [requestId]
 * @property {object} [error]
 * @property {number} [sent]
 */

const IN_LANE = 'plan_id = ?1 AND account = ?2 AND region_id = ?3';

/** Rows in one statement: far from the two megabytes that a parameter may have. */
const ROWS = 500;

/**
 * @param {Fleet} fleet
 * @param {Lane} lane
 * @param {import('../policy/decide.js').Decision[]} decisions
 */
export async function storeDecisions({ db, now }, lane, decisions) {
  for (let from = 0; from < decisions.length; from += ROWS) {
    const rows = decisions
      .slice(from, from + ROWS)
      .map(({ facts, verdict, rule, reason, force, guards }) => [
        ...[facts.id, facts.name, facts.family, rule, reason, Number(force)],
        JSON.stringify(guards),
        verdict === 'delete' ? 'planned' : 'kept',
      ]);
    // The same again, after a crash, changes nothing.
    await db
      .prepare(
        `INSERT OR IGNORE INTO images (plan_id, account, region_id, image_id, name, family, rule,
         reason, force, guards, state, changed_at)
         SELECT ?1, ?2, ?3, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4,
         value ->> 5, value ->> 6, value ->> 7, ?5 FROM json_each(?6) WHERE ${IS_HELD}`,
      )
      .bind(...ownerOf(lane), now(), JSON.stringify(rows))
      .run();
  }
}

/**
 * The next images without an end, in the order of their ids.
 *
 * @param {Fleet} fleet
 * @param {Lane} lane
 * @param {{ most: number, onlySent: boolean }} options
 * @returns {Promise<PlannedImage[]>}
 */
export async function nextImages({ db }, lane, { most, onlySent }) {
  const states = onlySent ? "('sending', 'unknown')" : "('planned', 'sending', 'unknown')";
  const { results } = await db
    .prepare(
      `SELECT image_id, name, family, rule, force, guards, state, sent, how, error FROM images
       WHERE ${IN_LANE} AND image_id > ?4 AND state IN ${states} ORDER BY image_id LIMIT ?5`,
    )
    .bind(lane.plan_id, lane.account, lane.region_id, lane.after_id, most)
    .all();
  return results.map((row) => ({
    ...row,
    force: row.force === 1,
    guards: JSON.parse(row.guards),
  }));
}

/** What a lane's hash is made of. @param {Fleet} fleet @param {Lane} lane */
export async function namedImages({ db }, { plan_id, account, region_id }) {
  const { results } = await db
    .prepare(
      `SELECT image_id AS id, force FROM images WHERE ${IN_LANE} AND state <> 'kept'
       ORDER BY image_id`,
    )
    .bind(plan_id, account, region_id)
    .all();
  return results.map(({ id, force }) => ({ id, force: force === 1 }));
}

/**
 * Writes down, before anything is sent, that it is about to be: only for images that the plan names,
 * only while the plan is approved, has not expired and deletes, and only while nobody has stopped it.
 *
 * @param {Fleet} fleet
 * @param {Lane} lane
 * @param {string[]} ids
 */
export function markSending({ db, now }, lane, ids) {
  return db
    .prepare(
      `UPDATE images SET state = 'sending', sent = sent + 1, changed_at = ?5
       WHERE ${IN_LANE} AND image_id IN (SELECT value FROM json_each(?6))
       AND state IN ('planned', 'sending', 'unknown') AND ${IS_HELD}
       AND EXISTS (SELECT 1 FROM plans WHERE id = ?1 AND state = 'approved' AND mode = 'delete'
         AND expires_at > ?5)
       AND NOT EXISTS (SELECT 1 FROM stops) RETURNING image_id`,
    )
    .bind(...ownerOf(lane), now(), JSON.stringify(ids));
}

/**
 * @param {Fleet} fleet
 * @param {Lane} lane
 * @param {Change[]} changes
 */
export function changeImages({ db, now }, lane, changes) {
  const byId = changes.map(({ id, state, how, requestId, error, sent = 0 }) => [
    id,
    [state, how ?? null, requestId ?? null, error ? JSON.stringify(error) : null, sent],
  ]);
  // By key, not by a join: for that, every image of the lane would be held against every change.
  const field = (/** @type {number} */ index) => `?6 ->> ('$."' || image_id || '"[${index}]')`;
  return db
    .prepare(
      `UPDATE images SET state = ${field(0)}, how = ${field(1)}, request_id = ${field(2)},
       error = ${field(3)}, sent = sent + (${field(4)}), changed_at = ?5
       WHERE ${IN_LANE} AND image_id IN (SELECT key FROM json_each(?6))
       AND state IN ('planned', 'sending', 'unknown') AND ${IS_HELD}`,
    )
    .bind(...ownerOf(lane), now(), JSON.stringify(Object.fromEntries(byId)));
}
