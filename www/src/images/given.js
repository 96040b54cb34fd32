// Image ids entered by hand: without a key in the page, the images cannot be listed.
import { signal } from '@preact/signals';
import { PLACEHOLDER } from '../state/connection.js';
import { loading } from '../state/library.js';

/** @typedef {import('ecs-delete-image').Image} Image */

/** Rows for the table, of which only the id is known. @type {import('@preact/signals').Signal<Image[]>} */
export const given = signal([]);

/** What is being entered, whichever view is open meanwhile. */
export const typed = signal('');

/** @param {string} text */
export function idsIn(text) {
  return [...new Set(text.split(/[\s,;]+/).filter((part) => part !== ''))];
}

/**
 * What the package says of the region and the ids. Signing sends nothing, and refuses what is none.
 *
 * @param {string} region
 * @param {readonly string[]} imageIds
 * @returns {Promise<{ argument: string, imageId: string } | undefined>} the first that is wrong
 */
export async function firstWrong(region, imageIds) {
  const { EcsClient, isEcsError } = await loading;
  const ecs = new EcsClient({ credentials: PLACEHOLDER });
  for (const imageId of imageIds) {
    try {
      await ecs.presignDeleteImage(region, imageId);
    } catch (error) {
      if (isEcsError(error) && error.kind === 'argument') {
        return { argument: error.argument, imageId };
      }
      throw error;
    }
  }
  return undefined;
}

/** @param {readonly string[]} imageIds */
export function giveIds(imageIds) {
  given.value = imageIds.map((imageId) => /** @type {Image} */ ({ imageId }));
}
