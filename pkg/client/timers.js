// The platform's timers, looked up when they are needed: some runtimes have them within a request only.
import { argumentError } from '../errors.js';

/**
 * @param {() => void} handler
 * @param {number} milliseconds
 */
export function startTimer(handler, milliseconds) {
  try {
    return globalThis.setTimeout(handler, milliseconds);
  } catch {
    const expected = 'must start timers here (some edge runtimes refuse to outside of a request)';
    throw argumentError('globalThis.setTimeout', expected);
  }
}

/**
 * Resolves after that time, or as soon as the signal fires. Leaves no timer and no listener behind.
 *
 * @param {number} milliseconds
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
export function sleep(milliseconds, signal) {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = startTimer(awake, milliseconds);
    signal.addEventListener('abort', awake);
    function awake() {
      globalThis.clearTimeout(timer);
      signal.removeEventListener('abort', awake);
      resolve();
    }
  });
}
