// Makes a plan: on a schedule, or because somebody asked for one.
import policyData from '../policy/current.js';
import { readPolicy } from '../policy/read.js';
import { beginPlan } from '../store/plans.js';
import { sendTurns } from '../steps/sending.js';

/**
 * @param {import('../fleet.js').Fleet} fleet
 * @param {{ at: number, by: string }} who a schedule's moment makes one plan, however often it comes
 * @returns {Promise<string | undefined>} its id; undefined if another plan is still at work
 */
export async function startPlan(fleet, { at, by }) {
  const policy = readPolicy(policyData);
  const id = new Date(at).toISOString().replace(/[-:]|\.000/g, '');
  const hasBegun = await beginPlan(fleet, policy, { id, by });
  if (!hasBegun) return undefined;
  console.log(JSON.stringify({ audit: 'plan', plan: id, by, mode: fleet.settings.mode }));
  await sendTurns(fleet, { planId: id });
  return id;
}
