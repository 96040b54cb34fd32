// Plans in the database, and the ways from one state to the next. Each is one statement with a
// condition, so that of two who try, one has done it.
import { addLanes } from './lanes.js';

/** @typedef {import('../fleet.js').Fleet} Fleet */

/**
 * @typedef {object} Plan
 * @property {string} id
 * @property {'listing' | 'waiting' | 'approved' | 'done' | 'cancelled' | 'expired' | 'superseded'} state
 * @property {'dry-run' | 'delete'} mode
 * @property {import('../policy/read.js').Policy} policy
 * @property {string} created_by
 * @property {number} created_at
 * @property {number} expires_at
 * @property {string | null} hash
 * @property {string | null} approved_by
 */

const HOUR = 60 * 60 * 1000;

/** The lane in which the regions of an account are asked for. */
export const ALL_REGIONS = '*';

/**
 * Begins a plan, unless one is being made or carried out: then two could count on each other's images.
 * One that waits for approval is superseded, as this one knows more.
 *
 * @param {Fleet} fleet
 * @param {import('../policy/read.js').Policy} policy
 * @param {{ id: string, by: string }} who the same id twice is the same plan
 * @returns {Promise<boolean>} whether there is a plan of that id now
 */
export async function beginPlan(fleet, policy, { id, by }) {
  const { db, settings, now } = fleet;
  const moment = now();
  const isNew = "EXISTS (SELECT 1 FROM plans WHERE id = ?1 AND state = 'listing')";
  const lanes = policy.accounts.flatMap(({ name: account, regions }) =>
    (regions === 'all' ? [ALL_REGIONS] : regions).map((regionId) => ({
      account,
      regionId,
      stage: /** @type {import('./lanes.js').Stage} */ (regions === 'all' ? 'regions' : 'list'),
    })),
  );
  const [begun] = await db.batch([
    db
      .prepare(
        `INSERT OR IGNORE INTO plans
         (id, state, mode, policy, created_by, created_at, expires_at)
         SELECT ?1, 'listing', ?2, ?3, ?4, ?5, ?6
         WHERE NOT EXISTS (SELECT 1 FROM plans WHERE state IN ('listing', 'approved'))
         AND NOT EXISTS (SELECT 1 FROM lanes, plans WHERE plans.id = lanes.plan_id
           AND plans.state IN ('cancelled', 'expired') AND lanes.stage IN ('delete'))`,
      )
      .bind(
        id,
        settings.mode,
        JSON.stringify(policy),
        by,
        moment,
        moment + policy.expiresAfterHours * HOUR,
      ),
    db
      .prepare(
        `UPDATE plans SET state = 'superseded', ended_at = ?2, ended_by = ?3
         WHERE state = 'waiting' AND ${isNew}`,
      )
      .bind(id, moment, `plan ${id}`),
    addLanes(fleet, id, lanes, isNew, [id]),
  ]);
  return begun.meta.changes > 0;
}

/**
 * What is planned is complete: from now on it does not change.
 *
 * @param {Fleet} fleet
 * @param {string} planId
 * @param {string} hash
 */
export async function completePlan({ db }, planId, hash) {
  await db
    .prepare(
      `UPDATE plans SET state = 'waiting', hash = ?2 WHERE id = ?1 AND state = 'listing'
       AND NOT EXISTS (SELECT 1 FROM lanes WHERE plan_id = ?1
         AND stage IN ('regions', 'list', 'decide'))`,
    )
    .bind(planId, hash)
    .run();
}

/**
 * Approves what was seen, and nothing else: the hash says what that was.
 *
 * @param {Fleet} fleet
 * @param {string} planId
 * @param {string} hash
 * @param {string} by
 * @returns {Promise<boolean>} whether it is approved by this
 */
export async function approvePlan({ db, now }, planId, hash, by) {
  const moment = now();
  const [approved] = await db.batch([
    db
      .prepare(
        `UPDATE plans SET state = 'approved', approved_by = ?3, approved_at = ?4
         WHERE id = ?1 AND state = 'waiting' AND hash = ?2 AND expires_at > ?4`,
      )
      .bind(planId, hash, by, moment),
    db
      .prepare(
        `UPDATE lanes SET stage = 'delete', due_at = ?2 WHERE plan_id = ?1 AND stage = 'ready'
         AND EXISTS (SELECT 1 FROM plans WHERE id = ?1 AND state = 'approved')`,
      )
      .bind(planId, moment),
  ]);
  return approved.meta.changes > 0;
}

/** @param {Fleet} fleet @param {string} planId @param {string} by */
export async function cancelPlan({ db, now }, planId, by) {
  const { meta } = await db
    .prepare(
      `UPDATE plans SET state = 'cancelled', ended_at = ?2, ended_by = ?3
       WHERE id = ?1 AND state IN ('listing', 'waiting', 'approved')`,
    )
    .bind(planId, now(), by)
    .run();
  return meta.changes > 0;
}

/** @param {Fleet} fleet */
export async function expirePlans({ db, now }) {
  await db
    .prepare(
      `UPDATE plans SET state = 'expired', ended_at = ?1
       WHERE state IN ('listing', 'waiting', 'approved') AND expires_at <= ?1`,
    )
    .bind(now())
    .run();
}

/** Every lane of it has come to its end. @param {Fleet} fleet @param {string} planId */
export async function endPlan({ db, now }, planId) {
  await db
    .prepare(
      `UPDATE plans SET state = 'done', ended_at = ?2 WHERE id = ?1 AND state = 'approved'
       AND NOT EXISTS (SELECT 1 FROM lanes WHERE plan_id = ?1 AND stage <> 'done')`,
    )
    .bind(planId, now())
    .run();
}

/** How many images it deletes by force. @param {Fleet} fleet @param {string} planId */
export async function countForced({ db }, planId) {
  const row = await db
    .prepare('SELECT coalesce(sum(forced), 0) AS forced FROM lanes WHERE plan_id = ?')
    .bind(planId)
    .first();
  return Number(row.forced);
}

/** @param {Fleet} fleet @param {string} planId */
export async function findPlan({ db }, planId) {
  const row = await db.prepare('SELECT * FROM plans WHERE id = ?').bind(planId).first();
  return row === null
    ? undefined
    : /** @type {Plan} */ ({ ...row, policy: JSON.parse(row.policy) });
}
