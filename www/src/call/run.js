// Carries out calls for the page: the deletion, and what remedies ask for.
import { signal } from '@preact/signals';
import { watchedFetch } from '../lib/attempts.js';
import { isBlocked } from '../lib/blocked.js';
import { ABOUT_THE_KEY } from '../lib/codes.js';
import { endOf } from '../lib/ends.js';
import { reloadImages } from '../state/choices.js';
import * as connection from '../state/connection.js';
import { loading } from '../state/library.js';
import { settled } from '../state/lost.js';
import { isForced, page, typedImage } from '../state/page.js';
import { presign } from '../state/presigner.js';

/** @typedef {import('../lib/attempts.js').Attempt} Attempt */
/** @typedef {import('ecs-delete-image').DeleteImageResult} DeleteImageResult */
/** @typedef {import('ecs-delete-image').EcsError} EcsError */

/** @typedef {import('../lib/credentials.js').Key} Key */

/**
 * With a `fate`, an error ends more than this call: one before it had no clear answer.
 *
 * @typedef {{ result: DeleteImageResult } | { error: EcsError, fate?: import('../lib/ends.js').Fate } | { isStopped: true } | { keyless: unknown } | { foreign: unknown }} Ending
 */

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
 * @property {boolean} [isMoved] the connection was changed while it was under way
 * @property {Ending} [ending]
 * @property {string} [sentTo] where the deletion went; nothing if it ended before it was sent
 */
/** @typedef {Wish & RunFacts} Run */

/** The last one. @type {import('@preact/signals').Signal<Run | undefined>} */
export const run = signal(undefined);

/** The remedy that is carried out, from its button to its end. @type {import('@preact/signals').Signal<{ action: string } | undefined>} */
export const remedyUnderWay = signal(undefined);

/** What the last remedy for this run was answered. @type {import('@preact/signals').Signal<{ action: string, text: string } | undefined>} */
export const remedyAnswer = signal(undefined);

/** The action of a remedy that had no answer yet when the connection was changed. */
export const unanswered = signal('');

/** Whether a key is waited for, to begin with. */
export const isPreparing = signal(false);

let controller = new AbortController();

// What was answered elsewhere, or to another key, is no ground to act here, and not to be seen either.
// A deletion that is under way sends nothing more; that it was, must still be said, and the next key is
// another one twice, when it is begun and when it is used: it stays until the next deletion begins.
connection.onConnectionChange(() => {
  const last = run.peek();
  if (last && !last.ending) run.value = { ...last, attempts: [], isMoved: true };
  else if (!last?.isMoved) run.value = undefined;
  remedyUnderWay.value = undefined;
  remedyAnswer.value = undefined;
  controller.abort();
});

export function stopRun() {
  if (isPreparing.peek()) connection.stopAsking();
  controller.abort();
}

export function isRunning() {
  return isPreparing.value || (run.value !== undefined && run.value.ending === undefined);
}

/** Whether something is under way whose end another call would take from view: a deletion, or a remedy. */
export function isBusy() {
  return isRunning() || remedyUnderWay.value !== undefined;
}

/** What the form says. @returns {Wish} */
export function formWish() {
  const { region, image, dryRun } = page;
  return { region: region.value, image: image.value, force: isForced(), dryRun: dryRun.value };
}

/**
 * @param {Wish} wish what was asked for and confirmed, whatever the form says by now
 * @param {Key} [key] that signs it, and no other; none where others sign
 */
export async function startRun({ region, image, force, dryRun }, key) {
  if (isRunning()) return;
  controller = new AbortController();
  const wish = { region, image, force, dryRun };
  const isBrowserRefused = page.signature.value !== 'HMAC-SHA1' && page.keys.value !== 'presign';
  run.value = { ...wish, isBrowserRefused, attempts: [] };
  unanswered.value = '';
  remedyAnswer.value = undefined;
  page.panel.value = 'response';
  const { signal } = controller;
  const way = { region, dryRun, signer: connection.signerOf(key) };
  const send = watched();
  /** @type {string | undefined} */
  let sentTo;
  const act = deletion(wish, key, (input, init) => {
    sentTo = input instanceof Request ? input.url : String(input);
    return send(input, init);
  });
  const ending = await endingOf(act, signal);
  if ('error' in ending && ABOUT_THE_KEY.includes(ending.error.code)) connection.refuseKey(key);
  const isSent = sentTo !== undefined && !isBlocked(sentTo);
  const end = remembered(way, image, ending, isSent);
  note(signal, { sentTo, ending: end });
  typedImage.value = '';
  if (isGone(end)) reloadImages();
}

/** Whether the image is no more what the list says of it. @param {Ending} ending */
function isGone(ending) {
  if ('error' in ending) return ending.fate === 'absent';
  return 'result' in ending && ending.result.outcome !== 'validated';
}

/** Says that the call did not begin, because there is no key. @param {Wish} wish @param {unknown} why */
export function showKeyless(wish, why) {
  run.value = { ...wish, isBrowserRefused: false, attempts: [], ending: { keyless: why } };
  remedyAnswer.value = undefined;
  page.panel.value = 'response';
}

/**
 * What this deletion's end says together with one before it that got no clear answer.
 *
 * @param {import('../state/lost.js').Way} way
 * @param {string} imageId
 * @param {Ending} ending
 * @param {boolean} isSent
 * @returns {Ending}
 */
function remembered(way, imageId, ending, isSent) {
  if ('result' in ending) {
    settled(way, { imageId, fate: ending.result.outcome });
    return ending;
  }
  /** @type {import('../lib/ends.js').End} */
  const end =
    'error' in ending
      ? endOf({ imageId, status: 'failed', error: ending.error })
      : { imageId, fate: 'unknown' };
  if (end.fate !== 'unknown') return { ...ending, fate: settled(way, end).fate };
  if (isSent) settled(way, end);
  return ending;
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
 * The deletion, with place and signature as they are set now.
 *
 * @param {Wish} wish
 * @param {Key | undefined} key
 * @param {typeof fetch} send
 * @returns {() => Promise<DeleteImageResult>}
 */
function deletion({ region, image, force, dryRun }, key, send) {
  const { signal } = controller;
  if (page.keys.value === 'presign') {
    const url = connection.presignUrl.value;
    const asked = { regionId: region, imageId: image, force, dryRun };
    return async () => {
      const { sendPresigned } = await loading;
      return sendPresigned(await presign(url, asked, signal), { signal, fetch: send });
    };
  }
  const options = connection.clientOptions(send, key);
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
 * What a remedy calls with, watched, as the place is now. Signature 1.0 always: a browser may send
 * nothing else.
 *
 * @param {Key} key that signs all of it
 */
export async function remedyClient(key) {
  const options = {
    ...connection.clientOptions(watched(), key),
    signature: /** @type {const} */ ('HMAC-SHA1'),
  };
  const { EcsClient } = await loading;
  return new EcsClient(options);
}
