// Signs what the form says whenever it changes, sends nothing, and tells what the package says of it.
import { effect, signal } from '@preact/signals';
import { requestFacts } from '../lib/attempts.js';
import { parametersOf } from '../lib/parameters.js';
import * as connection from '../state/connection.js';
import { library } from '../state/library.js';
import { isForced, page } from '../state/page.js';

/** @typedef {import('../lib/parameters.js').Parameter} Parameter */
/** @typedef {import('ecs-delete-image').PresignedRequest} PresignedRequest */

/**
 * @typedef {object} Signed
 * @property {PresignedRequest} request signature 1.0, with its steps
 * @property {ReturnType<typeof requestFacts> | undefined} v3 the request that V3 would send
 * @property {Parameter[]} parameters
 * @property {Parameter[]} before those of the request before
 * @property {boolean} isPlaceholder there is no key, so nobody would take it
 */

/** The last request that could be signed. @type {import('@preact/signals').Signal<Signed | undefined>} */
export const signed = signal(undefined);

/** What the package says is wrong with the form. @type {import('@preact/signals').Signal<{ argument: string, message: string } | undefined>} */
export const problem = signal(undefined);

/** What the service reported that was to be compared, from a refusal. */
export const reported = signal('');

/** As long as somebody types, nothing is signed. Milliseconds. */
const PAUSE = 80;

let turn = 0;

/** Follows the form until it is told to stop. */
export function followForm() {
  let timer = 0;
  const stop = effect(() => {
    const wish = currentWish();
    if (!library.value) return;
    clearTimeout(timer);
    timer = window.setTimeout(() => sign(wish), signed.peek() ? PAUSE : 0);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}

/** Reads everything that the request depends on. */
function currentWish() {
  const given = connection.key.value;
  return {
    region: page.region.value,
    image: page.image.value,
    force: isForced(),
    dryRun: page.dryRun.value,
    options: connection.clientOptions(undefined, given ?? connection.PLACEHOLDER),
    isPlaceholder: given === undefined,
  };
}

/** @typedef {ReturnType<typeof currentWish>} Wish */

/** @param {Wish} wish */
async function sign(wish) {
  const mine = (turn += 1);
  try {
    const made = await make(wish);
    if (mine !== turn) return;
    problem.value = undefined;
    signed.value = { ...made, before: signed.peek()?.parameters ?? [] };
  } catch (error) {
    if (mine !== turn) return;
    problem.value = argumentProblem(error);
  }
}

/** @param {unknown} error */
function argumentProblem(error) {
  const { argument = '', message } = /** @type {any} */ (error);
  return { argument: String(argument), message: connection.hidden(String(message)) };
}

/** @param {Wish} wish */
async function make({ region, image, force, dryRun, options, isPlaceholder }) {
  const { EcsClient } = /** @type {NonNullable<typeof library.value>} */ (library.peek());
  const ecs = new EcsClient({ ...options, signature: 'HMAC-SHA1' });
  const request = await ecs.presignDeleteImage(region, image, force, { dryRun, explain: true });
  const isV3 = options.signature === 'ACS3-HMAC-SHA256';
  const v3 = isV3 ? await captured({ region, image, force, dryRun, options }) : undefined;
  const text = v3 ? new URL(v3.url).search.slice(1) || v3.body : (request.body ?? '');
  return { request, v3, parameters: parametersOf(text), isPlaceholder };
}

/**
 * What the client would send: it is given a `fetch` that sends nothing.
 *
 * @param {Omit<Wish, 'isPlaceholder'>} wish
 */
async function captured({ region, image, force, dryRun, options }) {
  const { EcsClient } = /** @type {NonNullable<typeof library.value>} */ (library.peek());
  /** @type {ReturnType<typeof requestFacts> | undefined} */
  let request;
  const ecs = new EcsClient({
    ...options,
    maxAttempts: 1,
    fetch: async (input, init) => {
      request = requestFacts(input, init);
      throw new Error('only looked at');
    },
  });
  await ecs.deleteImage(region, image, force, { dryRun }).catch((error) => {
    if (request === undefined) throw error;
  });
  return request;
}
