/**
 * DescribeTasks: the asynchronous tasks of one region, filtered and paged.
 */
import { invalidParameter } from '../errors.js';
import { formatMinute, parseCoarseTimestamp } from '../timestamps.js';
import { pageOf, requireRegionOfTask } from './lookup.js';

/** @typedef {import('../state.js').Task} Task */
/** @typedef {import('../operation-parameters.js').OperationParameters} OperationParameters */

const ACTIONS = [
  'ImportImage',
  'ExportImage',
  'RedeployInstance',
  'ModifyDiskSpec',
  'ArchiveSnapshot',
];
const STATUSES = ['Finished', 'Processing', 'Failed'];

/** The actions that CancelTask can cancel. */
export const cancellableActions = ['ImportImage', 'ExportImage'];

export const parameterNames = [
  'RegionId',
  'TaskIds',
  'TaskAction',
  'TaskStatus',
  'StartTime',
  'EndTime',
  'ResourceIds.N',
  'PageNumber',
  'PageSize',
];

/** @type {import('./index.js').Operation['run']} */
export function run(state, parameters) {
  const regionId = parameters.text('RegionId');
  const matches = readFilter(parameters);
  const page = parameters.page();

  requireRegionOfTask(regionId);
  const found = state.tasks().filter((task) => task.regionId === regionId && matches(task));
  return {
    PageNumber: page.number,
    PageSize: page.size,
    TotalCount: found.length,
    RegionId: regionId,
    TaskSet: { Task: pageOf(found, page).map(describe) },
  };
}

/** @param {OperationParameters} parameters */
function readFilter(parameters) {
  const taskIds = parameters.commaList('TaskIds', 100);
  const action = parameters.choice('TaskAction', ACTIONS);
  const status = parameters.choice('TaskStatus', STATUSES);
  const start = readTime(parameters, 'StartTime') ?? -Infinity;
  const end = readTime(parameters, 'EndTime') ?? Infinity;
  const resourceIds = parameters.list('ResourceIds', 100);

  return (/** @type {Task} */ task) =>
    (taskIds === undefined || taskIds.includes(task.taskId)) &&
    (action === undefined || task.action === action) &&
    (status === undefined || task.status === status) &&
    start <= task.createdAt &&
    task.createdAt <= end &&
    (resourceIds.length === 0 || resourceIds.includes(task.resourceId));
}

/**
 * @param {OperationParameters} parameters
 * @param {string} name
 */
function readTime(parameters, name) {
  const text = parameters.optionalText(name);
  const time = text === undefined ? undefined : parseCoarseTimestamp(text);
  if (text !== undefined && time === undefined) {
    throw invalidParameter(name);
  }
  return time;
}

/** @param {Task} task */
function describe(task) {
  const cancellable = cancellableActions.includes(task.action) && task.status === 'Processing';
  return {
    TaskId: task.taskId,
    TaskAction: task.action,
    TaskStatus: task.status,
    // Text, as the service types it.
    SupportCancel: String(cancellable),
    CreationTime: formatMinute(task.createdAt),
    FinishedTime: task.finishedAt === undefined ? '' : formatMinute(task.finishedAt),
    ResourceId: task.resourceId,
  };
}
