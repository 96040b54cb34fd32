// Why something outside the package did not work, in the page's words. It never quotes an answer: what
// a user's own function says may hold a secret.
import { wasBlocked } from './blocked.js';

/** @typedef {'wrong-url' | 'unreachable' | 'blocked' | 'status' | 'not-json' | 'no-key' | 'too-late' | 'too-slow' | 'other-deletion'} ReasonName */

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

/** A function that says nothing for so long is not waited for. Milliseconds. */
const PATIENCE = 30_000;

/**
 * Asks a function of the user's for JSON.
 *
 * @param {string} url
 * @param {RequestInit} [init]
 * @returns {Promise<any>}
 */
export async function askForJson(url, init = {}) {
  const place = placeOf(url);
  const controller = new AbortController();
  const { signal } = controller;
  const timer = setTimeout(() => controller.abort(new Reason('too-slow')), PATIENCE);
  const stop = () => controller.abort(init.signal?.reason);
  if (init.signal?.aborted) stop();
  init.signal?.addEventListener('abort', stop);
  try {
    return await answerOf(place, { ...init, signal });
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    clearTimeout(timer);
    init.signal?.removeEventListener('abort', stop);
  }
}

/** @param {URL} place @param {RequestInit} init @returns {Promise<any>} */
async function answerOf(place, init) {
  const response = await fetch(place, {
    ...init,
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
  }).catch(async (error) => {
    if (init.signal?.aborted) throw error;
    throw new Reason((await wasBlocked(place.href)) ? 'blocked' : 'unreachable');
  });
  if (!response.ok) throw new Reason('status', { status: response.status });
  return response.json().catch(() => {
    throw new Reason('not-json');
  });
}

/** @param {string} url may be a path on the page's own server */
function placeOf(url) {
  try {
    return new URL(url, document.baseURI);
  } catch {
    throw new Reason('wrong-url');
  }
}
