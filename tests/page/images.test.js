// Many images, in stock Chromium and stock Firefox: the table, what would block, and deleting many.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { demoImages } from '../endpoint/index.js';
import { fill, setStage, shows, textOf } from './stage.js';

/** More rows than these are not in the page, however many images there are. */
const MOST_ROWS = 60;

for (const name of /** @type {const} */ (['chromium', 'firefox'])) {
  describe(name, () => {
    /** @type {import('./stage.js').Stage} */
    let stage;
    /** @type {Awaited<ReturnType<typeof stage.open>>} */
    let opened;
    /** @type {import('puppeteer-core').Page} */
    let page;

    before(async () => {
      stage = await setStage(name);
    });
    after(() => stage?.strike());
    beforeEach(async () => {
      opened = await stage.open('#view=images');
      page = opened.page;
      await shows(page, '.toolbar [role="status"]', '7 of 7 images');
    });
    afterEach(async () => {
      await opened.close();
      assert.deepEqual(opened.problems, []);
    });

    /** @param {string} imageId */
    const row = (imageId) => `tr[data-image-id="${imageId}"]`;
    /** @param {string} imageId */
    const choose = (imageId) => page.click(`${row(imageId)} input`);
    const deletions = () =>
      stage.endpoint.requests.filter(({ action }) => action === 'DeleteImage');

    /** Adds images that can be deleted, and lists them. @param {number} count */
    async function add(count) {
      for (let index = 0; index < count; index += 1) {
        stage.endpoint.state.addImage({ name: `many-${index}` });
      }
      await page.click('#reload');
      await shows(page, '.toolbar [role="status"]', `${count + 7} of ${count + 7} images`);
    }

    async function confirm() {
      await page.waitForSelector('dialog[open]');
      await page.click('dialog button[type="submit"]');
    }

    test('shows state, size and age, and opens an image in the form', async () => {
      const cells = await textOf(page, row(demoImages.copying));
      assert.match(cells, /demo-copying.*Creating 42%.*40 GiB.*second/);
      await page.click(`${row(demoImages.public)} button`);
      await shows(page, '#step-parameters', demoImages.public);
    });

    test('filters', async () => {
      await fill(page, '#filter', 'EXPORT');
      await shows(page, '.toolbar [role="status"]', '1 of 7 images');
      assert.equal((await page.$$('tbody tr')).length, 1);
    });

    test('finds what would block each, and deletes nothing for it', async () => {
      await page.click('#chooseAll');
      await page.click('#checkChosen');
      const expected = {
        free: 'can be deleted',
        inUse: 'ImageUsingByInstance · lifted by force',
        shared: 'ImageUseShared',
        copying: 'OperationDenied.ImageCopying',
        importing: 'ImageIsImporting',
        exporting: 'ImageIsExporting',
        public: 'ImageIsPublic',
      };
      for (const [state, text] of Object.entries(expected)) {
        await shows(page, row(demoImages[/** @type {'free'} */ (state)]), text);
      }
      assert.deepEqual(deletions(), []);
    });

    test('deletes what is selected, says what became of each, and tries the failed ones again', async () => {
      await choose(demoImages.free);
      await choose(demoImages.shared);
      await page.click('#deleteChosen');
      await shows(page, 'dialog[open]', '2 images in cn-hangzhou');
      await confirm();
      await shows(page, '#progress-text', '2 of 2');
      await shows(page, '#progress-text', 'accepted 1 · failed 1');
      await shows(page, row(demoImages.shared), 'failed · ImageUseShared');
      stage.endpoint.state.findImage(demoImages.shared)?.sharedWith.splice(0);
      await page.click('#retry');
      await shows(page, '#progress-text', 'accepted 2');
      await page.click('#reload');
      await shows(page, '.toolbar [role="status"]', '5 of 5 images');
    });

    test('forgets what was selected when the place is another', async () => {
      await page.click('#chooseAll');
      await shows(page, '#deleteChosen', '(7)');
      await fill(page, '#imagesRegion', 'cn-beijing');
      await page.keyboard.press('Escape');
      await shows(page, '#deleteChosen', '(0)');
      await shows(page, '.toolbar [role="status"]', '0 of 0 images');
    });

    test('a dry run stays one after a pause, whatever is set meanwhile', async () => {
      await add(30);
      await fill(page, '#filter', 'many');
      await page.click('#chooseAll');
      await page.click('#bulkDryRun');
      stage.endpoint.faults.add({ fault: 'delay', ms: 300, times: 8, action: 'DeleteImage' });
      await page.click('#deleteChosen');
      await page.waitForSelector('#pause');
      await page.click('#pause');
      await page.waitForSelector('#resume');
      await page.click('#bulkDryRun');
      await page.click('#resume');
      await shows(page, '#progress-text', 'would be taken 30');
      assert.equal(stage.endpoint.state.images().length, 37);
    });

    test('saves the summary as CSV', async () => {
      await choose(demoImages.free);
      await choose(demoImages.public);
      await page.click('#deleteChosen');
      await confirm();
      await shows(page, '#progress-text', '2 of 2');
      await page.evaluate(() => {
        URL.createObjectURL = (file) => {
          /** @type {Blob} */ (file).text().then((text) => (document.title = text));
          return '#';
        };
      });
      await page.click('#saveCsv');
      await page.waitForFunction(() => document.title.includes('imageId,'));
      const text = await page.title();
      assert.match(text, /m-bp1public00000000001,failed,[0-9A-F-]{36},ImageIsPublic/);
      assert.match(text, /m-bp1free0000000000001,accepted,[0-9A-F-]{36}/);
    });

    test('runs dry without a question, and deletes nothing', async () => {
      await page.click('#bulkDryRun');
      await choose(demoImages.free);
      await page.click('#deleteChosen');
      await shows(page, '#progress-text', 'would be taken 1');
      assert.ok(stage.endpoint.state.findImage(demoImages.free));
    });

    test('pauses: nothing more is sent until it goes on', async () => {
      await add(30);
      await fill(page, '#filter', 'many');
      await page.click('#chooseAll');
      stage.endpoint.faults.add({ fault: 'delay', ms: 300, times: 8, action: 'DeleteImage' });
      await page.click('#deleteChosen');
      await confirm();
      await page.waitForSelector('#pause');
      await page.click('#pause');
      await page.waitForSelector('#resume');
      const sent = deletions().length;
      assert.ok(sent < 30, `${sent} were sent`);
      await shows(page, '#progress-text', `${sent} of 30`);
      await page.click('#resume');
      await shows(page, '#progress-text', '30 of 30');
      assert.equal(deletions().length, 30);
    });

    test('aborts: what was sent has an end, the rest is not sent', async () => {
      await add(30);
      await fill(page, '#filter', 'many');
      await page.click('#chooseAll');
      stage.endpoint.faults.add({ fault: 'delay', ms: 300, times: 8, action: 'DeleteImage' });
      await page.click('#deleteChosen');
      await confirm();
      await page.waitForSelector('#abort');
      await page.click('#abort');
      await shows(page, '#progress-title', 'Done');
      await shows(page, '#progress-text', `not sent ${30 - deletions().length}`);
    });

    test('keeps a thousand rows light', async () => {
      await add(1000);
      const count = () => page.$$eval('tbody tr', (rows) => rows.length);
      assert.ok((await count()) < MOST_ROWS, `${await count()} rows`);
      for (const part of [0.2, 0.5, 0.8, 1]) {
        await page.$eval(
          '.table',
          (table, to) => (table.scrollTop = (table.scrollHeight - table.clientHeight) * to),
          part,
        );
        await page.waitForFunction(
          (to) => {
            const last = [...document.querySelectorAll('tbody tr[aria-rowindex]')].at(-1);
            return Number(last?.getAttribute('aria-rowindex')) >= 1008 * to;
          },
          {},
          part,
        );
        assert.ok((await count()) < MOST_ROWS, `${await count()} rows`);
      }
      await shows(page, 'tbody', 'many-999');
      await page.click('#chooseAll');
      await shows(page, '#deleteChosen', '(1007)');
      assert.equal(
        await page.$eval('table', (table) => table.getAttribute('aria-rowcount')),
        '1008',
      );
    });
  });
}
