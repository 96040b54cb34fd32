// Whether the region is one, by the package, as long as the images are shown.
import { computed, effect, signal } from '@preact/signals';
import { library } from '../state/library.js';
import { page } from '../state/page.js';
import { firstWrong } from './given.js';

/** The last region that was none. */
const wrongRegion = signal('');

export const isRegionWrong = computed(
  () => page.region.value !== '' && page.region.value === wrongRegion.value,
);

/** An id that is one, so that only the region can be wrong. */
const ANY_IMAGE = 'm-0';

/** Follows the region until it is told to stop. */
export function followRegion() {
  return effect(() => {
    const region = page.region.value;
    if (library.value && region !== '') check(region);
  });
}

/** @param {string} region */
async function check(region) {
  const wrong = await firstWrong(region, [ANY_IMAGE]).catch(() => undefined);
  if (wrong?.argument === 'regionId') wrongRegion.value = region;
}
