/**
 * The images that exist when the endpoint starts, one for each state, as data.
 */

export const demoRegionId = 'cn-hangzhou';

/** @satisfies {Record<import('./image-states.js').ImageState, string>} */
export const demoImages = {
  free: 'm-bp1free0000000000001',
  inUse: 'm-bp1inuse000000000001',
  shared: 'm-bp1shared00000000001',
  copying: 'm-bp1copying0000000001',
  importing: 'm-bp1importing00000001',
  exporting: 'm-bp1exporting00000001',
  public: 'm-bp1public00000000001',
};
