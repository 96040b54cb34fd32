// Holds what a call said against what the endpoint knows: the image's state and the requests' log.
import { deepEqual, ok } from './assert.js';

/** @typedef {import('./run.js').Context} Context */
/** @typedef {import('./control.js').LoggedRequest} LoggedRequest */

/**
 * Whether what a call said of the image is so. `unknown` says nothing: a test that expects it knows
 * why nothing could be said.
 *
 * @param {Context} context
 * @param {string} imageId
 * @param {{ outcome: string }} ending a result or an error
 */
export async function checkOutcome({ control }, imageId, { outcome }) {
  const isThere = await control.exists(imageId);
  if (outcome === 'not-applied' || outcome === 'validated') ok(isThere, `${outcome}, but gone`);
  if (outcome === 'accepted' || outcome === 'absent') ok(!isThere, `${outcome}, but still there`);
}

/**
 * Whether no nonce was sent twice, by what an own fetch saw and by what arrived.
 *
 * @param {Context} context
 * @param {string} imageId
 * @param {import('./doubles.js').SentRequest[]} sent
 * @returns {Promise<number>} how many requests the platform has sent again by itself
 */
export async function checkNonces({ control, runtime }, imageId, sent) {
  const own = sent.map(({ init }) => new URLSearchParams(init.body).get('SignatureNonce'));
  ok(new Set(own).size === own.length, `a nonce was sent twice: ${own}`);
  const requests = await control.requests(imageId);
  const foreign = requests.filter(({ nonce }) => !own.includes(nonce));
  deepEqual(foreign, [], 'requests that nobody has sent');
  deepEqual(unexpectedRepeats(requests, runtime), [], 'nonces that arrived twice');
  return requests.length - new Set(requests.map(({ nonce }) => nonce)).size;
}

/**
 * Requests with a nonce that has arrived before. A browser, or Deno, may send a request again, as it was,
 * when the connection is cut before there is an answer; one that the service has processed it then refuses
 * for its nonce.
 *
 * @param {LoggedRequest[]} requests
 * @param {import('./run.js').Runtime} runtime
 */
export function unexpectedRepeats(requests, runtime) {
  const mayResend = ['chromium', 'firefox', 'deno'].includes(runtime);
  /** @type {Map<string | null, LoggedRequest[]>} */
  const seen = new Map();
  return requests.filter((request) => {
    const earlier = seen.get(request.nonce) ?? [];
    seen.set(request.nonce, [...earlier, request]);
    if (earlier.length === 0) return false;
    const wasCut = earlier.every(isCut);
    const wasProcessed = earlier.some(({ fault }) => fault === 'resetAfter');
    const isRefused = isCut(request) || request.code === 'SignatureNonceUsed';
    return !(mayResend && wasCut && (isRefused || !wasProcessed));
  });
}

/** @param {LoggedRequest} request */
function isCut({ fault }) {
  return fault === 'resetBefore' || fault === 'resetAfter';
}
