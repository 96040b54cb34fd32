/**
 * The operations the endpoint serves, by action name.
 */
import * as cancelCopyImage from './cancel-copy-image.js';
import * as cancelTask from './cancel-task.js';
import * as deleteImage from './delete-image.js';
import * as describeImageSharePermission from './describe-image-share-permission.js';
import * as describeImages from './describe-images.js';
import * as describeInstances from './describe-instances.js';
import * as describeRegions from './describe-regions.js';
import * as describeTasks from './describe-tasks.js';
import * as modifyImageSharePermission from './modify-image-share-permission.js';

/**
 * @typedef {object} Operation
 * @property {ReadonlyArray<string>} parameterNames `Name.N` stands for a list
 * @property {(
 *   state: import('../state.js').State,
 *   parameters: import('../operation-parameters.js').OperationParameters,
 * ) => Record<string, unknown>} run returns the answer's body, without RequestId
 */

/** @type {ReadonlyMap<string, Operation>} */
export const operations = new Map(
  Object.entries({
    CancelCopyImage: cancelCopyImage,
    CancelTask: cancelTask,
    DeleteImage: deleteImage,
    DescribeImageSharePermission: describeImageSharePermission,
    DescribeImages: describeImages,
    DescribeInstances: describeInstances,
    DescribeRegions: describeRegions,
    DescribeTasks: describeTasks,
    ModifyImageSharePermission: modifyImageSharePermission,
  }),
);
