// The craft: accessible in both languages and both colour schemes, no scrolling sideways on a narrow
// screen, a strict policy, and a small first load.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { accessKeys, demoImages } from '../../endpoint/index.js';
import {
  appears,
  axeFindings,
  closeChoices,
  fill,
  holds,
  press,
  sending,
  shows,
  tabBackTo,
  tabTo,
  textOf,
  verdict,
} from '../hands.js';
import { inEachBrowser, setStage } from '../stage.js';

/** @typedef {import('puppeteer-core').Page} Page */

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
  'ids by hand': { hash: 'view=images&keys=presign', there: '#givenIds' },
};

const NARROW = 360;

/** What people bring about, beyond what a link opens. @type {Record<string, { hash: string, act: (page: Page) => Promise<unknown> }>} */
const states = {
  'a force that is not confirmed': {
    hash: `image=${demoImages.inUse}&force=1`,
    act: async (page) => {
      await appears(page, '#force:checked');
      await press(page, '#run');
      await appears(page, '#typedImage[aria-invalid="true"]');
    },
  },
  'a bad image id': {
    hash: 'keys=hand',
    act: async (page) => {
      await fill(page, '#image', 'm-bad/id');
      await closeChoices(page);
      await press(page, '#run');
      await appears(page, '#image[aria-invalid="true"]');
    },
  },
  choices: {
    hash: '',
    act: async (page) => {
      await shows(page, '#image-note', 'demo-free');
      await fill(page, '#image', 'demo');
      await appears(page, '[role="option"]');
    },
  },
  'an id that is none': {
    hash: 'view=images&keys=presign',
    act: async (page) => {
      await fill(page, '#givenIds', 'm-bad/id');
      await press(page, '#takeIds');
      await appears(page, '#givenIds[aria-invalid="true"]');
    },
  },
  'a question about many': {
    hash: 'view=images',
    act: async (page) => {
      await appears(page, 'tr[data-image-id]');
      await press(page, '#chooseAll');
      await fill(page, '#filter', 'shared');
      await press(page, '#deleteChosen');
      await appears(page, '#doomed-unseen');
    },
  },
  'a dry run of many': {
    hash: 'view=images&dryRun=1',
    act: async (page) => {
      await appears(page, 'tr[data-image-id]');
      await press(page, '#chooseAll');
      await press(page, '#deleteChosen');
      await appears(page, '#saveCsv');
    },
  },
};

/**
 * In which languages and schemes axe looks at everything: in all of them, and in the second browser, where
 * it finds the same, in each of them once.
 *
 * @type {Record<import('../stage.js').BrowserName, { lang: string, theme: string }[]>}
 */
const looks = {
  chromium: ['en', 'zh'].flatMap((lang) => ['light', 'dark'].map((theme) => ({ lang, theme }))),
  firefox: [
    { lang: 'en', theme: 'light' },
    { lang: 'zh', theme: 'dark' },
  ],
};

inEachBrowser((stage, name) => {
  /**
   * @param {string} hash
   * @param {(opened: Awaited<ReturnType<typeof stage.open>>) => Promise<void>} use
   */
  async function on(hash, use) {
    const opened = await stage.open(hash);
    await use(opened);
    await opened.close();
  }

  for (const { lang, theme } of looks[name]) {
    for (const [scene, { hash, there }] of Object.entries(scenes)) {
      test(`axe finds nothing: ${scene}, ${lang}, ${theme}`, async () => {
        await on(`#${hash}&lang=${lang}&theme=${theme}`, async ({ page }) => {
          await appears(page, there);
          await assertSound(page);
        });
      });
    }

    for (const [state, { hash, act }] of Object.entries(states)) {
      test(`axe finds nothing: ${state}, ${lang}, ${theme}`, async () => {
        await on(`#${hash}&lang=${lang}&theme=${theme}`, async ({ page }) => {
          await act(page);
          await assertSound(page);
        });
      });
    }

    test(`axe finds nothing: many under way, paused and cut short, ${lang}, ${theme}`, async () => {
      await on(`#view=images&lang=${lang}&theme=${theme}`, async ({ page }) => {
        await appears(page, 'tr[data-image-id]');
        await press(page, '#chooseAll');
        await press(page, '#deleteChosen');
        stage.endpoint.faults.add({ fault: 'hold', times: 4, action: 'DeleteImage' });
        const sent = sending(page, stage.endpoint.url, 4);
        await press(page, 'dialog button[type="submit"]');
        await sent;
        await assertSound(page);
        await press(page, '#pause');
        stage.endpoint.faults.release();
        await appears(page, '#resume');
        await assertSound(page);
        await press(page, '.connection summary');
        await press(page, 'input[name="keys"][value="hand"]');
        await appears(page, '#bulk-moved');
        await assertSound(page);
      });
    });

    test(`axe finds nothing: refusal, question and images at work, ${lang}, ${theme}`, async () => {
      await on(`#image=${demoImages.shared}&lang=${lang}&theme=${theme}`, async ({ page }) => {
        await press(page, '#run');
        await appears(page, '.remedies button');
        await press(page, '.timeline summary');
        assert.deepEqual(await axeFindings(page), []);
        await press(page, '.remedies button');
        await appears(page, 'dialog[open]');
        assert.deepEqual(await axeFindings(page), []);
        await page.keyboard.press('Escape');
        await press(page, '[role="tab"][data-value="images"]');
        await appears(page, 'tr[data-image-id]');
        await press(page, '#chooseAll');
        await press(page, '#checkChosen');
        await shows(page, `tr[data-image-id="${demoImages.public}"]`, 'ImageIsPublic');
        await press(page, '#deleteChosen');
        await press(page, 'dialog button[type="submit"]');
        await shows(page, '#progress-text', '7');
        assert.deepEqual(await axeFindings(page), []);
      });
    });
  }

  describe('by keyboard alone', () => {
    test('deletes an image by force, after its id was typed', async () => {
      await on(`#image=${demoImages.inUse}`, async ({ page }) => {
        await shows(page, '#image-note', 'demo-inUse');
        await tabTo(page, '#force');
        await page.keyboard.press(' ');
        await tabTo(page, '#typedImage');
        await page.keyboard.type(demoImages.inUse);
        await tabTo(page, '#run');
        await page.keyboard.press('Enter');
        assert.equal(await verdict(page), 'The deletion was accepted');
        assert.equal(stage.endpoint.state.findImage(demoImages.inUse), undefined);
      });
    });

    test('selects many, deletes, pauses, goes on, aborts and reads the summary', async () => {
      await on('#view=images', async ({ page }) => {
        await appears(page, 'tr[data-image-id]');
        for (let count = 0; count < 30; count += 1) {
          stage.endpoint.state.addImage({ name: `many-${count}` });
        }
        await tabTo(page, '#filter');
        await page.keyboard.type('many');
        await tabTo(page, '#reload');
        await page.keyboard.press('Enter');
        await shows(page, '.toolbar [role="status"]', '30 of 37 images');
        await tabTo(page, '#chooseAll');
        await page.keyboard.press(' ');
        await shows(page, '#deleteChosen', '(30)');
        await tabBackTo(page, '#deleteChosen');
        await page.keyboard.press('Enter');
        await appears(page, 'dialog[open]');
        await tabTo(page, 'dialog button[type="submit"]');
        await holdWhile(page, () => page.keyboard.press('Enter'));
        await tabTo(page, '#pause');
        await page.keyboard.press('Enter');
        await shows(page, '#progress-title', 'Pausing');
        stage.endpoint.faults.release();
        await appears(page, '#resume:focus');
        await shows(page, '#progress-text', 'accepted 4');
        await holdWhile(page, () => page.keyboard.press('Enter'));
        await tabTo(page, '#abort');
        await page.keyboard.press('Enter');
        await shows(page, '#progress-title', 'Ending');
        stage.endpoint.faults.release();
        await shows(page, '#progress-text', 'accepted 8 · not sent 22');
        await appears(page, '#progress-title:focus');
        await tabTo(page, '#saveCsv');
      });
    });

    test('changes its mind at the question, and is where it was', async () => {
      await on('#view=images', async ({ page }) => {
        await appears(page, 'tr[data-image-id]');
        await tabTo(page, `tr[data-image-id="${demoImages.free}"] input`);
        await page.keyboard.press(' ');
        await tabBackTo(page, '#deleteChosen');
        await page.keyboard.press('Enter');
        await appears(page, 'dialog[open]');
        await page.keyboard.press('Escape');
        await appears(page, '#deleteChosen:focus');
        assert.ok(stage.endpoint.state.findImage(demoImages.free));
      });
    });

    test('carries out a remedy, and deletes then', async () => {
      await on(`#image=${demoImages.shared}`, async ({ page }) => {
        await shows(page, '#image-note', 'demo-shared');
        await tabTo(page, '#run');
        await page.keyboard.press('Enter');
        await appears(page, '.remedies button');
        await tabTo(page, '.remedies li:last-child button');
        await page.keyboard.press('Enter');
        await appears(page, 'dialog[open]');
        await tabTo(page, 'dialog button[type="submit"]');
        await page.keyboard.press('Enter');
        await appears(page, '#again');
        await tabTo(page, '#again');
        await page.keyboard.press('Enter');
        await shows(page, '#verdict', 'The deletion was accepted');
      });
    });

    test('enters a key, then fetches one from a URL', async () => {
      const { accessKeyId, accessKeySecret } = accessKeys.permanent;
      await on('', async ({ page }) => {
        await tabTo(page, '.connection summary');
        await page.keyboard.press('Enter');
        await tabTo(page, 'input[name="keys"][value="demo"]');
        await page.keyboard.press('ArrowRight');
        await appears(page, '#accessKeyId');
        await tabTo(page, '#accessKeyId');
        await page.keyboard.type(accessKeyId);
        await tabTo(page, '#accessKeySecret');
        await page.keyboard.type(accessKeySecret);
        await shows(page, '.connection summary', accessKeyId);
        await tabTo(page, '#useKey');
        await page.keyboard.press('Enter');
        await shows(page, '#image-note', 'demo-free');
        await tabBackTo(page, 'input[name="keys"][value="hand"]');
        await page.keyboard.press('ArrowRight');
        await appears(page, '#credentialsUrl');
        await tabTo(page, '#credentialsUrl');
        await page.keyboard.type('/demo/credentials');
        await page.keyboard.press('Enter');
        await shows(page, '.connection summary', 'STS.testid');
      });
    });

    test('switches language, colours and place', async () => {
      await on('', async ({ page }) => {
        await tabTo(page, 'input[name="lang"][value="en"]');
        await page.keyboard.press('ArrowRight');
        await shows(page, 'h1', '调试台');
        await tabTo(page, 'input[name="theme"][value="auto"]');
        await page.keyboard.press('ArrowRight');
        await appears(page, 'html[data-theme="light"]');
        await page.keyboard.press('ArrowRight');
        await appears(page, 'html[data-theme="dark"]');
        await tabBackTo(page, 'input[name="target"][value="local"]');
        await page.keyboard.press('ArrowRight');
        await appears(page, '#accessKeyId');
        assert.equal(await textOf(page, 'html[lang="zh-CN"] h1'), 'ECS DeleteImage 调试台');
      });
    });
  });

  /** Holds the answers of what is sent by then. @param {Page} page @param {() => Promise<void>} act */
  async function holdWhile(page, act) {
    stage.endpoint.faults.add({ fault: 'hold', times: 4, action: 'DeleteImage' });
    const sent = sending(page, stage.endpoint.url, 4);
    await act();
    await sent;
  }
});

/** For everybody, on a wide screen and on a narrow one, which it fits. @param {Page} page */
async function assertSound(page) {
  assert.deepEqual(await axeFindings(page), []);
  await page.setViewport({ width: NARROW, height: 740 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= NARROW, `it is ${width} pixels wide`);
  const hidden = await page.$$eval('.table', (all) =>
    all.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
  );
  assert.ok(
    hidden.every((pixels) => pixels <= 0),
    `${hidden} pixels of the table are out of view`,
  );
  assert.deepEqual(await axeFindings(page), [], `${NARROW} pixels wide`);
  await page.setViewport({ width: 1280, height: 900 });
}

describe('the first load', () => {
  /** @type {import('../stage.js').Stage} */
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
    await appears(page, '#compare-title');
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
      outgoing.end(await readFile(new URL(`../../../www/dist${path}`, import.meta.url)));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    const { page, close } = await stage.open();
    await page.goto(`http://127.0.0.1:${port}/#region=cn-hangzhou&image=m-1`);
    await shows(page, '.steps', 'placeholder');
    await press(page, '[role="tab"][data-value="code"]');
    await appears(page, '#sample-code');
    await close();
    server.close();
    server.closeAllConnections();
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
    await appears(page, '#compare-title');
    const names = sent.map(({ url }) => url).join('\n');
    await close();
    for (const later of ['code-panel', 'images-view']) assert.ok(!names.includes(later), names);
  });
});
