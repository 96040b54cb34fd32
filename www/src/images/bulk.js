// Deleting many images: what is chosen, what is under way, what has come of it.
import { computed, effect, signal } from '@preact/signals';
import { clientOptions } from '../state/connection.js';
import { loading } from '../state/library.js';
import { page } from '../state/page.js';

/** @typedef {import('ecs-delete-image').BulkItem} BulkItem */
/** @typedef {import('ecs-delete-image').Blocker} Blocker */
/** @typedef {import('ecs-delete-image').Diagnosis} Diagnosis */
/** @typedef {'idle' | 'running' | 'pausing' | 'paused' | 'aborting' | 'ended'} Phase */

/** @type {import('@preact/signals').Signal<ReadonlySet<string>>} */
export const chosen = signal(new Set());

/** What was found to stand in the way; `'looking'` while it is looked for. @type {import('@preact/signals').Signal<ReadonlyMap<string, Diagnosis | 'looking' | string>>} */
export const diagnoses = signal(new Map());

/** @type {import('@preact/signals').Signal<Phase>} */
export const phase = signal('idle');

/** Every image of this deletion. @type {import('@preact/signals').Signal<readonly string[]>} */
export const batch = signal([]);

/**
 * Where and how, as it was when it began, whatever is set meanwhile.
 *
 * @type {{ ecs: import('ecs-delete-image').EcsClient, region: string, dryRun: boolean } | undefined}
 */
let course;

/** Those that have an end. @type {import('@preact/signals').Signal<ReadonlyMap<string, BulkItem>>} */
export const ended = signal(new Map());

/** What the deletion as a whole was refused for. */
export const bulkProblem = signal('');

export const failed = computed(() =>
  batch.value.filter((imageId) => ended.value.get(imageId)?.status === 'failed'),
);

// Images of one place are none of another's: what is chosen and known of them goes with them.
effect(() => {
  void [page.region.value, page.target.value];
  chosen.value = new Set();
  diagnoses.value = new Map();
  if (phase.peek() !== 'idle' && phase.peek() !== 'ended') return;
  batch.value = [];
  ended.value = new Map();
});

let controller = new AbortController();

export function isUnderWay() {
  return ['running', 'pausing', 'aborting'].includes(phase.value);
}

/** @param {string} imageId */
export function toggle(imageId) {
  const next = new Set(chosen.value);
  if (!next.delete(imageId)) next.add(imageId);
  chosen.value = next;
}

/** Begins with what is chosen. */
export async function begin() {
  const { EcsClient } = await loading;
  const ecs = new EcsClient({ ...clientOptions(), signature: 'HMAC-SHA1' });
  course = { ecs, region: page.region.value, dryRun: page.dryRun.value };
  batch.value = [...chosen.value];
  ended.value = new Map();
  await proceed(batch.value);
}

/** Goes on with what was not sent. */
export function resume() {
  return proceed(batch.value.filter((imageId) => !ended.value.has(imageId)));
}

export function retryFailed() {
  const again = failed.value;
  const rest = new Map(ended.value);
  for (const imageId of again) rest.delete(imageId);
  ended.value = rest;
  return proceed(again);
}

/** Nothing new is sent; what is under way comes to its end. */
export function pause() {
  phase.value = 'pausing';
  controller.abort();
}

/** The same, and the rest is given up. */
export function abort() {
  if (phase.value === 'paused') return giveUp();
  phase.value = 'aborting';
  return controller.abort();
}

function giveUp() {
  const all = new Map(ended.value);
  for (const imageId of batch.value) {
    if (!all.has(imageId)) all.set(imageId, { imageId, status: 'skipped' });
  }
  ended.value = all;
  phase.value = 'ended';
}

/** @param {readonly string[]} imageIds */
async function proceed(imageIds) {
  if (!course) return;
  const { ecs, region, dryRun } = course;
  controller = new AbortController();
  phase.value = 'running';
  bulkProblem.value = '';
  try {
    await ecs.deleteImages(region, imageIds, {
      signal: controller.signal,
      dryRun,
      onProgress: ({ item }) => note(item),
    });
  } catch (error) {
    bulkProblem.value = String(/** @type {any} */ (error).message ?? error);
  }
  conclude(/** @type {Phase} */ (phase.value));
}

/** @param {Phase} before */
function conclude(before) {
  if (before === 'aborting') return giveUp();
  phase.value = before === 'pausing' && hasOpen() ? 'paused' : 'ended';
}

function hasOpen() {
  return batch.value.some((imageId) => !ended.value.has(imageId));
}

/** @param {BulkItem} item */
function note(item) {
  if (item.status === 'skipped') return;
  ended.value = new Map(ended.value).set(item.imageId, item);
  if (item.status === 'failed') return;
  const rest = new Set(chosen.value);
  rest.delete(item.imageId);
  chosen.value = rest;
}

/** How many images are looked at side by side; each takes several calls. */
const LOOKS = 3;

/** @param {readonly string[]} imageIds */
export async function diagnose(imageIds) {
  const waiting = [...imageIds];
  const { EcsClient } = await loading;
  const ecs = new EcsClient({ ...clientOptions(), signature: 'HMAC-SHA1' });
  const place = page.region.value;
  const set = (/** @type {string} */ imageId, /** @type {Diagnosis | string} */ found) => {
    diagnoses.value = new Map(diagnoses.value).set(imageId, found);
  };
  const work = async () => {
    for (let imageId = waiting.shift(); imageId !== undefined; imageId = waiting.shift()) {
      set(imageId, 'looking');
      const found = await ecs
        .diagnose(place, imageId)
        .catch((error) => String(error.code ?? error));
      set(imageId, found);
    }
  };
  await Promise.all(Array.from({ length: LOOKS }, work));
}
