// What people can have done. Each is written to the log, with who it was.
import { startPlan } from '../cron/start.js';
import { isDeployed } from '../policy/current.js';
import { approvePlan, cancelPlan, countForced, findPlan } from '../store/plans.js';
import { trySendTurns } from '../steps/sending.js';
import { Refusal } from './refusal.js';

/** @typedef {import('../fleet.js').Fleet} Fleet */
/** @typedef {import('./routes.js').Asked} Asked */

/** @param {Fleet} fleet @param {Asked} asked */
export async function makePlan(fleet, { caller }) {
  const planId = await startPlan(fleet, { at: fleet.now(), by: caller.user });
  if (planId !== undefined) return { planId };
  throw new Refusal(409, 'PlanAtWork', 'Another plan is being made or carried out.');
}

/** @param {Fleet} fleet @param {Asked} asked */
export async function approve(fleet, { planId, caller, body: { hash, force } }) {
  if (typeof hash !== 'string') {
    throw new Refusal(400, 'InvalidRequest', 'hash must be the hash of the plan.');
  }
  if (![undefined, false, true].includes(/** @type {any} */ (force))) {
    throw new Refusal(400, 'InvalidRequest', 'force must be true or false.');
  }
  await check(fleet, planId, force === true);
  if (!(await approvePlan(fleet, planId, hash, caller.user))) {
    const message = 'This plan does not wait for approval, or is not the one that was seen.';
    throw new Refusal(409, 'NotApprovable', message);
  }
  log('approve', caller, { plan: planId, hash, force: force === true });
  await trySendTurns(fleet, { planId });
  return { planId };
}

/**
 * What an approval has to know of a plan. Neither changes any more once it waits.
 *
 * @param {Fleet} fleet
 * @param {string} planId
 * @param {boolean} force
 */
async function check(fleet, planId, force) {
  const plan = await findPlan(fleet, planId);
  if (plan?.state !== 'waiting') return;
  if (!isDeployed(plan.policy)) {
    const message = 'The policy is not the one that this plan was made with. Make another plan.';
    throw new Refusal(409, 'PolicyChanged', message);
  }
  const forced = await countForced(fleet, planId);
  if (forced > 0 && !force) {
    const message = `This plan deletes ${forced} images by force. Say force: true if that is meant.`;
    throw new Refusal(409, 'ForceNotSaid', message);
  }
}

/** @param {Fleet} fleet @param {Asked} asked */
export async function cancel(fleet, { planId, caller }) {
  if (!(await cancelPlan(fleet, planId, caller.user))) {
    throw new Refusal(409, 'NotCancellable', 'This plan has ended, or there is none.');
  }
  log('cancel', caller, { plan: planId });
  return { planId };
}

/** Nothing is deleted any more, from now on. @param {Fleet} fleet @param {Asked} asked */
export async function stop({ db, now }, { caller }) {
  await db
    .prepare('INSERT OR IGNORE INTO stops (id, stopped_by, stopped_at) VALUES (1, ?, ?)')
    .bind(caller.user, now())
    .run();
  log('stop', caller, {});
  return { isStopped: true };
}

/** @param {Fleet} fleet @param {Asked} asked */
export async function start(fleet, { caller }) {
  await fleet.db.prepare('DELETE FROM stops').run();
  log('start', caller, {});
  await trySendTurns(fleet);
  return { isStopped: false };
}

/** @param {string} audit @param {{ user: string }} caller @param {object} what */
function log(audit, { user }, what) {
  console.log(JSON.stringify({ audit, user, ...what }));
}
