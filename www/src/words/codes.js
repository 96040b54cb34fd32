// What the package says of codes and remedies, in the page's language. English is the package's own.
import { page } from '../state/page.js';
import { codesZh, remediesZh } from './codes.zh.js';

/** @param {{ code: string, description?: string }} error */
export function descriptionOf({ code, description }) {
  const chinese = /** @type {Record<string, string>} */ (codesZh);
  return page.lang.value === 'zh' ? (chinese[code] ?? description) : description;
}

/**
 * @param {{ action: string, description: string }} remedy
 * @param {string} code
 */
export function remedyText({ action, description }, code) {
  const chinese = /** @type {Record<string, string>} */ (remediesZh);
  return page.lang.value === 'zh' ? (chinese[`${code} ${action}`] ?? description) : description;
}
