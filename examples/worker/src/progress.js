// How far an order has come: what can be said of an end that nobody foresaw depends on it.

/**
 * @typedef {object} Progress
 * @property {import('./order.js').Order} [order] once it has been read
 * @property {boolean} begun whether anything may have been sent that changes something
 */

/** @returns {Progress} */
export function newProgress() {
  return { begun: false };
}

/**
 * In the words of the package's errors. As there, a dry run is no exception.
 *
 * @param {Progress} progress
 */
export function outcomeSoFar({ begun }) {
  return begun ? 'unknown' : 'not-applied';
}
