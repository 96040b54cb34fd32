// Which images the table lists, and which of them it shows: those of this place, through the filter.
import { computed, effect, signal } from '@preact/signals';
import { images } from '../state/choices.js';
import { connectionId } from '../state/connection.js';
import { page } from '../state/page.js';
import { given } from './given.js';

/** @typedef {import('ecs-delete-image').Image} Image */

export const filter = signal('');

/** Whether the ids have to be entered: a page that only sends what others sign can list nothing. */
export const isByHand = computed(() => page.keys.value === 'presign');

const place = computed(() => `${connectionId.value} ${page.region.value}`);

/** Of the list of images at hand. */
const listedPlace = signal('');

effect(() => {
  void images.value;
  listedPlace.value = place.peek();
});

/** Those of another place are gone before those of this one are there. @type {import('@preact/signals').ReadonlySignal<readonly Image[]>} */
export const listed = computed(() => {
  if (isByHand.value) return given.value;
  return listedPlace.value === place.value ? images.value : [];
});

/** Those that pass the filter. */
export const shown = computed(() => {
  const wanted = filter.value.trim().toLowerCase();
  if (wanted === '') return listed.value;
  return listed.value.filter(({ imageId, imageName = '', status = '' }) =>
    `${imageId} ${imageName} ${status}`.toLowerCase().includes(wanted),
  );
});

export const shownIds = computed(() => new Set(shown.value.map(({ imageId }) => imageId)));
