// What can be looked at.
import { isDeployed, problemsOfPolicy } from '../policy/current.js';
import { Refusal } from './refusal.js';

/** @typedef {import('../fleet.js').Fleet} Fleet */
/** @typedef {import('./routes.js').Asked} Asked */

const PLAN_COLUMNS = `id, state, mode, created_by, created_at, expires_at, hash, approved_by,
  approved_at, ended_by, ended_at`;

/** Images in one answer. */
const PAGE = 200;

/** @param {Fleet} fleet @param {Asked} asked */
export async function status({ db, settings, now }, { caller, mayApprove }) {
  const [stops, pauses] = await db.batch([
    db.prepare('SELECT stopped_by, stopped_at FROM stops'),
    db.prepare('SELECT account, region_id, until FROM pauses WHERE until > ?').bind(now()),
  ]);
  return {
    user: caller.user,
    mayApprove,
    mode: settings.mode,
    stop: stops.results[0] ?? null,
    pauses: pauses.results,
    policyProblems: problemsOfPolicy(),
  };
}

/** @param {Fleet} fleet */
export async function plans({ db }) {
  const { results } = await db
    .prepare(`SELECT ${PLAN_COLUMNS} FROM plans ORDER BY created_at DESC LIMIT 30`)
    .all();
  return { plans: results };
}

/** @param {Fleet} fleet @param {Asked} asked */
export async function plan({ db }, { planId }) {
  const [found, lanes, letters] = await db.batch([
    db.prepare(`SELECT ${PLAN_COLUMNS}, policy FROM plans WHERE id = ?`).bind(planId),
    db
      .prepare(
        `SELECT account, region_id, stage, page, forced, tally, problem FROM lanes WHERE plan_id = ?
         ORDER BY account, region_id`,
      )
      .bind(planId),
    db.prepare('SELECT count(*) AS count FROM dead_letters WHERE plan_id = ?').bind(planId),
  ]);
  const [row] = found.results;
  if (row === undefined) throw new Refusal(404, 'NoSuchPlan', 'There is no such plan.');
  const read = lanes.results.map(({ tally, problem, ...lane }) => ({
    ...lane,
    tally: JSON.parse(tally),
    problem: problem === null ? null : JSON.parse(problem),
  }));
  const policy = JSON.parse(row.policy);
  return {
    ...row,
    policy,
    isPolicyDeployed: isDeployed(policy),
    forced: read.reduce((all, { forced }) => all + forced, 0),
    tally: sum(read.map(({ tally }) => tally)),
    deadLetters: letters.results[0].count,
    lanes: read,
  };
}

/** @param {Record<string, number>[]} tallies */
function sum(tallies) {
  /** @type {Record<string, number>} */
  const total = {};
  for (const [state, count] of tallies.flatMap(Object.entries)) {
    if (count > 0) total[state] = (total[state] ?? 0) + count;
  }
  return total;
}

/**
 * Images of one lane, from after an id on.
 *
 * @param {Fleet} fleet
 * @param {Asked} asked
 */
export async function images({ db }, { planId, query }) {
  const state = query.get('state');
  const { results } = await db
    .prepare(
      `SELECT image_id, name, rule, reason, force, state, sent, how, request_id, error, changed_at
       FROM images WHERE plan_id = ?1 AND account = ?2 AND region_id = ?3 AND image_id > ?4
       AND (?5 IS NULL OR state = ?5) ORDER BY image_id LIMIT ${PAGE}`,
    )
    .bind(
      planId,
      query.get('account') ?? '',
      query.get('region') ?? '',
      query.get('after') ?? '',
      state,
    )
    .all();
  const read = results.map((row) => ({ ...row, error: row.error && JSON.parse(row.error) }));
  return { images: read, isLast: results.length < PAGE };
}

/** @param {Fleet} fleet @param {Asked} asked */
export async function deadLetters({ db }, { planId, query }) {
  const { results } = await db
    .prepare(
      `SELECT account, region_id, image_id, error, arrived_at FROM dead_letters
       WHERE plan_id = ?1 AND (account, region_id, image_id) > (?2, ?3, ?4)
       ORDER BY account, region_id, image_id LIMIT ${PAGE}`,
    )
    .bind(planId, query.get('account') ?? '', query.get('region') ?? '', query.get('after') ?? '')
    .all();
  const letters = results.map((row) => ({ ...row, error: JSON.parse(row.error) }));
  return { letters, isLast: results.length < PAGE };
}
