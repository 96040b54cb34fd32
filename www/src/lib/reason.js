// Why something outside the package did not work, in the page's words. It never quotes an answer: what
// a user's own function says may hold a secret.
import { wasBlocked } from './blocked.js';

/** @typedef {'wrong-url' | 'unreachable' | 'blocked' | 'status' | 'not-json' | 'no-key' | 'too-late' | 'other-deletion'} ReasonName */

export class Reason extends Error {
  /**
   * @param {ReasonName} reason
   * @param {Record<string, string | number>} [values]
   */
  constructor(reason, values = {}) {
    super(reason);
    this.name = 'Reason';
    this.reason = reason;
    this.values = values;
  }
}

/**
 * Asks a function of the user's for JSON.
 *
 * @param {string} url
 * @param {RequestInit} [init]
 * @returns {Promise<any>}
 */
export async function askForJson(url, init = {}) {
  const place = placeOf(url);
  const response = await fetch(place, {
    ...init,
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
  }).catch(async (error) => {
    if (init.signal?.aborted) throw error;
    throw new Reason((await wasBlocked(place.href)) ? 'blocked' : 'unreachable');
  });
  if (!response.ok) throw new Reason('status', { status: response.status });
  try {
    return await response.json();
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Reason('not-json');
  }
}

/** @param {string} url may be a path on the page's own server */
function placeOf(url) {
  try {
    return new URL(url, document.baseURI);
  } catch {
    throw new Reason('wrong-url');
  }
}
