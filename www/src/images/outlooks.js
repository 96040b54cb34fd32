// What would stand in the way of each deletion, as far as it was looked for.
import { effect, signal } from '@preact/signals';
import { clientOptions, onConnectionChange } from '../state/connection.js';
import { loading } from '../state/library.js';
import { page } from '../state/page.js';

/** @typedef {import('ecs-delete-image').Diagnosis} Diagnosis */

/** `'looking'` while it is looked for; the code of the error where that failed. @type {import('@preact/signals').Signal<ReadonlyMap<string, Diagnosis | 'looking' | string>>} */
export const outlooks = signal(new Map());

/** Another one for each place: what is still looked for there is of no use here. */
let search = {};

function forget() {
  search = {};
  outlooks.value = new Map();
}

effect(() => {
  void page.region.value;
  forget();
});
onConnectionChange(forget);

/** How many images are looked at side by side; each takes several calls. */
const LOOKS = 3;

/** @param {readonly string[]} imageIds */
export async function lookAt(imageIds) {
  const mine = search;
  const region = page.region.value;
  const options = /** @type {const} */ ({ ...clientOptions(), signature: 'HMAC-SHA1' });
  const { EcsClient } = await loading;
  const ecs = new EcsClient(options);
  const waiting = [...imageIds];
  const set = (/** @type {string} */ imageId, /** @type {Diagnosis | string} */ found) => {
    if (mine === search) outlooks.value = new Map(outlooks.value).set(imageId, found);
  };
  const work = async () => {
    while (waiting.length > 0 && mine === search) {
      const imageId = /** @type {string} */ (waiting.shift());
      set(imageId, 'looking');
      set(imageId, await ecs.diagnose(region, imageId).catch(({ code }) => String(code)));
    }
  };
  await Promise.all(Array.from({ length: LOOKS }, work));
}
