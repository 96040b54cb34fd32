// Who signs, and what one signature of each includes, as far as it runs in browsers too.
import { signer as aws4fetch } from '../peers/aws4fetch.js';
import { caller, presigner } from '../peers/ours.js';
import { signer as webcrypto } from '../peers/webcrypto.js';
import { signer as webcrypto3 } from '../peers/webcrypto-v3.js';
import { OURS } from './rows.js';

/** @typedef {() => unknown} Sign signs once; what it gives may have to be awaited */
/** @typedef {Record<string, () => Sign | Promise<Sign>>} Signers made ready, by name */

export const HMAC_SHA1 = 'signature 1.0, HMAC-SHA1';
export const ACS3 = 'signature V3, HMAC-SHA256';
export const BY_HAND = 'by hand, WebCrypto';

/** A presigned deletion against what others sign with; and whole calls but for the network. */
export const OURS_CALLING = `${OURS}, a whole call`;

/** @type {Record<string, Signers>} */
export const signers = {
  [HMAC_SHA1]: {
    [OURS]: presigner,
    [OURS_CALLING]: () => caller('HMAC-SHA1'),
    [BY_HAND]: webcrypto,
  },
  [ACS3]: {
    [OURS_CALLING]: () => caller('ACS3-HMAC-SHA256'),
    [BY_HAND]: webcrypto3,
    'aws4fetch (AWS signature 4)': aws4fetch,
  },
};

/**
 * Microseconds of one signature, by signature and signer, several rounds of each in turn.
 *
 * @param {Record<string, Signers>} groups
 * @param {{ rounds: number, count: number }} size
 * @param {() => number} [clock] in milliseconds
 */
export async function timed(groups, { rounds, count }, clock) {
  /** @type {Record<string, Record<string, number[]>>} */
  const times = {};
  for (const [what, group] of Object.entries(groups)) {
    const names = Object.keys(group);
    const ready = await Promise.all(names.map((name) => group[name]()));
    const runs = (times[what] = Object.fromEntries(names.map((name) => [name, []])));
    // The first round warms up, and does not count.
    for (let round = 0; round <= rounds; round += 1) {
      for (const [index, name] of names.entries()) {
        const time = await microseconds(ready[index], count, clock);
        if (round > 0) /** @type {number[]} */ (runs[name]).push(time);
      }
    }
  }
  return times;
}

/** @param {Sign} sign @param {number} count */
export async function microseconds(sign, count, clock = () => performance.now()) {
  const start = clock();
  for (let index = 0; index < count; index += 1) await sign();
  return ((clock() - start) * 1_000) / count;
}
