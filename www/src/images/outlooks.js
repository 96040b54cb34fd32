// What would stand in the way of each deletion, as far as it was looked for.
import { effect, signal, untracked } from '@preact/signals';
import { imagesAsked } from '../state/choices.js';
import { clientOptions, onConnectionChange } from '../state/connection.js';
import { loading } from '../state/library.js';
import { page } from '../state/page.js';

/** @typedef {import('ecs-delete-image').Diagnosis} Diagnosis */

/**
 * `'looking'` while it is looked for; the code of the error where that failed.
 *
 * @typedef {Diagnosis | 'looking' | string} Outlook
 */

/** @type {import('@preact/signals').Signal<ReadonlyMap<string, Outlook>>} */
export const outlooks = signal(new Map());

/** How far the search is, while there is one. @type {import('@preact/signals').Signal<{ done: number, total: number } | undefined>} */
export const looked = signal(undefined);

/** How many images are looked at side by side; each takes several calls. */
const LOOKS = 3;

/** One at a time: what is asked for in the middle of it joins it. @type {ReturnType<typeof newSearch> | undefined} */
let current;

function newSearch() {
  const options = /** @type {const} */ ({ ...clientOptions(), signature: 'HMAC-SHA1' });
  return {
    region: page.region.peek(),
    controller: new AbortController(),
    client: loading.then(({ EcsClient }) => new EcsClient(options)),
    /** Images that are still to be looked at. @type {Set<string>} */
    waiting: new Set(),
    workers: 0,
  };
}

/** @typedef {ReturnType<typeof newSearch>} Search */

/** What was found stays. */
export function stopLooking() {
  current?.controller.abort();
  current = undefined;
  looked.value = undefined;
  outlooks.value = new Map([...outlooks.peek()].filter(([, found]) => found !== 'looking'));
}

// What is still looked for in one place is of no use in another, and no key's business but the one's
// that it began with.
function forget() {
  stopLooking();
  outlooks.value = new Map();
}

effect(() => {
  void page.region.value;
  forget();
});
onConnectionChange(forget);

// What is listed anew may have changed in what blocks it, too.
effect(() => {
  void imagesAsked.value;
  untracked(() => forgetFound());
});

/** What is under way goes on. @param {ReadonlySet<string>} [imageIds] all of them by default */
export function forgetFound(imageIds) {
  const isToGo = (/** @type {string} */ imageId) => imageIds?.has(imageId) ?? true;
  outlooks.value = new Map(
    [...outlooks.peek()].filter(([imageId, found]) => found === 'looking' || !isToGo(imageId)),
  );
}

/** @param {readonly string[]} imageIds */
export function lookAt(imageIds) {
  if (imageIds.length === 0) return;
  const search = (current ??= newSearch());
  const isOpen = (/** @type {string} */ imageId) =>
    search.waiting.has(imageId) || outlooks.peek().get(imageId) === 'looking';
  const news = imageIds.filter((imageId) => !isOpen(imageId));
  for (const imageId of news) search.waiting.add(imageId);
  count({ total: news.length });
  while (search.workers < LOOKS && search.waiting.size > 0) work(search);
}

/** @param {Search} search */
async function work(search) {
  search.workers += 1;
  while (search === current && search.waiting.size > 0) {
    const [imageId] = search.waiting;
    search.waiting.delete(imageId);
    note(imageId, 'looking');
    const found = await look(search, imageId);
    if (search !== current) return;
    note(imageId, found);
    count({ done: 1 });
  }
  search.workers -= 1;
  if (search !== current || search.workers > 0) return;
  current = undefined;
  looked.value = undefined;
}

/** @param {Search} search @param {string} imageId */
async function look({ client, region, controller }, imageId) {
  try {
    return await (await client).diagnose(region, imageId, { signal: controller.signal });
  } catch (error) {
    const { code, name } = /** @type {any} */ (error);
    return String(code ?? name);
  }
}

/** @param {string} imageId @param {Diagnosis | string} found */
function note(imageId, found) {
  outlooks.value = new Map(outlooks.peek()).set(imageId, found);
}

/** @param {{ done?: number, total?: number }} more */
function count({ done = 0, total = 0 }) {
  const before = looked.peek() ?? { done: 0, total: 0 };
  looked.value = { done: before.done + done, total: before.total + total };
}
