// What a turn does when the service does not do what it should: wait, longer each time, or give up.
import { isEcsError } from 'ecs-delete-image';
import { AccountError } from '../accounts.js';
import { IS_HELD, ownerOf } from '../store/lanes.js';
import { reportOf } from './errors.js';

/** @typedef {import('../store/lanes.js').TurnEnd} TurnEnd */
/** @typedef {import('./turns.js').Turn} Turn */

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 5 * 60_000;
/** So many turns in a row may come to nothing before a lane gives up. Throttling does not count. */
const MOST_STRIKES = 10;

/** Refusals that are about the account and not about one image. */
const ABOUT_THE_ACCOUNT =
  /^(InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|InvalidSecurityToken|MissingSecurityToken|InvalidTimeStamp|IllegalTimestamp|Forbidden\.AccessKeyDisabled|Forbidden\.RiskControl|InvalidRegionId|InvalidOperation\.NotSupportedEndpoint)/;

/** @param {unknown} error */
export function isThrottling(error) {
  return isEcsError(error) && error.kind === 'service' && error.code.includes('Throttling');
}

/** @param {unknown} error */
export function isAboutTheAccount(error) {
  if (error instanceof AccountError) return true;
  if (!isEcsError(error)) return false;
  return error.kind === 'credentials' || ABOUT_THE_ACCOUNT.test(error.code);
}

/**
 * How a turn ends that has met an error which is not one image's.
 *
 * @param {Turn} turn
 * @param {unknown} error
 * @param {number} retryAfter milliseconds, as the service said; 0 if it did not
 * @param {TurnEnd} givingUp how the lane ends if it gives up
 * @returns {TurnEnd}
 */
export function endInTrouble(turn, error, retryAfter, givingUp) {
  if (isThrottling(error)) return pause(turn, retryAfter);
  if (!(isEcsError(error) || error instanceof AccountError)) throw error;
  const { lane } = turn;
  const problem = reportOf(error);
  const strikes = lane.strikes + 1;
  const isHopeless = strikes >= MOST_STRIKES || !problem.retryable;
  return isHopeless ? { ...givingUp, problem } : { strikes, problem, delay: waitAfter(strikes) };
}

/**
 * For everybody who works on that account and region, also in other plans.
 *
 * @param {Turn} turn
 * @param {number} retryAfter
 * @returns {TurnEnd}
 */
export function pause({ fleet, lane, throttled }, retryAfter) {
  const strikes = throttled + 1;
  const delay = Math.min(LONGEST_WAIT, Math.max(retryAfter, waitAfter(throttled)));
  const written = fleet.db
    .prepare(
      `INSERT INTO pauses (account, region_id, until, strikes) SELECT ?2, ?3, ?5, ?6
       WHERE ${IS_HELD} ON CONFLICT DO UPDATE SET until = excluded.until, strikes = excluded.strikes`,
    )
    .bind(...ownerOf(lane), fleet.now() + delay, strikes);
  return { delay, writes: [written], strikes: lane.strikes, isThrottled: true };
}

/** @param {import('../fleet.js').Fleet} fleet @param {import('../store/lanes.js').Lane} lane */
export function resume({ db }, lane) {
  return db
    .prepare(`DELETE FROM pauses WHERE account = ?2 AND region_id = ?3 AND ${IS_HELD}`)
    .bind(...ownerOf(lane));
}

/** Twice as long each time. @param {number} strikes */
export function waitAfter(strikes) {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** strikes);
}
