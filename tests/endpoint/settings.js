/**
 * What may be changed while the endpoint runs: the rules and the start values, as data.
 */
import { checkFields, flag, integer, oneOf, orNull, required } from './fields.js';

const DAY = 24 * 60 * 60 * 1000;

/**
 * @typedef {object} Settings
 * @property {'SignatureDoesNotMatch' | 'IncompleteSignature'} signatureError the service is known
 *   to answer a wrong secret with either
 * @property {boolean} cors whether answers carry CORS headers
 * @property {number} deletionDelay milliseconds until an accepted deletion is finished
 * @property {number} clockOffset milliseconds that the service's clock is ahead
 * @property {import('./rate-limit.js').RateLimit | null} rateLimit how many requests of an action
 *   are taken within a window of time
 */

/** @type {Readonly<Settings>} */
export const defaultSettings = Object.freeze({
  signatureError: 'SignatureDoesNotMatch',
  cors: true,
  deletionDelay: 0,
  clockOffset: 0,
  rateLimit: null,
});

const rateLimitRules = {
  requests: required(integer(0, 1_000_000)),
  window: required(integer(1, DAY, 'milliseconds')),
};

/** @type {import('./fields.js').FieldRule} */
const rateLimit = {
  expected: `{ requests, window }: ${rateLimitRules.requests.expected}, and ${rateLimitRules.window.expected}`,
  accepts(value) {
    try {
      return checkFields(rateLimitRules, value) !== undefined;
    } catch {
      return false;
    }
  },
};

/** @satisfies {Record<keyof Settings, import('./fields.js').FieldRule>} */
export const settingRules = {
  signatureError: oneOf(['SignatureDoesNotMatch', 'IncompleteSignature']),
  cors: flag,
  deletionDelay: integer(0, DAY, 'milliseconds'),
  clockOffset: integer(-365 * DAY, 365 * DAY, 'milliseconds'),
  rateLimit: orNull(rateLimit),
};
