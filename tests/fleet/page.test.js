// The page, in Chromium, on `wrangler dev`: the example's own configuration, migrations, assets and
// headers. Only keys, policy and identity provider are the test's.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import puppeteer from 'puppeteer-core';
import { chromiumArguments, locate } from '../../scripts/lib/browsers.js';
import { startEndpoint } from '../endpoint/index.js';
import { startIssuer } from '../examples/worker/issuer.js';
import { ACCOUNT_IDS } from './stage.js';
import { until } from './waiting.js';
import { copyExample } from './wrangler.js';

const AUDIENCE = 'https://image-fleet.example.com';
const regionId = 'cn-hangzhou';

/** @type {import('./wrangler.js').Copy} */
let copy;
/** @type {ReturnType<import('./wrangler.js').Copy['start']>} */
let dev;
/** @type {import('../endpoint/index.js').Endpoint} */
let endpoint;
/** @type {import('../examples/worker/issuer.js').Issuer} */
let issuer;
/** @type {import('puppeteer-core').Browser} */
let browser;
/** @type {import('puppeteer-core').Page} */
let page;
/** @type {string} */
let url;
/** @type {string[]} */
const complaints = [];

before(async () => {
  [copy, endpoint, issuer] = await Promise.all([copyExample(), startEndpoint(), startIssuer()]);
  const createdAt = Date.now() - 50 * 24 * 60 * 60 * 1000;
  const state = endpoint.stateOf(ACCOUNT_IDS.production);
  for (let index = 0; index < 5; index += 1) {
    state.addImage({ regionId, name: `nightly-${index}`, createdAt: createdAt - index * 1000 });
  }
  state.addImage({ regionId, name: '<img src=x onerror=alert(1)>' });
  await writeFile(join(copy.folder, 'policy.json'), JSON.stringify(policy));
  const key = {
    accessKeyId: `account.${ACCOUNT_IDS.production}.id`,
    accessKeySecret: 'testsecret',
  };
  const secrets = [
    `PRODUCTION_KEY='${JSON.stringify(key)}'`,
    `ENDPOINT="${endpoint.url}"`,
    `TOKEN_KEYS="${issuer.keysUrl}"`,
  ];
  await writeFile(join(copy.folder, '.dev.vars'), secrets.join('\n'));
  await copy.run('d1', 'migrations', 'apply', 'DB', '--local');
  const port = await freePort();
  url = `http://127.0.0.1:${port}/`;
  dev = copy.start('dev', '--ip', '127.0.0.1', '--port', String(port));
  await until(async () => (await fetch(url).catch(() => undefined))?.ok, 60).catch((error) => {
    throw new Error(dev.output(), { cause: error });
  });
  browser = await puppeteer.launch({ executablePath: locate('chromium'), args: chromiumArguments });
  page = await browser.newPage();
  page.setDefaultTimeout(30_000);
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
});
after(async () => {
  await browser?.close();
  await dev?.stop();
  await Promise.all([endpoint?.close(), issuer?.close()]);
  await copy?.remove();
});

const policy = {
  accounts: [{ name: 'production', secret: 'PRODUCTION_KEY', regions: [regionId] }],
  rules: [
    { name: 'nightly', images: { names: ['nightly-*'] }, keep: { newest: 2, youngerThanDays: 9 } },
  ],
};

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}

/** @param {string} group */
async function signIn(group) {
  await page.goto(url);
  const token = issuer.token({ aud: AUDIENCE, sub: `user of ${group}`, groups: [group] });
  await page.type('input[name="token"]', token);
  await page.click('#sign-in button');
}

/** Waits for a text in an element. @param {string} selector @param {string} text */
async function shows(selector, text) {
  const has = (/** @type {string} */ where, /** @type {string} */ what) =>
    document.querySelector(where)?.textContent?.includes(what);
  await page.waitForFunction(has, {}, selector, text).catch(async (error) => {
    const body = await page.$eval('body', (each) => each.innerText);
    throw new Error(`no "${text}" in ${selector}:\n${body}\n${complaints}`, { cause: error });
  });
}

/** Found and pressed at once: a refresh could replace it in between. @param {string} text */
async function press(text) {
  const pressIt = (/** @type {string} */ wanted) => {
    const buttons = [...document.querySelectorAll('button')].filter((each) =>
      each.checkVisibility(),
    );
    const found = buttons.find(({ textContent }) => textContent?.trim() === wanted);
    found?.click();
    return found !== undefined;
  };
  await page.waitForFunction(pressIt, {}, text);
}

describe('the page', () => {
  it('shows nothing to whoever has no token', async () => {
    await page.goto(url);
    assert.equal(await page.$eval('#plans', (each) => /** @type {any} */ (each).hidden), true);
    await page.type('input[name="token"]', 'x.y.z');
    await page.click('#sign-in button');
    await shows('#message', 'InvalidToken');
    assert.equal(await page.$eval('#plans', (each) => /** @type {any} */ (each).hidden), true);
    complaints.length = 0;
  });

  it('comes with the policy of its headers', async () => {
    const { headers } = await fetch(url);
    assert.match(
      String(headers.get('content-security-policy')),
      /default-src 'none'; script-src 'self'/,
    );
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
  });

  it('lets a viewer look and stop, and no more', async () => {
    await signIn('image-viewers');
    await shows('#mode', 'Dry run');
    await shows('#switch', 'Stop all deletions');
    assert.equal(await page.$eval('#make-plan', (each) => /** @type {any} */ (each).hidden), true);
    await press('Stop all deletions');
    await shows('#switch', 'Stopped by user of image-viewers');
    assert.equal((await page.$$('#switch button')).length, 0);
  });

  it('lets an approver start again, make a plan and approve it', async () => {
    await signIn('image-admins');
    await press('Start again');
    await shows('#switch', 'Stop all deletions');
    await press('Make a plan now');
    await shows('#plan', 'waits for approval');
    await shows('#plan', 'to be deleted3');
    await press('Approve…');
    await shows('#approval-text', '3 images will be looked at. Nothing is deleted.');
    await press('No');
    await shows('#plan', 'waits for approval');
    await press('Approve…');
    await page.waitForSelector('#approval[open]');
    await page.click('#approval button[value="yes"]');
    await shows('#plan', 'carried out');
    await shows('#plan', 'would be deleted3');
  });

  it('shows the images with their reasons, as text', async () => {
    await press(`production, ${regionId}`);
    await shows('#images', 'no-rule');
    await shows('#images', '<img src=x onerror=alert(1)>');
    await shows('#images', 'newest');
    assert.equal((await page.$$('#images img')).length, 0);
  });

  it('has named controls, heads for columns, one main heading and a language', async () => {
    const problems = await page.evaluate(() => {
      const found = [];
      for (const each of document.querySelectorAll('button, input, [role="region"]')) {
        const labels = /** @type {any} */ (each).labels?.length ?? 0;
        if (!each.textContent && !each.ariaLabel && labels === 0) found.push(each.outerHTML);
      }
      for (const each of document.querySelectorAll('table')) {
        if (!each.caption || !each.querySelector('th[scope="col"]')) found.push(each.outerHTML);
      }
      if (document.querySelectorAll('h1').length !== 1) found.push('h1');
      if (document.documentElement.lang !== 'en') found.push('lang');
      return found;
    });
    assert.deepEqual(problems, []);
  });

  it('deleted nothing, and complained about nothing', () => {
    const actions = endpoint.requests.map(({ action }) => action);
    assert.ok(actions.includes('DescribeImages') && !actions.includes('DeleteImage'));
    assert.deepEqual(complaints, []);
  });
});
