// The page's state: what the form says and what is open. It follows the address, and the address it.
import { batch, effect, signal } from '@preact/signals';
import { addressFields, initialState, readAddress, writeAddress } from '../lib/address.js';

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

// What was allowed in one region, or at one place, is not allowed in another.
effect(() => {
  void [page.region.value, page.target.value];
  typedImage.value = '';
});

const state = /** @type {Record<string, Signal<any>>} */ (page);

/** Whether the deletion would be forced. */
export function isForced() {
  return page.force.value && typedImage.value === page.image.value && page.image.value !== '';
}

/** @typedef {import('../lib/address.js').AddressState} AddressState */

/** @param {import('./config.js').PageConfig} config */
export function followAddress(config) {
  const hasDemo = config.endpoint !== undefined;
  /** What the address need not say, because it follows from where the page is open. */
  const implied = {
    ...initialState,
    keys: hasDemo ? 'demo' : 'hand',
    lang: navigator.language.startsWith('zh') ? 'zh' : 'en',
  };
  const { regionId = '', imageId = '' } = config;
  const take = () => takeAddress({ ...implied, region: regionId, image: imageId }, hasDemo);
  take();
  effect(() => write(implied));
  window.addEventListener('hashchange', take);
}

/**
 * What a link does not say is as it is at first, and not as it was on the page before: what was set
 * for one call is not meant for another.
 *
 * @param {AddressState} first
 * @param {boolean} hasDemo
 */
function takeAddress(first, hasDemo) {
  const given = { ...first, ...readAddress(location.hash) };
  if (!hasDemo) given.target = 'alibaba';
  if (given.keys === 'demo' && given.target === 'alibaba') given.keys = 'hand';
  batch(() => {
    for (const { name } of addressFields) state[name].value = given[name];
    typedImage.value = '';
  });
}

/** @param {AddressState} implied */
function write(implied) {
  const values = addressFields.map(({ name }) => [name, state[name].value]);
  const hash = writeAddress(Object.fromEntries(values), implied);
  document.documentElement.lang = page.lang.value === 'zh' ? 'zh-CN' : 'en';
  document.documentElement.dataset.theme = page.theme.value;
  if (hash !== location.hash) history.replaceState(null, '', hash || location.pathname);
}

/** @param {'local' | 'alibaba'} target */
export function aimAt(target) {
  batch(() => {
    page.target.value = target;
    if (target === 'alibaba' && page.keys.value === 'demo') page.keys.value = 'hand';
    if (target === 'local') page.keys.value = 'demo';
  });
}

/** A new image takes nothing of what was allowed for the one before. @param {string} imageId */
export function chooseImage(imageId) {
  if (imageId === page.image.value) return;
  page.image.value = imageId;
  typedImage.value = '';
}
