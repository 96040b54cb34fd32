// Where calls go and who signs them. Keys live in these signals, in memory, and nowhere else.
import { computed, signal } from '@preact/signals';
import { expiryOf, isLongLived, readCredentials } from '../lib/credentials.js';
import { mask } from '../lib/masking.js';
import { config } from './config.js';
import { page } from './page.js';

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

/** The key at hand, if there is one. @type {import('@preact/signals').ReadonlySignal<Key | undefined>} */
export const key = computed(() => {
  if (page.keys.value === 'demo') return config.value.credentials;
  if (page.keys.value === 'url') return fetched.value;
  if (page.keys.value === 'presign') return undefined;
  return enteredKey();
});

/** @returns {Key | undefined} */
function enteredKey() {
  const { accessKeyId, accessKeySecret, securityToken, expiration } = entered;
  if (accessKeyId.value === '' || accessKeySecret.value === '') return undefined;
  return {
    accessKeyId: accessKeyId.value.trim(),
    accessKeySecret: accessKeySecret.value.trim(),
    ...(securityToken.value && { securityToken: securityToken.value.trim() }),
    ...(expiration.value && { expiration: expiration.value.trim() }),
  };
}

/** Whether calls other than the deletion can be made. */
export const canLook = computed(() => key.value !== undefined);

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
  return keys.flatMap((one) => [one?.accessKeySecret ?? '', one?.securityToken ?? '']);
}

function keepHidden() {
  for (const secret of current()) if (secret !== '') former.add(secret);
}

/** @param {string} text */
export function hidden(text) {
  return mask(text, secrets());
}

/** Half a minute before a key ends it is too late to start with it. */
const MARGIN = 30_000;

/** @type {Promise<Key> | undefined} */
let asking;

/**
 * The key for a call; one from a URL is asked for when there is none or it has ended.
 *
 * @returns {Promise<Key>}
 */
export async function provideKey() {
  if (page.keys.value !== 'url') return key.value ?? PLACEHOLDER;
  const end = expiryOf(fetched.value?.expiration);
  if (fetched.value && (end === undefined || end - MARGIN > Date.now())) return fetched.value;
  asking ??= fetchKey(credentialsUrl.value).finally(() => (asking = undefined));
  return asking;
}

/** @param {string} url */
export async function fetchKey(url) {
  const response = await fetch(new URL(url, document.baseURI), {
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const given = readCredentials(await response.json());
  keepHidden();
  fetched.value = given;
  return fetched.value;
}

/** Takes every key out of the page. */
export function forgetKeys() {
  keepHidden();
  for (const field of Object.values(entered)) field.value = '';
  fetched.value = undefined;
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
    credentials: given ?? provideKey,
    signature: page.signature.value,
    ...(endpoint.value && { endpoint: endpoint.value }),
    ...(send && { fetch: send }),
  };
}
