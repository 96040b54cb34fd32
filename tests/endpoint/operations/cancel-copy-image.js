/**
 * CancelCopyImage: stops a copy under way and removes the unfinished image.
 */
import { ServiceError } from '../errors.js';
import { requireImage } from './lookup.js';

export const parameterNames = ['RegionId', 'ImageId'];

/** @type {import('./index.js').Operation['run']} */
export function run(state, parameters) {
  const regionId = parameters.text('RegionId');
  const imageId = parameters.text('ImageId');

  const image = requireImage(state, regionId, imageId);
  if (image.copy === undefined) {
    throw new ServiceError('ImageCreatedNotFromCopy');
  }
  if (image.copy.finished) {
    throw new ServiceError('IncorrectImageStatus');
  }
  state.discardImage(image);
  return {};
}
