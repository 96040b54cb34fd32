// Deletes an image from a page that has no key: the Worker signs, this page sends.
import { sendPresigned } from 'ecs-delete-image';

/**
 * @param {string} worker its address
 * @param {string} token who asks
 * @param {{ regionId: string, imageId: string, force?: boolean, dryRun?: boolean }} order
 * @returns {Promise<import('ecs-delete-image').DeleteImageResult>}
 */
export async function deleteImage(worker, token, order) {
  const response = await fetch(new URL('/presign', worker), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(order),
  });
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.message), answer);
  return sendPresigned(answer);
}
