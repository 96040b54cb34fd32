// A look at images by their ids, as many as one answer has room for at once.
import { factsOf } from '../policy/facts.js';

/** @typedef {import('../policy/facts.js').Facts} Facts */

const MOST_IDS = 100;

/**
 * @param {import('ecs-delete-image').EcsClient} ecs
 * @param {string} regionId
 * @param {Iterable<string>} ids
 * @returns {Promise<Map<string, Facts>>} those that are there
 */
export async function lookAt(ecs, regionId, ids) {
  const wanted = [...new Set(ids)];
  /** @type {Map<string, Facts>} */
  const seen = new Map();
  for (let from = 0; from < wanted.length; from += MOST_IDS) {
    const imageId = wanted.slice(from, from + MOST_IDS).join();
    for await (const image of ecs.describeImages(regionId, { imageId, imageOwnerAlias: 'self' })) {
      seen.set(image.imageId, factsOf(image));
    }
  }
  return seen;
}
