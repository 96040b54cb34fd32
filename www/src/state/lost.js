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

/** By region and image, and then by who signed: what nobody knows the end of. @type {Map<string, Map<string, End>>} */
const lost = new Map();

/** @param {Way} way @param {string} imageId */
function nameOf({ region }, imageId) {
  return JSON.stringify([region, imageId]);
}

/** @param {Way} way @param {string} imageId */
function triesOf(way, imageId) {
  const name = nameOf(way, imageId);
  const tries = lost.get(name) ?? new Map();
  lost.set(name, tries);
  return tries;
}

/**
 * What was lost of this image: what this signer sent, or else what another one did.
 *
 * @param {ReadonlyMap<string, End> | undefined} tries
 * @param {string} signer
 * @returns {End | undefined}
 */
function openEnd(tries, signer) {
  return tries?.get(signer) ?? tries?.values().next().value;
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
  const { signer } = way;
  const tries = triesOf(way, end.imageId);
  const isOwn = tries.has(signer);
  const now = together(openEnd(tries, signer), end, isOwn);
  if (now.fate === 'unknown') {
    if (isOwn || end.fate === 'unknown') tries.set(signer, now);
  } else if (now.fate === 'absent') {
    // Of this signer's image: another one's deletion is as open as before.
    tries.delete(signer);
  } else {
    tries.clear();
  }
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
    const end = openEnd(lost.get(nameOf(way, imageId)), way.signer);
    if (end) found.set(imageId, end);
  }
  return found;
}
