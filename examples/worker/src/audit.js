// The audit log: one line for everything that an authenticated caller asked for, and what came of it.
// With `observability` on, the platform keeps these lines and indexes their fields.
import { isEcsError } from 'ecs-delete-image';
import { Refusal } from './refusal.js';

/** @typedef {import('./authentication.js').Caller} Caller */
/** @typedef {import('./order.js').Order} Order */

/**
 * Does the work, and writes down how it ended. What is signed is not written: a line that held it
 * would be as good as the request.
 *
 * @template Result
 * @param {Caller} caller
 * @param {string} action
 * @param {Order} order
 * @param {() => Promise<Result & { outcome?: string, requestId?: string, expiresAt?: number }>} work
 * @returns {Promise<Result>}
 */
export async function record(caller, action, order, work) {
  const log = (/** @type {object} */ end) =>
    console.log(JSON.stringify({ audit: action, user: caller.user, ...order, ...end }));
  try {
    const result = await work();
    const { outcome = 'signed', requestId, expiresAt } = result;
    log({ outcome, requestId, expiresAt });
    return result;
  } catch (error) {
    log(describe(error));
    throw error;
  }
}

/** @param {unknown} error */
function describe(error) {
  if (!(error instanceof Refusal || isEcsError(error)))
    return { code: 'Failed', outcome: 'unknown' };
  const { code, message, outcome, requestId, accessDenied } = /** @type {any} */ (error.toJSON());
  return { code, message, outcome, requestId, accessDenied };
}
