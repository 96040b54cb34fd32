// The operations that a deletion's way leads past, in JavaScript's own style. Ids are always text:
// account ids have more digits than a number holds. What the service left empty is not there. In a
// request, an unknown field, an empty text and an empty filter are errors, because the service would
// pass over them and list more than was meant.

/** What to ask `describeRegions` for. */
export interface DescribeRegionsRequest {
  /** The language of `localName`. The service's default is `'zh-CN'`. */
  acceptLanguage?: 'zh-CN' | 'zh-TW' | 'en-US' | 'ja' | 'fr' | 'de' | 'ko' | undefined;
  instanceChargeType?: 'PrePaid' | 'PostPaid' | 'SpotWithPriceLimit' | 'SpotAsPriceGo' | undefined;
  resourceType?: 'instance' | 'disk' | 'reservedinstance' | 'scu' | undefined;
}

/** A region. */
export interface Region {
  regionId: string;
  /** The host that serves it. */
  regionEndpoint?: string;
  /** Its name for people. */
  localName?: string;
  /** `'available'` or `'soldOut'`. */
  status?: string;
}

/** A tag to look for. */
export interface TagFilter {
  key: string;
  /** Any, if it is left out. */
  value?: string | undefined;
}

/**
 * Which images to list; without a limit, all of the account's own and the shared ones. Each is given
 * once, and none is missed because others are deleted meanwhile.
 */
export interface DescribeImagesRequest {
  /** One id, or several, comma-separated. */
  imageId?: string | undefined;
  imageName?: string | undefined;
  imageFamily?: string | undefined;
  /** Whose: of the account, of others, of the platform, or of the market place. */
  imageOwnerAlias?: 'self' | 'others' | 'system' | 'marketplace' | undefined;
  /**
   * Comma-separated. Default `'ALL'`; the service's own default would hide every image that is not
   * `Available`.
   */
  status?: string | undefined;
  snapshotId?: string | undefined;
  /** Whether instances use it. */
  usage?: 'instance' | 'none' | undefined;
  osType?: 'windows' | 'linux' | undefined;
  architecture?: 'i386' | 'x86_64' | 'arm64' | undefined;
  resourceGroupId?: string | undefined;
  isPublic?: boolean | undefined;
  tags?: readonly TagFilter[] | undefined;
  /** Images in one answer of the service: 1 to 100. Default 100. */
  pageSize?: number | undefined;
}

/** A custom image, with what matters for its deletion. */
export interface Image {
  imageId: string;
  imageName?: string;
  imageFamily?: string;
  description?: string;
  /** `'self'` for the account's own. */
  imageOwnerAlias?: string;
  imageOwnerId?: string;
  /** `Creating`, `Waiting`, `Available`, `UnAvailable`, `CreateFailed` or `Deprecated`. */
  status: string;
  /** Such as `'100%'`. */
  progress?: string;
  /** `'instance'` when instances use it, else `'none'`. */
  usage?: string;
  /** In GiB. */
  size?: number;
  osType?: string;
  osName?: string;
  platform?: string;
  architecture?: string;
  /** Such as `'2019-11-15T06:07:05Z'`. */
  creationTime?: string;
  isCopied?: boolean;
  isSelfShared?: boolean;
  isPublic?: boolean;
  isSubscribed?: boolean;
  resourceGroupId?: string;
  tags: Array<{ key: string; value: string }>;
  diskDeviceMappings: DiskDeviceMapping[];
}

/** A disk of an image, and the snapshot behind it, which stays when the image is deleted. */
export interface DiskDeviceMapping {
  device?: string;
  /** `'system'` or `'data'`. */
  type?: string;
  snapshotId?: string;
  /** In GiB. */
  size?: number;
  format?: string;
  progress?: string;
}

/** Which instances to list. */
export interface DescribeInstancesRequest {
  /** Those that were created from this image. */
  imageId?: string | undefined;
  /** Only these, at most a hundred. */
  instanceIds?: readonly string[] | undefined;
  status?: 'Pending' | 'Running' | 'Starting' | 'Stopping' | 'Stopped' | undefined;
  /** Instances in one answer of the service: 1 to 100. Default 100. */
  pageSize?: number | undefined;
}

/** An instance. */
export interface Instance {
  instanceId: string;
  instanceName?: string;
  imageId?: string;
  status?: string;
  regionId?: string;
  zoneId?: string;
  creationTime?: string;
}

/** Who may use an image. */
export interface ImageSharePermission {
  imageId: string;
  /** The accounts that it is shared with. */
  accounts: Array<{ aliyunId: string; sharedTime?: string }>;
  /** `'all'` is in it when the image is published. */
  shareGroups: Array<{ group: string }>;
}

/** Changes to who may use an image; at least one. */
export interface ModifyImageSharePermissionRequest {
  /** Account ids, at most ten. */
  addAccounts?: readonly string[] | undefined;
  /** Account ids, at most ten. */
  removeAccounts?: readonly string[] | undefined;
  /** True publishes it as a community image, false ends that. */
  isPublic?: boolean | undefined;
  /** `'hide'` keeps a community image to those who were given its id. */
  launchPermission?: string | undefined;
}

/** What became of the changes. */
export interface ModifyImageSharePermissionResult extends RequestResult {
  /**
   * `'accepted'`: the changes were made. `'validated'`: a dry run passed, and nothing was changed.
   * After a dry run, `'accepted'` means that the service did not know of it.
   */
  outcome: 'accepted' | 'validated';
}

/** Which tasks to list. */
export interface DescribeTasksRequest {
  taskAction?:
    | 'ImportImage'
    | 'ExportImage'
    | 'RedeployInstance'
    | 'ModifyDiskSpec'
    | 'ArchiveSnapshot'
    | undefined;
  taskStatus?: 'Finished' | 'Processing' | 'Failed' | undefined;
  /** At most a hundred. */
  taskIds?: readonly string[] | undefined;
  /** What is worked on; at most a hundred. */
  resourceIds?: readonly string[] | undefined;
  /** Such as `'2015-11-23T02:00Z'`. */
  startTime?: string | undefined;
  endTime?: string | undefined;
  /** Tasks in one answer of the service: 1 to 100. Default 100. */
  pageSize?: number | undefined;
}

/** Work that takes the service some time. */
export interface Task {
  taskId: string;
  taskAction?: string;
  taskStatus?: string;
  supportCancel?: boolean;
  /** What is worked on: the image that is imported or exported. */
  resourceId?: string;
  creationTime?: string;
  finishedTime?: string;
}

/** What an operation says that only changes something. */
export interface RequestResult {
  /** The service's id of the request: what its support asks for. */
  requestId: string;
}
