// From the button to the call: first the key, then the question that names it, then the call by this
// key and no other.
import { Reason } from '../lib/reason.js';
import { connectionId, provideKey } from '../state/connection.js';
import { page } from '../state/page.js';
import { isConfirmed } from './confirm.js';
import { isBusy, isPreparing, showKeyless, startRun } from './run.js';

/** @typedef {import('../lib/credentials.js').Key} Key */

/** @param {import('./run.js').Wish} wish */
export async function begin(wish) {
  if (isBusy()) return;
  const id = connectionId.peek();
  const means = await prepared(wish);
  if (!means || id !== connectionId.peek()) return;
  if (await isConfirmed(wish, means.key)) await startRun(wish, means.key);
}

/**
 * The key that is to sign, which a function may still have to give.
 *
 * @param {import('./run.js').Wish} wish
 * @returns {Promise<{ key: Key | undefined } | undefined>} nothing where there is none to be had
 */
async function prepared(wish) {
  if (page.keys.value === 'presign') return { key: undefined };
  const id = connectionId.peek();
  isPreparing.value = true;
  try {
    return { key: await provideKey() };
  } catch (error) {
    const isGivenUp = error instanceof Reason && error.reason === 'too-late';
    if (!isGivenUp && id === connectionId.peek()) showKeyless(wish, error);
    return undefined;
  } finally {
    isPreparing.value = false;
  }
}
