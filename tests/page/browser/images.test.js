// Many images, in stock Chromium and stock Firefox: the table, what would block, and deleting many.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { EcsClient } from 'ecs-delete-image';
import { accessKeys, demoImages, demoRegionId } from '../../endpoint/index.js';
import {
  appears,
  closeChoices,
  enterKey,
  fill,
  focus,
  holds,
  press,
  pressInVain,
  runByKey,
  sending,
  shows,
  textOf,
  until,
  vanishes,
} from '../hands.js';
import { inEachBrowser } from '../stage.js';

/** Of the deletions that are under way at once. */
const AT_ONCE = 4;
/** The same where a function presigns. */
const PRESIGNED_AT_ONCE = 3;

/** What a diagnosis of one image sends. */
const CALLS_OF_A_CHECK = 5;

/** More rows than these are not in the page, however many images there are. */
const MOST_ROWS = 60;

inEachBrowser((stage) => {
  /** @type {import('../stage.js').Opened} */
  let opened;
  /** @type {import('puppeteer-core').Page} */
  let page;

  beforeEach(async () => {
    await open('#view=images');
    await listed('7 of 7 images');
  });
  afterEach(() => opened.close());

  /** @param {string} hash */
  async function open(hash) {
    opened = await stage.open(hash);
    page = opened.page;
  }

  /** @param {string} imageId */
  const row = (imageId) => `tr[data-image-id="${imageId}"]`;
  /** @param {string} imageId */
  const choose = (imageId) => press(page, `${row(imageId)} input`);
  const listed = (/** @type {string} */ text) => shows(page, '.toolbar [role="status"]', text);
  /** A client beside the page. */
  const newClient = () =>
    new EcsClient({ credentials: accessKeys.permanent, endpoint: stage.endpoint.url });

  /** Adds images that can be deleted, and lists them. @param {number} count */
  async function add(count) {
    for (let index = 0; index < count; index += 1) {
      stage.endpoint.state.addImage({ name: `many-${index}` });
    }
    await press(page, '#reload');
    await listed(`${count + 7} of ${count + 7} images`);
  }

  async function confirm() {
    await appears(page, 'dialog[open]');
    await press(page, 'dialog button[type="submit"]');
  }

  /** Thirty images of which the first are sent and get no answer. @param {() => Promise<void>} [prepare] */
  async function holdBatch(prepare) {
    await add(30);
    await fill(page, '#filter', 'many');
    await press(page, '#chooseAll');
    await prepare?.();
    await holdDeletions(AT_ONCE);
  }

  /** @param {number} count */
  async function holdDeletions(count) {
    stage.endpoint.faults.add({ fault: 'hold', times: count, action: 'DeleteImage' });
    const sent = sending(page, stage.endpoint.url, count);
    await press(page, '#deleteChosen');
    if (!(await page.$('#bulkDryRun:checked'))) await confirm();
    await sent;
  }

  /** The ids in the question, from the top. */
  const doomed = () => page.$$eval('.doomed .code', (all) => all.map((one) => one.textContent));

  /** What the button saves. */
  async function saved() {
    await page.evaluate(() => {
      URL.createObjectURL = (file) => {
        /** @type {Blob} */ (file).text().then((text) => (document.title = text));
        return '#';
      };
      HTMLAnchorElement.prototype.click = function () {
        document.body.dataset.file = this.download;
      };
    });
    await press(page, '#saveCsv');
    await until(page, () => document.title.includes('imageId,'));
    const name = await page.$eval('body', (body) => body.dataset.file);
    return { name, text: await page.title() };
  }

  /** Chooses another key by hand. @param {string} accessKeyId */
  async function useKey(accessKeyId) {
    await press(page, '.connection summary');
    await press(page, 'input[name="keys"][value="hand"]');
    await enterKey(page, { ...permanent, accessKeyId });
  }

  const { permanent } = accessKeys;
  const other = { ...permanent, accessKeyId: 'account.1234567890123456.id' };

  /** Takes keys from a function, which gives this one first. @param {() => unknown} answer */
  async function useFunction(answer) {
    stage.side.answer = answer;
    await press(page, '.connection summary');
    await press(page, 'input[name="keys"][value="url"]');
    await fill(page, '#credentialsUrl', stage.side.url);
    await press(page, '#fetchKey');
    await listed('7 of 7 images');
  }

  const HOUR = 3_600_000;
  /** For an hour. */
  const forNow = () => ({ ...permanent, expiration: new Date(Date.now() + HOUR).toISOString() });

  /** The key is about to end, so that whoever needs one asks for the next. */
  const soonOver = () =>
    page.evaluate((hour) => {
      const now = Date.now() + hour - 10_000;
      Date.now = () => now;
    }, HOUR);

  const noDialog = () => vanishes(page, 'dialog');
  const keysOfDeletions = () => stage.deletions().map(({ parameters }) => parameters.AccessKeyId);

  test('shows state, size and age, and opens an image in the form', async () => {
    const cells = await textOf(page, row(demoImages.copying));
    assert.match(cells, /demo-copying.*Creating 42%.*40 GiB.*second/);
    await press(page, `${row(demoImages.public)} button`);
    await shows(page, '#step-parameters', demoImages.public);
  });

  test('filters', async () => {
    await fill(page, '#filter', 'EXPORT');
    await listed('1 of 7 images');
    assert.equal((await page.$$('tbody tr')).length, 1);
  });

  test('finds what would block each, and deletes nothing for it', async () => {
    await press(page, '#chooseAll');
    await press(page, '#checkChosen');
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
    assert.deepEqual(stage.deletions(), []);
  });

  test('shows by keyboard which instances stand in the way', async () => {
    await press(page, `${row(demoImages.inUse)} button.quiet`);
    await shows(page, row(demoImages.inUse), 'ImageUsingByInstance');
    const details = `#blockers-${demoImages.inUse}`;
    const isOpen = (/** @type {boolean} */ wanted) =>
      until(
        page,
        (where, to) => document.querySelector(where)?.matches(':popover-open') === to,
        details,
        wanted,
      );
    await isOpen(false);
    await focus(page, `${row(demoImages.inUse)} button[popovertarget]`);
    await page.keyboard.press('Enter');
    await isOpen(true);
    const imageId = demoImages.inUse;
    for await (const { instanceId } of newClient().describeInstances(demoRegionId, { imageId })) {
      await shows(page, `${details} dl`, String(instanceId));
    }
    await page.keyboard.press('Escape');
    await isOpen(false);
  });

  const looks = () =>
    stage.endpoint.requests.filter(({ action }) => action === 'DescribeImageSharePermission');

  /** Checks all that are listed; the first three get no answer yet. */
  async function holdChecks() {
    await press(page, '#chooseAll');
    const action = 'DescribeImageSharePermission';
    stage.endpoint.faults.add({ fault: 'hold', times: 3, action });
    const sent = sending(page, stage.endpoint.url, 3 * CALLS_OF_A_CHECK);
    await press(page, '#checkChosen');
    await sent;
    await shows(page, '#looked', '0 of 7 checked');
  }

  test('checks each image once, however often the button is pressed', async () => {
    await holdChecks();
    await pressInVain(page, '#checkChosen');
    await press(page, `${row(demoImages.public)} button.quiet`);
    await shows(page, '#looked', '0 of 7 checked');
    stage.endpoint.faults.release();
    await vanishes(page, '#looked');
    await shows(page, row(demoImages.public), 'ImageIsPublic');
    assert.equal(looks().length, 7);
  });

  for (const way of ['#stopLooking', 'another key']) {
    test(`checks no more images once it is stopped: ${way}`, async () => {
      await holdChecks();
      if (way === 'another key') await useKey('lacks.DescribeRegions.id');
      else await press(page, way);
      await vanishes(page, '#looked');
      stage.endpoint.faults.release();
      await listed('7 of 7 images');
      await shows(page, row(demoImages.free), 'Check');
      await press(page, `${row(demoImages.public)} button.quiet`);
      await shows(page, row(demoImages.public), 'ImageIsPublic');
      // A request that was given up at once need not have arrived.
      assert.ok(looks().length <= 4, `${looks().length} looks`);
    });
  }

  test('finds anew what would block, once the images are listed anew', async () => {
    const look = `${row(demoImages.public)} button.quiet`;
    await press(page, look);
    await shows(page, row(demoImages.public), 'ImageIsPublic');
    await press(page, '#reload');
    await appears(page, look);
    assert.doesNotMatch(await textOf(page, row(demoImages.public)), /ImageIsPublic/);
  });

  test('goes on with a check that is under way when the images are listed anew', async () => {
    await holdChecks();
    await newClient().deleteImage(demoRegionId, demoImages.free);
    await press(page, '#reload');
    await listed('6 of 6 images');
    await shows(page, '#looked', '0 of 7 checked');
    stage.endpoint.faults.release();
    await vanishes(page, '#looked');
    await shows(page, row(demoImages.shared), 'ImageUseShared');
    assert.equal(looks().length, 7);
  });

  test('shows beside the end of a deletion what a check finds since, and no older one', async () => {
    const shared = row(demoImages.shared);
    await choose(demoImages.shared);
    await press(page, '#checkChosen');
    await shows(page, shared, 'Which ones');
    await press(page, '#deleteChosen');
    await confirm();
    await shows(page, shared, 'failed · ImageUseShared');
    assert.doesNotMatch(await textOf(page, shared), /Which ones/);
    await press(page, '#checkChosen');
    await shows(page, shared, 'Which ones');
    assert.match(await textOf(page, shared), /failedImageUseShared/);
    await press(page, '#retry');
    await confirm();
    await until(
      page,
      (where) => !document.querySelector(where)?.textContent?.includes('Which'),
      shared,
    );
    await shows(page, shared, 'failed · ImageUseShared');
  });

  test('deletes what is selected, says what became of each, and tries the failed ones again', async () => {
    await choose(demoImages.free);
    await choose(demoImages.shared);
    await press(page, '#deleteChosen');
    await shows(page, 'dialog[open]', '2 images in cn-hangzhou');
    await confirm();
    await shows(page, '#progress-text', '2 of 2');
    await shows(page, '#progress-text', 'accepted 1 · failed 1');
    await shows(page, row(demoImages.shared), 'failed · ImageUseShared');
    stage.endpoint.state.findImage(demoImages.shared)?.sharedWith.splice(0);
    await press(page, '#retry');
    await shows(page, 'dialog[open] h2', 'Try one image again?');
    assert.deepEqual(await doomed(), [demoImages.shared]);
    await page.keyboard.press('Escape');
    await vanishes(page, 'dialog');
    assert.equal(stage.deletions().length, 2);
    await press(page, '#retry');
    await confirm();
    await shows(page, '#progress-text', 'accepted 2');
    await press(page, '#reload');
    await listed('5 of 5 images');
  });

  test('forgets what was selected when the place is another', async () => {
    await press(page, '#chooseAll');
    await shows(page, '#deleteChosen', '(7)');
    stage.endpoint.faults.add({ fault: 'hold', times: 20, action: 'DescribeImages' });
    await fill(page, '#imagesRegion', 'cn-beijing');
    await closeChoices(page);
    await vanishes(page, 'tr[data-image-id]');
    stage.endpoint.faults.release();
    await shows(page, '#deleteChosen', '(0)');
    await listed('0 of 0 images');
  });

  test('says what is missing or wrong with the region, beside its field', async () => {
    await fill(page, '#imagesRegion', 'cn-hangzhou/x');
    await closeChoices(page);
    await shows(page, '#imagesRegion-note', 'This is no region id');
    await appears(page, '#imagesRegion[aria-invalid="true"]');
    await listed('Choose a region');
    await page.$eval('#imagesRegion', (field) => /** @type {any} */ (field).select());
    await page.keyboard.press('Delete');
    await closeChoices(page);
    await listed('Choose a region to list its images');
    await appears(page, '#imagesRegion:not([aria-invalid])');
  });

  test('says that the regions could not be listed, and lists them again', async () => {
    await opened.close();
    await open('#view=images&keys=hand');
    const action = 'DescribeRegions';
    stage.endpoint.faults.add({ fault: 'status503', times: 20, action });
    await enterKey(page, permanent);
    await shows(page, '#imagesRegion-note', 'could not be listed: ServiceUnavailable');
    stage.endpoint.faults.clear();
    await press(page, '#retryRegions');
    await shows(page, '#imagesRegion-note', 'China (Hangzhou)');
  });

  test('says why no image is listed', async () => {
    await fill(page, '#filter', 'nothing of that name');
    await shows(page, '#no-images', 'The filter hides them all');
    await fill(page, '#filter', 'free');
    await vanishes(page, '#no-images');
    await fill(page, '#imagesRegion', 'cn-beijing');
    await closeChoices(page);
    await shows(page, '#no-images', 'There are no custom images in cn-beijing');
  });

  test('a dry run stays one after a pause, whatever is set meanwhile', async () => {
    await holdBatch(() => press(page, '#bulkDryRun'));
    await shows(page, '#progress-title', 'Validating in cn-hangzhou, deleting nothing');
    await press(page, '#pause');
    await shows(page, '#progress-title', 'Dry run, pausing');
    stage.endpoint.faults.release();
    await appears(page, '#resume');
    await press(page, '#bulkDryRun');
    await press(page, '#resume');
    await shows(page, '#progress-text', 'would be taken 30');
    await shows(page, '#progress-title', 'Dry run done');
    assert.equal(stage.endpoint.state.images().length, 37);
  });

  test('goes on in the region that it began in', async () => {
    await holdBatch();
    await fill(page, '#imagesRegion', 'cn-beijing');
    await closeChoices(page);
    stage.endpoint.faults.release();
    await shows(page, '#progress-title', 'Done in cn-hangzhou');
    await shows(page, '#progress-text', 'accepted 30');
  });

  test('sends nothing more when the key is changed, and nothing by the new one', async () => {
    await holdBatch();
    await useKey('account.1234567890123456.id');
    await shows(page, '#bulk-moved', 'nothing more was sent');
    stage.endpoint.faults.release();
    await shows(page, '#progress-title', 'Done in cn-hangzhou');
    await shows(page, '#progress-text', `accepted ${AT_ONCE} · not sent ${30 - AT_ONCE}`);
    await listed('0 of 0 images');
    assert.equal(await page.$('#retry'), null);
    const keys = stage.deletions().map(({ parameters }) => parameters.AccessKeyId);
    assert.deepEqual(keys, Array(AT_ONCE).fill('testid'));
  });

  test('gives up what is paused when the key is changed, and keeps a dry run one', async () => {
    await holdBatch(() => press(page, '#bulkDryRun'));
    await press(page, '#pause');
    stage.endpoint.faults.release();
    await appears(page, '#resume');
    await useKey('account.1234567890123456.id');
    await shows(page, '#progress-text', `would be taken ${AT_ONCE} · not sent ${30 - AT_ONCE}`);
    await shows(page, '#progress-title', 'Dry run done in cn-hangzhou');
    assert.equal(await page.$('#resume'), null);
    assert.equal(stage.deletions().length, AT_ONCE);
  });

  test('forgets with the key what was selected, found and done', async () => {
    await choose(demoImages.public);
    await press(page, '#deleteChosen');
    await confirm();
    await shows(page, '#progress-text', 'failed 1');
    await useKey('account.1234567890123456.id');
    await listed('0 of 0 images, 0 selected');
    await shows(page, '#deleteChosen', '(0)');
    assert.equal(await page.$('.progress'), null);
    await press(page, 'input[name="keys"][value="demo"]');
    await listed('7 of 7 images, 0 selected');
    await shows(page, row(demoImages.public), 'Check');
  });

  for (const moment of ['paused', 'under way']) {
    test(`goes on by the key of another account only when that is confirmed: ${moment}`, async () => {
      await useFunction(() => permanent);
      await holdBatch();
      if (moment === 'paused') {
        await press(page, '#pause');
        stage.endpoint.faults.release();
        await appears(page, '#resume');
      }
      stage.side.answer = () => other;
      await press(page, '#fetchKey');
      await shows(page, '#bulk-other-key', other.accessKeyId);
      stage.endpoint.faults.release();
      await press(page, '#resume');
      await shows(
        page,
        'dialog[open]',
        `${30 - AT_ONCE} images in cn-hangzhou will be deleted, signed by ${other.accessKeyId}`,
      );
      await page.keyboard.press('Escape');
      await noDialog();
      assert.deepEqual(keysOfDeletions(), Array(AT_ONCE).fill('testid'));
      await press(page, '#resume');
      await confirm();
      await shows(page, '#progress-text', `accepted ${AT_ONCE} · failed ${30 - AT_ONCE}`);
      assert.deepEqual([...new Set(keysOfDeletions())], ['testid', other.accessKeyId]);
      assert.equal(await page.$('#bulk-other-key'), null);
    });
  }

  test('pauses when the function renews the key by one of another account', async () => {
    await useFunction(forNow);
    await choose(demoImages.free);
    await press(page, '#deleteChosen');
    await shows(page, 'dialog[open]', 'signed by testid');
    stage.side.answer = () => other;
    await soonOver();
    await confirm();
    await shows(page, '#bulk-other-key', other.accessKeyId);
    await press(page, '#resume');
    await shows(page, 'dialog[open]', `signed by ${other.accessKeyId}`);
    await page.keyboard.press('Escape');
    await noDialog();
    assert.deepEqual(stage.deletions(), []);
  });

  test('asks by the name of the key that signs, and says when there is none', async () => {
    await useFunction(forNow);
    await choose(demoImages.free);
    stage.side.answer = () => 'secret-marker';
    await soonOver();
    await press(page, '#deleteChosen');
    await shows(page, '#bulk-key-problem', 'its answer is not JSON');
    stage.side.answer = () => other;
    await press(page, '#deleteChosen');
    await shows(page, 'dialog[open]', `signed by ${other.accessKeyId}`);
    assert.equal(await page.$('#bulk-key-problem'), null);
    assert.deepEqual(stage.deletions(), []);
  });

  test('names the host in the question where the endpoint is not the service’s own', async () => {
    await press(page, 'input[name="target"][value="alibaba"]');
    await fill(page, '#endpoint', stage.endpoint.url);
    await enterKey(page, permanent);
    await listed('7 of 7 images');
    await choose(demoImages.free);
    await press(page, '#deleteChosen');
    await shows(page, '#doomed-host', `The requests go to ${new URL(stage.endpoint.url).host}.`);
    await shows(page, 'dialog[open]', 'signed by testid');
  });

  test('says what will be deleted, and what of it the filter hides', async () => {
    await choose(demoImages.shared);
    await choose(demoImages.free);
    await fill(page, '#filter', 'shared');
    await listed('1 of 7 images, 2 selected (1 of them filtered out of view)');
    await press(page, '#deleteChosen');
    await shows(page, 'dialog[open]', '2 images in cn-hangzhou will be deleted, signed by testid');
    await shows(page, '#doomed-unseen', '1 of them');
    await shows(page, '#doomed-total', '80 GiB in all');
    assert.deepEqual(await doomed(), [demoImages.free, demoImages.shared]);
    await shows(page, '.doomed li:first-child', 'demo-free · 40 GiBnot in view');
    await page.keyboard.press('Escape');
    await vanishes(page, 'dialog');
    assert.deepEqual(stage.deletions(), []);
  });

  test('selects and releases what is shown, and leaves alone what is filtered out', async () => {
    await choose(demoImages.free);
    await fill(page, '#filter', 'ing');
    await press(page, '#chooseAll');
    await shows(page, '#deleteChosen', '(4)');
    await press(page, '#chooseAll');
    await shows(page, '#deleteChosen', '(1)');
    await press(page, '#deleteChosen');
    await shows(page, 'dialog[open] h2', 'Delete one image?');
    assert.deepEqual(await doomed(), [demoImages.free]);
  });

  test('drops from the selection what a reload no longer has', async () => {
    await choose(demoImages.free);
    await choose(demoImages.shared);
    await newClient().deleteImage(demoRegionId, demoImages.free);
    await press(page, '#reload');
    await listed('6 of 6 images, 1 selected');
    await press(page, '#deleteChosen');
    await appears(page, 'dialog[open]');
    assert.deepEqual(await doomed(), [demoImages.shared]);
  });

  test('a lost answer is no failure, and what is gone at the next try is gone', async () => {
    stage.endpoint.faults.add({ fault: 'resetAfter', times: 20, action: 'DeleteImage' });
    await choose(demoImages.free);
    await press(page, '#deleteChosen');
    await confirm();
    await shows(page, '#progress-text', 'unknown 1');
    await shows(page, '.progress', 'the image may be gone');
    assert.equal(stage.exists(demoImages.free), false);
    stage.endpoint.faults.clear();
    await press(page, '#retry');
    await confirm();
    await shows(page, '#progress-text', 'gone 1');
  });

  test('a lost answer is remembered when the image is deleted as if for the first time', async () => {
    stage.endpoint.faults.add({ fault: 'resetAfter', times: 20, action: 'DeleteImage' });
    await choose(demoImages.free);
    await press(page, '#deleteChosen');
    await confirm();
    await shows(page, '#progress-text', 'unknown 1');
    stage.endpoint.faults.clear();
    await press(page, '#deleteChosen');
    await confirm();
    await shows(page, '#progress-text', 'gone 1');
    const { text } = await saved();
    assert.match(text, /m-bp1free0000000000001,absent,[0-9A-F-]{36},,,applied/);
  });

  test('what was lost in one call is remembered among many', async () => {
    stage.endpoint.faults.add({ fault: 'resetBefore', times: 20, action: 'DeleteImage' });
    await press(page, '[role="tab"][data-value="call"]');
    await runByKey(page);
    await shows(page, '#verdict', 'NoAnswer');
    stage.endpoint.faults.clear();
    await press(page, '[role="tab"][data-value="images"]');
    await choose(demoImages.free);
    // What arrived late, for all that the page can know.
    await newClient().deleteImage(demoRegionId, demoImages.free);
    await press(page, '#deleteChosen');
    await confirm();
    await shows(page, '#progress-text', 'gone 1');
  });

  test('a dry run whose answer is lost has deleted nothing, and says so', async () => {
    stage.endpoint.faults.add({ fault: 'resetBefore', times: 20, action: 'DeleteImage' });
    await press(page, '#bulkDryRun');
    await choose(demoImages.free);
    await press(page, '#deleteChosen');
    await shows(page, '#progress-text', 'unknown 1');
    await shows(page, '.progress', 'It asked for nothing to be deleted');
    assert.ok(!(await textOf(page, '.progress')).includes('may be gone'));
  });

  test('gives every image its end when the whole is broken off', async () => {
    await holdBatch(() =>
      page.evaluate(() => {
        // Somebody else's mistake, in the middle of it: the first answer breaks off everything.
        const assign = Object.assign;
        let isFirst = true;
        Object.assign = (/** @type {any} */ target, /** @type {any} */ ...sources) => {
          if (target?.imageId && sources[0]?.status && isFirst) {
            isFirst = false;
            throw new Error('broken by the test');
          }
          return assign(target, ...sources);
        };
      }),
    );
    stage.endpoint.faults.release();
    await shows(page, '#bulk-problem', 'broken by the test');
    await shows(page, '#progress-text', '30 of 30');
    await shows(
      page,
      '#progress-text',
      `accepted ${AT_ONCE - 1} · unknown 1 · not sent ${30 - AT_ONCE}`,
    );
    assert.equal(stage.deletions().length, AT_ONCE);
  });

  test('saves the summary as CSV', async () => {
    await choose(demoImages.free);
    await choose(demoImages.public);
    await press(page, '#deleteChosen');
    await confirm();
    await shows(page, '#progress-text', '2 of 2');
    const { name: file, text } = await saved();
    assert.equal(file, 'deleted-images.csv');
    assert.match(
      text,
      /cn-hangzhou,m-bp1public00000000001,failed,[0-9A-F-]{36},ImageIsPublic,"[^"]+",not-applied/,
    );
    assert.match(text, /m-bp1free0000000000001,accepted,[0-9A-F-]{36},,,applied/);
  });

  test('a dry run calls itself one in what it saves', async () => {
    await press(page, '#bulkDryRun');
    await choose(demoImages.free);
    await choose(demoImages.public);
    await press(page, '#deleteChosen');
    await shows(page, '#progress-text', '2 of 2');
    const { name: file, text } = await saved();
    assert.equal(file, 'dry-run-images.csv');
    assert.match(text, /m-bp1free0000000000001,validated,[0-9A-F-]{36},,,dry-run: not-applied/);
    assert.match(text, /m-bp1public00000000001,failed,.*,dry-run: not-applied/);
    const sent = sending(page, stage.endpoint.url, 1);
    await press(page, '#retry');
    await sent;
    assert.equal(await page.$('dialog'), null);
    await shows(page, '#progress-text', '2 of 2');
  });

  test('runs dry without a question, and deletes nothing', async () => {
    await press(page, '#bulkDryRun');
    await choose(demoImages.free);
    await press(page, '#deleteChosen');
    await shows(page, '#progress-text', 'would be taken 1');
    assert.ok(stage.endpoint.state.findImage(demoImages.free));
  });

  test('pauses: nothing more is sent until it goes on', async () => {
    await holdBatch();
    await press(page, '#pause');
    await shows(page, '#progress-title', 'Pausing: what was sent is waited for');
    stage.endpoint.faults.release();
    await appears(page, '#resume');
    assert.equal(stage.deletions().length, AT_ONCE);
    await shows(page, '#progress-text', `${AT_ONCE} of 30`);
    await press(page, '#resume');
    await shows(page, '#progress-text', '30 of 30');
    assert.equal(stage.deletions().length, 30);
  });

  /** What a browser asks its reader before the page is left. */
  const isGuarded = () =>
    page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));

  test('asks before the page is left in the middle of it, paused or not', async () => {
    assert.equal(await isGuarded(), false);
    await holdBatch();
    assert.equal(await isGuarded(), true);
    await press(page, '#pause');
    stage.endpoint.faults.release();
    await appears(page, '#resume');
    assert.equal(await isGuarded(), true);
    await press(page, '#abort');
    await shows(page, '#progress-title', 'Done');
    assert.equal(await isGuarded(), false);
  });

  test('asks before the page is left while a single call is under way', async () => {
    await press(page, '[role="tab"][data-value="call"]');
    await shows(page, '#image-note', 'demo-free');
    stage.endpoint.faults.add({ fault: 'hold', action: 'DeleteImage' });
    await runByKey(page);
    await appears(page, '.attempt');
    assert.equal(await isGuarded(), true);
    stage.endpoint.faults.release();
    await shows(page, '#verdict', 'The deletion was accepted');
    assert.equal(await isGuarded(), false);
  });

  test('asks before the page is left while a remedy is under way', async () => {
    await opened.close();
    await open(`#image=${demoImages.public}`);
    await shows(page, '#image-note', 'demo-public');
    await runByKey(page);
    await appears(page, '.remedies button');
    stage.endpoint.faults.add({ fault: 'hold', action: 'ModifyImageSharePermission' });
    await press(page, '.remedies button');
    assert.equal(await isGuarded(), false);
    const sent = sending(page, stage.endpoint.url, 1);
    await confirm();
    await sent;
    assert.equal(await isGuarded(), true);
    stage.endpoint.faults.release();
    await appears(page, '#again');
    assert.equal(await isGuarded(), false);
  });

  test('aborts: what was sent has an end, the rest is not sent', async () => {
    await holdBatch();
    await press(page, '#abort');
    await shows(page, '#progress-title', 'Ending: what was sent is waited for');
    stage.endpoint.faults.release();
    await shows(page, '#progress-title', 'Done');
    await shows(page, '#progress-text', `accepted ${AT_ONCE} · not sent ${30 - AT_ONCE}`);
    assert.equal(stage.deletions().length, AT_ONCE);
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
      await until(
        page,
        (to) => {
          const last = [...document.querySelectorAll('tbody tr[aria-rowindex]')].at(-1);
          return Number(last?.getAttribute('aria-rowindex')) >= 1008 * to;
        },
        part,
      );
      assert.ok((await count()) < MOST_ROWS, `${await count()} rows`);
    }
    await shows(page, 'tbody', 'many-999');
    await press(page, '#chooseAll');
    await shows(page, '#deleteChosen', '(1007)');
    assert.equal(await page.$eval('table', (table) => table.getAttribute('aria-rowcount')), '1008');
  });

  describe('presigned elsewhere', () => {
    beforeEach(async () => {
      await opened.close();
      await open('#view=images&keys=presign');
      await fill(page, '#presignUrl', '/demo/presign');
    });

    /** @param {readonly string[]} imageIds */
    async function give(imageIds) {
      await page.$eval(
        '#givenIds',
        (area, text) => {
          const field = /** @type {HTMLTextAreaElement} */ (area);
          field.value = text;
          field.dispatchEvent(new Event('input', { bubbles: true }));
        },
        imageIds.join('\n'),
      );
      await press(page, '#takeIds');
    }

    /** Makes the function answer something else. @param {string} body */
    async function answerWith(body) {
      await page.setRequestInterception(true);
      page.on('request', (request) => {
        if (!request.url().endsWith('/demo/presign')) return request.continue();
        return request.respond({ status: 200, contentType: 'application/json', body });
      });
    }

    test('deletes what is entered, each with one request that the function has signed', async () => {
      await give([demoImages.free, demoImages.public, demoImages.free]);
      await listed('2 of 2 images, 2 selected');
      await press(page, '#deleteChosen');
      await shows(page, 'dialog[open]', 'signed by the function at 127.0.0.1');
      await shows(page, '#doomed-total', '2 of unknown size');
      await confirm();
      await shows(page, '#progress-text', 'accepted 1 · failed 1');
      await shows(page, row(demoImages.public), 'failed · ImageIsPublic');
      assert.equal(stage.exists(demoImages.free), false);
      assert.deepEqual(
        stage
          .deletions()
          .map(({ parameters }) => parameters.ImageId)
          .sort(),
        [demoImages.free, demoImages.public].sort(),
      );
      const asked = opened.sent.filter(({ url }) => url.endsWith('/demo/presign'));
      assert.equal(asked.length, 2);
    });

    test('sends each once, and says of a lost answer that it is unknown', async () => {
      stage.endpoint.faults.add({ fault: 'status503', times: 20, action: 'DeleteImage' });
      await give([demoImages.free]);
      await press(page, '#deleteChosen');
      await confirm();
      await shows(page, '#progress-text', 'unknown 1');
      assert.equal(stage.deletions().length, 1);
    });

    test('pauses, goes on and aborts', async () => {
      const images = Array.from({ length: 12 }, () => stage.endpoint.state.addImage());
      await give(images.map(({ imageId }) => imageId));
      await listed('12 of 12 images, 12 selected');
      await holdDeletions(PRESIGNED_AT_ONCE);
      await press(page, '#pause');
      await shows(page, '#progress-title', 'Pausing');
      stage.endpoint.faults.release();
      await appears(page, '#resume');
      await shows(page, '#progress-text', `accepted ${PRESIGNED_AT_ONCE}`);
      assert.equal(stage.deletions().length, PRESIGNED_AT_ONCE);
      stage.endpoint.faults.add({ fault: 'hold', times: 3, action: 'DeleteImage' });
      const sent = sending(page, stage.endpoint.url, PRESIGNED_AT_ONCE);
      await press(page, '#resume');
      await sent;
      await press(page, '#abort');
      await shows(page, '#progress-title', 'Ending');
      stage.endpoint.faults.release();
      await shows(page, '#progress-text', 'accepted 6 · not sent 6');
      assert.equal(stage.deletions().length, 6);
    });

    test('sends nothing that was signed for another image', async () => {
      const other = await newClient().presignDeleteImage(demoRegionId, demoImages.free);
      await answerWith(JSON.stringify(other));
      await give([demoImages.public]);
      await press(page, '#deleteChosen');
      await confirm();
      await shows(page, row(demoImages.public), 'failed · NotPresigned.other-deletion');
      assert.deepEqual(stage.deletions(), []);
    });

    test('sends nothing that was signed without the dry run that was asked for', async () => {
      const other = await newClient().presignDeleteImage(demoRegionId, demoImages.free);
      await answerWith(JSON.stringify(other));
      await give([demoImages.free]);
      await press(page, '#bulkDryRun');
      await press(page, '#deleteChosen');
      await shows(page, row(demoImages.free), 'failed · NotPresigned.other-deletion');
      assert.deepEqual(stage.deletions(), []);
    });

    test('says that the policy of the page kept a request from being sent', async () => {
      const options = {
        credentials: accessKeys.permanent,
        endpoint: 'https://not-allowed.example',
      };
      const elsewhere = await new EcsClient(options).presignDeleteImage(
        demoRegionId,
        demoImages.free,
      );
      await answerWith(JSON.stringify(elsewhere));
      await give([demoImages.free]);
      await press(page, '#deleteChosen');
      await confirm();
      await shows(page, row(demoImages.free), 'failed · NotSent.blocked');
      opened.forgive(/security.policy/i);
    });

    test('quotes nothing of an answer that cannot be read', async () => {
      await answerWith('secret-marker');
      await give([demoImages.free]);
      await press(page, '#deleteChosen');
      await confirm();
      await shows(page, row(demoImages.free), 'failed · NotPresigned.not-json');
      const { text } = await saved();
      assert.ok(!text.includes('marker'));
      assert.ok(!(await page.content()).includes('secret-marker'));
    });

    test('keeps what was entered while another view is open', async () => {
      await shows(page, '#no-images', 'No image ids are listed yet');
      await give([demoImages.free]);
      await listed('1 of 1 images, 1 selected');
      await press(page, '[role="tab"][data-value="call"]');
      await appears(page, '#image');
      await press(page, '[role="tab"][data-value="images"]');
      await listed('1 of 1 images, 1 selected');
      await holds(page, '#givenIds', demoImages.free);
    });

    test('takes ids only, says which is none, and forgets them with the function', async () => {
      await give([demoImages.free, 'm-bad/id']);
      await appears(page, '#givenIds[aria-invalid="true"]');
      await shows(page, '#givenIds-note', 'This is no image id: m-bad/id');
      await listed('0 of 0 images');
      await give([demoImages.free]);
      await listed('1 of 1 images, 1 selected');
      await fill(page, '#presignUrl', '/demo/other');
      await listed('0 of 0 images, 0 selected');
      await appears(page, '#deleteChosen[aria-disabled="true"]');
    });
  });
});
