// What a decision about an image rests on, from the service's answer or from the package's.

/**
 * @typedef {object} Facts
 * @property {string} id
 * @property {string} name
 * @property {string} family empty for none
 * @property {string} created as the service writes it
 * @property {string} status
 * @property {boolean} inUse
 * @property {boolean} shared
 * @property {boolean} public
 * @property {[key: string, value: string][]} tags
 */

/**
 * @param {import('ecs-delete-image').Image} image
 * @returns {Facts}
 */
export function factsOf(image) {
  return {
    id: image.imageId,
    name: image.imageName ?? '',
    family: image.imageFamily ?? '',
    created: image.creationTime ?? '',
    status: image.status,
    // What is not said keeps the image: with force, the service would not object.
    inUse: image.usage !== 'none',
    shared: image.isSelfShared === true,
    public: image.isPublic === true,
    tags: image.tags.map(({ key, value }) => [key, value]),
  };
}

/**
 * The images in an answer of `DescribeImages` as the service gives it: `true` comes as text or
 * not, and an empty list in more than one way.
 *
 * @param {any} answer
 * @returns {Facts[]}
 */
export function factsIn(answer) {
  return listIn(answer?.Images, 'Image').map((image) => ({
    id: String(image.ImageId),
    name: String(image.ImageName ?? ''),
    family: String(image.ImageFamily ?? ''),
    created: String(image.CreationTime ?? ''),
    status: String(image.Status),
    inUse: image.Usage !== 'none',
    shared: isTrue(image.IsSelfShared),
    public: isTrue(image.IsPublic),
    // By both names that the package reads: a plan must not name what the look then spares.
    tags: listIn(image.Tags, 'Tag').map((tag) => [
      textOf(tag.TagKey, tag.Key),
      textOf(tag.TagValue, tag.Value),
    ]),
  }));
}

/**
 * The wrapper may be the list itself, and one item may come without a list.
 *
 * @param {any} wrapper
 * @param {string} name
 * @returns {any[]}
 */
function listIn(wrapper, name) {
  const items = Array.isArray(wrapper) ? wrapper : wrapper?.[name];
  return [items].flat().filter((item) => typeof item === 'object' && item !== null);
}

/** @param {unknown} value */
function isTrue(value) {
  return String(value).toLowerCase() === 'true';
}

/** The first that is said. @param {unknown[]} values */
function textOf(...values) {
  return String(
    values.find((value) => value !== undefined && value !== null && value !== '') ?? '',
  );
}
