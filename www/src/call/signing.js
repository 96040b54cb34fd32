// Signs what the form says whenever it changes, sends nothing, and tells what the package says of it.
import { effect, signal } from '@preact/signals';
import { requestFacts } from '../lib/attempts.js';
import { parametersOf } from '../lib/parameters.js';
import { v3Steps } from '../lib/v3-steps.js';
import * as connection from '../state/connection.js';
import { library } from '../state/library.js';
import { isForced, page } from '../state/page.js';

/** @typedef {import('../lib/parameters.js').Parameter} Parameter */
/** @typedef {import('ecs-delete-image').PresignedRequest} PresignedRequest */
/** @typedef {ReturnType<typeof requestFacts> & { steps: import('../lib/v3-steps.js').V3Steps }} V3Request */

/**
 * @typedef {object} Signed
 * @property {PresignedRequest} request signature 1.0, with its steps
 * @property {V3Request | undefined} v3 the request that V3 would send
 * @property {Parameter[]} parameters what is signed; of V3, the headers too
 * @property {Parameter[]} before those of the request before
 * @property {boolean} isPlaceholder there is no key, so nobody would take it
 * @property {string} wish what it was signed for
 */

/** The last request that could be signed. @type {import('@preact/signals').Signal<Signed | undefined>} */
export const signed = signal(undefined);

/** What the package says is wrong with the form. @type {import('@preact/signals').Signal<{ argument: string, message: string } | undefined>} */
export const problem = signal(undefined);

/** What the service reported that was to be compared, from a refusal. */
export const reported = signal('');

/** A refusal that is to be compared, and the string that was signed of the request it answers. */
export const refused = signal({ answer: '', own: '' });

/** As long as somebody types, nothing is signed. Milliseconds. */
const PAUSE = 80;

/** A signature is made anew before it ends. Milliseconds. */
const RENEWAL = 10 * 60_000;

let turn = 0;

// What was signed by another key, or for another place, is not to be shown with this one.
connection.onConnectionChange(() => {
  turn += 1;
  signed.value = undefined;
  problem.value = undefined;
}, connection.signingId);

connection.onConnectionChange(() => {
  reported.value = '';
  refused.value = { answer: '', own: '' };
});

/** Follows the form until it is told to stop. */
export function followForm() {
  let timer = 0;
  const begin = (/** @type {Wish} */ wish) => {
    sign(wish);
    timer = window.setTimeout(() => begin(wish), untilRenewal());
  };
  const stop = effect(() => {
    const wish = currentWish();
    if (!library.value) return;
    clearTimeout(timer);
    timer = window.setTimeout(() => begin(wish), signed.peek() ? PAUSE : 0);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}

/** A key that ends signs nothing more: what it has signed is not shown longer. */
function untilRenewal() {
  const left = (connection.expiry.peek() ?? 0) - Date.now();
  return left > 0 ? Math.min(left, RENEWAL) : RENEWAL;
}

/** What was signed last, if nothing is wrong with what the form says since. */
export function lastSigned() {
  return problem.value ? undefined : signed.value;
}

/** What is signed now, if it is what the form says now. */
export function currentlySigned() {
  const made = lastSigned();
  return made && made.wish === currentWish().name ? made : undefined;
}

/** Reads everything that the request depends on. */
function currentWish() {
  const given = connection.key.value;
  const asked = {
    region: page.region.value,
    image: page.image.value,
    force: isForced(),
    dryRun: page.dryRun.value,
  };
  return {
    ...asked,
    name: JSON.stringify([asked, page.signature.value, connection.signingId.value]),
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
async function make({ region, image, force, dryRun, options, isPlaceholder, name }) {
  const { EcsClient } = /** @type {NonNullable<typeof library.value>} */ (library.peek());
  const ecs = new EcsClient({ ...options, signature: 'HMAC-SHA1' });
  const request = await ecs.presignDeleteImage(region, image, force, { dryRun, explain: true });
  const isV3 = options.signature === 'ACS3-HMAC-SHA256';
  const v3 = isV3 ? await captured({ region, image, force, dryRun, options }) : undefined;
  const parameters = v3
    ? [...v3.steps.parameters, ...v3.steps.signedHeaders]
    : parametersOf(request.body ?? '');
  return { request, v3, parameters, isPlaceholder, wish: name };
}

/**
 * What the client would send: it is given a `fetch` that sends nothing.
 *
 * @param {Omit<Wish, 'isPlaceholder' | 'name'>} wish
 * @returns {Promise<V3Request | undefined>}
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
  return request && { ...request, steps: await v3Steps(request) };
}
