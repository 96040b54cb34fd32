// The issuer's public keys, asked for sparingly: anybody can send tokens that name a key which nobody
// has, and the issuer must not feel it.
import { createRemoteJWKSet, customFetch } from 'jose';

/** Milliseconds. Whoever wants the keys so soon after somebody else gets the same answer. */
const COOL_DOWN = 10_000;

/**
 * As long as this instance lives. `jose` asks for them when they are needed, every ten minutes, and for
 * a key that it does not know if the last time was half a minute ago.
 *
 * @type {Map<string, ReturnType<typeof createRemoteJWKSet>>}
 */
const keySets = new Map();

/** @param {URL} url */
export function keysAt(url) {
  const keys = keySets.get(url.href) ?? createRemoteJWKSet(url, { [customFetch]: sparing() });
  keySets.set(url.href, keys);
  return keys;
}

/**
 * A `fetch` for one address: requests that come together share one, and what came of it, failures
 * included, holds for the cool-down. In Workers `jose` does neither by itself.
 *
 * @returns {import('jose').FetchImplementation}
 */
export function sparing() {
  let askedAt = -Infinity;
  /** @type {Promise<{ status: number, text: string }>} */
  let answer;
  return async (url, options) => {
    if (Date.now() - askedAt >= COOL_DOWN) {
      askedAt = Date.now();
      answer = ask(url, options);
    }
    // Each request waits by its own clock: should the one that asks be ended, this never settles.
    const { status, text } = await Promise.race([answer, aborted(options.signal)]);
    return new Response(text, { status });
  };
}

/**
 * Text and not the response, which belongs to the request that has asked.
 *
 * @param {string} url
 * @param {RequestInit} options
 */
async function ask(url, options) {
  const response = await fetch(url, options);
  // A redirect is not followed, and `Response` takes no other status without a body.
  return response.ok
    ? { status: 200, text: await response.text() }
    : { status: 502, text: `status ${response.status}` };
}

/**
 * @param {AbortSignal} signal
 * @returns {Promise<never>}
 */
function aborted(signal) {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
