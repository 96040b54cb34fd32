// A Worker that cleans up a fleet's images: a schedule makes a plan, somebody approves it, queues carry
// it out, and a page shows all of it. This file is the three ways in.
import { answer } from './api/index.js';
import { startPlan } from './cron/start.js';
import { sweep } from './cron/sweep.js';
import { gather } from './fleet.js';
import { consumeDeadLetters } from './queues/dead-letters.js';
import { consumeTurns } from './queues/turns.js';

/** @typedef {import('./settings.js').Env} Env */

/** As in wrangler.jsonc; every other schedule makes plans. */
const SWEEP = '* * * * *';

export default {
  /** @param {Request} request @param {Env} env */
  fetch: (request, env) => answer(request, env),

  /** @param {{ cron: string, scheduledTime: number }} event @param {Env} env */
  async scheduled({ cron, scheduledTime }, env) {
    const fleet = gather(env);
    if (cron === SWEEP) await sweep(fleet);
    else await startPlan(fleet, { at: scheduledTime, by: `the schedule ${cron}` });
  },

  /** @param {import('./platform.js').MessageBatch<any>} batch @param {Env} env */
  async queue(batch, env) {
    const consume = batch.queue.endsWith('dead-letters') ? consumeDeadLetters : consumeTurns;
    await consume(gather(env), batch);
  },
};
