// What people can have done. Each is written to the log, with who it was.
import { startPlan } from '../cron/start.js';
import { approvePlan, cancelPlan } from '../store/plans.js';
import { sendTurns } from '../steps/sending.js';
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
export async function approve(fleet, { planId, caller, body: { hash } }) {
  if (typeof hash !== 'string') {
    throw new Refusal(400, 'InvalidRequest', 'hash must be the hash of the plan.');
  }
  if (!(await approvePlan(fleet, planId, hash, caller.user))) {
    const message = 'This plan does not wait for approval, or is not the one that was seen.';
    throw new Refusal(409, 'NotApprovable', message);
  }
  log('approve', caller, { plan: planId, hash });
  await sendTurns(fleet, { planId });
  return { planId };
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
  await sendTurns(fleet);
  return { isStopped: false };
}

/** @param {string} audit @param {{ user: string }} caller @param {object} what */
function log(audit, { user }, what) {
  console.log(JSON.stringify({ audit, user, ...what }));
}
