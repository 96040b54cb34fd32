// Runs the suite in a browser, in a page and in workers, and fails on anything that goes wrong beside.
import { launch as launchBrowser } from 'puppeteer-core';
import { launch } from './lane.js';
import { serveStatically } from './static-server.js';

/** @typedef {import('../suite/run.js').Result} Result */
/** @typedef {import('./lane.js').Target} Target */

/** What browsers print about answers that the suite asks for: refusals, lost ones, missing CORS. */
const EXPECTED = [
  /^Failed to load resource: (the server responded with a status of \d+|net::ERR_\w+)/,
  /blocked by CORS policy/,
  /^Cross-Origin Request Blocked: /,
];

/** @param {string} message */
function isExpected(message) {
  return EXPECTED.some((pattern) => pattern.test(message));
}

/**
 * @param {'chromium' | 'firefox'} runtime
 * @param {import('puppeteer-core').LaunchOptions} options
 */
export async function launchIn(runtime, options) {
  const browser = await launchBrowser(options);
  const server = await serveStatically();
  try {
    /** @param {string} where */
    const within = (where) => (/** @type {Target} */ target) => {
      const query = new URLSearchParams({ where, ...target });
      return runInPage(browser, `${server.url}/tests/runtimes/page.html?${query}`);
    };
    await launch(runtime, {
      [`${runtime}, page`]: within('page'),
      [`${runtime}, worker`]: within('worker'),
      [`${runtime}, service worker`]: within('service worker'),
    });
  } finally {
    server.close();
    await browser.close();
  }
}

/**
 * @param {import('puppeteer-core').Browser} browser
 * @param {string} url
 * @returns {Promise<Result[]>}
 */
async function runInPage(browser, url) {
  const page = await browser.newPage();
  /** @type {Result[]} */
  const mishaps = [];
  /** @param {string} failure */
  const note = (failure) => mishaps.push({ name: 'an error beside the tests', failure });
  page.on('pageerror', (error) => {
    const { message, stack } = /** @type {Error} */ (error);
    if (!isExpected(message)) note(stack ?? message);
  });
  page.on('console', (message) => {
    if (message.type() === 'error' && !isExpected(message.text())) note(message.text());
  });
  await page.goto(url);
  const results = await page.evaluate(() => /** @type {any} */ (globalThis).results);
  await page.close();
  // There are none when a module of the page could not be loaded; the mishaps then say why.
  return [...(results ?? []), ...mishaps];
}
