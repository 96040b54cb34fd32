// Every fault of the endpoint, and what a call is to make of it in one attempt and in three: written
// down from the promises to the user. Those that differ between runtimes are in `faults.js`.

/**
 * How a call ends. `isThere` is the image's true state afterwards.
 *
 * @typedef {object} End
 * @property {import('./failures.js').ClassName} [error] none: the call succeeds
 * @property {Record<string, unknown>} fields of the error or the result
 * @property {boolean} isThere
 */
/**
 * @typedef {object} FaultRow
 * @property {string} name
 * @property {{ fault: string } & Record<string, unknown>} fault as it is queued
 * @property {number} [timesOnce] how often the fault strikes while there is one attempt; default 1
 * @property {End} once
 * @property {End} thrice
 * @property {End} [resent] when a browser has sent the request again by itself
 */

/** More often than anything tries. */
export const ALWAYS = 1_000;

const accepted = (attempts = 2) => ({ fields: { outcome: 'accepted', attempts }, isThere: false });
const absent = { fields: { outcome: 'absent', attempts: 2 }, isThere: false };

/**
 * @param {import('./failures.js').ClassName} error
 * @param {string} code
 * @param {'unknown' | 'not-applied'} outcome
 * @param {boolean} isThere
 * @returns {(attempts?: number) => End}
 */
function failing(error, code, outcome, isThere) {
  return (attempts = 1) => ({ error, fields: { code, outcome, attempts }, isThere });
}

/**
 * A fault that loses the answer to a deletion that was carried out, and one that was not.
 *
 * @param {string} fault
 * @param {import('./failures.js').ClassName} error
 * @param {string} code
 * @param {object} [options]
 * @returns {FaultRow[]}
 */
function losing(fault, error, code, options = {}) {
  return [true, false].map((apply) => ({
    name: [fault, ...Object.values(options), apply ? 'applied' : 'not applied'].join(', '),
    fault: { fault, apply, ...options },
    once: failing(error, code, 'unknown', !apply)(),
    thrice: apply ? absent : accepted(),
  }));
}

const throttlingCodes = ['Throttling', 'Throttling.User', 'Throttling.Api'];
const oversized = failing('EcsResponseError', 'OversizedBody', 'unknown', false)();
const expired = failing('EcsServiceError', 'InvalidSecurityToken.Expired', 'not-applied', true)();

/** @type {readonly FaultRow[]} */
export const faults = [
  {
    name: 'a connection that is cut before the deletion',
    fault: { fault: 'resetBefore' },
    timesOnce: ALWAYS,
    once: failing('EcsNetworkError', 'NoAnswer', 'unknown', true)(),
    thrice: accepted(),
    resent: accepted(1),
  },
  {
    name: 'a connection that is cut after the deletion',
    fault: { fault: 'resetAfter' },
    timesOnce: ALWAYS,
    once: failing('EcsNetworkError', 'NoAnswer', 'unknown', false)(),
    thrice: absent,
  },
  {
    name: 'connections that are cut before the deletion to the end',
    fault: { fault: 'resetBefore', times: ALWAYS },
    once: failing('EcsNetworkError', 'NoAnswer', 'unknown', true)(),
    thrice: failing('EcsNetworkError', 'NoAnswer', 'unknown', true)(3),
  },
  {
    name: 'connections that are cut after the deletion to the end',
    fault: { fault: 'resetAfter', times: ALWAYS },
    once: failing('EcsNetworkError', 'NoAnswer', 'unknown', false)(),
    thrice: failing('EcsNetworkError', 'NoAnswer', 'unknown', false)(3),
  },
  ...losing('truncatedBody', 'EcsResponseError', 'TruncatedBody'),
  ...losing('truncatedBody', 'EcsResponseError', 'TruncatedBody', { format: 'XML' }),
  ...losing('html502', 'EcsResponseError', 'HtmlBody'),
  ...losing('status503', 'EcsServiceError', 'ServiceUnavailable'),
  ...losing('internalError500', 'EcsServiceError', 'InternalError'),
  ...losing('empty200', 'EcsResponseError', 'EmptyBody'),
  {
    name: 'a body that is longer than any answer: not repeated',
    fault: { fault: 'oversizedBody', bytes: 5 * 1024 * 1024, apply: true },
    once: oversized,
    thrice: oversized,
  },
  ...throttlingCodes.map((code) => ({
    name: `a storm of ${code} that is over in time`,
    fault: { fault: 'throttling', code, retryAfter: 0, times: 2 },
    once: failing('EcsServiceError', code, 'not-applied', true)(),
    thrice: accepted(3),
  })),
  ...throttlingCodes.map((code) => ({
    name: `a storm of ${code} that is not over in time`,
    fault: { fault: 'throttling', code, retryAfter: 0, times: ALWAYS },
    once: failing('EcsServiceError', code, 'not-applied', true)(),
    thrice: failing('EcsServiceError', code, 'not-applied', true)(3),
  })),
  {
    name: 'a clock that is wrong',
    fault: { fault: 'wrongClock', times: 2 },
    once: failing('EcsServiceError', 'InvalidTimeStamp.Expired', 'not-applied', true)(),
    thrice: accepted(),
  },
  {
    name: 'a clock of the service that jumps to and fro: corrected once',
    fault: { fault: 'wrongClock', times: 1 },
    once: failing('EcsServiceError', 'InvalidTimeStamp.Expired', 'not-applied', true)(),
    thrice: failing('EcsServiceError', 'InvalidTimeStamp.Expired', 'not-applied', true)(2),
  },
  {
    name: 'a token that has expired, and no other',
    fault: { fault: 'expiredToken' },
    once: expired,
    thrice: expired,
  },
];
