// The craft: accessible in both languages and both colour schemes, no scrolling sideways on a narrow
// screen, a strict policy, and a small first load.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { demoImages } from '../endpoint/index.js';
import { axeFindings, fill, holds, setStage, shows } from './stage.js';

/** Bytes that the first load may take, compressed. */
const BUDGET = 200 * 1000;

/** What is open, and what is waited for. */
const scenes = {
  signature: { hash: 'panel=signature', there: '#compare-title' },
  v3: { hash: 'signature=ACS3-HMAC-SHA256', there: '#step-request' },
  code: { hash: 'panel=code', there: '#sample-code' },
  'keys by hand': { hash: 'keys=hand&force=1', there: '#accessKeySecret' },
  'keys from a URL': { hash: 'keys=url', there: '#credentialsUrl' },
  'keys elsewhere': { hash: 'keys=presign', there: '#presignUrl' },
  images: { hash: 'view=images', there: 'tr[data-image-id]' },
};

for (const name of /** @type {const} */ (['chromium', 'firefox'])) {
  describe(name, () => {
    /** @type {import('./stage.js').Stage} */
    let stage;

    before(async () => {
      stage = await setStage(name);
    });
    after(() => stage?.strike());

    /**
     * @param {string} hash
     * @param {(opened: Awaited<ReturnType<typeof stage.open>>) => Promise<void>} use
     */
    async function on(hash, use) {
      const opened = await stage.open(hash);
      await use(opened);
      await opened.close();
      assert.deepEqual(opened.problems, []);
    }

    for (const lang of ['en', 'zh']) {
      for (const theme of ['light', 'dark']) {
        for (const [scene, { hash, there }] of Object.entries(scenes)) {
          test(`axe finds nothing: ${scene}, ${lang}, ${theme}`, async () => {
            await on(`#${hash}&lang=${lang}&theme=${theme}`, async ({ page }) => {
              await page.waitForSelector(there);
              assert.deepEqual(await axeFindings(page), []);
            });
          });
        }

        test(`axe finds nothing: refusal, question and images at work, ${lang}, ${theme}`, async () => {
          await on(`#image=${demoImages.shared}&lang=${lang}&theme=${theme}`, async ({ page }) => {
            await page.click('#run');
            await page.waitForSelector('.remedies button');
            await page.click('.timeline summary');
            assert.deepEqual(await axeFindings(page), []);
            await page.click('.remedies button');
            await page.waitForSelector('dialog[open]');
            assert.deepEqual(await axeFindings(page), []);
            await page.keyboard.press('Escape');
            await page.click('[role="tab"][data-value="images"]');
            await page.waitForSelector('tr[data-image-id]');
            await page.click('#chooseAll');
            await page.click('#checkChosen');
            await shows(page, `tr[data-image-id="${demoImages.public}"]`, 'ImageIsPublic');
            await page.click('#deleteChosen');
            await page.click('dialog button[type="submit"]');
            await shows(page, '#progress-text', '7');
            assert.deepEqual(await axeFindings(page), []);
          });
        });
      }
    }

    for (const [scene, { hash, there }] of Object.entries(scenes)) {
      test(`fits a screen 360 pixels wide: ${scene}`, async () => {
        await on(`#${hash}`, async ({ page }) => {
          await page.setViewport({ width: 360, height: 740 });
          await page.waitForSelector(there);
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(width <= 360, `it is ${width} pixels wide`);
        });
      });
    }
  });
}

describe('the first load', () => {
  /** @type {import('./stage.js').Stage} */
  let stage;
  before(async () => {
    stage = await setStage('chromium');
  });
  after(() => stage?.strike());

  test('stays within its budget, and moves nothing that was there', async () => {
    const { page, close } = await stage.open();
    await page.evaluate(() => {
      const { body } = document;
      body.dataset.shift = '0';
      new PerformanceObserver((list) => {
        for (const entry of /** @type {any[]} */ (list.getEntries())) {
          if (!entry.hadRecentInput)
            body.dataset.shift = String(Number(body.dataset.shift) + entry.value);
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.waitForSelector('#compare-title');
    await shows(page, '#image-note', 'demo-free');
    const { bytes, shift } = await page.evaluate(() => {
      const entries = /** @type {PerformanceResourceTiming[]} */ ([
        ...performance.getEntriesByType('navigation'),
        ...performance.getEntriesByType('resource'),
      ]);
      const own = entries.filter((entry) => entry.name.startsWith(location.origin));
      const sizes = own.map(({ encodedBodySize }) => encodedBodySize);
      return {
        bytes: sizes.reduce((sum, size) => sum + size, 0),
        shift: Number(document.body.dataset.shift),
      };
    });
    await close();
    console.log(`# first load: ${bytes} bytes compressed, layout shift ${shift}`);
    assert.ok(bytes > 100_000 && bytes < BUDGET, `${bytes} bytes`);
    assert.ok(shift < 0.1, `layout shift ${shift}`);
  });

  test('needs no server that knows of it: its own policy lets it work', async () => {
    const server = createServer(async ({ url = '/' }, outgoing) => {
      const path = url === '/' ? '/index.html' : url;
      const type = {
        html: 'text/html',
        js: 'text/javascript',
        css: 'text/css',
        wasm: 'application/wasm',
        svg: 'image/svg+xml',
        json: 'application/json',
      };
      const ending = /** @type {keyof typeof type} */ (path.split('.').at(-1));
      outgoing.setHeader('content-type', type[ending]);
      outgoing.end(await readFile(new URL(`../../www/dist${path}`, import.meta.url)));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    const { page, problems, close } = await stage.open();
    await page.goto(`http://127.0.0.1:${port}/#region=cn-hangzhou&image=m-1`);
    await shows(page, '.steps', 'placeholder');
    await page.click('[role="tab"][data-value="code"]');
    await page.waitForSelector('#sample-code');
    await close();
    server.close();
    server.closeAllConnections();
    assert.deepEqual(problems, []);
  });

  test('loses no letter that is typed fast on a slow machine', async () => {
    const { page, close } = await stage.open();
    await page.emulateCPUThrottling(6);
    for (const [field, text] of [
      ['#region', 'cn-beijing'],
      ['#image', demoImages.exporting],
    ]) {
      await fill(page, field, text);
      await holds(page, field, text);
    }
    assert.ok(page.url().includes(`region=cn-beijing&image=${demoImages.exporting}`));
    await close();
  });

  test('leaves what is not shown at first for later', async () => {
    const { sent, page, close } = await stage.open();
    await page.waitForSelector('#compare-title');
    const names = sent.map(({ url }) => url).join('\n');
    await close();
    for (const later of ['code-panel', 'images-view']) assert.ok(!names.includes(later), names);
  });
});
