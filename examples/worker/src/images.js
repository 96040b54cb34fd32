// The calls of the service. A client holds nothing that would have to be given back, so each request
// makes its own, with the key that is valid at that moment.
import { EcsClient } from 'ecs-delete-image';
import { ConfigurationError } from './settings.js';

/** @typedef {import('./order.js').Order} Order */

/** Milliseconds for one attempt. How long all of them may take, src/deadline.js says. */
const TIMEOUT = 8_000;

/**
 * @param {import('./settings.js').Settings['client']} options
 * @returns {EcsClient}
 */
export function connect(options) {
  try {
    return new EcsClient({ ...options, signature: 'ACS3-HMAC-SHA256', timeout: TIMEOUT });
  } catch (error) {
    // It names what is wrong, never what it is.
    throw new ConfigurationError(/** @type {Error} */ (error).message);
  }
}

/**
 * @param {EcsClient} ecs
 * @param {Order} order
 * @param {AbortSignal} signal
 */
export function deleteImage(ecs, { regionId, imageId, force, dryRun }, signal) {
  return ecs.deleteImage(regionId, imageId, force, { dryRun, signal });
}

/**
 * A deletion for the caller's browser to send, once, within 15 minutes: the key's id and a signature
 * are in it, and nothing that could sign another.
 *
 * @param {EcsClient} ecs
 * @param {Order} order
 */
export function presign(ecs, { regionId, imageId, force, dryRun }) {
  return ecs.presignDeleteImage(regionId, imageId, force, { dryRun });
}

/**
 * The name of one of the account's own images; undefined if it is not there.
 *
 * @param {EcsClient} ecs
 * @param {Order} order
 * @param {AbortSignal} [signal]
 */
export async function nameOf(ecs, { regionId, imageId }, signal) {
  const request = /** @type {const} */ ({ imageId, imageOwnerAlias: 'self' });
  for await (const image of ecs.describeImages(regionId, request, { signal })) {
    if (image.imageId === imageId) return image.imageName;
  }
  return undefined;
}
