// Makes a plan: on a schedule, or because somebody asked for one.
import { deployedPolicy } from '../policy/current.js';
import { beginPlan } from '../store/plans.js';
import { trySendTurns } from '../steps/sending.js';

/**
 * @param {import('../fleet.js').Fleet} fleet
 * @param {{ at: number, by: string }} who a schedule's moment makes one plan, however often it comes
 * @returns {Promise<string | undefined>} its id; undefined if another plan is still at work
 */
export async function startPlan(fleet, { at, by }) {
  const policy = deployedPolicy();
  const id = new Date(at).toISOString().replace(/[-:]|\.000/g, '');
  const hasBegun = await beginPlan(fleet, policy, { id, by });
  if (!hasBegun) return undefined;
  console.log(JSON.stringify({ audit: 'plan', plan: id, by, mode: fleet.settings.mode }));
  await trySendTurns(fleet, { planId: id });
  return id;
}
