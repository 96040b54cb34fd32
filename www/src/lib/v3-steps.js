// Signature V3 step by step, read from a request that the package has signed: the page itself signs
// nothing. What is hashed is put together again from what would be sent; the signature is the sent one.
import { strict } from './percent.js';

/**
 * @typedef {object} V3Steps
 * @property {import('./parameters.js').Parameter[]} parameters of the query, as they are signed
 * @property {import('./parameters.js').Parameter[]} signedHeaders
 * @property {string} query
 * @property {string} signedNames
 * @property {string} bodyHash
 * @property {string} canonicalRequest
 * @property {string} stringToSign nothing where a page may not hash: where it came without https
 * @property {string} signature
 */

const ALGORITHM = 'ACS3-HMAC-SHA256';

/**
 * @param {{ method: string, url: string, sentHeaders: readonly [string, string][], body: string }} request
 * @returns {Promise<V3Steps>}
 */
export async function v3Steps({ method, url, sentHeaders, body }) {
  const { host, pathname, search } = new URL(url);
  const headers = new Map([['host', host], ...sentHeaders]);
  const authorization = headers.get('authorization') ?? '';
  const signedNames = /SignedHeaders=([^,]*)/.exec(authorization)?.[1] ?? '';
  const signature = /Signature=(.*)$/.exec(authorization)?.[1] ?? '';
  const parameters = [...new URLSearchParams(search)].sort(byName);
  const signedHeaders = signedNames
    .split(';')
    .map((name) => /** @type {[string, string]} */ ([name, (headers.get(name) ?? '').trim()]));
  const bodyHash = (await sha256(body)) ?? headers.get('x-acs-content-sha256') ?? '';
  const query = parameters.map((pair) => pair.map(strict).join('=')).join('&');
  const canonicalRequest = [
    method,
    pathname,
    query,
    ...signedHeaders.map(([name, value]) => `${name}:${value}`),
    '',
    signedNames,
    bodyHash,
  ].join('\n');
  const hash = await sha256(canonicalRequest);
  const stringToSign = hash === undefined ? '' : `${ALGORITHM}\n${hash}`;
  return {
    parameters,
    query,
    signedHeaders,
    signedNames,
    bodyHash,
    canonicalRequest,
    stringToSign,
    signature,
  };
}

/** @param {readonly [string, string]} one @param {readonly [string, string]} other */
export function byName([one], [other]) {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** In hexadecimal digits. @param {string} text */
async function sha256(text) {
  if (!globalThis.crypto?.subtle) return undefined;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
