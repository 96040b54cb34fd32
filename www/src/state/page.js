// The page's state: what the form says and what is open. It follows the address, and the address it.
import { effect, signal } from '@preact/signals';
import { addressFields, readAddress, writeAddress } from '../lib/address.js';

/** @template T @typedef {import('@preact/signals').Signal<T>} Signal */

export const page = {
  /** @type {Signal<'call' | 'images'>} */
  view: signal('call'),
  /** @type {Signal<'local' | 'alibaba'>} */
  target: signal('local'),
  region: signal(''),
  image: signal(''),
  /** Wished for; it counts only once the image id was typed. */
  force: signal(false),
  dryRun: signal(false),
  /** @type {Signal<'HMAC-SHA1' | 'ACS3-HMAC-SHA256'>} */
  signature: signal('HMAC-SHA1'),
  /** @type {Signal<'signature' | 'code' | 'response'>} */
  panel: signal('signature'),
  sample: signal('package'),
  /** @type {Signal<'demo' | 'hand' | 'url' | 'presign'>} */
  keys: signal('hand'),
  /** @type {Signal<'en' | 'zh'>} */
  lang: signal('en'),
  /** @type {Signal<'auto' | 'light' | 'dark'>} */
  theme: signal('auto'),
};

/** What was typed to confirm force. Never from the address: a link must not force. */
export const typedImage = signal('');

const state = /** @type {Record<string, Signal<any>>} */ (page);

/** Whether the deletion would be forced. */
export function isForced() {
  return page.force.value && typedImage.value === page.image.value && page.image.value !== '';
}

/** @param {import('./config.js').PageConfig} config */
export function followAddress(config) {
  const hasDemo = config.endpoint !== undefined;
  if (hasDemo) page.keys.value = 'demo';
  page.region.value = config.regionId ?? '';
  page.image.value = config.imageId ?? '';
  if (navigator.language.startsWith('zh')) page.lang.value = 'zh';
  take(hasDemo);
  effect(write);
  window.addEventListener('hashchange', () => take(hasDemo));
}

/** @param {boolean} hasDemo */
function take(hasDemo) {
  const given = readAddress(location.hash);
  for (const { name } of addressFields) {
    if (given[name] !== undefined) state[name].value = given[name];
  }
  if (!hasDemo) page.target.value = 'alibaba';
  if (page.keys.value === 'demo' && page.target.value === 'alibaba') page.keys.value = 'hand';
}

function write() {
  const values = addressFields.map(({ name }) => [name, state[name].value]);
  const hash = writeAddress(Object.fromEntries(values));
  document.documentElement.lang = page.lang.value === 'zh' ? 'zh-CN' : 'en';
  document.documentElement.dataset.theme = page.theme.value;
  if (hash !== location.hash) history.replaceState(null, '', hash || location.pathname);
}

/** @param {'local' | 'alibaba'} target */
export function aimAt(target) {
  page.target.value = target;
  if (target === 'alibaba' && page.keys.value === 'demo') page.keys.value = 'hand';
  if (target === 'local') page.keys.value = 'demo';
}

/** A new image takes nothing of what was allowed for the one before. @param {string} imageId */
export function chooseImage(imageId) {
  if (imageId === page.image.value) return;
  page.image.value = imageId;
  typedImage.value = '';
}
