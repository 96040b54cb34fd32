/**
 * DeleteImage: refuses an image that something stands in the way of, accepts the rest.
 */
import { ServiceError } from '../errors.js';
import { holds } from '../image-states.js';
import { requireImage } from './lookup.js';

/** @typedef {import('../image-states.js').ImageState} ImageState */

export const parameterNames = ['RegionId', 'ImageId', 'Force', 'DryRun'];

/**
 * In the order of the checks: work that is still going on, then who else has the image, then
 * the one that Force lifts.
 *
 * @type {ReadonlyArray<{
 *   state: Exclude<ImageState, 'free'>,
 *   code: import('../errors.js').ErrorCode,
 *   liftedByForce: boolean,
 * }>}
 */
const blockers = [
  { state: 'copying', code: 'OperationDenied.ImageCopying', liftedByForce: false },
  { state: 'importing', code: 'ImageIsImporting', liftedByForce: false },
  { state: 'exporting', code: 'ImageIsExporting', liftedByForce: false },
  { state: 'public', code: 'ImageIsPublic', liftedByForce: false },
  { state: 'shared', code: 'ImageUseShared', liftedByForce: false },
  { state: 'inUse', code: 'ImageUsingByInstance', liftedByForce: true },
];

/** @type {import('./index.js').Operation['run']} */
export function run(state, parameters) {
  const regionId = parameters.text('RegionId');
  const imageId = parameters.text('ImageId');
  const force = parameters.boolean('Force');
  const dryRun = parameters.boolean('DryRun');

  const image = requireImage(state, regionId, imageId);
  for (const blocker of blockers) {
    if (holds(state, image, blocker.state) && !(force && blocker.liftedByForce)) {
      throw new ServiceError(blocker.code);
    }
  }
  if (dryRun) {
    throw new ServiceError('DryRunOperation');
  }
  state.deleteImage(image);
  return {};
}
