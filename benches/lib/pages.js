// Serves bundled scripts to a browser from an origin that may use WebCrypto, and opens pages on them.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { launch } from 'puppeteer-core';
import { chromiumArguments, firefoxArguments, locate } from '../../scripts/lib/browsers.js';

/** @type {Record<string, () => import('puppeteer-core').LaunchOptions>} */
const browsers = {
  Chromium: () => ({ executablePath: locate('chromium'), args: chromiumArguments }),
  Firefox: () => ({
    browser: 'firefox',
    executablePath: locate('firefox'),
    args: firefoxArguments,
  }),
};

/** @param {Record<string, string>} scripts by path; everything else is an empty page */
async function serve(scripts) {
  const server = createServer((request, response) => {
    const script = scripts[request.url ?? '/'];
    const type = script === undefined ? 'text/html' : 'text/javascript';
    const headers = { 'content-type': `${type};charset=utf-8`, 'cache-control': 'no-store' };
    response
      .writeHead(200, headers)
      .end(script ?? '<!doctype html><link rel="icon" href="data:,">');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${port}/`, server };
}

/**
 * @template Result
 * @param {string} name of the browser
 * @param {Record<string, string>} scripts by path
 * @param {(open: (run: (page: import('puppeteer-core').Page) => Promise<any>) => Promise<any>) => Promise<Result>} use
 *   is given what opens a page of a fresh profile, in which nothing is cached, and closes it
 * @returns {Promise<Result>}
 */
export async function withPages(name, scripts, use) {
  const { url, server } = await serve(scripts);
  const browser = await launch({ ...browsers[name](), protocolTimeout: 300_000 });
  try {
    return await use(async (run) => {
      const context = await browser.createBrowserContext();
      try {
        const page = await context.newPage();
        await page.goto(url);
        return await run(page);
      } finally {
        await context.close();
      }
    });
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}
