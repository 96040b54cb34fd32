// Deciding: the policy is applied to all images of a lane, and what comes of it is written down.
import { decide } from '../policy/decide.js';
import { storeDecisions } from '../store/images.js';
import { hashOfImages } from './hashes.js';
import { forgetPages } from './listing.js';

/** @param {import('./turns.js').Turn} turn @returns {Promise<import('../store/lanes.js').TurnEnd>} */
export async function decideLane({ fleet, lane, plan }) {
  const writes = [forgetPages(fleet, lane)];
  if (plan.state !== 'listing') return { stage: 'done', writes };
  const place = { account: lane.account, regionId: lane.region_id };
  // The moment is the plan's, so that a repeat after a crash decides the same.
  const decisions = decide(plan.policy, place, await listed(fleet, lane), plan.created_at);
  await storeDecisions(fleet, lane, decisions);
  const named = decisions.filter(({ verdict }) => verdict === 'delete');
  const planned = named.length;
  const forced = named.filter(({ force }) => force).length;
  return {
    stage: planned === 0 ? 'done' : 'ready',
    tally: { kept: decisions.length - planned, planned },
    forced,
    hash: await hashOfImages(named.map(({ facts, force }) => ({ id: facts.id, force }))),
    writes,
  };
}

/**
 * @param {import('../fleet.js').Fleet} fleet
 * @param {import('../store/lanes.js').Lane} lane
 * @returns {Promise<import('../policy/facts.js').Facts[]>}
 */
async function listed({ db }, { plan_id, account, region_id }) {
  const { results } = await db
    .prepare(
      `SELECT images FROM pages WHERE plan_id = ? AND account = ? AND region_id = ? ORDER BY page`,
    )
    .bind(plan_id, account, region_id)
    .all();
  return results.flatMap(({ images }) => JSON.parse(images));
}
