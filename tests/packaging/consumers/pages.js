// Opens what was built in Chromium, and takes nothing that goes wrong there for granted.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { launch } from 'puppeteer-core';
import { chromiumArguments, locate } from '../../../scripts/lib/browsers.js';

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html;charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
};

export function startBrowser() {
  return launch({ executablePath: locate('chromium'), args: chromiumArguments });
}

const nothing = async () => {};

/**
 * What the page comes to: the first of its title and its `output` that says something.
 *
 * @param {import('puppeteer-core').Browser} browser
 * @param {string} url
 * @param {(page: import('puppeteer-core').Page) => Promise<unknown>} [prepare] before it is loaded
 * @param {(page: import('puppeteer-core').Page) => Promise<unknown>} [use] once it is there
 * @returns {Promise<string>}
 */
export async function outcomeOf(browser, url, prepare = nothing, use = nothing) {
  const page = await browser.newPage();
  try {
    /** @type {string[]} */
    const mishaps = [];
    page.on('pageerror', (error) => void mishaps.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') mishaps.push(message.text());
    });
    await prepare(page);
    await page.goto(url);
    await use(page);
    const said = await page.waitForFunction(
      `document.querySelector('output')?.textContent || document.title`,
      { timeout: 60_000 },
    );
    if (mishaps.length > 0) throw new Error(mishaps.join('\n'));
    return /** @type {string} */ (await said.jsonValue());
  } finally {
    await page.close();
  }
}

/**
 * Serves a folder as any web server would.
 *
 * @param {import('node:test').TestContext} context ends it
 * @param {string} folder
 */
export async function serveFolder(context, folder) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = normalize(pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    const content = await readFile(join(folder, path)).catch(() => undefined);
    if (!content) return response.writeHead(404).end();
    const type = TYPES[extname(path)] ?? 'application/octet-stream';
    return response.writeHead(200, { 'content-type': type }).end(content);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return `http://127.0.0.1:${port}`;
}
