// What the page's server says of the demo. Served by anything else, the page works without one.
import { signal } from '@preact/signals';

/** @typedef {import('../../page-config.js').PageConfig} PageConfig */

/** @type {import('@preact/signals').Signal<PageConfig>} */
export const config = signal({});

/** @returns {Promise<PageConfig>} */
export async function readConfig() {
  try {
    const response = await fetch('config.json');
    config.value = response.ok ? await response.json() : {};
  } catch {
    config.value = {};
  }
  return config.value;
}
