// This package, with its public API: nothing is measured that its users do not call.
import { EcsClient } from 'ecs-delete-image';
import { credentials, imageId, quickFetch, regionId } from './deletion.js';

/** Signs with signature 1.0 for somebody else to send: arguments read, nonce, time stamp, URL, object. */
export function presigner() {
  const client = new EcsClient({ credentials });
  return () => client.presignDeleteImage(regionId, imageId);
}

/**
 * A whole call but for the network: what a presigned one has, deadline, answer read, result.
 *
 * @param {'HMAC-SHA1' | 'ACS3-HMAC-SHA256'} signature
 */
export function caller(signature) {
  const client = new EcsClient({ credentials, signature, fetch: quickFetch });
  return () => client.deleteImage(regionId, imageId);
}

/** Resolves with the first signed request, at the moment at which it would be sent. */
export function firstRequest() {
  return new Promise((resolve, reject) => {
    /** @type {any} */
    const fetch = (/** @type {string} */ url, /** @type {RequestInit} */ init) => {
      resolve(String(init.body));
      return quickFetch();
    };
    new EcsClient({ credentials, fetch }).deleteImage(regionId, imageId).catch(reject);
  });
}
