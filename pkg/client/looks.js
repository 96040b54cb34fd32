// What a diagnosis looks at, in the service's operations. They only describe: the deletion itself is
// never asked for, not even as a dry run, because a service that does not know `DryRun` would delete.
import * as operations from './operations.js';

/** @typedef {import('../index.js').DeleteImageErrorCode} Code */
/** @typedef {import('../index.js').Image} Image */
/** @typedef {import('../index.js').Instance} Instance */
/** @typedef {import('../index.js').Task} Task */
/** @typedef {import('../index.js').ImageSharePermission} ImageSharePermission */
/** @typedef {{ calls: import('./calls.js').Calls, regionId: string, imageId: string }} Subject */

/**
 * What was found. A field that is not there was not looked at.
 *
 * @typedef {object} Facts
 * @property {true} [isAbsent]
 * @property {Image} [image]
 * @property {Task[]} [imports] under way
 * @property {Task[]} [exports] under way
 * @property {ImageSharePermission} [sharing]
 * @property {Instance[]} [instances]
 */

/**
 * @typedef {object} Look
 * @property {string} action
 * @property {readonly Code[]} codes by which the deletion is refused for what this can show
 * @property {(subject: Subject, options: object) => Promise<Facts>} find
 */

/** @type {readonly Look[]} */
export const looks = [
  {
    action: 'DescribeImages',
    codes: ['InvalidImageId.NotFound', 'OperationDenied.ImageCopying', 'ImageIsPublic'],
    find: findImage,
  },
  {
    action: 'DescribeTasks',
    codes: ['ImageIsImporting', 'ImageIsExporting'],
    async find(subject, options) {
      const [imports, exports] = await Promise.all([
        findTasks(subject, 'ImportImage', options),
        findTasks(subject, 'ExportImage', options),
      ]);
      return { imports, exports };
    },
  },
  {
    action: 'DescribeImageSharePermission',
    codes: ['ImageIsPublic', 'ImageUseShared'],
    find: async ({ calls, regionId, imageId }, options) => ({
      sharing: await operations.describeImageSharePermission(calls, regionId, imageId, options),
    }),
  },
  {
    action: 'DescribeInstances',
    codes: ['ImageUsingByInstance'],
    find: async ({ calls, regionId, imageId }, options) => ({
      instances: await all(operations.describeInstances(calls, regionId, { imageId }, options)),
    }),
  },
];

/**
 * Among the account's own: others that it may use cannot be deleted by it.
 *
 * @param {Subject} subject
 * @param {object} options
 * @returns {Promise<Facts>}
 */
async function findImage({ calls, regionId, imageId }, options) {
  const request = { imageId, imageOwnerAlias: 'self' };
  for await (const image of operations.describeImages(calls, regionId, request, options)) {
    if (image.imageId === imageId) return { image };
  }
  return { isAbsent: true };
}

/**
 * Filtered here, too: should the service pass over the filter, the tasks are those of other images,
 * and nobody must be told to cancel them. A task that does not say what it works on is one that may
 * stand in the way.
 *
 * @param {Subject} subject
 * @param {'ImportImage' | 'ExportImage'} taskAction
 * @param {object} options
 * @returns {Promise<Task[]>}
 */
async function findTasks({ calls, regionId, imageId }, taskAction, options) {
  const request = { taskAction, taskStatus: 'Processing', resourceIds: [imageId] };
  const tasks = await all(operations.describeTasks(calls, regionId, request, options));
  return tasks.filter(({ resourceId = imageId }) => resourceId === imageId);
}

/** @param {AsyncIterable<any>} items */
async function all(items) {
  const list = [];
  for await (const item of items) list.push(item);
  return list;
}
