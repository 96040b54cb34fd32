// Images whose deletion has got no clear answer, as long as the page is open: one that is not found
// later may have been deleted then, and that is no failure.
import { together } from './ends.js';

/** @typedef {import('./course.js').Course} Course */
/** @typedef {import('./ends.js').End} End */

/** By region and image, whoever tries next. @type {Map<string, { end: End, signer: string }>} */
const lost = new Map();

/** @param {Course} course @param {string} imageId */
function nameOf({ region }, imageId) {
  return JSON.stringify([region, imageId]);
}

/**
 * What an end says together with those before.
 *
 * @param {Course} course
 * @param {End} end
 * @returns {End}
 */
export function settled(course, end) {
  // A dry run deletes nothing, and finds out nothing of the deletion before.
  if (course.dryRun) return end;
  const name = nameOf(course, end.imageId);
  const before = lost.get(name);
  const now = together(before?.end, end, before?.signer === course.signer);
  const signer = end.fate === 'unknown' ? course.signer : (before?.signer ?? '');
  if (now.fate === 'unknown') lost.set(name, { end: now, signer });
  else lost.delete(name);
  return now;
}

/**
 * The ends of those that are still unknown.
 *
 * @param {Course} course
 * @param {readonly import('ecs-delete-image').Image[]} images
 * @returns {Map<string, End>}
 */
export function lostOf(course, images) {
  /** @type {Map<string, End>} */
  const found = new Map();
  if (course.dryRun) return found;
  for (const { imageId } of images) {
    const known = lost.get(nameOf(course, imageId));
    if (known) found.set(imageId, known.end);
  }
  return found;
}
