// The audit log: one line for everything that an authenticated caller asked for, and what came of it;
// before a deletion is sent, another one, so that one that the platform ended midway is seen as well.
// With `observability` on, the platform keeps these lines and indexes their fields.
import { isEcsError } from 'ecs-delete-image';
import { outcomeSoFar } from './progress.js';
import { Refusal } from './refusal.js';
import { ConfigurationError } from './settings.js';

/** @typedef {import('./authentication.js').Caller} Caller */
/** @typedef {import('./progress.js').Progress} Progress */

/**
 * Does the work, and writes down how it ended. What is signed is not written: a line that held it
 * would be as good as the request.
 *
 * @template Result
 * @param {Caller} caller
 * @param {string} action
 * @param {Progress} progress
 * @param {(begin: () => void) => Promise<Result & { outcome?: string, requestId?: string, expiresAt?: number }>} work
 *   calls `begin` when it is about to send something
 * @returns {Promise<Result>}
 */
export async function record(caller, action, progress, work) {
  // The order is missing from the line of a request that ended before it was read.
  const log = (/** @type {object} */ end) =>
    console.log(JSON.stringify({ audit: action, user: caller.user, ...progress.order, ...end }));
  const begin = () => {
    log({ outcome: 'begun' });
    progress.begun = true;
  };
  try {
    const result = await work(begin);
    const { outcome = 'signed', requestId, expiresAt } = result;
    log({ outcome, requestId, expiresAt });
    return result;
  } catch (error) {
    log(describe(error, progress));
    throw error;
  }
}

/**
 * All that is known about a refusal, of which its caller learns less.
 *
 * @param {unknown} error
 * @param {Progress} progress
 */
function describe(error, progress) {
  if (!(error instanceof Refusal || isEcsError(error))) {
    const code = error instanceof ConfigurationError ? 'Misconfigured' : 'Failed';
    return { code, outcome: outcomeSoFar(progress) };
  }
  const report = /** @type {any} */ (error.toJSON());
  const { code, message, outcome, requestId, httpStatus, attempts, accessDenied } = report;
  return { code, message, outcome, requestId, httpStatus, attempts, accessDenied };
}
