// One call of the package, from the form's values to how it ended. Touches no element.
// The path leads to /pkg/index.js: above the root of a site there is only the root again.
import { EcsClient, isEcsError } from '../pkg/index.js';

/**
 * What the form says. Empty texts are options left out.
 *
 * @typedef {object} Wish
 * @property {string} regionId
 * @property {string} imageId
 * @property {boolean} force
 * @property {boolean} dryRun
 * @property {string} accessKeyId
 * @property {string} accessKeySecret
 * @property {string} securityToken
 * @property {string} endpoint
 */

/**
 * @typedef {{ result: import('../pkg/index.js').DeleteImageResult }
 *   | { error: import('../pkg/index.js').EcsError }
 *   | { isAborted: true }} Ending
 */

/**
 * @param {Wish} wish
 * @param {AbortSignal} signal
 * @returns {Promise<Ending>}
 */
export async function deleteImage(wish, signal) {
  const { regionId, imageId, force, dryRun } = wish;
  try {
    const ecs = new EcsClient(clientOptions(wish));
    return { result: await ecs.deleteImage(regionId, imageId, force, { dryRun, signal }) };
  } catch (error) {
    if (isEcsError(error)) return { error };
    if (signal.aborted && error === signal.reason) return { isAborted: true };
    throw error;
  }
}

/**
 * @param {Wish} wish
 * @returns {import('../pkg/index.js').EcsClientOptions}
 */
function clientOptions({ accessKeyId, accessKeySecret, securityToken, endpoint }) {
  return {
    credentials: { accessKeyId, accessKeySecret, ...(securityToken && { securityToken }) },
    ...(endpoint && { endpoint }),
  };
}
