// Asks the endpoint's control interface, as the page does, which images there are.
import { setTimeout } from 'node:timers/promises';

/**
 * An image as the control interface shows it.
 *
 * @typedef {object} DemoImage
 * @property {string} imageId
 * @property {string} regionId
 * @property {string[]} states
 * @property {boolean} deleting
 */

/** Milliseconds between two looks, and in all. */
const PAUSE = 50;
const PATIENCE = 10_000;

/**
 * @param {string} controlUrl
 * @returns {Promise<DemoImage[]>}
 */
export async function listImages(controlUrl) {
  const response = await fetch(`${controlUrl}/images`);
  const { images } = /** @type {{ images: DemoImage[] }} */ (await response.json());
  return images;
}

/**
 * Resolves, when the image is gone, to how many are left.
 *
 * @param {string} controlUrl
 * @param {string} imageId
 */
export async function waitUntilGone(controlUrl, imageId) {
  const end = performance.now() + PATIENCE;
  while (performance.now() < end) {
    const images = await listImages(controlUrl);
    if (!images.some((image) => image.imageId === imageId)) return images.length;
    await setTimeout(PAUSE);
  }
  throw new Error(`${imageId} is still there after ${PATIENCE / 1000} s`);
}

/**
 * Counts the deletions that the endpoint accepts from now on. Its log would not do: putting the
 * start state back empties it.
 *
 * @param {Pick<import('../../tests/endpoint/index.js').Endpoint, 'state'>} endpoint
 * @returns {() => number}
 */
export function countDeletions({ state }) {
  let count = 0;
  const deleteImage = state.deleteImage.bind(state);
  state.deleteImage = (image) => {
    if (image.goneAt === undefined) count += 1;
    deleteImage(image);
  };
  return () => count;
}
