/**
 * DescribeInstances: the instances of the account in one region, by page number or by token.
 */
import { ServiceError, invalidParameter } from '../errors.js';
import { formatMinute } from '../timestamps.js';
import { pageOf, requireRegion } from './lookup.js';

/** @typedef {import('../state.js').Instance} Instance */
/** @typedef {import('../state.js').State} State */
/** @typedef {import('../operation-parameters.js').OperationParameters} OperationParameters */

const STATUSES = ['Pending', 'Running', 'Starting', 'Stopping', 'Stopped'];

export const parameterNames = [
  'RegionId',
  'ImageId',
  'Status',
  'InstanceName',
  'InstanceIds',
  'DryRun',
  'PageNumber',
  'PageSize',
  'NextToken',
  'MaxResults',
];

/** @type {import('./index.js').Operation['run']} */
export function run(state, parameters) {
  const regionId = parameters.text('RegionId');
  const matches = readFilter(parameters);
  const takePage = readPaging(state, parameters);
  const dryRun = parameters.boolean('DryRun');

  requireRegion(regionId);
  if (dryRun) {
    throw new ServiceError('DryRunOperation');
  }
  const found = state
    .instances()
    .filter((instance) => instance.regionId === regionId && matches(instance));
  const { items, ...paging } = takePage(found);
  return {
    Instances: { Instance: items.map(describe) },
    TotalCount: found.length,
    ...paging,
  };
}

/** @param {OperationParameters} parameters */
function readFilter(parameters) {
  const imageId = parameters.optionalText('ImageId');
  const status = parameters.choice('Status', STATUSES);
  const name = parameters.optionalText('InstanceName');
  const ids = readInstanceIds(parameters.optionalText('InstanceIds'));

  return (/** @type {Instance} */ instance) =>
    (imageId === undefined || instance.imageId === imageId) &&
    (status === undefined || instance.status === status) &&
    (name === undefined || instance.name === name) &&
    (ids === undefined || ids.includes(instance.instanceId));
}

/**
 * The text of a JSON array with at most 100 ids.
 *
 * @param {string | undefined} text
 * @returns {string[] | undefined}
 */
function readInstanceIds(text) {
  if (text === undefined) {
    return undefined;
  }
  try {
    const ids = JSON.parse(text);
    if (Array.isArray(ids) && ids.length <= 100 && ids.every((id) => typeof id === 'string')) {
      return ids;
    }
  } catch {
    // Not JSON: refused below like any other wrong value.
  }
  throw invalidParameter('InstanceIds');
}

/**
 * A token or MaxResults asks for paging by token; page numbers are then ignored.
 *
 * @param {State} state
 * @param {OperationParameters} parameters
 */
function readPaging(state, parameters) {
  const page = parameters.page();
  const token = parameters.optionalText('NextToken');
  const byToken = token !== undefined || parameters.optionalText('MaxResults') !== undefined;
  const size = byToken
    ? parameters.integer('MaxResults', { fallback: 10, maximum: 100 })
    : page.size;
  const start = byToken ? offsetOf(state, token) : (page.number - 1) * size;

  return (/** @type {Instance[]} */ found) => {
    const end = start + size;
    const number = byToken ? 1 : page.number;
    return {
      items: byToken ? found.slice(start, end) : pageOf(found, page),
      PageNumber: number,
      PageSize: size,
      NextToken: byToken && end < found.length ? state.rememberPage(end) : '',
    };
  };
}

/**
 * @param {State} state
 * @param {string | undefined} token
 */
function offsetOf(state, token) {
  const offset = token === undefined ? 0 : state.pageOffset(token);
  if (offset === undefined) {
    throw invalidParameter('NextToken');
  }
  return offset;
}

/** @param {Instance} instance */
function describe(instance) {
  return {
    InstanceId: instance.instanceId,
    InstanceName: instance.name,
    ImageId: instance.imageId,
    Status: instance.status,
    RegionId: instance.regionId,
    ZoneId: `${instance.regionId}-g`,
    InstanceType: 'ecs.g7.large',
    CreationTime: formatMinute(instance.createdAt),
  };
}
