// Runs an HTML snippet in Chromium, on a page that has the package beside it.
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import puppeteer from 'puppeteer-core';
import { chromiumArguments, locate } from '../../scripts/lib/browsers.js';
import { accessKeys } from '../endpoint/access-keys.js';
import { isForService } from './service.js';

const ORIGIN = 'http://localhost';
const PACKAGE = `${ORIGIN}/node_modules/ecs-delete-image/`;

/**
 * The title that the page has in the end.
 *
 * @param {string} html
 * @param {Awaited<ReturnType<typeof import('./service.js').startService>>} service
 * @returns {Promise<string>}
 */
export async function runInPage(html, { endpoint }) {
  const browser = await puppeteer.launch({
    executablePath: locate('chromium'),
    args: chromiumArguments,
  });
  try {
    const page = await browser.newPage();
    await page.setRequestInterception(true);
    page.on('request', async (request) => {
      const answer = await answerTo(request, html, endpoint.url);
      await request.respond(answer);
    });
    const failed = new Promise((_, reject) => page.on('pageerror', reject));
    await page.goto(`${ORIGIN}/`);
    await Promise.race([page.waitForFunction('document.title !== ""'), failed]);
    return await page.title();
  } finally {
    await browser.close();
  }
}

/**
 * @param {import('puppeteer-core').HTTPRequest} request
 * @param {string} html
 * @param {string} endpointUrl
 */
async function answerTo(request, html, endpointUrl) {
  const url = request.url();
  if (isForService(url)) {
    const method = request.method();
    const { 'content-type': type } = request.headers();
    const headers = { 'content-type': type };
    const answer = await fetch(endpointUrl, { method, headers, body: request.postData() });
    const body = await answer.text();
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body };
  }
  if (url.startsWith(PACKAGE)) {
    const file = new URL(`../../pkg/${url.slice(PACKAGE.length)}`, import.meta.url);
    const contentType = extname(file.pathname) === '.js' ? 'text/javascript' : 'application/wasm';
    return { contentType, body: await readFile(file) };
  }
  if (url === `${ORIGIN}/temporary-credentials`) {
    return { contentType: 'application/json', body: JSON.stringify(accessKeys.temporary) };
  }
  if (url === `${ORIGIN}/`) return { contentType: 'text/html', body: html };
  return { status: 404, body: '' };
}
