// Deletions that a function of the user's signs: what it is asked, and what is taken from it.
import { isFor } from '../call/run.js';
import { Reason, askForJson } from '../lib/reason.js';

/**
 * Asks for one signed deletion. Nothing is sent to the service.
 *
 * @param {string} url
 * @param {import('../call/run.js').Deletion} deletion
 * @param {AbortSignal} signal
 * @returns {Promise<import('ecs-delete-image').PresignedRequest>}
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
