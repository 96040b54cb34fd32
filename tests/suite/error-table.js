// What each code of DeleteImage's own page means to a caller, written down from the service's
// documentation and not from the package.

/** @typedef {{ action: string, parameters: Record<string, unknown>, requires?: string[] }} Step */
/**
 * @typedef {object} Refusal
 * @property {string} code
 * @property {import('./control.js').ImageState | null} state what brings it about; null: no image
 * @property {number} httpStatus
 * @property {RegExp} message the service's own words
 * @property {RegExp} description
 * @property {Step[]} remedies each with RegionId, and ImageId unless said otherwise
 */

/** Stands for the id of the image at hand. */
export const THIS_IMAGE = 'this image';

/** @type {readonly Refusal[]} */
export const refusals = [
  {
    code: 'ImageUsingByInstance',
    state: 'inUse',
    httpStatus: 403,
    message: /has been used to create instances/,
    description: /instances were created/i,
    remedies: [
      { action: 'DescribeInstances', parameters: { MaxResults: '100' } },
      { action: 'DeleteImage', parameters: { Force: true } },
    ],
  },
  {
    code: 'ImageUseShared',
    state: 'shared',
    httpStatus: 403,
    message: /has been shared to others/,
    description: /shared with other accounts/i,
    remedies: [
      { action: 'DescribeImageSharePermission', parameters: { PageSize: '100' } },
      { action: 'ModifyImageSharePermission', parameters: {}, requires: ['RemoveAccount'] },
    ],
  },
  {
    code: 'OperationDenied.ImageCopying',
    state: 'copying',
    httpStatus: 403,
    message: /is being copied/,
    description: /being copied/i,
    remedies: [{ action: 'CancelCopyImage', parameters: {} }],
  },
  {
    code: 'ImageIsImporting',
    state: 'importing',
    httpStatus: 403,
    message: /is importing/,
    description: /being imported/i,
    remedies: [tasks('ImportImage'), cancelTask()],
  },
  {
    code: 'ImageIsExporting',
    state: 'exporting',
    httpStatus: 403,
    message: /is currently being exported/,
    description: /being exported/i,
    remedies: [tasks('ExportImage'), cancelTask()],
  },
  {
    code: 'ImageIsPublic',
    state: 'public',
    httpStatus: 403,
    message: /can not delete public image/,
    description: /community image/i,
    remedies: [{ action: 'ModifyImageSharePermission', parameters: { IsPublic: false } }],
  },
  {
    code: 'InvalidImageId.NotFound',
    state: null,
    httpStatus: 404,
    message: /ImageId does not exist/,
    description: /not in this account and region/i,
    remedies: [{ action: 'DescribeImages', parameters: { Status: 'ALL' } }],
  },
];

/**
 * Tasks are found by their resource.
 *
 * @param {string} action
 * @returns {Step}
 */
function tasks(action) {
  const found = { 'ResourceIds.1': THIS_IMAGE, PageSize: '100' };
  const parameters = { ImageId: undefined, TaskAction: action, TaskStatus: 'Processing', ...found };
  return { action: 'DescribeTasks', parameters };
}

/** @returns {Step} */
function cancelTask() {
  return { action: 'CancelTask', parameters: { ImageId: undefined }, requires: ['TaskId'] };
}
