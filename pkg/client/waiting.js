// `waitUntilDeleted`: looks until an image is gone, after ever longer pauses.
import { isEcsError, makeError } from '../errors.js';
import { read, signal, wholeNumber } from './options.js';
import { hasList, images, totalCount } from './shapes.js';
import { sleep, startTimer } from './timers.js';

/** @typedef {import('./calls.js').Calls} Calls */

const DEFAULT_TIMEOUT = 600_000;
const DEFAULT_INTERVAL = 3_000;
const LONGEST_PAUSE = 30_000;
const GROWTH = 1.5;

const LONGEST_TIMER = 2_147_483_647;
const rules = {
  signal,
  timeout: wholeNumber(0, LONGEST_TIMER),
  interval: wholeNumber(1, LONGEST_TIMER),
};

/** Says that the time is over, where an abort has the caller's reason. */
const TIMED_OUT = Object.freeze({});

/**
 * @param {Calls} calls
 * @param {any} regionId
 * @param {any} imageId
 * @param {any} [options]
 * @returns {Promise<void>}
 */
export async function waitUntilDeleted(calls, regionId, imageId, options) {
  const settings = read('options', options, rules);
  const { timeout = DEFAULT_TIMEOUT, interval = DEFAULT_INTERVAL } = settings;
  // From a fresh stack, as every call of the core.
  await null;
  calls.checkIds(regionId, imageId);

  const end = newEnd(settings.signal, timeout);
  const looks = newLooks(calls, { RegionId: regionId, ImageId: imageId, Status: 'ALL' });
  const longest = Math.max(LONGEST_PAUSE, interval);
  try {
    for (let pause = interval; !(await looks.next(end.signal));) {
      await sleep(pause, end.signal);
      pause = Math.min(longest, Math.ceil(pause * GROWTH));
    }
  } catch (error) {
    throw error === TIMED_OUT ? looks.stillThere(timeout) : error;
  } finally {
    end.lift();
  }
}

/**
 * One signal for what can end the wait from outside: the caller's signal, and the time limit.
 *
 * @param {AbortSignal | undefined} given
 * @param {number} timeout
 */
function newEnd(given, timeout) {
  const controller = new AbortController();
  const abort = () => controller.abort(given?.reason);
  const timer = timeout && startTimer(() => controller.abort(TIMED_OUT), timeout);
  given?.addEventListener('abort', abort);
  if (given?.aborted) abort();
  return {
    signal: controller.signal,
    lift() {
      given?.removeEventListener('abort', abort);
      globalThis.clearTimeout(timer);
    },
  };
}

/**
 * Looks at one image, again and again.
 *
 * @param {Calls} calls
 * @param {{ RegionId: string, ImageId: string, Status: string }} parameters
 */
function newLooks(calls, parameters) {
  /** What was last seen of it. @type {string | undefined} */
  let status;
  /** Why it could not be seen the last time. @type {unknown} */
  let obstacle;
  /** At least so many: how many attempts a success took, it does not say. */
  let requests = 0;

  return {
    /**
     * @param {AbortSignal} signal
     * @returns {Promise<boolean>} whether the image is gone
     */
    async next(signal) {
      signal.throwIfAborted();
      requests += 1;
      try {
        const answer = await calls.call('DescribeImages', parameters, { signal });
        obstacle = undefined;
        if (isEmpty(answer)) return true;
        status = images(answer)[0]?.status || status;
      } catch (error) {
        if (signal.aborted || !isEcsError(error)) throw error;
        if (isAbsence(error)) return true;
        if (!error.retryable) throw error;
        requests += error.attempts - 1;
        obstacle = error;
      }
      return false;
    },

    /** @param {number} timeout */
    stillThere(timeout) {
      const { ImageId: imageId } = parameters;
      const message = status
        ? `${imageId} is still there after ${timeout} ms; its status is ${status}`
        : `no answer has said within ${timeout} ms whether ${imageId} is still there`;
      const report = {
        kind: /** @type {const} */ ('timeout'),
        code: 'DeletionTimedOut',
        message,
        retryable: true,
        attempts: requests,
        outcome: 'unknown',
        timeout,
      };
      return makeError(report, obstacle ? { cause: obstacle } : undefined);
    },
  };
}

/**
 * With the status of a failure of its own, the service says nothing of the image.
 *
 * @param {import('../index.js').EcsError} error
 */
function isAbsence(error) {
  const { kind, code } = error;
  return kind === 'service' && code === 'InvalidImageId.NotFound' && error.httpStatus < 500;
}

/**
 * Whether the list of images is there, and nothing in it. An answer without one says nothing.
 *
 * @param {unknown} answer
 */
function isEmpty(answer) {
  const total = totalCount(answer);
  const isThere = hasList(answer, 'Images');
  return (total === 0 || (isThere && !total)) && images(answer).length === 0;
}
