// Carries out calls for the page: the deletion, and what remedies ask for.
import { effect, signal } from '@preact/signals';
import { watchedFetch } from '../lib/attempts.js';
import * as connection from '../state/connection.js';
import { loading } from '../state/library.js';
import { isForced, page, typedImage } from '../state/page.js';

/** @typedef {import('../lib/attempts.js').Attempt} Attempt */
/** @typedef {import('ecs-delete-image').DeleteImageResult} DeleteImageResult */
/** @typedef {import('ecs-delete-image').EcsError} EcsError */

/** @typedef {{ result: DeleteImageResult } | { error: EcsError } | { isStopped: true } | { foreign: string }} Ending */

/**
 * What is to be deleted, and how.
 *
 * @typedef {object} Wish
 * @property {string} region
 * @property {string} image
 * @property {boolean} force
 * @property {boolean} dryRun
 */

/**
 * @typedef {object} RunFacts
 * @property {boolean} isBrowserRefused signed with V3, for which a browser asks first
 * @property {Attempt[]} attempts
 * @property {Ending} [ending]
 */
/** @typedef {Wish & RunFacts} Run */

/** The last one. @type {import('@preact/signals').Signal<Run | undefined>} */
export const run = signal(undefined);

// What was answered elsewhere is no ground to act here.
effect(() => {
  void page.target.value;
  if (run.peek()?.ending) run.value = undefined;
});

let controller = new AbortController();

export function stopRun() {
  controller.abort();
}

export function isRunning() {
  return run.value !== undefined && run.value.ending === undefined;
}

/** What the form says. @returns {Wish} */
export function formWish() {
  const { region, image, dryRun } = page;
  return { region: region.value, image: image.value, force: isForced(), dryRun: dryRun.value };
}

/** @param {Wish} wish what was asked for and confirmed, whatever the form says by now */
export async function startRun(wish) {
  if (isRunning()) return;
  controller = new AbortController();
  const { signature, keys } = page;
  const isBrowserRefused = signature.value !== 'HMAC-SHA1' && keys.value !== 'presign';
  run.value = { ...wish, isBrowserRefused, attempts: [] };
  page.panel.value = 'response';
  const note = (/** @type {Partial<Run>} */ news) => {
    if (run.value) run.value = { ...run.value, ...news };
  };
  const send = watchedFetch((attempts) => note({ attempts }));
  note({ ending: await endingOf(() => carryOut(wish, send)) });
  typedImage.value = '';
}

/**
 * @param {Wish} wish
 * @param {typeof fetch} send
 */
async function carryOut({ region, image, force, dryRun }, send) {
  const { EcsClient, sendPresigned } = await loading;
  const { signal } = controller;
  if (page.keys.value === 'presign') {
    const request = await presigned({ regionId: region, imageId: image, force, dryRun });
    return sendPresigned(request, { signal, fetch: send });
  }
  const ecs = new EcsClient(connection.clientOptions(send));
  return ecs.deleteImage(region, image, force, { signal, dryRun });
}

/**
 * Asks the user's function, which has the key, to sign.
 *
 * @param {{ regionId: string, imageId: string, force: boolean, dryRun: boolean }} deletion
 * @returns {Promise<import('ecs-delete-image').PresignedRequest>}
 */
async function presigned(deletion) {
  const response = await fetch(new URL(connection.presignUrl.value, document.baseURI), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(deletion),
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    signal: controller.signal,
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const request = await response.json();
  if (!isFor(request, deletion)) throw new Error('signed for something else than was asked for');
  return request;
}

/**
 * Whether what was signed is what was asked for: a function that passes over the dry run, or signs
 * another image, would delete.
 *
 * @param {import('ecs-delete-image').PresignedRequest} request
 * @param {{ regionId: string, imageId: string, force: boolean, dryRun: boolean }} deletion
 */
function isFor({ url, body }, { regionId, imageId, force, dryRun }) {
  const form = new URLSearchParams(body ?? new URL(url).search);
  return (
    form.get('RegionId') === regionId &&
    form.get('ImageId') === imageId &&
    (form.get('Force') === 'true') === force &&
    (form.get('DryRun') === 'true') === dryRun
  );
}

/**
 * @param {() => Promise<DeleteImageResult>} act
 * @returns {Promise<Ending>}
 */
async function endingOf(act) {
  const { isEcsError } = await loading;
  try {
    return { result: await act() };
  } catch (error) {
    if (isEcsError(error)) return { error };
    if (controller.signal.aborted) return { isStopped: true };
    return { foreign: connection.hidden(String(error)) };
  }
}

/**
 * One call of another operation, watched.
 *
 * @param {string} action
 * @param {Record<string, any>} parameters
 */
export async function callOperation(action, parameters) {
  const { EcsClient } = await loading;
  const ecs = new EcsClient(connection.clientOptions());
  return ecs.call(action, parameters);
}
