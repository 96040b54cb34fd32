/**
 * Signature V3 (ACS3-HMAC-SHA256) as the service computes it, to compare with what arrived.
 * It knows nothing of keys or errors.
 */
import { createHash, createHmac } from 'node:crypto';
import { percentEncode } from './percent-encoding.js';

export const ALGORITHM = 'ACS3-HMAC-SHA256';

const AUTHORIZATION =
  /^ACS3-HMAC-SHA256\s+Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/;

/**
 * @typedef {object} Authorization
 * @property {string} accessKeyId
 * @property {string[]} signedHeaders
 * @property {string} signature
 */

/**
 * @param {string} header the Authorization header
 * @returns {Authorization | undefined}
 */
export function parseAuthorization(header) {
  const match = AUTHORIZATION.exec(header);
  return match === null
    ? undefined
    : { accessKeyId: match[1], signedHeaders: match[2].split(';'), signature: match[3] };
}

/**
 * @param {object} request
 * @param {string} request.method
 * @param {string} request.path
 * @param {Iterable<readonly [string, string]>} request.query decoded names and values
 * @param {Record<string, string>} request.headers lower-case names
 * @param {string[]} request.signedHeaders
 * @param {Uint8Array} request.body
 */
export function canonicalRequest({ method, path, query, headers, signedHeaders, body }) {
  const canonicalQuery = [...query]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join('&');
  const canonicalHeaders = signedHeaders
    .map((name) => `${name}:${(headers[name] ?? '').trim()}\n`)
    .join('');
  return [
    method,
    path,
    canonicalQuery,
    canonicalHeaders,
    signedHeaders.join(';'),
    sha256(body),
  ].join('\n');
}

/** @param {string} canonical the canonical request */
export function stringToSign(canonical) {
  return `${ALGORITHM}\n${sha256(canonical)}`;
}

/**
 * @param {string} accessKeySecret
 * @param {string} text the string to sign
 */
export function signature(accessKeySecret, text) {
  return createHmac('sha256', accessKeySecret).update(text, 'utf8').digest('hex');
}

/** @param {string | Uint8Array} data */
export function sha256(data) {
  return createHash('sha256').update(data).digest('hex');
}
