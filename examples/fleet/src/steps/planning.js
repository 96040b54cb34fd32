// What follows when all lanes of a plan have got somewhere: it waits, is approved by the policy, or has
// come to its end. Doing it twice does it once.
import { isDeployed } from '../policy/current.js';
import { approvePlan, completePlan, endPlan, findPlan } from '../store/plans.js';
import { hashOfPlan } from './hashes.js';
import { sendTurns } from './sending.js';

/** @typedef {import('../fleet.js').Fleet} Fleet */
/** @typedef {import('../store/plans.js').Plan} Plan */

/** @param {Fleet} fleet @param {string} planId */
export async function advancePlan(fleet, planId) {
  const plan = await findPlan(fleet, planId);
  if (plan?.state === 'listing') await completeListing(fleet, plan);
  else if (plan?.state === 'waiting') await approveByPolicy(fleet, plan, String(plan.hash));
  else if (plan?.state === 'approved') await endPlan(fleet, planId);
}

/** @param {Fleet} fleet @param {Plan} plan */
async function completeListing(fleet, plan) {
  const { results: lanes } = await fleet.db
    .prepare(
      `SELECT account, region_id, stage, hash FROM lanes WHERE plan_id = ?
       ORDER BY account, region_id`,
    )
    .bind(plan.id)
    .all();
  if (lanes.some(({ stage }) => ['regions', 'list', 'decide'].includes(stage))) return;
  const hash = await hashOfPlan(plan, lanes);
  await completePlan(fleet, plan.id, hash);
  await approveByPolicy(fleet, plan, hash);
}

/** @param {Fleet} fleet @param {Plan} plan @param {string} hash */
async function approveByPolicy(fleet, plan, hash) {
  const { kept, planned } = await count(fleet, plan.id);
  const isNothing = planned === 0;
  // A policy that has been changed since approves nothing.
  const mayApprove =
    isDeployed(plan.policy) && !needsApproval(plan.policy.approval, planned, kept + planned);
  if (!isNothing && !mayApprove) return;
  const by = isNothing ? 'nobody: there is nothing to do' : 'the policy';
  if (!(await approvePlan(fleet, plan.id, hash, by))) return;
  await endPlan(fleet, plan.id);
  await sendTurns(fleet, { planId: plan.id });
}

/**
 * @param {import('../policy/read.js').Policy['approval']} approval
 * @param {number} planned
 * @param {number} listed
 */
export function needsApproval(approval, planned, listed) {
  if (typeof approval === 'string') return approval === 'always';
  const { images, percent } = approval.unless;
  return planned > images || planned * 100 > percent * listed;
}

/** @param {Fleet} fleet @param {string} planId */
async function count({ db }, planId) {
  const row = await db
    .prepare(
      `SELECT coalesce(sum(tally ->> 'kept'), 0) AS kept,
       coalesce(sum(tally ->> 'planned'), 0) AS planned FROM lanes WHERE plan_id = ?`,
    )
    .bind(planId)
    .first();
  return { kept: Number(row.kept), planned: Number(row.planned) };
}
