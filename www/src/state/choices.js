// What the form proposes: the regions, and the images of the one that is chosen.
import { computed, effect, signal } from '@preact/signals';
import * as connection from './connection.js';
import { library } from './library.js';
import { page } from './page.js';

/** @typedef {import('ecs-delete-image').Image} Image */
/** @typedef {import('ecs-delete-image').Region} Region */

/** @type {import('@preact/signals').Signal<Region[]>} */
export const regions = signal([]);
/** @type {import('@preact/signals').Signal<Image[]>} */
export const images = signal([]);
/** Whether the list is complete, still growing, or could not be had. @type {import('@preact/signals').Signal<'none' | 'loading' | 'there' | 'failed'>} */
export const imagesState = signal('none');
/** The code of the error that the list of images ended with. */
export const imagesProblem = signal('');

/** The code of the error that the list of regions ended with; empty when there is none. */
export const regionsProblem = signal('');

/** Asked again when they change. */
const regionsAsked = signal(0);
export const imagesAsked = signal(0);

export function reloadRegions() {
  regionsAsked.value += 1;
}

export function reloadImages() {
  imagesAsked.value += 1;
}

// One account's images are none of another's.
connection.onConnectionChange(() => {
  images.value = [];
  imagesState.value = 'none';
  regionsProblem.value = '';
});

/** Milliseconds without a change before the service is asked. */
const PAUSE = 300;

/** Signature 1.0 always: a browser may send nothing else. */
function newClient() {
  const { EcsClient } = /** @type {NonNullable<typeof library.value>} */ (library.peek());
  return new EcsClient({ ...connection.clientOptions(), signature: 'HMAC-SHA1' });
}

/**
 * Runs a task a little after what it reads has changed, and gives up the one before.
 *
 * @param {() => ((signal: AbortSignal) => Promise<void>) | undefined} prepare
 */
function follow(prepare) {
  let controller = new AbortController();
  let timer = 0;
  let isFirst = true;
  return effect(() => {
    const task = prepare();
    clearTimeout(timer);
    controller.abort();
    controller = new AbortController();
    if (!task) return;
    const { signal: mine } = controller;
    timer = window.setTimeout(() => task(mine).catch(() => {}), isFirst ? 0 : PAUSE);
    isFirst = false;
  });
}

/** A key that is renewed is another one, and shows the same: no reason to list anew. */
const signerId = computed(() => connection.keyInUse.value?.accessKeyId);

export function followRegions() {
  return follow(() => {
    const isReady = library.value && connection.canLook.value;
    void [connection.connectionId.value, signerId.value, regionsAsked.value];
    const acceptLanguage = page.lang.value === 'zh' ? 'zh-CN' : 'en-US';
    if (!isReady) return undefined;
    return (mine) => readRegions(acceptLanguage, mine);
  });
}

/**
 * @param {'zh-CN' | 'en-US'} acceptLanguage
 * @param {AbortSignal} mine
 */
async function readRegions(acceptLanguage, mine) {
  try {
    const options = { signal: mine, maxAttempts: 1 };
    const found = await newClient().describeRegions({ acceptLanguage }, options);
    if (mine.aborted) return;
    regions.value = found;
    regionsProblem.value = '';
  } catch (error) {
    if (!mine.aborted) regionsProblem.value = codeOf(error);
  }
}

/** @param {unknown} error */
function codeOf(error) {
  const { code, name } = /** @type {any} */ (error);
  return String(code ?? name);
}

export function followImages() {
  return follow(() => {
    const isReady = library.value && connection.canLook.value;
    void [connection.connectionId.value, signerId.value, imagesAsked.value];
    const region = page.region.value;
    if (!isReady || region === '') {
      images.value = [];
      imagesState.value = 'none';
      return undefined;
    }
    return (mine) => readImages(region, mine);
  });
}

/**
 * @param {string} region
 * @param {AbortSignal} mine
 */
async function readImages(region, mine) {
  imagesState.value = 'loading';
  try {
    /** @type {Image[]} */
    const found = [];
    const own = { imageOwnerAlias: /** @type {const} */ ('self') };
    for await (const image of newClient().describeImages(region, own, { signal: mine })) {
      found.push(image);
    }
    if (mine.aborted) return;
    images.value = found;
    imagesState.value = 'there';
  } catch (error) {
    if (mine.aborted) return;
    images.value = [];
    imagesProblem.value = codeOf(error);
    imagesState.value = 'failed';
  }
}
