// What a sample is made of: the form's values and where the call goes. No key is among them, so no
// sample can show one.
import { hostOf } from '../lib/endpoints.js';

/**
 * @typedef {object} Wish
 * @property {string} region
 * @property {string} image
 * @property {boolean} force
 * @property {boolean} dryRun
 * @property {'HMAC-SHA1' | 'ACS3-HMAC-SHA256'} signature
 * @property {string} endpoint an origin, or empty for the service's own
 * @property {boolean} isTemporary whether the key has a security token
 */

/**
 * Host and protocol as the official SDKs want them.
 *
 * @param {Wish} wish
 * @returns {{ host: string, isPlain: boolean }}
 */
export function placeOf({ endpoint, region }) {
  if (endpoint === '') return { host: hostOf(region), isPlain: false };
  const { host, protocol } = new URL(endpoint);
  return { host, isPlain: protocol === 'http:' };
}

/**
 * The lines that are not left out.
 *
 * @param {(string | false)[]} all
 */
export function lines(...all) {
  return `${all.filter((line) => line !== false).join('\n')}\n`;
}
