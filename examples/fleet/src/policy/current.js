// The policy that this Worker was deployed with. It is part of the code, so that a change of it is
// reviewed and can be taken back like one.
import policy from '../../policy.json' with { type: 'json' };
import { PolicyError, readPolicy } from './read.js';

/** @typedef {import('./read.js').Policy} Policy */
/** @typedef {import('./read.js').Problem} Problem */

/** @returns {Policy} @throws {PolicyError} if it cannot be read */
export function deployedPolicy() {
  return readPolicy(policy);
}

/** What is wrong with it. @returns {Problem[]} */
export function problemsOfPolicy() {
  try {
    deployedPolicy();
    return [];
  } catch (error) {
    if (error instanceof PolicyError) return error.problems;
    throw error;
  }
}

/**
 * Whether a plan was made with it, word for word. Whoever has changed the policy since does not want
 * what the old one says; one that cannot be read is no plan's.
 *
 * @param {Policy} planned
 */
export function isDeployed(planned) {
  const isReadable = problemsOfPolicy().length === 0;
  return isReadable && JSON.stringify(deployedPolicy()) === JSON.stringify(planned);
}
