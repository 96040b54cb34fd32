// Carries out calls for the page: the deletion, and what remedies ask for.
import { signal } from '@preact/signals';
import { watchedFetch } from '../lib/attempts.js';
import * as connection from '../state/connection.js';
import { loading } from '../state/library.js';
import { isForced, page, typedImage } from '../state/page.js';
import { presign } from '../state/presigner.js';

/** @typedef {import('../lib/attempts.js').Attempt} Attempt */
/** @typedef {import('ecs-delete-image').DeleteImageResult} DeleteImageResult */
/** @typedef {import('ecs-delete-image').EcsError} EcsError */

/** @typedef {{ result: DeleteImageResult } | { error: EcsError } | { isStopped: true } | { foreign: unknown }} Ending */

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
 * @property {string} [sentTo] where the deletion went; nothing if it ended before it was sent
 */
/** @typedef {Wish & RunFacts} Run */

/** The last one. @type {import('@preact/signals').Signal<Run | undefined>} */
export const run = signal(undefined);

let controller = new AbortController();

// What was answered elsewhere, or to another key, is no ground to act here, and not to be seen either.
// A deletion that is under way sends nothing more; that it was, must still be said.
connection.onConnectionChange(() => {
  run.value = isRunning() ? { .../** @type {Run} */ (run.peek()), attempts: [] } : undefined;
  controller.abort();
});

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

/**
 * @param {Wish} wish what was asked for and confirmed, whatever the form says by now
 */
export async function startRun({ region, image, force, dryRun }) {
  if (isRunning()) return;
  controller = new AbortController();
  const wish = { region, image, force, dryRun };
  const isBrowserRefused = page.signature.value !== 'HMAC-SHA1' && page.keys.value !== 'presign';
  run.value = { ...wish, isBrowserRefused, attempts: [] };
  page.panel.value = 'response';
  const send = watched();
  /** @type {string | undefined} */
  let sentTo;
  const act = deletion(wish, (input, init) => {
    sentTo = input instanceof Request ? input.url : String(input);
    return send(input, init);
  });
  const { signal } = controller;
  const ending = await endingOf(act, signal);
  note(signal, { ending, sentTo });
  typedImage.value = '';
}

/**
 * News of the run that is shown, if it is the one that they are about.
 *
 * @param {AbortSignal} signal its own
 * @param {Partial<Run>} news
 */
function note(signal, news) {
  if (run.value && signal === controller.signal) run.value = { ...run.value, ...news };
}

/** A `fetch` whose attempts stand on the time line, after those that are there. @returns {typeof fetch} */
function watched() {
  const id = connection.connectionId.peek();
  const { signal } = controller;
  const earlier = run.peek()?.attempts ?? [];
  return watchedFetch((attempts) => {
    if (id === connection.connectionId.peek()) note(signal, { attempts });
  }, earlier);
}

/**
 * The deletion, with key, place and signature as they are set now.
 *
 * @param {Wish} wish
 * @param {typeof fetch} send
 * @returns {() => Promise<DeleteImageResult>}
 */
function deletion({ region, image, force, dryRun }, send) {
  const { signal } = controller;
  if (page.keys.value === 'presign') {
    const url = connection.presignUrl.value;
    const asked = { regionId: region, imageId: image, force, dryRun };
    return async () => {
      const { sendPresigned } = await loading;
      return sendPresigned(await presign(url, asked, signal), { signal, fetch: send });
    };
  }
  const options = connection.clientOptions(send);
  return async () => {
    const { EcsClient } = await loading;
    return new EcsClient(options).deleteImage(region, image, force, { signal, dryRun });
  };
}

/**
 * @param {() => Promise<DeleteImageResult>} act
 * @param {AbortSignal} signal
 * @returns {Promise<Ending>}
 */
async function endingOf(act, signal) {
  try {
    return { result: await act() };
  } catch (error) {
    const { isEcsError } = await loading.catch(() => ({ isEcsError: () => false }));
    if (isEcsError(error)) return { error: /** @type {EcsError} */ (error) };
    return signal.aborted ? { isStopped: true } : { foreign: error };
  }
}

/**
 * What a remedy calls with, watched, as key and place are now. Signature 1.0 always: a browser may send
 * nothing else.
 */
export async function remedyClient() {
  const options = {
    ...connection.clientOptions(watched()),
    signature: /** @type {const} */ ('HMAC-SHA1'),
  };
  const { EcsClient } = await loading;
  return new EcsClient(options);
}
