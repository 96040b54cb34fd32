// From the button to the call: first the key, then the question that names it, then the call by this
// key and no other.
import { Reason } from '../lib/reason.js';
import { provideKey } from '../state/connection.js';
import { page } from '../state/page.js';
import { onSameConnection } from '../state/same-connection.js';
import { isConfirmed } from './confirm.js';
import { isBusy, isPreparing, showKeyless, startRun } from './run.js';

/** @typedef {import('../lib/credentials.js').Key} Key */

/** @param {import('./run.js').Wish} wish */
export async function begin(wish) {
  if (isBusy()) return;
  isPreparing.value = true;
  const means = await onSameConnection(signer(), (error) => {
    const isGivenUp = error instanceof Reason && error.reason === 'too-late';
    if (!isGivenUp) showKeyless(wish, error);
  });
  isPreparing.value = false;
  if (means && (await isConfirmed(wish, means.key))) await startRun(wish, means.key);
}

/** The key that is to sign, which a function may still have to give. @returns {Promise<{ key?: Key }>} */
async function signer() {
  return page.keys.value === 'presign' ? {} : { key: await provideKey() };
}
