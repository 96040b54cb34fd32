// Asks a function of the user's, which has the key, to sign one deletion. Nothing is sent to the service.
import { isFor } from '../lib/presigned.js';
import { Reason, askForJson } from '../lib/reason.js';

/**
 * @param {string} url
 * @param {import('../lib/presigned.js').Deletion} deletion
 * @param {AbortSignal} signal
 * @returns {Promise<import('ecs-delete-image').PresignedRequest>} for this deletion and no other
 */
export async function presign(url, deletion, signal) {
  const request = await askForJson(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(deletion),
    signal,
  });
  if (!isFor(request, deletion)) throw new Reason('other-deletion');
  return request;
}
