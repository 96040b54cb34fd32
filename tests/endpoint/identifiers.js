/**
 * Fresh ids in the service's forms. Nothing here remembers what it gave out.
 */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * A resource id: prefix, hyphen, 20 lower-case alphanumerics.
 *
 * @param {'m' | 'i' | 's' | 't'} prefix image, instance, snapshot, task
 */
export function newResourceId(prefix) {
  const characters = Array.from({ length: 17 }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return `${prefix}-bp1${characters.join('')}`;
}

/** Sixteen decimal digits, kept as text because they may exceed 2^53. */
export function newAccountId() {
  return String(randomInt(10 ** 8, 10 ** 9)) + String(randomInt(10 ** 6, 10 ** 7));
}

export function newRequestId() {
  return randomUUID().toUpperCase();
}

export function newPageToken() {
  return randomBytes(16).toString('hex');
}

export function newTraceId() {
  return randomBytes(16).toString('hex');
}
