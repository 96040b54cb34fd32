// The page, used as people use it, in stock Chromium and stock Firefox against the local endpoint.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { accessKeys, demoImages } from '../endpoint/index.js';
import { choose, fill, setStage, tabTo, textOf, verdict } from './stage.js';

for (const name of /** @type {const} */ (['chromium', 'firefox'])) {
  describe(name, () => {
    /** @type {Awaited<ReturnType<typeof setStage>>} */
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
      opened = await stage.open();
      page = opened.page;
    });
    afterEach(async () => {
      await opened.close();
      assert.deepEqual(opened.problems, []);
    });

    /** What the browser asked the service for, preflights included. */
    const sent = () => stage.endpoint.requests;
    /** @param {string} imageId */
    const exists = (imageId) => stage.endpoint.state.findImage(imageId) !== undefined;

    test('deletes the image that is chosen, with one request and no preflight', async () => {
      await choose(page, demoImages.free);
      await page.click('#delete');
      assert.equal(await verdict(page), 'The deletion was accepted');
      await page.waitForSelector(`tr[data-image-id="${demoImages.free}"]`, { hidden: true });
      assert.equal(exists(demoImages.free), false);
      assert.deepEqual(
        sent().map(({ method, action, httpStatus }) => ({ method, action, httpStatus })),
        [{ method: 'POST', action: 'DeleteImage', httpStatus: 200 }],
      );
      assert.equal(sent()[0].origin, new URL(page.url()).origin);
      const result = await textOf(page, '#result');
      assert.ok(result.includes(sent()[0].requestId), result);
      assert.match(await textOf(page, '#announcement'), /accepted/);
      assert.match(await textOf(page, '#history li'), /accepted/);
    });

    test('shows a refusal with its code, and what to do about it', async () => {
      await choose(page, demoImages.inUse);
      await page.click('#delete');
      assert.equal(await verdict(page), 'ImageUsingByInstance');
      const card = await textOf(page, '#result');
      for (const part of [
        'The image was not deleted.',
        'Instances were created from the image.',
        'EcsServiceError',
        '403',
        sent()[0].requestId,
        'not-applied',
      ]) {
        assert.ok(card.includes(part), `no "${part}" in: ${card}`);
      }
      const actions = await page.$$eval('.remedies .heading code', (nodes) =>
        nodes.map((node) => node.textContent),
      );
      assert.deepEqual(actions, ['DescribeInstances', 'DeleteImage']);
      const json = await page.$$eval('.remedies pre', (nodes) =>
        nodes.map((node) => node.textContent ?? ''),
      );
      assert.deepEqual(JSON.parse(json[1]).parameters, {
        Force: true,
        ImageId: demoImages.inUse,
        RegionId: 'cn-hangzhou',
      });
      assert.ok(exists(demoImages.inUse));
    });

    test('names the parameter that a remedy still lacks', async () => {
      await choose(page, demoImages.shared);
      await page.click('#delete');
      assert.equal(await verdict(page), 'ImageUseShared');
      assert.match(await textOf(page, '.remedies'), /You add: RemoveAccount/);
    });

    test('forces only after the image id was typed', async () => {
      await choose(page, demoImages.inUse);
      await page.click('label[for="force"]');
      assert.ok((await textOf(page, '#sample')).includes(`'${demoImages.inUse}', true)`));
      await page.click('#delete');
      await page.waitForSelector('dialog[open] #confirm-delete:disabled');
      await page.keyboard.type(demoImages.inUse.slice(0, -1));
      await page.keyboard.press('Enter');
      await page.waitForSelector('dialog[open] #confirm-delete:disabled');
      assert.equal(sent().length, 0);
      await page.keyboard.type(demoImages.inUse.slice(-1));
      await page.click('#confirm-delete:enabled');
      assert.equal(await verdict(page), 'The deletion was accepted');
      assert.equal(exists(demoImages.inUse), false);
      assert.equal(sent()[0].parameters.Force, 'true');
      await page.waitForSelector('#force:not(:checked)');
    });

    test('keeps the image when the question is closed', async () => {
      await choose(page, demoImages.inUse);
      await page.click('#force');
      await page.click('#delete');
      await page.waitForSelector('dialog[open]');
      await page.keyboard.press('Escape');
      await page.waitForSelector('dialog:not([open])');
      assert.equal(await textOf(page, '#delete'), 'Force the deletion…');
      assert.equal(sent().length, 0);
    });

    test('offers force where force helps, and drops it with the next image', async () => {
      await choose(page, demoImages.inUse);
      await page.click('#delete');
      await verdict(page);
      await page.click('.remedies li:last-child button:first-child');
      await page.waitForSelector('#force:checked');
      await page.waitForSelector('#delete:focus');
      await choose(page, demoImages.free);
      await page.waitForSelector('#force:not(:checked)');
    });

    test('validates only in a dry run', async () => {
      await choose(page, demoImages.free);
      await page.click('#dryRun');
      assert.ok((await textOf(page, '#sample')).includes('{ dryRun: true }'));
      await page.click('#delete');
      assert.equal(await verdict(page), 'The dry run passed');
      assert.ok(exists(demoImages.free));
    });

    test('shows a bad image id beside its field and sends nothing', async () => {
      await fill(page, '#imageId', 'm-bad id');
      await page.click('#delete');
      await page.waitForSelector('#imageId:focus[aria-invalid="true"]');
      assert.match(await textOf(page, '#imageId-message'), /^imageId must be an image id/);
      assert.equal(sent().length, 0);
      await page.keyboard.press('End');
      await page.keyboard.press('Backspace');
      await page.waitForSelector('#imageId:not([aria-invalid])');
    });

    test('asks nothing when there is no image id to type', async () => {
      await page.click('#force');
      await page.click('#delete');
      await page.waitForSelector('#imageId:focus[aria-invalid="true"]');
      assert.equal(sent().length, 0);
    });

    test('opens the fields of the key when one of them is wrong', async () => {
      await choose(page, demoImages.free);
      await page.click('#key summary');
      await fill(page, '#endpoint', 'http://ecs.example.com');
      await page.click('#key summary');
      await page.click('#delete');
      await page.waitForSelector('#key[open] #endpoint:focus[aria-invalid="true"]');
      assert.match(await textOf(page, '#endpoint-message'), /https/);
      assert.equal(sent().length, 0);
    });

    test('warns of a long-lived key that is to go elsewhere', async () => {
      await page.click('#key summary');
      await page.waitForSelector('#key-warning', { hidden: true });
      await fill(page, '#endpoint', 'https://ecs.aliyuncs.com');
      await page.waitForSelector('#key-warning', { visible: true });
      await fill(page, '#securityToken', 'token');
      await page.waitForSelector('#key-warning', { hidden: true });
    });

    test('deletes with a temporary key and shows no secret anywhere', async () => {
      const { accessKeyId, accessKeySecret, securityToken } = accessKeys.temporary;
      await choose(page, demoImages.free);
      await page.click('#key summary');
      await fill(page, '#accessKeyId', accessKeyId);
      await fill(page, '#accessKeySecret', accessKeySecret);
      await fill(page, '#securityToken', securityToken);
      await page.click('#delete');
      assert.equal(await verdict(page), 'The deletion was accepted');
      assert.match(await textOf(page, '#sample'), /accessKeySecret, securityToken }/);
      await assertNoSecret([accessKeySecret, securityToken]);
    });

    test('shows no secret when the service quotes what was signed', async () => {
      const { accessKeyId, securityToken } = accessKeys.temporary;
      const wrongSecret = 'wrong-secret-marker';
      await choose(page, demoImages.free);
      await page.click('#key summary');
      await fill(page, '#accessKeyId', accessKeyId);
      await fill(page, '#accessKeySecret', wrongSecret);
      await fill(page, '#securityToken', securityToken);
      await page.click('#delete');
      assert.equal(await verdict(page), 'SignatureDoesNotMatch');
      await page.click('#result summary');
      await assertNoSecret([wrongSecret, securityToken, encodeURIComponent(securityToken)]);
    });

    /** @param {string[]} secrets */
    async function assertNoSecret(secrets) {
      const places = await page.evaluate(() => ({
        markup: document.documentElement.outerHTML,
        text: document.documentElement.textContent,
        url: location.href,
        state: JSON.stringify(history.state),
        localStorage: JSON.stringify({ ...localStorage }),
        sessionStorage: JSON.stringify({ ...sessionStorage }),
        cookie: document.cookie,
        title: document.title,
      }));
      for (const [place, content] of Object.entries(places)) {
        for (const secret of secrets) {
          assert.ok(!content?.includes(secret), `a secret is in the page's ${place}`);
        }
      }
    }

    test('works with the keyboard alone', async () => {
      await tabTo(page, `tr[data-image-id="${demoImages.inUse}"] button`);
      await page.keyboard.press('Enter');
      await tabTo(page, '#force');
      await page.keyboard.press(' ');
      await tabTo(page, '#delete');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#confirm-input:focus');
      await page.keyboard.type(demoImages.inUse);
      await page.keyboard.press('Enter');
      assert.equal(await verdict(page), 'The deletion was accepted');
      assert.equal(exists(demoImages.inUse), false);
      await page.waitForSelector('#delete:focus[aria-disabled="false"]');
    });

    test('takes a double click for one', async () => {
      await choose(page, demoImages.inUse);
      await page.click('#delete', { count: 2 });
      assert.equal(await verdict(page), 'ImageUsingByInstance');
      await page.waitForSelector('#delete[aria-disabled="false"]');
      // A slower second click, which comes when the quick call has ended.
      const isStarted = await page.$eval('#delete', (button) => {
        const click = new MouseEvent('click', { detail: 2, bubbles: true, cancelable: true });
        button.dispatchEvent(click);
        return button.ariaDisabled === 'true';
      });
      assert.equal(isStarted, false);
      assert.equal(sent().length, 1);
    });

    test('stops a call that is under way, which nobody can start twice', async () => {
      stage.endpoint.faults.add({ fault: 'delay', ms: 60_000, apply: false });
      await choose(page, demoImages.free);
      await page.click('#delete');
      await page.waitForSelector('#stop', { visible: true });
      await page.waitForSelector('#delete[aria-disabled="true"]');
      await page.click('#delete');
      await page.focus('#imageId');
      await page.keyboard.press('Enter');
      await page.click('#stop');
      assert.equal(await verdict(page), 'You stopped the call');
      await page.waitForSelector('#stop', { hidden: true });
      assert.ok(sent().length <= 1, 'another call was sent');
    });

    test('says that the image may be gone when every answer is lost', async () => {
      stage.endpoint.faults.add({ fault: 'resetAfter', times: 20 });
      await choose(page, demoImages.free);
      await page.click('#delete');
      assert.equal(await verdict(page), 'NoAnswer');
      assert.match(await textOf(page, '#result'), /The image may be gone/);
      assert.match(await textOf(page, '#result'), /EcsNetworkError/);
    });

    test('puts the start state back', async () => {
      await choose(page, demoImages.free);
      await page.click('#delete');
      await page.waitForSelector(`tr[data-image-id="${demoImages.free}"]`, { hidden: true });
      await page.click('#reset');
      await page.waitForSelector(`tr[data-image-id="${demoImages.free}"]`);
      assert.ok(exists(demoImages.free));
    });

    test('works without a demo: no images, and a key to be typed', async () => {
      await stage.leaveDemo(page);
      await page.waitForSelector('#images', { hidden: true });
      await page.click('#delete');
      await page.waitForSelector('#accessKeyId:focus[aria-invalid="true"]');
      assert.match(await textOf(page, '#accessKeyId-message'), /accessKeyId must not be empty$/);
    });

    test('fits a screen 360 pixels wide', async () => {
      await page.setViewport({ width: 360, height: 740 });
      await choose(page, demoImages.inUse);
      await page.click('#key summary');
      await page.click('#delete');
      await verdict(page);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 360, `it is ${width} pixels wide`);
    });
  });
}
