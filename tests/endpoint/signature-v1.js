/**
 * Signature 1.0 (HMAC-SHA1) as the service computes it, to compare with what arrived.
 * It knows nothing of keys, requests or errors.
 */
import { createHmac } from 'node:crypto';
import { percentEncode } from './percent-encoding.js';

/**
 * Every parameter except Signature, sorted by name in code-unit order.
 *
 * @param {Iterable<readonly [string, string]>} parameters decoded names and values
 */
export function canonicalizedQuery(parameters) {
  return [...parameters]
    .filter(([name]) => name !== 'Signature')
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join('&');
}

/**
 * @param {string} method
 * @param {Iterable<readonly [string, string]>} parameters
 */
export function stringToSign(method, parameters) {
  return `${method}&%2F&${percentEncode(canonicalizedQuery(parameters))}`;
}

/**
 * @param {string} accessKeySecret
 * @param {string} text the string to sign
 */
export function signature(accessKeySecret, text) {
  return createHmac('sha1', `${accessKeySecret}&`).update(text, 'utf8').digest('base64');
}
