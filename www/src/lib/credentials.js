// Credentials as functions answer with them, and what is to be said of a key.
import { Reason } from './reason.js';

/** @typedef {{ accessKeyId: string, accessKeySecret: string, securityToken?: string, expiration?: string }} Key */

/**
 * Both ways to write the names: the service's own, and JavaScript's; at the top or under `Credentials`.
 *
 * @param {any} answer
 * @returns {Key}
 */
export function readCredentials(answer) {
  const given = answer?.Credentials ?? answer?.credentials ?? answer ?? {};
  const text = (/** @type {string} */ name) => {
    const value = given[name] ?? given[name[0].toUpperCase() + name.slice(1)];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  const [accessKeyId, accessKeySecret] = [text('accessKeyId'), text('accessKeySecret')];
  if (accessKeyId === '' || accessKeySecret === '') throw new Reason('no-key');
  return {
    accessKeyId,
    accessKeySecret,
    ...(text('securityToken') && { securityToken: text('securityToken') }),
    ...(text('expiration') && { expiration: isoOf(text('expiration')) }),
  };
}

/**
 * A key that works until somebody takes it away.
 *
 * @param {{ accessKeyId: string, securityToken?: string }} key
 */
export function isLongLived({ accessKeyId, securityToken = '' }) {
  return accessKeyId !== '' && securityToken === '' && !accessKeyId.startsWith('STS.');
}

/**
 * Milliseconds since 1970, as some write them, as the ISO 8601 text that the package takes; anything else
 * as it is.
 *
 * @param {string} expiration
 */
export function isoOf(expiration) {
  return /^\d{12,14}$/.test(expiration) ? new Date(Number(expiration)).toISOString() : expiration;
}

/**
 * Epoch milliseconds, or nothing where it does not say a time.
 *
 * @param {string} [expiration]
 */
export function expiryOf(expiration = '') {
  const time = Date.parse(isoOf(expiration));
  return Number.isNaN(time) ? undefined : time;
}
