// What the operations answer, from the service's shapes to JavaScript's own: the service writes the same thing in several ways, XML has text only, and what is not there is left out.
import { foreign } from '../errors.js';

/** @typedef {(answer: any) => unknown} Reader gives undefined for what is not there */
/** @typedef {Readonly<Record<string, Reader>>} Shape */

/**
 * Text, whatever it came as: an id can arrive as a number.
 *
 * @param {string[]} names of which the first that is there counts
 */
const text =
  (...names) =>
  (/** @type {unknown} */ answer) => {
    const value = names.map((name) => own(answer, name)).find(isSaid);
    return value === undefined ? undefined : String(value);
  };

/** @param {string} name */
const number = (name) => (/** @type {unknown} */ answer) => {
  const written = text(name)(answer) ?? '';
  return /^\d+(\.\d+)?$/.test(written) ? Number(written) : undefined;
};

/** Some are text even in JSON: `'True'`, `'False'` or nothing. @param {string} name */
const flag = (name) => (/** @type {unknown} */ answer) => {
  const written = text(name)(answer)?.toLowerCase();
  return written === 'true' || written === 'false' ? written === 'true' : undefined;
};

/**
 * For what the types promise to be there.
 *
 * @param {Reader} reader
 */
const always = (reader) => (/** @type {unknown} */ answer) => reader(answer) ?? '';

/**
 * A list: `{ Images: { Image: […] } }`. In some answers the wrapper is the list itself, or empty;
 * in XML one item stands for a list of one.
 *
 * @param {string} wrapper
 * @param {string} name
 * @param {Shape} shape
 * @returns {(answer: unknown) => any[]}
 */
const list = (wrapper, name, shape) => (answer) => {
  const wrapped = own(answer, wrapper);
  const items = Array.isArray(wrapped) ? wrapped : own(wrapped, name);
  return [items]
    .flat()
    .filter(isObject)
    .map((item) => take(shape, item));
};

/**
 * @param {Shape} shape
 * @param {unknown} answer
 * @returns {any}
 */
function take(shape, answer) {
  const fields = Object.entries(shape).map(([name, reader]) => [name, reader(answer)]);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

/**
 * What a prototype says, the service has not said.
 *
 * @param {unknown} answer
 * @param {string} name
 * @returns {unknown}
 */
function own(answer, name) {
  return isObject(answer) && Object.hasOwn(answer, name) ? answer[name] : undefined;
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, any>}
 */
function isObject(value) {
  return typeof value === 'object' && value !== null;
}

/** @param {unknown} value */
function isSaid(value) {
  return value !== undefined && value !== null && value !== '' && !isObject(value);
}

export const regions = list('Regions', 'Region', {
  regionId: always(text('RegionId')),
  regionEndpoint: text('RegionEndpoint'),
  localName: text('LocalName'),
  status: text('Status'),
});

export const images = list('Images', 'Image', {
  imageId: always(text('ImageId')),
  imageName: text('ImageName'),
  imageFamily: text('ImageFamily'),
  description: text('Description'),
  imageOwnerAlias: text('ImageOwnerAlias'),
  imageOwnerId: text('ImageOwnerId'),
  status: always(text('Status')),
  progress: text('Progress'),
  usage: text('Usage'),
  size: number('Size'),
  osType: text('OSType'),
  osName: text('OSName'),
  platform: text('Platform'),
  architecture: text('Architecture'),
  creationTime: text('CreationTime'),
  isCopied: flag('IsCopied'),
  isSelfShared: flag('IsSelfShared'),
  isPublic: flag('IsPublic'),
  isSubscribed: flag('IsSubscribed'),
  resourceGroupId: text('ResourceGroupId'),
  tags: list('Tags', 'Tag', {
    key: always(text('TagKey', 'Key')),
    value: always(text('TagValue', 'Value')),
  }),
  diskDeviceMappings: list('DiskDeviceMappings', 'DiskDeviceMapping', {
    device: text('Device'),
    type: text('Type'),
    snapshotId: text('SnapshotId'),
    size: number('Size'),
    format: text('Format'),
    progress: text('Progress'),
  }),
});

export const instances = list('Instances', 'Instance', {
  instanceId: always(text('InstanceId')),
  instanceName: text('InstanceName'),
  imageId: text('ImageId'),
  status: text('Status'),
  regionId: text('RegionId'),
  zoneId: text('ZoneId'),
  creationTime: text('CreationTime'),
});

export const tasks = list('TaskSet', 'Task', {
  taskId: always(text('TaskId')),
  taskAction: text('TaskAction'),
  taskStatus: text('TaskStatus'),
  supportCancel: flag('SupportCancel'),
  resourceId: text('ResourceId'),
  creationTime: text('CreationTime'),
  finishedTime: text('FinishedTime'),
});

export const accounts = list('Accounts', 'Account', {
  aliyunId: always(text('AliyunId')),
  sharedTime: text('SharedTime'),
});

export const shareGroups = list('ShareGroups', 'ShareGroup', { group: always(text('Group')) });

/** How many items the whole list has, so far as the answer says it. */
export const totalCount = number('TotalCount');

/** Where the next page begins; nothing after the last one. */
export const nextToken = text('NextToken');

/** @type {(answer: unknown) => { requestId: string }} */
export const requestResult = (answer) => take({ requestId: always(text('RequestId')) }, answer);

/** Whether a dry run has passed or the change was made. @param {unknown} answer */
export const changeResult = (answer) => {
  const isPassedDryRun = text('Code')(answer) === 'DryRunOperation';
  return { ...requestResult(answer), outcome: isPassedDryRun ? 'validated' : 'accepted' };
};

/** What an answer lists, and what each item of it is called. */
const ITEMS = Object.freeze({
  Regions: 'Region',
  Images: 'Image',
  Instances: 'Instance',
  TaskSet: 'Task',
  Accounts: 'Account',
  ShareGroups: 'ShareGroup',
});

/** @typedef {keyof typeof ITEMS} Wrapper */

/**
 * Whether an answer has a list in it. What stands in a list's place and is none must not pass for an
 * empty one: nothing would then be in the way of a deletion, or the image be gone.
 *
 * @param {unknown} answer
 * @param {Wrapper} wrapper
 */
export function hasList(answer, wrapper) {
  if (!isObject(answer) || !Object.hasOwn(answer, wrapper)) return false;
  const wrapped = answer[wrapper];
  const item = ITEMS[wrapper];
  if (isList(wrapped, item) || (totalCount(answer) === 0 && isBlank(wrapped, item))) return true;
  throw foreign(`the answer's ${wrapper} is no list`);
}

/**
 * A list of objects, or what has one in it, or nothing: `{}`, and in XML an empty text. There, one item
 * stands for a list of one.
 *
 * @param {unknown} wrapped
 * @param {string} name
 */
function isList(wrapped, name) {
  if (typeof wrapped === 'string') return wrapped.trim() === '';
  if (!isObject(wrapped)) return false;
  if (Array.isArray(wrapped)) return wrapped.every(isObject);
  if (!Object.hasOwn(wrapped, name)) return Object.keys(wrapped).length === 0;
  return [wrapped[name]].flat().every(isObject);
}

/**
 * What some write instead of an empty list. Only a total of 0 says that it is meant so.
 *
 * @param {unknown} wrapped
 * @param {string} name
 */
function isBlank(wrapped, name) {
  return [null, ''].some((blank) => wrapped === blank || own(wrapped, name) === blank);
}

/**
 * The answer, if it has a list in it or says that there is nothing to list. One that says nothing must
 * not pass for an empty list.
 *
 * @param {unknown} answer
 * @param {Wrapper[]} wrappers of which one is enough
 */
export function withList(answer, ...wrappers) {
  const isThere = wrappers.filter((wrapper) => hasList(answer, wrapper)).length > 0;
  if (isThere || totalCount(answer) === 0) return answer;
  throw foreign(`the answer has no list of ${wrappers.join(' and no list of ')}`);
}
