// The example from end to end in Chromium: page → Worker → page → endpoint. The page has no key, and
// the secret is nowhere in the browser.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import puppeteer from 'puppeteer-core';
import { chromiumArguments, locate } from '../../scripts/lib/browsers.js';
import { marksIn, secretIn } from '../secrets/marks.js';
import { servePage } from './worker/page-server.js';
import { key, setStage } from './worker/stage.js';
import { watch } from './worker/witness.js';

/** @typedef {import('../endpoint/image-states.js').ImageState} ImageState */

/** Milliseconds that anything on the page may take. */
const PATIENCE = 60_000;

/** Put into the page's memory, to be found there. */
const PLANTED = 'pLaNtEd-3kV8';

/** @type {Awaited<ReturnType<typeof servePage>>} */
let server;
/** The same page, on an origin that the Worker does not know. @type {typeof server} */
let foreign;
/** @type {import('./worker/stage.js').Stage} */
let stage;
/** @type {import('puppeteer-core').Browser} */
let browser;
/** @type {import('puppeteer-core').BrowserContext} */
let context;
/** @type {import('puppeteer-core').Page} */
let page;
/** @type {Awaited<ReturnType<typeof watch>>} */
let witness;
/** What the user gives when the page asks for a token. @type {string} */
let token;

before(async () => {
  [server, foreign] = await Promise.all([servePage(), servePage()]);
  stage = await setStage({ origin: server.origin });
  for (const each of [server, foreign]) {
    each.tell({ worker: stage.url, endpoint: stage.endpoint.url });
  }
  browser = await puppeteer.launch({
    executablePath: locate('chromium'),
    args: chromiumArguments,
  });
});
after(async () => {
  await browser?.close();
  await Promise.all([stage?.strike(), server?.close(), foreign?.close()]);
});

let users = 0;
beforeEach(async () => {
  token = stage.issuer.token({ sub: `user ${(users += 1)}`, groups: ['admins'] });
  stage.endpoint.faults.clear();
  context = await browser.createBrowserContext();
  page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.on('dialog', (dialog) => dialog.accept(token));
  witness = await watch(page);
});
afterEach(() => context.close());

/** @param {ImageState[]} states */
const newImage = (...states) => stage.endpoint.state.addImage({ states }).imageId;
/** @param {string} imageId */
const exists = (imageId) => stage.endpoint.state.findImage(imageId) !== undefined;
/** @param {string} imageId */
const asked = (imageId) =>
  stage.endpoint.requests.filter(({ parameters }) => parameters.ImageId === imageId);

/**
 * Fills in the form and sends it.
 *
 * @param {string} imageId
 * @param {{ tick?: string[], url?: string }} [more]
 */
async function submit(imageId, { tick = [], url = server.url } = {}) {
  await page.goto(url);
  await page.type('[name=imageId]', imageId);
  for (const name of tick) await page.locator(`[name=${name}]`).click();
  await page.locator('button').click();
}

/** What the page says in the end. @param {'done' | 'failed'} style */
async function verdict(style) {
  await page.waitForSelector('output.done, output.failed');
  const said = await page.$eval('output', ({ className, innerText }) => [className, innerText]);
  assert.equal(said[0], style, said[1]);
  return said[1];
}

describe('a deletion', () => {
  it('goes from the page to the Worker, and from the page to the service', async () => {
    const imageId = newImage();
    await submit(imageId);
    const said = await verdict('done');
    assert.match(said, /The deletion was accepted/);
    assert.equal(exists(imageId), false);
    const [request, ...more] = asked(imageId);
    assert.deepEqual(more, []);
    assert.ok(said.includes(request.requestId));
    assert.deepEqual(
      [request.method, request.path, request.signatureVersion, request.parameters.Force],
      ['POST', '/', '1.0', 'false'],
    );
    // The browser has sent it, and told the service as little as it could.
    assert.equal(request.origin, server.origin);
    assert.deepEqual([request.headers.referer, request.headers.cookie], [undefined, undefined]);
    assert.equal(request.headers.authorization, undefined);
    assert.match(request.headers['user-agent'], /Chrome/);
    const preflights = stage.endpoint.requests.filter(({ method }) => method === 'OPTIONS');
    assert.deepEqual(preflights, [], 'the service was asked beforehand');
    const isAsked = (await witness.network()).includes('"type":"Preflight"');
    assert.ok(isAsked, 'the Worker was not');
  });

  it('can be tried only, and forced', async () => {
    const imageId = newImage('inUse');
    await submit(imageId, { tick: ['force', 'dryRun'] });
    assert.match(await verdict('done'), /could be deleted/);
    assert.ok(exists(imageId));
    await submit(imageId, { tick: ['force'] });
    assert.match(await verdict('done'), /accepted/);
    assert.equal(exists(imageId), false);
  });

  it('that the service refuses is explained, with what to do about it', async () => {
    const imageId = newImage('inUse');
    await submit(imageId);
    const said = await verdict('failed');
    assert.match(said, /^ImageUsingByInstance\n/);
    assert.match(said, /Nothing was deleted/);
    assert.match(said, /Shows the instances that were created from the image/);
    assert.ok(exists(imageId));
  });

  it('whose answer gets lost is not called a failure', async () => {
    const imageId = newImage();
    stage.endpoint.faults.add({ fault: 'resetAfter', imageId, times: 5 });
    await submit(imageId);
    assert.match(await verdict('failed'), /may be gone: look before you try again/);
    assert.equal(exists(imageId), false);
  });
});

describe('a deletion whose answer got lost', () => {
  it('and that finds nothing when it is asked for again, is done', async () => {
    const imageId = newImage();
    stage.endpoint.faults.add({ fault: 'resetAfter', imageId, times: 5 });
    await submit(imageId);
    await verdict('failed');
    stage.endpoint.faults.clear();
    await page.locator('button').click();
    await page.waitForSelector('output.done');
    assert.match(await verdict('done'), /The image is gone/);
  });

  it('is still no failure when nothing can be signed any more', async () => {
    const imageId = newImage();
    stage.endpoint.faults.add({ fault: 'resetAfter', imageId, times: 5 });
    await submit(imageId);
    await verdict('failed');
    token = stage.issuer.token({ sub: 'nobody' });
    await page.locator('button').click();
    await page.waitForFunction(() => document.body.innerText.includes('NotAllowed'));
    assert.match(await verdict('failed'), /may be gone: look before you try again/);
  });

  it('says nothing about another image', async () => {
    const imageId = newImage();
    stage.endpoint.faults.add({ fault: 'resetAfter', imageId, times: 5 });
    await submit(imageId);
    await verdict('failed');
    await page.type('[name=imageId]', 'x');
    await page.locator('button').click();
    await page.waitForFunction(() => document.body.innerText.includes('NotFound'));
    assert.match(await verdict('failed'), /Nothing was deleted/);
  });
});

describe('what the Worker refuses', () => {
  /** @type {Record<string, [code: RegExp, claims: () => object]>} */
  const refusals = {
    'a user without a rule': [/^NotAllowed\n/, () => ({ sub: 'nobody' })],
    'a token that has expired': [/^TokenExpired\n/, () => ({ exp: 1_700_000_000 })],
    'a token for somebody else': [/^InvalidToken\n/, () => ({ aud: 'others' })],
  };
  for (const [name, [code, claims]] of Object.entries(refusals)) {
    it(`${name} is explained by the page, and the service hears nothing`, async () => {
      const imageId = newImage();
      token = stage.issuer.token(claims());
      await submit(imageId);
      const said = await verdict('failed');
      assert.match(said, code);
      assert.match(said, /Nothing was deleted/);
      assert.deepEqual(asked(imageId), []);
    });
  }

  it('a page of another origin gets nothing out of a good token', async () => {
    const imageId = newImage();
    await submit(imageId, { url: foreign.url });
    assert.match(await verdict('failed'), /^NoAnswer\n/);
    assert.deepEqual(asked(imageId), []);
    assert.deepEqual(marksIn(await witness.network()), [], 'something was signed for it');
    assert.ok(witness.console().includes('CORS policy'));
  });
});

describe('the secret', () => {
  it('is nowhere in the browser, while the deletion is under way and after it', async () => {
    const imageId = newImage();
    // The page has what the Worker signed, has sent it, and waits.
    stage.endpoint.faults.add({ fault: 'slowBody', imageId, ms: null });
    await submit(imageId);
    while (asked(imageId).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    const during = { heap: await witness.heap(), buffers: await witness.buffers() };

    const other = newImage();
    await submit(other);
    await verdict('done');
    await page.evaluate((text) => Object.assign(globalThis, { planted: text }), PLANTED);
    const everything = {
      network: await witness.network(),
      console: witness.console(),
      storage: await witness.storage(),
      'heap, during': during.heap,
      'buffers, during': during.buffers,
      'heap, after': await witness.heap(),
      'buffers, after': await witness.buffers(),
    };

    // First that the search would find something: what the browser does have.
    const id = new URLSearchParams({ AccessKeyId: key.accessKeyId }).toString();
    assert.ok(everything.network.includes(id), 'the signed request is not in the network log');
    assert.ok(everything.network.includes(token), 'the token is not in the network log');
    assert.ok(everything['heap, after'].includes(PLANTED), 'what was planted is not in the heap');
    assert.ok(everything['buffers, during'].includes(imageId), 'the image is not in the buffers');
    assert.notDeepEqual(marksIn(everything['buffers, during']), [], 'the id is not in the buffers');

    for (const [place, text] of Object.entries(everything)) {
      assert.deepEqual(secretIn(text), [], place);
    }
    // The page keeps nothing, not even what it may have.
    assert.deepEqual(marksIn(everything.storage), []);
    assert.deepEqual(marksIn(everything.console), []);
    for (const part of token.split('.')) assert.ok(!everything.storage.includes(part));
  });
});
