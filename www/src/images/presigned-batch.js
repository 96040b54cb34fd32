// Many deletions, each signed by the user's function and then sent once.
import { wasBlocked } from '../lib/blocked.js';
import { loading } from '../state/library.js';
import { presign } from '../state/presigner.js';
import { endOf } from '../lib/ends.js';

/** @typedef {import('../lib/ends.js').End} End */

/** How many are under way at once. A function at the edge has its limits, too. */
const SIDE_BY_SIDE = 3;

/**
 * Aborted, it sends nothing more and waits for what was sent.
 *
 * @param {string} url of the function
 * @param {{ region: string, dryRun: boolean }} how
 * @param {readonly string[]} imageIds
 * @param {import('./course.js').Options} options
 */
export async function deletePresigned(
  url,
  { region, dryRun },
  imageIds,
  { signal, onEnd, onSend },
) {
  const waiting = [...imageIds];
  const work = async () => {
    while (waiting.length > 0 && !signal.aborted) {
      const imageId = /** @type {string} */ (waiting.shift());
      const deletion = { regionId: region, imageId, force: false, dryRun };
      const end = await deleteOne(url, deletion, { signal, onSend });
      if (end) onEnd(end);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
}

/**
 * @param {string} url
 * @param {import('../lib/presigned.js').Deletion} deletion
 * @param {Pick<import('./course.js').Options, 'signal' | 'onSend'>} options
 * @returns {Promise<End | undefined>} nothing where it was given up before anything was sent
 */
async function deleteOne(url, deletion, { signal, onSend }) {
  const { imageId } = deletion;
  let request;
  try {
    request = await presign(url, deletion, signal);
  } catch (error) {
    if (signal.aborted) return undefined;
    const { reason = 'unreachable' } = /** @type {{ reason?: string }} */ (error);
    return { imageId, fate: 'failed', code: `NotPresigned.${reason}` };
  }
  if (signal.aborted) return undefined;
  onSend(imageId);
  return send(imageId, request);
}

/**
 * Once, and not cut off: a deletion whose end nobody knows is of no use.
 *
 * @param {string} imageId
 * @param {import('ecs-delete-image').PresignedRequest} request
 * @returns {Promise<End>}
 */
async function send(imageId, request) {
  const { isEcsError, sendPresigned } = await loading;
  try {
    const { outcome, requestId } = await sendPresigned(request);
    return { imageId, fate: outcome, requestId };
  } catch (error) {
    if (await wasBlocked(request.url)) return { imageId, fate: 'failed', code: 'NotSent.blocked' };
    if (isEcsError(error)) return endOf({ imageId, status: 'failed', error });
    return { imageId, fate: 'unknown', code: 'NoAnswer', message: String(error) };
  }
}
