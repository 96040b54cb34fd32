// What the page's security policy has kept from being sent: it never left the browser.
import { signal } from '@preact/signals';

/** Addresses, without their queries. @type {import('@preact/signals').Signal<ReadonlySet<string>>} */
const blocked = signal(new Set());

globalThis.document?.addEventListener('securitypolicyviolation', (violation) => {
  const { effectiveDirective, disposition, blockedURI } = violation;
  if (effectiveDirective !== 'connect-src' || disposition !== 'enforce') return;
  blocked.value = new Set([...blocked.peek(), placeOf(blockedURI)]);
});

/** @param {string} url */
function placeOf(url) {
  if (!URL.canParse(url)) return url;
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

/** @param {string} url */
export function isBlocked(url) {
  return blocked.value.has(placeOf(url));
}

/**
 * The same right after a request has failed: the browser may say that it was blocked a moment later.
 *
 * @param {string} url
 */
export async function wasBlocked(url) {
  await new Promise((resolve) => setTimeout(resolve));
  return isBlocked(url);
}
