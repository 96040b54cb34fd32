// Where calls go and who signs them. Keys live in these signals, in memory, and nowhere else.
import { batch, computed, effect, signal, untracked } from '@preact/signals';
import { expiryOf, isLongLived, isoOf, readCredentials } from '../lib/credentials.js';
import { conceal, mask } from '../lib/masking.js';
import { Reason, askForJson } from '../lib/reason.js';
import { config } from './config.js';
import { page, typedImage } from './page.js';

/** @typedef {import('../lib/credentials.js').Key} Key */

/** What was entered by hand. */
export const entered = {
  accessKeyId: signal(''),
  accessKeySecret: signal(''),
  securityToken: signal(''),
  expiration: signal(''),
};
export const credentialsUrl = signal('');
export const presignUrl = signal('');
/** Instead of the service's own host. */
export const customEndpoint = signal('');

/** What a function of the user's gave last. @type {import('@preact/signals').Signal<Key | undefined>} */
export const fetched = signal(undefined);

/** Stands in the steps of the signature as long as there is no key. */
export const PLACEHOLDER = {
  accessKeyId: 'YOUR_ACCESS_KEY_ID',
  accessKeySecret: 'YOUR_ACCESS_KEY_SECRET',
};

/** Where calls go; empty for the service's own host. */
export const endpoint = computed(() =>
  page.target.value === 'local' ? (config.value.endpoint ?? '') : customEndpoint.value.trim(),
);

/** The key that is shown and signed with; one that is being typed is not yet sent by. @type {import('@preact/signals').ReadonlySignal<Key | undefined>} */
export const key = computed(() => {
  if (page.keys.value === 'demo') return config.value.credentials;
  if (page.keys.value === 'url') return fetched.value;
  if (page.keys.value === 'presign') return undefined;
  return enteredKey();
});

/** What stood in the fields when they were left. */
const usedText = signal('');

/**
 * The key that calls are sent by. One that is typed is none before it is typed to its end: a request signed
 * by each beginning of a secret would give it away letter by letter.
 *
 * @type {import('@preact/signals').ReadonlySignal<Key | undefined>}
 */
export const keyInUse = computed(() => {
  const isTyped = page.keys.value === 'hand' && enteredText() !== usedText.value;
  return isTyped ? undefined : key.value;
});

/** Whoever has left the fields of the key has entered it. */
export function takeEntered() {
  if (page.keys.peek() === 'hand') usedText.value = untracked(enteredText);
}

/** Of when a key ends, nothing can be found out. */
function enteredText() {
  const { accessKeyId, accessKeySecret, securityToken } = entered;
  return JSON.stringify([accessKeyId.value, accessKeySecret.value, securityToken.value]);
}

/** @returns {Key | undefined} */
function enteredKey() {
  const { accessKeyId, accessKeySecret, securityToken, expiration } = entered;
  if (accessKeyId.value === '' || accessKeySecret.value === '') return undefined;
  return {
    accessKeyId: accessKeyId.value.trim(),
    accessKeySecret: accessKeySecret.value.trim(),
    ...(securityToken.value && { securityToken: securityToken.value.trim() }),
    ...(expiration.value && { expiration: isoOf(expiration.value.trim()) }),
  };
}

/** Counts how often every key was forgotten. */
const forgettings = signal(0);

/**
 * Another number whenever calls would go elsewhere, or by another key. A key from a URL that is renewed
 * while a call needs it is not another one.
 */
export const connectionId = counted(() => JSON.stringify([placeText(), textOf(keyInUse.value)]));

/** The same for what is only signed, which follows a key that is being typed. */
export const signingId = counted(() => JSON.stringify([placeText(), textOf(key.value)]));

/** Counts how often the text was another one. @param {() => string} read */
function counted(read) {
  const times = signal(0);
  let before = '';
  effect(() => {
    const now = read();
    if (now !== before) times.value = times.peek() + 1;
    before = now;
  });
  return times;
}

function placeText() {
  return JSON.stringify([
    [page.target.value, endpoint.value, page.keys.value, forgettings.value],
    [credentialsUrl.value, presignUrl.value],
  ]);
}

/** Of a key that was entered. @param {Key | undefined} one */
function textOf(one) {
  const { accessKeyId, accessKeySecret, securityToken } = one ?? {};
  return page.keys.value === 'hand' ? [accessKeyId, accessKeySecret, securityToken] : [];
}

/** Whose account is meant, and where: another text where it may be another one. @param {Key} [one] */
export function signerOf(one) {
  return JSON.stringify(one ? [endpoint.value, one.accessKeyId] : [presignUrl.value]);
}

/** Who signs, and where that is not the service's own, the host that it is sent to. @param {Key} [one] */
export function partiesOf(one) {
  const place = endpoint.value;
  const url = place.includes('://') ? place : `https://${place}`;
  const host = place === '' || !URL.canParse(url) ? place : new URL(url).host;
  return { keyId: one?.accessKeyId ?? '', host: one ? host : '' };
}

/**
 * Does something whenever the connection is another one, and not before.
 *
 * @param {() => void} act
 * @param {import('@preact/signals').ReadonlySignal<number>} [which] of what
 * @returns {() => void} ends that
 */
export function onConnectionChange(act, which = connectionId) {
  let known = which.peek();
  return effect(() => {
    const id = which.value;
    if (id === known) return;
    known = id;
    untracked(act);
  });
}

// Force that was allowed by one key, or at one place, is not allowed by another.
onConnectionChange(() => (typedImage.value = ''));

/** Whether calls other than the deletion can be made. */
export const canLook = computed(() => keyInUse.value !== undefined);

/** Whether the key should not be in a page. */
export const isRisky = computed(
  () => page.target.value === 'alibaba' && key.value !== undefined && isLongLived(key.value),
);

/** When the key ends, in epoch milliseconds. */
export const expiry = computed(() => expiryOf(key.value?.expiration));

/** Of keys that are gone: what was done with them is still shown. @type {Set<string>} */
const former = new Set();

/** Everything that must not show. */
export function secrets() {
  return [...former, ...current()];
}

function current() {
  const keys = [config.value.credentials, fetched.value, enteredKey()];
  return keys.flatMap((one) => secretsIn(one));
}

/** @param {Key | undefined} one */
function secretsIn(one) {
  return [one?.accessKeySecret ?? '', one?.securityToken ?? ''];
}

/** @param {readonly string[]} [news] */
function keepHidden(news = current()) {
  for (const secret of news) {
    // What was used before it was typed to its end would be found in words that hide nothing.
    for (const known of former) if (secret.startsWith(known)) former.delete(known);
    if (secret !== '') former.add(secret);
  }
}

/** Without what is secret, by its value or by its name. @param {string} text */
export function hidden(text) {
  return mask(text, secrets());
}

/** The same, with what was hidden. @param {string} text */
export function concealed(text) {
  return conceal(text, secrets());
}

/** Half a minute before a key ends it is too late to start with it. */
const MARGIN = 30_000;

/** @type {{ key: Promise<Key>, controller: AbortController } | undefined} */
let asking;

/** What the service has refused as a key that works no longer. @type {Key | undefined} */
let refused;

/** A function that gives no better one is not asked in a circle. Milliseconds. */
const REST = 60_000;

/** When a call last asked for another key than the one it got. */
let refusedAt = -Infinity;

/** Counts what makes a key that was asked for nobody's any more. */
let turn = 0;

// Another URL is another function's: its key is not the one before, nor one that is still on its way.
effect(() => {
  void credentialsUrl.value;
  untracked(dropFetched);
});

function dropFetched() {
  keepHidden();
  stopAsking();
  fetched.value = undefined;
}

/** Nobody waits any more for the key that was asked for; whoever needs one next asks anew. */
export function stopAsking() {
  turn += 1;
  asking?.controller.abort(new Reason('too-late'));
  asking = undefined;
}

/** The service takes this key no longer: the next call asks for another. @param {Key | undefined} one */
export function refuseKey(one) {
  refused = one;
}

/**
 * The key for a call; one from a URL is asked for when there is none or it has ended.
 *
 * @returns {Promise<Key>}
 */
export async function provideKey() {
  keepHidden();
  if (page.keys.value !== 'url') return keyInUse.value ?? PLACEHOLDER;
  const held = fetched.value;
  if (held && held !== refused && timeLeft(held) > MARGIN) return held;
  return fetchKey();
}

/** Milliseconds; for ever where nobody says. @param {Key} one */
function timeLeft({ expiration }) {
  return (expiryOf(expiration) ?? Infinity) - Date.now();
}

/** As long before a key ends, a client asks for another before every call. */
const CLIENT_MARGIN = 5 * 60_000;

/**
 * Keys for one client. It asks a second time when the service has refused the first one as ended.
 *
 * @returns {() => Promise<Key>}
 */
function renewedKey() {
  /** @type {Key | undefined} */
  let given;
  return async () => {
    const isRefused = given && given === fetched.value && timeLeft(given) > CLIENT_MARGIN;
    if (isRefused && Date.now() - refusedAt > REST) {
      refusedAt = Date.now();
      refuseKey(given);
    }
    given = await provideKey();
    return given;
  };
}

/** Asks the user's function for a key, once for all who wait for it. */
export function fetchKey() {
  if (!asking) {
    const controller = new AbortController();
    asking = { key: askForKey(controller.signal), controller };
  }
  return asking.key;
}

/** @param {AbortSignal} until */
async function askForKey(until) {
  const mine = turn;
  try {
    const given = readCredentials(await askForJson(credentialsUrl.value, { signal: until }));
    keepHidden([...current(), ...secretsIn(given)]);
    if (mine !== turn) throw new Reason('too-late');
    fetched.value = given;
    return given;
  } finally {
    if (mine === turn) asking = undefined;
  }
}

/** Takes every key out of the page. */
export function forgetKeys() {
  dropFetched();
  batch(() => {
    for (const field of Object.values(entered)) field.value = '';
    usedText.value = '';
    forgettings.value += 1;
  });
}

/**
 * The options of a client for what is set now.
 *
 * @param {typeof fetch} [send]
 * @param {Key} [given]
 * @returns {import('ecs-delete-image').EcsClientOptions}
 */
export function clientOptions(send, given) {
  return {
    credentials: given ?? renewedKey(),
    signature: page.signature.value,
    ...(endpoint.value && { endpoint: endpoint.value }),
    ...(send && { fetch: send }),
  };
}
