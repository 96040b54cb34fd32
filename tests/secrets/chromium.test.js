// What Chromium shows of clients and errors, sends along and keeps: nothing of the key. Its debugger,
// which can read all of a page's memory, is looked at as far as the console unfolds what was logged.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import puppeteer from 'puppeteer-core';
import { chromiumArguments, locate } from '../../scripts/lib/browsers.js';
import { startEndpoint } from '../endpoint/index.js';
import { refusingUrl } from '../runtimes/refusing-url.js';
import { serveStatically } from '../runtimes/static-server.js';
import { credentials, marksIn } from './marks.js';

/** Stands in the page's own address, and must not reach the service. */
const PAGE_MARK = 'pAgEmArKx5Tq8Zd';

/** Unfolding ends here: an error's fields, their fields, and two levels more. */
const DEPTH = 4;

/** Not unfolded: code, with all that its scopes hold, which is the page's whole memory. */
const CODE = ['[[Scopes]]', '[[FunctionLocation]]', 'constructor'];

/** @typedef {import('puppeteer-core').CDPSession} Session */
/** @typedef {import('puppeteer-core').Protocol.Runtime.RemoteObject} RemoteObject */

/**
 * Everything that the console shows of a logged value when all of it is unfolded.
 *
 * @param {Session} session
 * @param {RemoteObject | undefined} value
 * @param {number} [depth]
 * @returns {Promise<string>}
 */
async function unfold(session, value, depth = DEPTH) {
  const { objectId } = value ?? {};
  if (objectId === undefined || depth === 0) return JSON.stringify(value ?? null);
  const fields = await session.send('Runtime.getProperties', {
    objectId,
    ownProperties: true,
    generatePreview: true,
  });
  const { result, internalProperties = [], privateProperties = [] } = fields;
  const nested = [...result, ...internalProperties, ...privateProperties]
    .filter(({ name }) => !CODE.includes(name))
    .flatMap(
      /** @returns {(RemoteObject | undefined)[]} */ (field) => [
        field.value,
        'get' in field ? /** @type {RemoteObject | undefined} */ (field.get) : undefined,
      ],
    );
  const texts = await Promise.all(nested.map((field) => unfold(session, field, depth - 1)));
  return [JSON.stringify(fields), ...texts].join('\n');
}

/** @param {string} folder @returns {Promise<string[]>} all files in it, at every depth */
async function filesIn(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.path, entry.name));
}

describe('in Chromium', () => {
  /** @type {string[]} */
  const shown = [];
  /** @type {string} */
  let traces;
  /** @type {string[]} */
  let texts;
  /** Of presigned requests in a URL. @type {string[]} */
  let urlTexts;
  /** @type {import('../endpoint/request-log.js').RequestEntry[]} */
  let requests;
  /** @type {string} */
  let profile;

  before(async () => {
    profile = await mkdtemp(join(tmpdir(), 'profile-'));
    const endpoint = await startEndpoint();
    const nowhere = await refusingUrl();
    const server = await serveStatically();
    const browser = await puppeteer.launch({
      executablePath: locate('chromium'),
      args: chromiumArguments,
      userDataDir: profile,
    });
    try {
      const page = await browser.newPage();
      const session = await page.createCDPSession();
      /** @type {Promise<unknown>[]} */
      const unfolding = [];
      session.on('Runtime.consoleAPICalled', (event) => {
        shown.push(JSON.stringify(event));
        for (const value of event.args) {
          unfolding.push(unfold(session, value).then((text) => shown.push(text)));
        }
      });
      const uncaught = once(/** @type {any} */ (session), 'Runtime.exceptionThrown');
      session.on('Log.entryAdded', (event) => shown.push(JSON.stringify(event)));
      await session.send('Runtime.enable');
      await session.send('Log.enable');
      await page.goto(`${server.url}/tests/secrets/page.html?${PAGE_MARK}#${PAGE_MARK}`);
      texts = await page.evaluate(
        (key, ...urls) => /** @type {any} */ (globalThis).call(key, ...urls),
        credentials,
        endpoint.url,
        nowhere,
      );
      const [{ exceptionDetails }] = await uncaught;
      shown.push(JSON.stringify(exceptionDetails));
      shown.push(await unfold(session, exceptionDetails.exception));
      await Promise.all(unfolding);
      // The browser's own log, which names the URLs of requests that fail, and its list of resources
      // are looked at before any URL is signed.
      await session.send('Log.disable');
      traces = await page.evaluate(() => /** @type {any} */ (globalThis).traces());
      urlTexts = await page.evaluate(
        (key, ...urls) => /** @type {any} */ (globalThis).sendUrls(key, ...urls),
        credentials,
        endpoint.url,
        nowhere,
      );
      await Promise.all(unfolding);
      requests = [...endpoint.requests];
    } finally {
      await browser.close();
      server.close();
      await endpoint.close();
    }
  });

  after(() => rm(profile, { recursive: true, force: true }));

  it('the calls fail as they should', () => {
    const client = '[object Object]';
    assert.deepEqual(
      texts.map((text) => text.split(':')[0]),
      [
        ...[client, client, 'EcsServiceError', 'EcsServiceError', 'EcsArgumentError'],
        ...['EcsNetworkError', 'EcsServiceError'],
      ],
    );
    const kinds = urlTexts.map((text) => text.split(':')[0]);
    assert.deepEqual(kinds, ['EcsServiceError', 'EcsNetworkError']);
    assert.deepEqual(marksIn(urlTexts.join()), []);
  });

  it('the console shows nothing of the key, however far it is unfolded', () => {
    const all = shown.join('\n');
    for (const text of [
      'InvalidAccessKeyId.NotFound',
      '[[Prototype]]',
      'Uncaught',
      'not-applied',
    ]) {
      assert.ok(all.includes(text), `${text} was not logged`);
    }
    assert.deepEqual(marksIn(all), []);
  });

  it('address, storage, cookies and the list of resources hold nothing of it', () => {
    assert.ok(traces.includes(PAGE_MARK));
    assert.deepEqual(marksIn(traces), []);
  });

  it('the service learns nothing of the page', () => {
    // One of the first client, two of the second, which asks for another key, the presigned one, the
    // uncaught one, and the one that was presigned in a URL.
    assert.equal(requests.length, 6);
    for (const request of requests) {
      assert.equal(request.headers.referer, undefined);
      assert.equal(request.headers.cookie, undefined);
      assert.ok(!JSON.stringify(request).includes(PAGE_MARK));
    }
  });

  it('the key stands in no URL of a request, but in the one that was presigned so', () => {
    for (const { method, path, headers } of requests.slice(0, -1)) {
      assert.equal(`${method} ${path}`, 'POST /');
      assert.deepEqual(marksIn(JSON.stringify(headers)), []);
    }
    const { method, headers } = requests[requests.length - 1];
    assert.equal(method, 'GET');
    assert.deepEqual(marksIn(JSON.stringify(headers)), []);
  });

  it('the cache and all the rest of the profile on disk hold nothing of it', async () => {
    const files = await filesIn(profile);
    let isPageFound = false;
    for (const file of files) {
      const content = await readFile(file);
      isPageFound ||= content.includes(PAGE_MARK);
      assert.deepEqual(marksIn(content), [], file);
    }
    assert.ok(isPageFound, "the page's address is in no file: the search finds nothing");
  });
});
