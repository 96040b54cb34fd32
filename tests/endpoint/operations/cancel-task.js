/**
 * CancelTask: ends a running import or export.
 */
import { ServiceError } from '../errors.js';
import { cancellableActions } from './describe-tasks.js';
import { requireRegionOfTask } from './lookup.js';

export const parameterNames = ['RegionId', 'TaskId'];

/** @type {import('./index.js').Operation['run']} */
export function run(state, parameters) {
  const regionId = parameters.text('RegionId');
  const taskId = parameters.text('TaskId');

  requireRegionOfTask(regionId);
  const task = state.findTask(taskId);
  if (task === undefined || task.regionId !== regionId) {
    throw new ServiceError('InvalidTaskId.NotFound');
  }
  if (!cancellableActions.includes(task.action)) {
    throw new ServiceError('InvalidTaskId.TaskActionNotSupport');
  }
  if (task.status !== 'Processing') {
    throw new ServiceError('InvalidTaskId.IncorrectTaskStatus');
  }
  state.endTask(task, 'Failed');
  const image = state.findImage(task.resourceId);
  if (task.action === 'ImportImage' && image !== undefined) {
    // An image whose import was cancelled stays, unusable but deletable.
    image.failed = true;
  }
  return {};
}
