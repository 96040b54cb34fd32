// Every minute: what has been forgotten is taken up again. A message that was lost, an instance that
// was ended in the middle, a plan that nobody approved in time.
import { expirePlans } from '../store/plans.js';
import { advancePlan } from '../steps/planning.js';
import { sendTurns } from '../steps/sending.js';
import { purge } from './purge.js';

/** @param {import('../fleet.js').Fleet} fleet */
export async function sweep(fleet) {
  await expirePlans(fleet);
  const { results } = await fleet.db
    .prepare("SELECT id FROM plans WHERE state IN ('listing', 'waiting', 'approved')")
    .all();
  for (const { id } of results) await advancePlan(fleet, id);
  // A message on its way is not missed before a lease has passed.
  await sendTurns(fleet, { overdue: fleet.settings.lease });
  await purge(fleet);
}
