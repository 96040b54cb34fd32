// One deletion of many: how it is stopped without cutting off what was sent, and what it came to.
import { isEcsError, makeError } from '../errors.js';

/** @typedef {import('../index.js').EcsError} EcsError */
/** @typedef {Omit<import('../index.js').BulkItem, 'imageId'>} Ending */
/** @typedef {ReturnType<typeof beginDeletion>} DeletionUnderWay */

/** Why a request was cut off that could have hung for ever. */
const CUT_OFF = Object.freeze({});

/**
 * @param {import('./calls.js').Calls} calls
 * @param {{ regionId: string, imageId: string, force?: boolean }} target
 * @param {{ timeout?: number, maxAttempts?: number, dryRun?: boolean }} options
 * @param {(pause: number | undefined) => void} throttled called for each attempt that was throttled,
 *   with the milliseconds that the service has asked to wait, if it has
 */
export function beginDeletion(calls, { regionId, imageId, force }, options, throttled) {
  const stopped = new AbortController();
  // What has no time limit may never end by itself.
  const cut = (options.timeout ?? calls.timeout) === 0 ? new AbortController() : undefined;
  let failedAttempts = 0;

  const observer = {
    stop: stopped.signal,
    attemptFailed(/** @type {string} */ code, /** @type {number | undefined} */ pause) {
      failedAttempts += 1;
      if (isThrottling(code)) throttled(pause);
    },
  };

  /** @returns {Promise<Ending>} */
  async function ending() {
    try {
      const sent = { ...options, signal: cut?.signal };
      const result = await calls.deleteImage(regionId, imageId, force, sent, observer);
      return { status: result.outcome, requestId: result.requestId };
    } catch (error) {
      const { aborted, reason } = stopped.signal;
      if (aborted && Object.is(error, reason)) {
        if (failedAttempts === 0) return { status: 'skipped' };
        return { status: 'failed', error: lost(reason, failedAttempts) };
      }
      if (error === CUT_OFF) return { status: 'failed', error: lost(reason, failedAttempts + 1) };
      if (isEcsError(error)) return { status: 'failed', error };
      throw error;
    }
  }

  return {
    /** Rejects only with what is no error of the package: somebody's mistake. */
    ended: ending(),

    /**
     * Sends nothing any more. What was sent is waited for, so that its end is known.
     *
     * @param {unknown} reason
     */
    stop(reason) {
      // In this order: what has sent nothing then rejects with the reason.
      stopped.abort(reason);
      cut?.abort(CUT_OFF);
    },
  };
}

/** @param {string} code */
export function isThrottling(code) {
  return code.includes('Throttling');
}

/**
 * @param {unknown} reason
 * @param {number} attempts
 * @returns {EcsError}
 */
function lost(reason, attempts) {
  const report = {
    kind: /** @type {const} */ ('network'),
    code: 'NoAnswer',
    message: 'aborted before an answer arrived; the request may have been carried out all the same',
    retryable: true,
    attempts,
    outcome: 'unknown',
  };
  return makeError(report, { cause: reason });
}
