/**
 * What may be changed while the endpoint runs: the rules and the start values, as data.
 */
import { flag, integer, oneOf } from './fields.js';

const DAY = 24 * 60 * 60 * 1000;

/**
 * @typedef {object} Settings
 * @property {'SignatureDoesNotMatch' | 'IncompleteSignature'} signatureError the service is known
 *   to answer a wrong secret with either
 * @property {boolean} cors whether answers carry CORS headers
 * @property {number} deletionDelay milliseconds until an accepted deletion is finished
 * @property {number} clockOffset milliseconds that the service's clock is ahead
 */

/** @type {Readonly<Settings>} */
export const defaultSettings = Object.freeze({
  signatureError: 'SignatureDoesNotMatch',
  cors: true,
  deletionDelay: 0,
  clockOffset: 0,
});

/** @satisfies {Record<keyof Settings, import('./fields.js').FieldRule>} */
export const settingRules = {
  signatureError: oneOf(['SignatureDoesNotMatch', 'IncompleteSignature']),
  cors: flag,
  deletionDelay: integer(0, DAY, 'milliseconds'),
  clockOffset: integer(-365 * DAY, 365 * DAY, 'milliseconds'),
};
