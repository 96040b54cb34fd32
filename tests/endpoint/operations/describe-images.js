/**
 * DescribeImages: the custom images of the account in one region, filtered and paged.
 */
import { ServiceError, invalidParameter } from '../errors.js';
import { formatTimestamp } from '../timestamps.js';
import { pageOf, requireRegion } from './lookup.js';

/** @typedef {import('../state.js').Image} Image */
/** @typedef {import('../state.js').State} State */
/** @typedef {import('../operation-parameters.js').OperationParameters} OperationParameters */

/** Text parameters that an image must equal in the field of the same name. */
const TEXT_FILTERS = /** @type {const} */ ([
  'ImageName',
  'ImageFamily',
  'ImageOwnerAlias',
  'OSType',
  'Architecture',
  'Usage',
  'ResourceGroupId',
]);

const BOOLEAN_FILTERS = /** @type {const} */ ([
  'IsPublic',
  'IsSupportCloudinit',
  'IsSupportIoOptimized',
]);

/** How many ids `ImageId` may list. */
const MOST_IDS = 100;

const STATUSES = ['Creating', 'Waiting', 'Available', 'UnAvailable', 'CreateFailed', 'Deprecated'];

export const parameterNames = [
  'RegionId',
  'ImageId',
  'Status',
  'ImageOwnerId',
  'SnapshotId',
  'DryRun',
  'PageNumber',
  'PageSize',
  ...TEXT_FILTERS,
  ...BOOLEAN_FILTERS,
];

/** @type {import('./index.js').Operation['run']} */
export function run(state, parameters) {
  const regionId = parameters.text('RegionId');
  const statuses = readStatuses(parameters);
  const matches = readFilter(parameters);
  const page = parameters.page();
  const dryRun = parameters.boolean('DryRun');

  requireRegion(regionId);
  if (dryRun) {
    throw new ServiceError('DryRunOperation');
  }
  const found = state
    .images()
    .filter((image) => image.regionId === regionId)
    .map((image) => describe(state, image))
    .filter((image) => statuses.includes(image.Status) && matches(image));
  return {
    PageNumber: page.number,
    TotalCount: found.length,
    PageSize: page.size,
    RegionId: regionId,
    Images: { Image: pageOf(found, page) },
  };
}

/**
 * `Available` when not given; `ALL` only on its own.
 *
 * @param {OperationParameters} parameters
 */
function readStatuses(parameters) {
  const statuses = parameters.commaList('Status', STATUSES.length) ?? ['Available'];
  if (statuses.length === 1 && statuses[0] === 'ALL') {
    return STATUSES;
  }
  if (!statuses.every((status) => STATUSES.includes(status))) {
    throw invalidParameter('Status');
  }
  return statuses;
}

/** @param {OperationParameters} parameters */
function readFilter(parameters) {
  const texts = TEXT_FILTERS.map((name) => ({ name, value: parameters.optionalText(name) }));
  const booleans = BOOLEAN_FILTERS.map((name) => ({
    name,
    value: parameters.optionalBoolean(name),
  }));
  const ids = parameters.commaList('ImageId', MOST_IDS);
  const ownerId = parameters.optionalText('ImageOwnerId');
  const snapshotId = parameters.optionalText('SnapshotId');

  return (/** @type {ReturnType<typeof describe>} */ image) =>
    [...texts, ...booleans].every(
      ({ name, value }) => value === undefined || image[name] === value,
    ) &&
    (ids === undefined || ids.includes(image.ImageId)) &&
    (ownerId === undefined || String(image.ImageOwnerId) === ownerId) &&
    (snapshotId === undefined ||
      image.DiskDeviceMappings.DiskDeviceMapping.some((disk) => disk.SnapshotId === snapshotId));
}

/**
 * @param {State} state
 * @param {Image} image
 */
function describe(state, image) {
  const status = state.statusOf(image);
  const progress = status === 'Creating' ? '42%' : '100%';
  const inUse = state.instancesOf(image.imageId).length > 0;
  return {
    ImageId: image.imageId,
    ImageName: image.name,
    ImageFamily: image.family,
    ImageVersion: '',
    ImageOwnerAlias: 'self',
    // A number, as the service types it, although it exceeds 2^53.
    ImageOwnerId: BigInt(state.accountId),
    Status: status,
    Progress: progress,
    Usage: inUse ? 'instance' : 'none',
    IsCopied: image.copy !== undefined,
    // Text, as the service types it.
    IsSelfShared: image.sharedWith.length > 0 ? 'True' : 'False',
    IsSubscribed: false,
    IsPublic: image.isPublic,
    IsSupportCloudinit: true,
    IsSupportIoOptimized: true,
    CreationTime: formatTimestamp(image.createdAt),
    OSType: 'linux',
    OSName: 'Alibaba Cloud Linux 3.2104 LTS 64 bit',
    OSNameEn: 'Alibaba Cloud Linux 3.2104 LTS 64 bit',
    Platform: 'Aliyun',
    Architecture: 'x86_64',
    BootMode: 'UEFI-Preferred',
    Size: 40,
    Description: '',
    ResourceGroupId: '',
    ProductCode: '',
    DiskDeviceMappings: {
      DiskDeviceMapping: [
        {
          Device: '/dev/xvda',
          Type: 'system',
          SnapshotId: image.snapshotId,
          Size: '40',
          Format: '',
          ImportOSSBucket: '',
          ImportOSSObject: '',
          Progress: progress,
        },
      ],
    },
    Tags: { Tag: image.tags.map(({ key, value }) => ({ TagKey: key, TagValue: value })) },
  };
}
