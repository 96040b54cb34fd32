// Which images are selected. One that is not listed is never among them.
import { computed, effect, signal } from '@preact/signals';
import { onConnectionChange } from '../state/connection.js';
import { page } from '../state/page.js';
import { given } from './given.js';
import { listed, shown, shownIds } from './listed.js';

/** @type {import('@preact/signals').Signal<ReadonlySet<string>>} */
export const chosen = signal(new Set());

/** In the order of the list. */
export const chosenImages = computed(() =>
  listed.value.filter(({ imageId }) => chosen.value.has(imageId)),
);

/** How many of them the filter hides. */
export const unseenCount = computed(
  () => chosenImages.value.filter(({ imageId }) => !shownIds.value.has(imageId)).length,
);

export const isAllChosen = computed(
  () => shown.value.length > 0 && shown.value.every(({ imageId }) => chosen.value.has(imageId)),
);

/** @param {string} imageId */
export function toggle(imageId) {
  const next = new Set(chosen.value);
  if (!next.delete(imageId)) next.add(imageId);
  chosen.value = next;
}

/** All that are shown, or none of them; what the filter hides stays as it is. */
export function toggleAll() {
  const next = new Set(chosen.value);
  const isToGo = isAllChosen.value;
  for (const { imageId } of shown.value) {
    if (isToGo) next.delete(imageId);
    else next.add(imageId);
  }
  chosen.value = next;
}

/** @param {Iterable<string>} imageIds */
export function choose(imageIds) {
  chosen.value = new Set(imageIds);
}

// What a list no longer has cannot be meant any more.
effect(() => {
  const there = new Set(listed.value.map(({ imageId }) => imageId));
  const before = chosen.peek();
  const rest = [...before].filter((imageId) => there.has(imageId));
  if (rest.length < before.size) chosen.value = new Set(rest);
});

// Images of one place are none of another's.
function forget() {
  chosen.value = new Set();
  given.value = [];
}

effect(() => {
  void page.region.value;
  forget();
});
onConnectionChange(forget);
