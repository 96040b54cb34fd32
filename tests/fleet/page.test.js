// The page, in Chromium, on `wrangler dev`: the example's own configuration, migrations, assets and
// headers. Only keys, policy and identity provider are the test's.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import puppeteer from 'puppeteer-core';
import { chromiumArguments, locate } from '../../scripts/lib/browsers.js';
import { startEndpoint } from '../endpoint/index.js';
import { startIssuer } from '../examples/worker/issuer.js';
import { ACCOUNT_IDS } from './stage.js';
import { until } from './waiting.js';
import { copyExample } from './wrangler.js';

// Where the Explorer's test has it.
const load = createRequire(new URL('../../www/package.json', import.meta.url));
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
  dev = copy.start('dev', '--ip', '127.0.0.1', '--port', '0', '--inspector-port', '0');
  url = await until(async () => {
    assert.ok(dev.isRunning(), dev.output());
    return /Ready on (http:\S+)/.exec(dev.output())?.[1];
  });
  browser = await puppeteer.launch({ executablePath: locate('chromium'), args: chromiumArguments });
  page = await browser.newPage();
  page.setDefaultTimeout(120_000);
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

/** What axe finds: rules with the elements that break them. */
async function axeFindings() {
  await page.evaluate(await readFile(load.resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (globalThis).axe.run(document);
    return violations.map((/** @type {any} */ { id, nodes }) => [
      id,
      ...nodes.map((/** @type {any} */ { failureSummary, html }) => `${html}: ${failureSummary}`),
    ]);
  });
}

/** In both of its colour schemes. @param {string} scene */
async function isAccessible(scene) {
  for (const value of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
    assert.deepEqual(await axeFindings(), [], `${scene}, ${value}`);
  }
  await page.emulateMediaFeatures([]);
}

/** @param {string} group */
async function signIn(group) {
  await page.goto(url);
  const token = issuer.token({ aud: AUDIENCE, sub: `user of ${group}`, groups: [group] });
  await page.type('input[name="token"]', token);
  await page.locator('#sign-in button').click();
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

/** What the Worker would say of a plan that deletes by force. @type {Record<string, any>} */
const FORCED = {
  status: { mode: 'delete', stop: null, mayApprove: true, policyProblems: [] },
  plans: { plans: [{ id: 'p1', state: 'waiting', mode: 'delete', created_at: 5 }] },
  'plans/p1': {
    ...{ id: 'p1', state: 'waiting', mode: 'delete', created_by: 'x', created_at: 5 },
    ...{ expires_at: 5, hash: 'abc', approved_by: null, forced: 2, isPolicyDeployed: true },
    ...{ tally: { kept: 1, planned: 5 }, lanes: [] },
  },
  'plans/p1/approve': { planId: 'p1' },
};

describe('the page', () => {
  it('shows nothing to whoever has no token', async () => {
    await page.goto(url);
    await isAccessible('signed out');
    assert.equal(await page.$eval('#plans', (each) => /** @type {any} */ (each).hidden), true);
    await page.type('input[name="token"]', 'x.y.z');
    await page.locator('#sign-in button').click();
    await shows('#message', 'InvalidToken');
    assert.ok(
      complaints.every((text) => text.includes('401')),
      complaints.join(),
    );
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
    await isAccessible('a plan that waits');
    await press('Approve…');
    await shows('#approval-text', '3 images will be looked at. Nothing is deleted.');
    await isAccessible('the question');
    await press('No');
    await shows('#plan', 'waits for approval');
    await press('Approve…');
    await page.waitForSelector('#approval[open]');
    await page.locator('#approval button[value="yes"]').click();
    await shows('#plan', 'carried out');
    await shows('#plan', 'would be deleted3');
  });

  it('shows the images with their reasons, as text', async () => {
    await press(`production, ${regionId}`);
    await shows('#images', 'no-rule');
    await shows('#images', '<img src=x onerror=alert(1)>');
    await shows('#images', 'newest');
    await isAccessible('images');
    assert.equal((await page.$$('#images img')).length, 0);
  });

  it('says how many are deleted by force before it asks for that', async () => {
    /** @type {any[]} */
    const sent = [];
    let looks = 0;
    await page.setRequestInterception(true);
    /** @type {(request: import('puppeteer-core').HTTPRequest) => void} */
    const answer = (request) => {
      const path = new URL(request.url()).pathname;
      const found = Object.entries(FORCED).find(([name]) => path === `/api/${name}`);
      if (request.method() === 'GET') looks += Number(path === '/api/plans/p1');
      else sent.push([request.postData(), looks, path]);
      if (found === undefined) void request.continue();
      else
        void request.respond({ contentType: 'application/json', body: JSON.stringify(found[1]) });
    };
    page.on('request', answer);
    await signIn('image-admins');
    await press('p1');
    await shows('#plan', 'By force2');
    // No means no, also when the same question is asked again at once.
    await page.evaluate(() => {
      const button = (/** @type {string} */ text) =>
        [...document.querySelectorAll('button')].find(({ textContent }) => textContent === text);
      button('Approve…')?.click();
      button('No')?.click();
      button('Approve…')?.click();
    });
    await shows('#approval-text', '5 images will be deleted. That cannot be undone. 2 of them by');
    await page.locator('#approval button[value="yes"]').click();
    await until(async () => sent.length > 0);
    // Then it looks again: whatever else the answer had done, it has done by now.
    const [, orderedAt] = sent[0];
    await until(async () => looks > orderedAt);
    const order = ['{"hash":"abc","force":true}', orderedAt, '/api/plans/p1/approve'];
    assert.deepEqual(sent, [order]);
    FORCED['plans/p1'].isPolicyDeployed = false;
    await shows('#plan', 'The policy has been changed since');
    await isAccessible('an outdated plan');
    page.off('request', answer);
    await page.setRequestInterception(false);
  });

  it('fits a screen 360 pixels wide', async () => {
    await page.setViewport({ width: 360, height: 740 });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 360, `it is ${width} pixels wide`);
  });

  it('deleted nothing, and complained about nothing', () => {
    const actions = endpoint.requests.map(({ action }) => action);
    assert.ok(actions.includes('DescribeImages') && !actions.includes('DeleteImage'));
    assert.deepEqual(complaints, []);
  });
});
