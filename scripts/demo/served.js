// Checks that the page is served, with everything that it loads, as a browser would find it.

/** What one file makes a browser load, by the type that it is served as. */
const references = new Map([
  ['text/html', /<(?:link|script|img)\b[^>]*?\b(?:href|src)="([^"]+)"/g],
  ['text/javascript', /["'`](?:\.\/|assets\/)([\w.-]+-[\w-]{8}\.(?:js|css|wasm))["'`]/g],
  ['text/css', /url\(([^)]+)\)/g],
]);

/** The type that a file must have, by how its name ends. */
const typeByEnding = [
  { ending: '/', type: 'text/html' },
  { ending: '.js', type: 'text/javascript' },
  { ending: '.css', type: 'text/css' },
  { ending: '.svg', type: 'image/svg+xml' },
  { ending: '.wasm', type: 'application/wasm' },
  { ending: '.json', type: 'application/json' },
];

/**
 * Follows the page's references and resolves to how many files there are; rejects, naming the
 * file, when one of them is missing or of the wrong type.
 *
 * @param {string} pageUrl
 */
export async function checkServed(pageUrl) {
  const waiting = [pageUrl, new URL('/config.json', pageUrl).href];
  /** @type {Set<string>} */
  const seen = new Set();
  for (const url of waiting) {
    if (seen.has(url)) continue;
    seen.add(url);
    waiting.push(...(await load(url)));
  }
  return seen.size;
}

/**
 * @param {string} url
 * @returns {Promise<string[]>} what it refers to
 */
async function load(url) {
  const response = await fetch(url);
  const [type] = (response.headers.get('content-type') ?? '').split(';');
  if (!response.ok) throw new Error(`${url} is answered with ${response.status}`);
  const expected = typeByEnding.find(({ ending }) => url.endsWith(ending))?.type;
  if (type !== expected) throw new Error(`${url} is served as ${type}, not as ${expected}`);
  const found = (await response.text()).matchAll(references.get(type) ?? /(?!)/g);
  return [...found].map(([, reference]) => new URL(reference, url).href);
}
