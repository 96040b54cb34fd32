// What the operations can be asked for: each field's name at the service, and what it has to be. A
// value that the service might pass over is refused, because the list would then be longer than meant.
import { flag, read, text, wholeNumber, wrongType } from './options.js';

/** @typedef {import('./options.js').Rule} Rule */

/**
 * @typedef {Rule & { sends: string, write?: (value: any, path: string) => unknown }} Field `write`
 *   gives what is sent instead of the value
 */
/** @typedef {Readonly<Record<string, Field>>} Fields */

/** @type {Rule} */
const filled = {
  expected: 'a string that is not empty',
  accepts: (value) => text.accepts(value) && value !== '',
};

/**
 * @param {string[]} choices
 * @returns {Rule}
 */
const oneOf = (...choices) => ({
  expected: `one of ${choices.join(', ')}`,
  accepts: (value) => choices.some((choice) => choice === value),
});

/**
 * @param {string} what
 * @param {number} least
 * @param {number} most
 * @param {RegExp} pattern of each
 * @returns {Rule}
 */
const listOf = (what, least, most, pattern) => ({
  expected: `a list of ${least} to ${most} ${what}`,
  accepts: (value) =>
    Array.isArray(value) &&
    least <= value.length &&
    value.length <= most &&
    Array.from(value).every((item) => typeof item === 'string' && pattern.test(item)),
});

/** Of anything but images, whose ids the core knows. */
const ID = /^[\w.-]{1,128}$/;
const ids = listOf('ids', 1, 100, ID);

/** Numbers would lose digits. */
const accountIds = listOf('account ids, as strings of digits', 0, 10, /^\d+$/);

/** @type {Rule} */
const tagList = {
  expected: 'a list of at least one { key, value }',
  accepts: (value) => Array.isArray(value) && value.length > 0,
};

/**
 * @param {unknown[]} tags
 * @param {string} path
 */
function writeTags(tags, path) {
  return Array.from(tags, (tag, index) => {
    const place = `${path}[${index}]`;
    const { key, value } = read(place, tag ?? null, { key: filled, value: text });
    if (key === undefined) throw wrongType(`${place}.key`, filled.expected, key);
    return { Key: key, Value: value };
  });
}

/**
 * An empty list is not sent: it asks for no change.
 *
 * @param {string[]} list
 */
const unlessEmpty = (list) => (list.length === 0 ? undefined : [...list]);

/**
 * @param {string} sends
 * @param {Rule} rule
 * @param {Field['write']} [write]
 * @returns {Field}
 */
const field = (sends, rule, write) => ({ sends, ...rule, write });

/** @param {string} sends */
const pageSize = (sends) => field(sends, wholeNumber(1, 100));

/** @type {Fields} */
export const regions = {
  acceptLanguage: field('AcceptLanguage', oneOf('zh-CN', 'zh-TW', 'en-US', 'ja', 'fr', 'de', 'ko')),
  instanceChargeType: field(
    'InstanceChargeType',
    oneOf('PrePaid', 'PostPaid', 'SpotWithPriceLimit', 'SpotAsPriceGo'),
  ),
  resourceType: field('ResourceType', oneOf('instance', 'disk', 'reservedinstance', 'scu')),
};

/** @type {Fields} */
export const images = {
  imageId: field('ImageId', filled),
  imageName: field('ImageName', filled),
  imageFamily: field('ImageFamily', filled),
  imageOwnerAlias: field('ImageOwnerAlias', oneOf('self', 'others', 'system', 'marketplace')),
  status: field('Status', filled),
  snapshotId: field('SnapshotId', filled),
  usage: field('Usage', oneOf('instance', 'none')),
  osType: field('OSType', oneOf('windows', 'linux')),
  architecture: field('Architecture', oneOf('i386', 'x86_64', 'arm64')),
  resourceGroupId: field('ResourceGroupId', filled),
  isPublic: field('IsPublic', flag),
  tags: field('Tag', tagList, writeTags),
  pageSize: pageSize('PageSize'),
};

/** @type {Fields} */
export const instances = {
  imageId: field('ImageId', filled),
  // The text of a JSON array. Ids need no escapes, and `JSON.stringify` listens to every `toJSON`
  // that a page has put into a prototype.
  instanceIds: field('InstanceIds', ids, (list) => `["${[...list].join('","')}"]`),
  status: field('Status', oneOf('Pending', 'Running', 'Starting', 'Stopping', 'Stopped')),
  pageSize: pageSize('MaxResults'),
};

/** @type {Fields} */
export const tasks = {
  taskAction: field(
    'TaskAction',
    oneOf('ImportImage', 'ExportImage', 'RedeployInstance', 'ModifyDiskSpec', 'ArchiveSnapshot'),
  ),
  taskStatus: field('TaskStatus', oneOf('Finished', 'Processing', 'Failed')),
  taskIds: field('TaskIds', ids, (list) => [...list].join()),
  resourceIds: field('ResourceIds', ids, unlessEmpty),
  startTime: field('StartTime', filled),
  endTime: field('EndTime', filled),
  pageSize: pageSize('PageSize'),
};

/** @type {Fields} */
export const sharing = {
  addAccounts: field('AddAccount', accountIds, unlessEmpty),
  removeAccounts: field('RemoveAccount', accountIds, unlessEmpty),
  isPublic: field('IsPublic', flag),
  launchPermission: field('LaunchPermission', filled),
};

/**
 * Reads a request into the operation's parameters. No later change of the caller's reaches them.
 *
 * @param {Fields} fields
 * @param {unknown} request
 * @returns {Record<string, unknown>}
 */
export function parametersOf(fields, request) {
  const given = Object.entries(read('request', request, fields)).map(([name, value]) => {
    const { sends, write } = fields[name];
    return [sends, write ? write(value, `request.${name}`) : value];
  });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

/** @param {unknown} taskId */
export function checkTaskId(taskId) {
  if (typeof taskId !== 'string' || !ID.test(taskId)) throw wrongType('taskId', 'an id', taskId);
}

/** Their values are the core's to check. @type {Rule} */
const any = { expected: 'anything', accepts: () => true };

/** What a call that reads can set. A dry run would show nothing, as if there were nothing. */
export const readingOptions = { signal: any, timeout: any, maxAttempts: any };

/** What a call that changes something can set. */
export const changingOptions = { ...readingOptions, dryRun: any, idempotent: any };

/** The same for an operation without a dry run: the service would carry it out. */
export const cancellingOptions = {
  ...changingOptions,
  dryRun: {
    expected: 'false or left out, because this operation has no dry run',
    accepts: (/** @type {unknown} */ value) => value === false,
  },
};
