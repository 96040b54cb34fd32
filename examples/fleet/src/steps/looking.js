// A look at images by their ids, as many as one answer has room for at once.
import { factsOf } from '../policy/facts.js';

/** @typedef {import('ecs-delete-image').EcsClient} EcsClient */
/** @typedef {import('../policy/facts.js').Facts} Facts */
/** @typedef {import('../store/images.js').PlannedImage} PlannedImage */

const MOST_IDS = 100;

/**
 * Looks at images and at what guards them, until the time is up; at some in any case.
 *
 * @param {EcsClient} ecs
 * @param {string} regionId
 * @param {PlannedImage[]} images
 * @param {() => boolean} isTimeUp
 * @returns {Promise<{ looked: PlannedImage[], seen: Map<string, Facts> }>} which were looked at, in
 *   their order, and what is there of them and of their guards
 */
export async function lookAt(ecs, regionId, images, isTimeUp) {
  /** @type {PlannedImage[]} */
  const looked = [];
  /** @type {Map<string, Facts>} */
  const seen = new Map();
  for (const part of inParts(images)) {
    if (looked.length > 0 && isTimeUp()) break;
    const imageId = part.ids.join();
    for await (const image of ecs.describeImages(regionId, { imageId, imageOwnerAlias: 'self' })) {
      seen.set(image.imageId, factsOf(image));
    }
    await lookAmongPublic(ecs, regionId, part.images, seen);
    looked.push(...part.images);
  }
  return { looked, seen };
}

/**
 * What was published since may be missing where one's own images are listed, and must not be taken for
 * gone. The service wants these two parameters together.
 *
 * @param {EcsClient} ecs
 * @param {string} regionId
 * @param {PlannedImage[]} images
 * @param {Map<string, Facts>} seen
 */
async function lookAmongPublic(ecs, regionId, images, seen) {
  const missing = images.map(({ image_id }) => image_id).filter((id) => !seen.has(id));
  if (missing.length === 0) return;
  for await (const image of ecs.describeImages(regionId, {
    ...{ imageId: missing.join(), imageOwnerAlias: 'others', isPublic: true },
  })) {
    seen.set(image.imageId, { ...factsOf(image), public: true });
  }
}

/**
 * With the ids that each adds. An image and its guards are asked about at once.
 *
 * @param {PlannedImage[]} images
 */
function* inParts(images) {
  /** @type {Set<string>} */
  const known = new Set();
  /** @type {{ images: PlannedImage[], ids: string[] }} */
  let part = { images: [], ids: [] };
  for (const image of images) {
    const ids = [image.image_id, ...image.guards].filter((id) => !known.has(id));
    if (part.ids.length + ids.length > MOST_IDS) {
      yield part;
      part = { images: [], ids: [] };
    }
    part.images.push(image);
    part.ids.push(...ids);
    ids.forEach((id) => known.add(id));
  }
  if (part.images.length > 0) yield part;
}
