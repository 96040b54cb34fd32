// How long one order may take, looking up, attempts and pauses together. Once its caller has gone, the
// platform ends whatever still runs after thirty seconds, and that would leave no line in the log.
import { outcomeSoFar } from './progress.js';
import { Refusal } from './refusal.js';

/** @typedef {import('./progress.js').Progress} Progress */

/** Milliseconds: what is left of the thirty seconds is for the answer and the log. */
const LONGEST = 25_000;

/** Begins now. @returns {AbortSignal} */
export function startDeadline() {
  return AbortSignal.timeout(LONGEST);
}

/** There was no time left. Unlike all other refusals it can come after something was sent. */
class OutOfTime extends Refusal {
  /** @param {Progress} progress */
  constructor(progress) {
    super(504, 'OutOfTime', 'The order took too long, and was given up.');
    this.outcome = outcomeSoFar(progress);
  }

  /** How many attempts there were by then nobody has said. */
  toJSON() {
    return { ...super.toJSON(), retryable: true, attempts: undefined, outcome: this.outcome };
  }
}

/**
 * Does the work; if the deadline has cut it off, says so.
 *
 * @template Result
 * @param {AbortSignal} deadline which the work's calls have, too
 * @param {Progress} progress
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function inTime(deadline, progress, work) {
  try {
    return await work();
  } catch (error) {
    // The signal's own reason: the package's errors for one attempt have another name.
    const isCutOff = deadline.aborted && /** @type {Error} */ (error).name === 'TimeoutError';
    throw isCutOff ? new OutOfTime(progress) : error;
  }
}
