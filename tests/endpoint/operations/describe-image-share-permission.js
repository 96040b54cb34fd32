/**
 * DescribeImageSharePermission: the accounts an image is shared with, and whether all may use it.
 */
import { formatTimestamp } from '../timestamps.js';
import { pageOf, requireImage } from './lookup.js';

export const parameterNames = ['RegionId', 'ImageId', 'PageNumber', 'PageSize'];

/** @type {import('./index.js').Operation['run']} */
export function run(state, parameters) {
  const regionId = parameters.text('RegionId');
  const imageId = parameters.text('ImageId');
  const page = parameters.page();

  const image = requireImage(state, regionId, imageId);
  return {
    ImageId: imageId,
    RegionId: regionId,
    PageNumber: page.number,
    PageSize: page.size,
    TotalCount: image.sharedWith.length,
    Accounts: {
      Account: pageOf(image.sharedWith, page).map((share) => ({
        AliyunId: share.accountId,
        SharedTime: formatTimestamp(share.sharedAt),
      })),
    },
    ShareGroups: { ShareGroup: image.isPublic ? [{ Group: 'all' }] : [] },
  };
}
