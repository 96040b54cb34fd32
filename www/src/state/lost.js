// Images whose deletion has got no clear answer, as long as the page is open: one that is not found
// later may have been deleted then, and that is no failure.
import { together } from '../lib/ends.js';

/** @typedef {import('../lib/ends.js').End} End */

/**
 * What a deletion was part of.
 *
 * @typedef {object} Way
 * @property {string} region
 * @property {boolean} dryRun
 * @property {string} signer another text where another account may be meant
 */

/** By region and image, whoever tries next. @type {Map<string, { end: End, signer: string }>} */
const lost = new Map();

/** @param {Way} way @param {string} imageId */
function nameOf({ region }, imageId) {
  return JSON.stringify([region, imageId]);
}

/**
 * What an end says together with those before.
 *
 * @param {Way} way
 * @param {End} end
 * @returns {End}
 */
export function settled(way, end) {
  // A dry run deletes nothing, and finds out nothing of the deletion before.
  if (way.dryRun) return end;
  const name = nameOf(way, end.imageId);
  const before = lost.get(name);
  const now = together(before?.end, end, before?.signer === way.signer);
  const signer = end.fate === 'unknown' ? way.signer : (before?.signer ?? '');
  if (now.fate === 'unknown') lost.set(name, { end: now, signer });
  else lost.delete(name);
  return now;
}

/**
 * The ends of those that are still unknown.
 *
 * @param {Way} way
 * @param {readonly import('ecs-delete-image').Image[]} images
 * @returns {Map<string, End>}
 */
export function lostOf(way, images) {
  /** @type {Map<string, End>} */
  const found = new Map();
  if (way.dryRun) return found;
  for (const { imageId } of images) {
    const known = lost.get(nameOf(way, imageId));
    if (known) found.set(imageId, known.end);
  }
  return found;
}
