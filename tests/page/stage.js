// What the tests of the Explorer share: the endpoint, the page's server, and a browser.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, describe } from 'node:test';
import puppeteer from 'puppeteer-core';
import { makeDesk } from '../../scripts/demo/desk.js';
import { chromiumArguments, firefoxArguments, locate } from '../../scripts/lib/browsers.js';
import { startPageServer } from '../../scripts/serve.js';
import { accessKeys, demoImages, demoRegionId, startEndpoint } from '../endpoint/index.js';
import { appears, PATIENCE } from './hands.js';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {'chromium' | 'firefox'} BrowserName */
/** @typedef {Awaited<ReturnType<typeof setStage>>} Stage */
/** @typedef {Awaited<ReturnType<Stage['open']>>} Opened */

/** Those that the tests run in: both, or the one that PAGE_BROWSER names, as `make test` does. */
export const browserNames = /** @type {BrowserName[]} */ (
  process.env.PAGE_BROWSER ? [process.env.PAGE_BROWSER] : ['chromium', 'firefox']
);

/**
 * For somebody who wants nothing to move: what changes its colour slowly is neither what it was nor what
 * it will be when a test looks at it.
 *
 * @type {Record<BrowserName, import('puppeteer-core').LaunchOptions>}
 */
const launchOptions = {
  chromium: { browser: 'chrome', args: [...chromiumArguments, '--force-prefers-reduced-motion'] },
  firefox: {
    browser: 'firefox',
    args: firefoxArguments,
    extraPrefsFirefox: { 'ui.prefersReducedMotion': 1 },
  },
};

/**
 * What stands for a function of the user's on another origin: the test says what it answers.
 *
 * @typedef {object} Side
 * @property {string} url
 * @property {(body: string) => Promise<unknown> | unknown} answer text as it is, anything else as JSON
 * @property {() => Promise<unknown>} close
 */

/** @returns {Promise<Side>} */
async function startSide() {
  /** @type {Side} */
  const side = { url: '', answer: () => ({}), close: async () => {} };
  const server = createServer(async (incoming, outgoing) => {
    let body = '';
    for await (const part of incoming.setEncoding('utf8')) body += part;
    const cors = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };
    if (incoming.method === 'OPTIONS') return void outgoing.writeHead(204, cors).end();
    const answer = await side.answer(body);
    const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
    return void outgoing.writeHead(200, { ...cors, 'content-type': 'application/json' }).end(text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  side.url = `http://127.0.0.1:${port}/`;
  side.close = async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return side;
}

/**
 * An endpoint, the page that is told of it, and a browser.
 *
 * @param {BrowserName} name
 */
export async function setStage(name) {
  const endpoint = await startEndpoint();
  const { url, controlUrl } = endpoint;
  const credentials = accessKeys.permanent;
  const first = { regionId: demoRegionId, imageId: demoImages.free };
  const config = { endpoint: url, controlUrl, credentials, ...first };
  const side = await startSide();
  const allowed = [new URL(side.url).origin];
  const server = await startPageServer({ config, allowed, desk: makeDesk(url) });
  const bareServer = await startPageServer();
  const browser = await puppeteer.launch({ ...launchOptions[name], executablePath: locate(name) });

  /**
   * A tab beside the empty one that each browser begins with: a window of its own would take half of a
   * test's time. They share a profile, in which the page keeps nothing; that is a test.
   */
  async function newPage() {
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE);
    await page.setViewport({ width: 1280, height: 900 });
    const { problems, sent } = await watch(page, url);
    return {
      page,
      sent,
      /** Takes away what the test is about. @param {RegExp} pattern */
      forgive(pattern) {
        const rest = problems.filter((problem) => !pattern.test(problem));
        problems.splice(0, Infinity, ...rest);
      },
      /** Fails if there was anything that a page should never have. */
      async close() {
        await page.close();
        assert.deepEqual(problems, []);
      },
    };
  }

  return {
    endpoint,
    side,
    url: server.url,
    deletions: () => endpoint.requests.filter(({ action }) => action === 'DeleteImage'),
    /** @param {string} imageId */
    exists: (imageId) => endpoint.state.findImage(imageId) !== undefined,
    /** The page of the demo, with everything in its start state. @param {string} [hash] */
    async open(hash = '') {
      endpoint.reset();
      const opened = await newPage();
      await opened.page.goto(server.url + hash);
      await appears(opened.page, '[role="tablist"]');
      return opened;
    },
    /** The page as it is when its server knows of no demo. @param {Page} page */
    async leaveDemo(page) {
      await page.goto(bareServer.url);
      await appears(page, '#accessKeyId');
    },
    async strike() {
      await browser.close();
      await Promise.all([server, bareServer, side, endpoint].map((one) => one.close()));
    },
  };
}

/**
 * The same tests in each browser, which is started before them and ended after them.
 *
 * @param {(stage: Stage, name: BrowserName) => void} define the stage is set once tests run
 */
export function inEachBrowser(define) {
  for (const name of browserNames) {
    describe(name, () => {
      const stage = /** @type {Stage} */ ({});
      before(async () => void Object.assign(stage, await setStage(name)));
      after(() => stage.strike?.());
      define(stage, name);
    });
  }
}

/**
 * Collects what a page should never have, and everything that it sends. A refusal by the service is
 * reported by Chromium as a resource that failed to load, and a lost connection by Firefox as a CORS
 * request that did not succeed, which it says of nothing else: these two are what the tests are about.
 *
 * @param {Page} page
 * @param {string} endpointUrl
 */
async function watch(page, endpointUrl) {
  /** @type {string[]} */
  const problems = [];
  /** @type {{ url: string, body: string }[]} */
  const sent = [];
  const note = (/** @type {string} */ text) => {
    const isAboutEndpoint = text.includes(endpointUrl) && /CORS/.test(text);
    if (!isAboutEndpoint) problems.push(text);
  };
  page.on('request', (request) => sent.push({ url: request.url(), body: bodyOf(request) }));
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
  return { problems, sent };
}

/**
 * Firefox does not show bodies.
 *
 * @param {import('puppeteer-core').HTTPRequest} request
 */
function bodyOf(request) {
  try {
    return request.postData() ?? '';
  } catch {
    return '';
  }
}
