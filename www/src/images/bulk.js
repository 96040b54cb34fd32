// Deleting many images: what is under way, and what has come of it.
import { computed, effect, signal, untracked } from '@preact/signals';
import { hidden, keyInUse, onConnectionChange } from '../state/connection.js';
import { guardLeaving } from '../state/leaving.js';
import { page } from '../state/page.js';
import { chosen } from './chosen.js';
import { brokenOff, isToRetry } from '../lib/ends.js';
import { forgetFound } from './outlooks.js';
import { lostOf, settled } from '../state/lost.js';

/** @typedef {import('ecs-delete-image').Image} Image */
/** @typedef {import('./course.js').Course} Course */
/** @typedef {import('../lib/ends.js').End} End */
/** @typedef {'idle' | 'running' | 'pausing' | 'paused' | 'aborting' | 'ended'} Phase */

/** @type {import('@preact/signals').Signal<Phase>} */
export const phase = signal('idle');

/** Every image of this deletion. @type {import('@preact/signals').Signal<readonly Image[]>} */
export const batch = signal([]);

/** Of this deletion. @type {import('@preact/signals').Signal<Course | undefined>} */
export const course = signal(undefined);

/** Those that have an end. @type {import('@preact/signals').Signal<ReadonlyMap<string, End>>} */
export const ended = signal(new Map());

/** What the deletion as a whole was broken off for. */
export const problem = signal('');

/** Whether it was ended because the connection was changed. */
export const isMoved = signal(false);

/** What another try is worth while. */
export const toRetry = computed(() =>
  batch.value.filter(({ imageId }) => isToRetry(ended.value.get(imageId))),
);

export const isBusy = computed(() => phase.value !== 'idle' && phase.value !== 'ended');
guardLeaving(() => isBusy.value);

/** The id of the key at hand, where it is not the one that was confirmed. */
export const otherKeyId = computed(() => {
  const { keyId = '' } = course.value ?? {};
  const { accessKeyId = keyId } = keyInUse.value ?? {};
  return isBusy.value && keyId !== '' && accessKeyId !== keyId ? accessKeyId : '';
});

let controller = new AbortController();

/** The ends that those had which are tried again, and those that nobody knows from earlier. @type {ReadonlyMap<string, End>} */
let former = new Map();

function forget() {
  phase.value = 'idle';
  batch.value = [];
  ended.value = new Map();
  former = new Map();
  course.value = undefined;
  problem.value = '';
  isMoved.value = false;
}

// A deletion that runs goes on in its own region; one that is over is none of another's.
effect(() => {
  void page.region.value;
  if (!isBusy.peek()) forget();
});

// But nothing is sent by a key, or to a place, that the page no longer shows. What was sent until then
// has to be seen, and the next key is another one twice, when it is begun and when it is used: it stays
// until the next deletion begins.
onConnectionChange(() => {
  if (isBusy.value) {
    isMoved.value = true;
    abort();
  } else if (!isMoved.value) forget();
});

// A function may give a key of another account: by that one nobody has confirmed anything.
effect(() => {
  if (otherKeyId.value !== '' && phase.value === 'running') untracked(pause);
});

/**
 * Begins with what was confirmed.
 *
 * @param {readonly Image[]} images
 * @param {Course} how
 */
export async function begin(images, how) {
  if (isBusy.value) return;
  forget();
  course.value = how;
  batch.value = images;
  former = lostOf(how, images);
  await proceed();
}

/** Goes on with what has no end. @param {Course} how the course that it had, or by a key confirmed since */
export async function resume(how) {
  if (phase.value !== 'paused') return;
  course.value = how;
  await proceed();
}

/**
 * @param {readonly Image[]} images those that were confirmed
 * @param {Course} how the course that it had, or by a key confirmed since
 */
export async function retry(images, how) {
  if (isBusy.value) return;
  course.value = how;
  const rest = new Map(ended.value);
  former = new Map();
  for (const { imageId } of images) {
    const end = rest.get(imageId);
    if (end) former = new Map(former).set(imageId, end);
    rest.delete(imageId);
  }
  ended.value = rest;
  await proceed();
}

/** Nothing new is sent; what is under way comes to its end. */
export function pause() {
  if (phase.value !== 'running') return;
  phase.value = 'pausing';
  controller.abort();
}

/** The same, and the rest is given up. */
export function abort() {
  if (phase.value === 'paused') return giveUp();
  phase.value = 'aborting';
  return controller.abort();
}

/** What was not sent now keeps what it was before. */
function giveUp() {
  endOpen((imageId) => former.get(imageId) ?? { imageId, fate: 'skipped' });
  conclude();
}

/** @param {(imageId: string) => End} endFor */
function endOpen(endFor) {
  const all = new Map(ended.value);
  for (const imageId of open()) all.set(imageId, endFor(imageId));
  ended.value = all;
}

/** Those that have no end. */
export function openImages() {
  return batch.value.filter(({ imageId }) => !ended.value.has(imageId));
}

function open() {
  return openImages().map(({ imageId }) => imageId);
}

async function proceed() {
  if (!course.value) return;
  /** @type {Set<string>} */
  const sent = new Set();
  controller = new AbortController();
  const { signal: mine } = controller;
  phase.value = 'running';
  problem.value = '';
  try {
    const onSend = (/** @type {string} */ imageId) => void sent.add(imageId);
    await course.value.send(open(), { signal: mine, onEnd: note, onSend });
  } catch (error) {
    return breakOff(error, sent);
  }
  if (/** @type {Phase} */ (phase.value) === 'pausing' && open().length > 0) {
    phase.value = 'paused';
  } else {
    giveUp();
  }
}

/**
 * @param {unknown} error
 * @param {ReadonlySet<string>} sent
 */
function breakOff(error, sent) {
  problem.value = hidden(String(/** @type {any} */ (error)?.message ?? error));
  forgetFound(sent);
  endOpen((imageId) => {
    const before = former.get(imageId);
    if (before && !sent.has(imageId)) return before;
    const end = brokenOff(imageId, sent.has(imageId), error);
    return sent.has(imageId) ? judged(end) : end;
  });
  conclude();
}

function conclude() {
  phase.value = 'ended';
  former = new Map();
}

/** @param {End} end */
function judged(end) {
  return course.value ? settled(course.value, end) : end;
}

/** @param {End} end */
function note(end) {
  const { imageId } = end;
  const now = judged(end);
  ended.value = new Map(ended.value).set(imageId, now);
  // What was found before says nothing of the image as it is now.
  forgetFound(new Set([imageId]));
  if (isToRetry(now)) return;
  const rest = new Set(chosen.value);
  rest.delete(imageId);
  chosen.value = rest;
}
