// Listing: the regions of an account, and the images of a region, some pages a turn.
import { connect } from '../accounts.js';
import { factsIn } from '../policy/facts.js';
import { addLanes, IS_HELD, ownerOf } from '../store/lanes.js';
import { endInTrouble } from './trouble.js';

/** @typedef {import('../store/lanes.js').TurnEnd} TurnEnd */
/** @typedef {import('./turns.js').Turn} Turn */

/** The most that the service gives at once. */
const PAGE_SIZE = 100;

/** @param {Turn} turn @returns {Promise<TurnEnd>} */
export async function listRegions(turn) {
  const { fleet, lane, plan } = turn;
  if (plan.state !== 'listing') return { stage: 'done' };
  try {
    const { ecs } = await connect(fleet, plan.policy, lane.account);
    const regions = await ecs.describeRegions();
    const lanes = regions.map(({ regionId }) => ({
      account: lane.account,
      regionId,
      stage: /** @type {const} */ ('list'),
    }));
    const added = addLanes(fleet, plan.id, lanes, IS_HELD, ownerOf(lane));
    return { stage: 'done', writes: [added] };
  } catch (error) {
    return endInTrouble(turn, error, 0, { stage: 'done' });
  }
}

/** @param {Turn} turn @returns {Promise<TurnEnd>} */
export async function listLane(turn) {
  const { fleet, lane, plan } = turn;
  if (plan.state !== 'listing') return { stage: 'done', writes: [forgetPages(fleet, lane)] };
  /** @type {TurnEnd['writes']} */
  const writes = [];
  const heard = { retryAfter: 0 };
  let { page } = lane;
  try {
    const { ecs, heard: hearing } = await connect(fleet, plan.policy, lane.account);
    const isEnough = () =>
      writes.length >= fleet.settings.pagesPerTurn || (writes.length > 0 && turn.isTimeUp());
    for (; !isEnough(); page += 1) {
      const answer = await ecs
        .call('DescribeImages', {
          RegionId: lane.region_id,
          ImageOwnerAlias: 'self',
          // The service's own default hides every image that is not available.
          Status: 'ALL',
          PageNumber: page,
          PageSize: PAGE_SIZE,
        })
        .finally(() => (heard.retryAfter = hearing.retryAfter));
      const images = factsIn(answer);
      writes.push(storePage(fleet, lane, page, images));
      if (images.length < PAGE_SIZE) return { stage: 'decide', writes };
    }
    return { page, writes };
  } catch (error) {
    const givingUp = { stage: /** @type {const} */ ('done') };
    const end = endInTrouble(turn, error, heard.retryAfter, givingUp);
    // What was listed is kept, unless nothing comes of it: half a region must not be decided about.
    const further = end.stage === 'done' ? [forgetPages(fleet, lane)] : writes;
    return { ...end, page, writes: [...(end.writes ?? []), ...further] };
  }
}

/**
 * @param {import('../fleet.js').Fleet} fleet
 * @param {import('../store/lanes.js').Lane} lane
 * @param {number} page
 * @param {import('../policy/facts.js').Facts[]} images
 */
function storePage({ db }, lane, page, images) {
  return db
    .prepare(
      `INSERT OR REPLACE INTO pages (plan_id, account, region_id, page, images)
       SELECT ?1, ?2, ?3, ?5, ?6 WHERE ${IS_HELD}`,
    )
    .bind(...ownerOf(lane), page, JSON.stringify(images));
}

/** @param {import('../fleet.js').Fleet} fleet @param {import('../store/lanes.js').Lane} lane */
export function forgetPages({ db }, lane) {
  return db
    .prepare(
      `DELETE FROM pages WHERE plan_id = ?1 AND account = ?2 AND region_id = ?3 AND ${IS_HELD}`,
    )
    .bind(...ownerOf(lane));
}
