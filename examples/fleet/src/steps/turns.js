// A turn of work: one message, one lane, one step of its stage. Messages carry no work themselves, so
// one that comes twice finds its turn gone, and one that is lost is sent again by the sweep.
import { isTimeUp } from '../lease.js';
import { giveBack, takeLane } from '../store/lanes.js';
import { decideLane } from './deciding.js';
import { deleteInLane } from './deleting.js';
import { listLane, listRegions } from './listing.js';
import { advancePlan } from './planning.js';
import { sendTurns } from './sending.js';
import { resume } from './trouble.js';

/** @typedef {import('../fleet.js').Fleet} Fleet */
/** @typedef {import('../store/lanes.js').Lane} Lane */
/** @typedef {import('../store/lanes.js').TurnEnd} TurnEnd */

/** @typedef {import('../store/lanes.js').LaneKey & { turn: number }} TurnMessage */

/**
 * What a stage works with.
 *
 * @typedef {object} Turn
 * @property {Fleet} fleet
 * @property {Lane} lane
 * @property {import('../store/plans.js').Plan} plan
 * @property {number} throttled how many turns in a row were throttled
 * @property {boolean} isStopped
 * @property {() => boolean} isTimeUp whether nothing more may begin
 * @property {number} connections how many requests may be under way
 */

/** @type {Record<string, (turn: Turn) => Promise<TurnEnd>>} */
const STAGES = {
  regions: listRegions,
  list: listLane,
  decide: decideLane,
  delete: deleteInLane,
};

/**
 * @param {Fleet} fleet
 * @param {TurnMessage} message
 * @param {number} connections
 * @returns {Promise<{ wait?: number }>} milliseconds to wait before the message is tried again
 */
export async function takeTurn(fleet, message, connections) {
  const { lane, plan, wait, throttled = 0, isStopped = false } = await takeLane(fleet, message);
  if (lane === undefined || plan === undefined) return { wait };
  const end = await STAGES[lane.stage]({
    ...{ fleet, lane, plan, throttled, isStopped, connections },
    isTimeUp: () => isTimeUp(fleet, lane),
  });
  // Whoever goes on without being throttled forgets that it was.
  if (throttled > 0 && !end.isThrottled) end.writes = [...(end.writes ?? []), resume(fleet, lane)];
  if (!(await giveBack(fleet, lane, end))) return {};
  // The lanes of the regions that were found.
  if (lane.stage === 'regions') await sendTurns(fleet, { planId: plan.id });
  const stage = end.stage ?? lane.stage;
  if (stage === 'done' || stage === 'ready') await advancePlan(fleet, plan.id);
  else if (!end.isIdle) {
    await fleet.turns.send(
      { planId: plan.id, account: lane.account, regionId: lane.region_id, turn: lane.turn + 1 },
      { delaySeconds: Math.ceil((end.delay ?? 0) / 1000) },
    );
  }
  return {};
}
