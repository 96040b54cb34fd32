// What the tests of the page share: the endpoint, the page's server, a browser, and its helpers.
import puppeteer from 'puppeteer-core';
import { chromiumArguments, firefoxArguments, locate } from '../../scripts/lib/browsers.js';
import { startPageServer } from '../../scripts/serve.js';
import { accessKeys, demoRegionId, startEndpoint } from '../endpoint/index.js';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {'chromium' | 'firefox'} BrowserName */

/** @type {Record<BrowserName, import('puppeteer-core').LaunchOptions>} */
const launchOptions = {
  chromium: { browser: 'chrome', args: chromiumArguments },
  firefox: { browser: 'firefox', args: firefoxArguments },
};

/** Milliseconds that anything on the page may take. */
const PATIENCE = 15_000;

/**
 * An endpoint, the page that is told of it, and a browser.
 *
 * @param {BrowserName} name
 */
export async function setStage(name) {
  const endpoint = await startEndpoint();
  const { url, controlUrl } = endpoint;
  const credentials = accessKeys.permanent;
  const config = { endpoint: url, controlUrl, regionId: demoRegionId, credentials };
  const server = await startPageServer({ config });
  const bareServer = await startPageServer();
  const browser = await puppeteer.launch({ ...launchOptions[name], executablePath: locate(name) });

  /** A page in a browser profile of its own. */
  async function newPage() {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    return { page, problems: await watch(page, url), close: () => context.close() };
  }

  return {
    endpoint,
    /** The page with the images shown, in their start state. */
    async open() {
      endpoint.reset();
      const opened = await newPage();
      await opened.page.goto(server.url);
      await opened.page.waitForSelector('#image-rows tr');
      return opened;
    },
    /** The page as it is when its server knows of no demo. @param {Page} page */
    async leaveDemo(page) {
      await page.goto(bareServer.url);
      await page.waitForSelector('#key[open]');
    },
    async strike() {
      await browser.close();
      await Promise.all([server.close(), bareServer.close(), endpoint.close()]);
    },
  };
}

/**
 * Collects what a page should never have. A refusal by the service is reported by Chromium as a
 * resource that failed to load, and a lost connection by Firefox as a CORS request that did not
 * succeed, which it says of nothing else: these two are what the tests are about.
 *
 * @param {Page} page
 * @param {string} endpointUrl
 */
async function watch(page, endpointUrl) {
  /** @type {string[]} */
  const problems = [];
  const note = (/** @type {string} */ text) => {
    const isLostConnection =
      text.includes(endpointUrl) && text.includes('(Reason: CORS request did not succeed)');
    if (!isLostConnection) problems.push(text);
  };
  page.on('pageerror', (error) => note(String(error)));
  page.on('console', (message) => {
    const isRefusal =
      message.text().startsWith('Failed to load resource') &&
      message.location().url?.startsWith(endpointUrl);
    if (['error', 'warn'].includes(message.type()) && !isRefusal) note(message.text());
  });
  await page.evaluateOnNewDocument(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      console.error(`security policy: ${violatedDirective} blocked ${blockedURI}`);
    });
  });
  return problems;
}

/**
 * @param {Page} page
 * @param {string} imageId
 */
export async function choose(page, imageId) {
  await page.click(`tr[data-image-id="${imageId}"] button`);
}

/**
 * Replaces what is in a field, by typing.
 *
 * @param {Page} page
 * @param {string} selector
 * @param {string} text
 */
export async function fill(page, selector, text) {
  await page.$eval(selector, (field) => /** @type {HTMLInputElement} */ (field).select());
  await page.focus(selector);
  await page.keyboard.type(text);
}

/**
 * @param {Page} page
 * @param {string} selector
 */
export async function textOf(page, selector) {
  return page.$eval(selector, (node) => node.textContent ?? '');
}

/**
 * How the call ended, once it has.
 *
 * @param {Page} page
 */
export async function verdict(page) {
  await page.waitForSelector('#result .verdict');
  return textOf(page, '#result .verdict h3');
}

/**
 * Presses Tab until the element has the focus.
 *
 * @param {Page} page
 * @param {string} selector
 */
export async function tabTo(page, selector) {
  for (let presses = 0; presses < 50; presses += 1) {
    await page.keyboard.press('Tab');
    const isThere = await page.$eval(selector, (node) => node === document.activeElement);
    if (isThere) return;
  }
  throw new Error(`Tab does not lead to ${selector}`);
}
