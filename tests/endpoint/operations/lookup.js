/**
 * Finding what a call names, or refusing it. Shared by the operations; it changes nothing.
 */
import { ServiceError } from '../errors.js';
import { regions } from '../regions.js';

/** @typedef {import('../operation-parameters.js').OperationParameters} OperationParameters */
/** @typedef {import('../state.js').State} State */

/** @param {string} regionId */
export function requireRegion(regionId) {
  const region = regions.get(regionId);
  if (region === undefined) {
    throw new ServiceError('InvalidRegionId.NotFound');
  }
  return region;
}

/**
 * The task operations refuse an unknown region with another status.
 *
 * @param {string} regionId
 */
export function requireRegionOfTask(regionId) {
  if (!regions.has(regionId)) {
    throw new ServiceError('InvalidRegionId.NotFound', { httpStatus: 400 });
  }
}

/**
 * An image that exists in another region is not found in this one.
 *
 * @param {State} state
 * @param {string} regionId
 * @param {string} imageId
 */
export function requireImage(state, regionId, imageId) {
  requireRegion(regionId);
  const image = state.findImage(imageId);
  if (image === undefined || image.regionId !== regionId) {
    throw new ServiceError('InvalidImageId.NotFound');
  }
  return image;
}

/**
 * @template T
 * @param {T[]} items
 * @param {{ number: number, size: number }} page
 */
export function pageOf(items, page) {
  return items.slice((page.number - 1) * page.size, page.number * page.size);
}
