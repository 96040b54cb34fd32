// Lanes in the database: taking one for a turn, and giving it back with what the turn has come to.

/** @typedef {import('../fleet.js').Fleet} Fleet */
/** @typedef {import('../platform.js').D1PreparedStatement} Statement */

/** @typedef {{ planId: string, account: string, regionId: string }} LaneKey */
/** @typedef {'regions' | 'list' | 'decide' | 'ready' | 'delete' | 'done'} Stage */

/**
 * @typedef {object} Lane
 * @property {string} plan_id
 * @property {string} account
 * @property {string} region_id
 * @property {Stage} stage
 * @property {number} turn
 * @property {string} holder
 * @property {number} held_until
 * @property {number} page to be listed next
 * @property {string} after_id up to here, every image has its end
 * @property {number} strikes how many turns in a row have come to nothing
 * @property {string | null} hash of what is planned
 * @property {Record<string, number>} tally images by state
 */

/** The stages in which there is something to do. */
export const OPEN = "('regions', 'list', 'decide', 'delete')";

const IS_KEY = 'plan_id = ?1 AND account = ?2 AND region_id = ?3';

/** The images of a lane by state. */
const COUNTED = `(SELECT json_group_object(state, images) FROM (
  SELECT state, count(*) AS images FROM images WHERE ${IS_KEY} GROUP BY state))`;

/** Goes into the condition of every write of a turn; the parameters 1 to 4 are `ownerOf(lane)`. */
export const IS_HELD = `EXISTS (SELECT 1 FROM lanes AS held
  WHERE held.plan_id = ?1 AND held.account = ?2 AND held.region_id = ?3 AND held.holder = ?4)`;

/** @param {Lane} lane @returns {[string, string, string, string]} */
export function ownerOf({ plan_id, account, region_id, holder }) {
  return [plan_id, account, region_id, holder];
}

/**
 * Takes the lane for the turn that a message is about, and reads what the turn needs to know. A turn
 * that was there before, or that somebody is at, is not had; `wait` says how many milliseconds to wait
 * for the latter.
 *
 * @param {Fleet} fleet
 * @param {LaneKey & { turn: number }} message
 */
export async function takeLane({ db, settings, now }, { planId, account, regionId, turn }) {
  const key = [planId, account, regionId];
  const moment = now();
  const holder = crypto.randomUUID();
  const [taken, found, plans, pauses, stops] = await db.batch([
    db
      .prepare(
        `UPDATE lanes SET holder = ?4, held_until = ?5 WHERE ${IS_KEY} AND turn = ?6
         AND stage IN ${OPEN} AND (held_until IS NULL OR held_until <= ?7)
         AND NOT EXISTS (SELECT 1 FROM pauses
           WHERE pauses.account = ?2 AND pauses.region_id = ?3 AND pauses.until > ?7)
         RETURNING *`,
      )
      .bind(...key, holder, moment + settings.lease, turn, moment),
    db.prepare(`SELECT turn, held_until, stage FROM lanes WHERE ${IS_KEY}`).bind(...key),
    db.prepare('SELECT * FROM plans WHERE id = ?').bind(planId),
    db.prepare('SELECT * FROM pauses WHERE account = ? AND region_id = ?').bind(account, regionId),
    db.prepare('SELECT 1 FROM stops'),
  ]);
  if (taken.results.length === 0) return { wait: waitFor(found, pauses, turn, moment) };
  const [row] = taken.results;
  /** @type {Lane} */
  const lane = { ...row, tally: JSON.parse(row.tally) };
  /** @type {import('./plans.js').Plan} */
  const plan = { ...plans.results[0], policy: JSON.parse(plans.results[0].policy) };
  const strikes = /** @type {number} */ (pauses.results[0]?.strikes ?? 0);
  return { lane, plan, throttled: strikes, isStopped: stops.results.length > 0 };
}

/**
 * @param {import('../platform.js').D1Result} found
 * @param {import('../platform.js').D1Result} pauses
 * @param {number} turn
 * @param {number} moment
 */
function waitFor({ results: [lane] }, { results: [pause] }, turn, moment) {
  if (lane?.turn !== turn || ['ready', 'done'].includes(lane.stage)) return undefined;
  return Math.max(lane.held_until ?? 0, pause?.until ?? 0) - moment;
}

/**
 * @typedef {object} TurnEnd
 * @property {Stage} [stage] default: the same again
 * @property {number} [delay] milliseconds until the next turn
 * @property {boolean} [isIdle] nothing is to be done until somebody says so
 * @property {boolean} [isThrottled] the service has asked for patience
 * @property {number} [page]
 * @property {string} [afterId]
 * @property {number} [strikes] default 0
 * @property {string} [hash]
 * @property {number} [forced] how many of the planned images are deleted by force
 * @property {Record<string, number>} [tally] default: once it is done, what is counted then
 * @property {object} [problem] without strikes, what a former turn had met is over and forgotten
 * @property {Statement[]} [writes] carried out with it, or not at all; each with `IS_HELD`
 */

/**
 * Gives the lane back. Nothing is written if another has taken it over meanwhile.
 *
 * @param {Fleet} fleet
 * @param {Lane} lane
 * @param {TurnEnd} end
 * @returns {Promise<boolean>} whether it was still held
 */
export async function giveBack({ db, now }, lane, { writes = [], ...end }) {
  // What a turn that broke off had come to is in no tally: in the end, it is counted.
  const tally = end.tally ?? (end.stage === 'done' ? undefined : lane.tally);
  const ended = db
    .prepare(
      `UPDATE lanes SET turn = turn + 1, holder = NULL, held_until = NULL, stage = ?5, due_at = ?6,
       page = ?7, after_id = ?8, strikes = ?9, hash = ?10, tally = coalesce(?11, ${COUNTED}),
       problem = CASE WHEN ?9 > 0 THEN coalesce(?12, problem) ELSE ?12 END, forced = coalesce(?13, forced)
       WHERE ${IS_KEY} AND holder = ?4 RETURNING turn`,
    )
    .bind(
      ...ownerOf(lane),
      end.stage ?? lane.stage,
      now() + (end.delay ?? 0),
      end.page ?? lane.page,
      end.afterId ?? lane.after_id,
      end.strikes ?? 0,
      end.hash ?? lane.hash,
      tally === undefined ? null : JSON.stringify(tally),
      end.problem === undefined ? null : JSON.stringify(end.problem),
      end.forced ?? null,
    );
  const results = await db.batch([...writes, ended]);
  return results[results.length - 1].results.length > 0;
}

/**
 * New lanes of a plan; those that are there already stay as they are.
 *
 * @param {Fleet} fleet
 * @param {string} planId
 * @param {{ account: string, regionId: string, stage: Stage }[]} lanes
 * @param {string} condition
 * @param {(string | number)[]} parameters of the condition; they come first
 */
export function addLanes({ db, now }, planId, lanes, condition, parameters) {
  const next = parameters.length + 1;
  const rows = lanes.map(({ account, regionId, stage }) => [account, regionId, stage]);
  return db
    .prepare(
      `INSERT OR IGNORE INTO lanes (plan_id, account, region_id, stage, due_at)
       SELECT ?${next}, value ->> 0, value ->> 1, value ->> 2, ?${next + 1}
       FROM json_each(?${next + 2}) WHERE ${condition}`,
    )
    .bind(...parameters, planId, now(), JSON.stringify(rows));
}
