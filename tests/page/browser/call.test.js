// One call, made as people make it, in stock Chromium and stock Firefox against the local endpoint.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { accessKeys, demoImages } from '../../endpoint/index.js';
import {
  appears,
  closeChoices,
  enterKey,
  fill,
  focus,
  holds,
  press,
  pressInVain,
  sending,
  shows,
  tabTo,
  textOf,
  until,
  vanishes,
  verdict,
} from '../hands.js';
import { inEachBrowser } from '../stage.js';

inEachBrowser((stage) => {
  /** @type {import('../stage.js').Opened} */
  let opened;
  /** @type {import('puppeteer-core').Page} */
  let page;

  beforeEach(() => open());
  afterEach(() => opened.close());

  /** @param {string} [hash] */
  async function open(hash) {
    opened = await stage.open(hash);
    page = opened.page;
  }

  /** Another page instead of the one that is open. @param {string} hash */
  async function reopen(hash) {
    await opened.close();
    await open(hash);
  }

  const run = () => press(page, '#run');
  const step = (/** @type {string} */ id) => textOf(page, `#step-${id} code`);

  test('proposes regions with their names, and images with their states', async () => {
    await shows(page, '#region-note', 'China (Hangzhou)');
    await shows(page, '#image-note', 'demo-free · Available');
    await fill(page, '#image', 'inuse');
    await appears(page, '[role="option"]');
    const options = await page.$$eval('[role="option"]', (nodes) =>
      nodes.map((node) => node.textContent),
    );
    assert.deepEqual(options, [`${demoImages.inUse}demo-inUse · Available`]);
    await press(page, '[role="option"]');
    await shows(page, '#step-parameters', demoImages.inUse);
  });

  test('deletes the image with one request and no preflight', async () => {
    await run();
    assert.equal(await verdict(page), 'The deletion was accepted');
    assert.equal(stage.exists(demoImages.free), false);
    assert.deepEqual(
      stage.deletions().map(({ method, httpStatus }) => ({ method, httpStatus })),
      [{ method: 'POST', httpStatus: 200 }],
    );
    assert.ok(
      stage.endpoint.requests.every(({ method }) => method === 'POST'),
      'no preflight',
    );
    await shows(page, '.facts', stage.deletions()[0].requestId);
    await shows(page, '#announcement', 'accepted');
  });

  test('says no longer of an image that it is there, once it was deleted', async () => {
    await shows(page, '#image-note', 'demo-free · Available');
    await run();
    assert.equal(await verdict(page), 'The deletion was accepted');
    await shows(page, '#image-note', 'Not among the images of this region');
  });

  test('sends nothing by the Enter that closes the choices', async () => {
    await shows(page, '#image-note', 'demo-free');
    await fill(page, '#image', 'm-bp1');
    await appears(page, '[role="option"]');
    await page.keyboard.press('Enter');
    await vanishes(page, '.choices');
    await holds(page, '#image', 'm-bp1');
    await shows(page, '#run', 'Delete image');
    await page.keyboard.press('Enter');
    assert.equal(await verdict(page), 'InvalidImageId.NotFound');
    assert.equal(stage.deletions().length, 1);
  });

  test('works with the keyboard alone', async () => {
    await shows(page, '#image-note', 'demo-free');
    await tabTo(page, '#image');
    await page.keyboard.down('Control');
    await page.keyboard.press('a');
    await page.keyboard.up('Control');
    await page.keyboard.type('exporting');
    await appears(page, '[role="option"]');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await holds(page, '#image', demoImages.exporting);
    await tabTo(page, '#dryRun');
    await page.keyboard.press(' ');
    await tabTo(page, '#run');
    await page.keyboard.press('Enter');
    assert.equal(await verdict(page), 'ImageIsExporting');
    await tabTo(page, '[role="tab"][aria-selected="true"][id*="response"]');
    await page.keyboard.press('ArrowLeft');
    await appears(page, '#sample-code');
    assert.ok((await textOf(page, '#sample-code code')).includes('dryRun: true'));
  });

  test('shows a refusal with its code, its description and the raw answer', async () => {
    await reopen(`#image=${demoImages.inUse}`);
    await run();
    assert.equal(await verdict(page), 'ImageUsingByInstance');
    for (const part of [
      'The image was not deleted.',
      'Instances were created from the image.',
      '403',
    ]) {
      await shows(page, '.response', part);
    }
    await press(page, '.timeline summary');
    await shows(page, '.timeline', '"Code": "ImageUsingByInstance"');
    const sent = await textOf(page, '.timeline pre');
    assert.match(sent, /^POST http/);
    assert.doesNotMatch(sent, /Signature=[^•&]/);
    assert.ok(stage.exists(demoImages.inUse));
  });

  test('carries out a remedy that only looks, after saying so', async () => {
    await reopen(`#image=${demoImages.inUse}`);
    await run();
    await verdict(page);
    await press(page, '.remedies li:first-child button');
    await shows(page, 'dialog[open]', 'changes nothing');
    await press(page, 'dialog button[type="submit"]');
    await shows(page, '#remedy-answer', 'InstanceId');
  });

  test('ends the sharing with the accounts that a diagnosis finds, then deletes', async () => {
    await reopen(`#image=${demoImages.shared}`);
    await run();
    assert.equal(await verdict(page), 'ImageUseShared');
    await press(page, '.remedies li:last-child button');
    const accounts = stage.endpoint.state.findImage(demoImages.shared)?.sharedWith ?? [];
    assert.equal(accounts.length, 2);
    for (const { accountId } of accounts) await shows(page, 'dialog[open]', accountId);
    await shows(page, 'dialog[open]', 'changes something');
    await press(page, 'dialog button[type="submit"]');
    await appears(page, '#again');
    await press(page, '#again');
    await shows(page, '#verdict', 'The deletion was accepted');
    assert.equal(stage.exists(demoImages.shared), false);
  });

  test('begins nothing while a remedy is under way, whose answer can be read wherever one looks', async () => {
    await reopen(`#image=${demoImages.public}`);
    await run();
    assert.equal(await verdict(page), 'ImageIsPublic');
    stage.endpoint.faults.add({ fault: 'hold', action: 'ModifyImageSharePermission' });
    await press(page, '.remedies button');
    const sent = sending(page, stage.endpoint.url, 1);
    await press(page, 'dialog button[type="submit"]');
    await sent;
    await pressInVain(page, '#run');
    await focus(page, '#run');
    await page.keyboard.press('Enter');
    await pressInVain(page, '.remedies button');
    await press(page, '[role="tab"][data-value="code"]');
    await appears(page, '#sample-code');
    stage.endpoint.faults.release();
    await appears(page, '#run[aria-disabled="false"]');
    await press(page, '[role="tab"][data-value="response"]');
    await shows(page, '#remedy-answer', 'RequestId');
    assert.equal(stage.deletions().length, 1);
    await press(page, '#run');
    await shows(page, '#verdict', 'The deletion was accepted');
    assert.equal(await page.$('#remedy-answer'), null);
  });

  test('acts on the image that was refused, whatever the form says by then', async () => {
    await reopen(`#image=${demoImages.public}`);
    await run();
    assert.equal(await verdict(page), 'ImageIsPublic');
    await fill(page, '#image', demoImages.free);
    await closeChoices(page);
    await press(page, '.remedies button');
    await shows(page, 'dialog[open]', demoImages.public);
    await press(page, 'dialog button[type="submit"]');
    await appears(page, '#again');
    await press(page, '#again');
    await shows(page, '#verdict', 'The deletion was accepted');
    assert.equal(stage.exists(demoImages.public), false);
    assert.ok(stage.exists(demoImages.free));
  });

  test('changes nothing when the question is answered with no', async () => {
    await reopen(`#image=${demoImages.public}`);
    await run();
    await verdict(page);
    await press(page, '.remedies button');
    await appears(page, 'dialog[open]');
    await page.keyboard.press('Escape');
    await vanishes(page, 'dialog');
    assert.equal(stage.endpoint.state.findImage(demoImages.public)?.isPublic, true);
  });

  test('forces as a remedy only after the id was typed', async () => {
    await reopen(`#image=${demoImages.inUse}`);
    await run();
    await verdict(page);
    await press(page, '.remedies li:last-child button');
    await appears(page, 'dialog[open] button[type="submit"]:disabled');
    await page.keyboard.press('Enter');
    await fill(page, '#question-typed', demoImages.inUse);
    await page.keyboard.press('Enter');
    await shows(page, '#verdict', 'The deletion was accepted');
    assert.equal(stage.deletions().at(-1)?.parameters.Force, 'true');
  });

  test('forces from the form only after the id was typed', async () => {
    await reopen(`#image=${demoImages.inUse}`);
    await press(page, '#force');
    await run();
    await appears(page, '#typedImage:focus[aria-invalid="true"]');
    assert.ok((await step('parameters')).includes('false'));
    assert.equal(stage.deletions().length, 0);
    await page.keyboard.type(demoImages.inUse);
    await shows(page, '#step-query mark.changed', 'Force=true');
    await run();
    assert.equal(await verdict(page), 'The deletion was accepted');
    assert.equal(stage.deletions()[0].parameters.Force, 'true');
  });

  test('a link does not force, and another image takes the permission back', async () => {
    await reopen(`#image=${demoImages.inUse}&force=1`);
    await appears(page, '#force:checked');
    await run();
    await appears(page, '#typedImage[aria-invalid="true"]');
    assert.equal(stage.deletions().length, 0);
    await fill(page, '#typedImage', demoImages.inUse);
    await shows(page, '#step-parameters', 'true');
    await fill(page, '#image', demoImages.public);
    await page.keyboard.press('Escape');
    await holds(page, '#typedImage', '');
  });

  test('validates only in a dry run', async () => {
    await press(page, '#dryRun');
    await run();
    assert.equal(await verdict(page), 'The dry run passed');
    assert.ok(stage.exists(demoImages.free));
  });

  test('shows a bad image id beside its field, as the package says it, and sends nothing', async () => {
    await fill(page, '#image', 'm-bad/id');
    await shows(page, '#image-note', 'imageId must be');
    await closeChoices(page);
    await run();
    await appears(page, '#image:focus[aria-invalid="true"]');
    assert.equal(stage.deletions().length, 0);
  });

  test('works out the signature step by step and marks what has changed', async () => {
    await appears(page, '#step-string');
    const query = await step('query');
    assert.match(query, /^AccessKeyId=testid&Action=DeleteImage&Force=false&/);
    assert.equal(await step('string'), `POST&%2F&${encodeURIComponent(query)}`);
    assert.equal(await page.$('#step-query mark.changed'), null);
    await press(page, '#dryRun');
    await shows(page, '#step-query mark.changed', 'DryRun=true');
    await shows(page, '#step-string mark.changed', 'DryRun%3Dtrue');
  });

  test('shows the signature only when it is asked to', async () => {
    await appears(page, '#step-signature');
    assert.doesNotMatch(await textOf(page, '.steps'), /[A-Za-z0-9+/]{27}=/);
    await press(page, '#reveal');
    await until(page, () =>
      /^[A-Za-z0-9+/]{27}=$/.test(
        document.querySelector('#step-signature code')?.textContent ?? '',
      ),
    );
  });

  test('shows what V3 would send, and says why a browser may not', async () => {
    await press(page, 'input[value="ACS3-HMAC-SHA256"]');
    await shows(page, '#step-request', 'ACS3-HMAC-SHA256 Credential=testid');
    assert.match(await step('request'), /Signature=•+/);
    await run();
    assert.equal(await verdict(page), 'NoAnswer');
    await shows(page, '.response', 'Choose 1.0');
    await shows(page, '.facts', 'Trying againdoes not help');
    await shows(page, '.facts', 'Regioncn-hangzhou');
    assert.ok(stage.exists(demoImages.free));
  });

  test('marks where the reported string to sign differs', async () => {
    await appears(page, '#theirs');
    const string = (await step('string')).replace('Force%3Dfalse', 'Force%3Dtrue');
    await page.$eval(
      '#theirs',
      (area, text) => {
        const field = /** @type {HTMLTextAreaElement} */ (area);
        field.value = text;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      },
      `server string to sign is:${string.replace(/Nonce%3D\w+/, 'Nonce%3Dother')}`,
    );
    await shows(page, '#compare-verdict', 'in Force');
    const marks = await page.$$eval('mark.difference', (nodes) =>
      nodes.map((node) => node.textContent),
    );
    assert.deepEqual(marks, ['tru', 'fals']);
  });

  test('says that the secret is wrong when both strings are the same', async () => {
    const { accessKeyId, securityToken } = accessKeys.temporary;
    await reopen('#keys=hand');
    const accessKeySecret = 'wrong-secret-marker';
    await enterKey(page, { accessKeyId, accessKeySecret, securityToken });
    await run();
    assert.equal(await verdict(page), 'SignatureDoesNotMatch');
    await press(page, '#compare');
    await shows(page, '#compare-verdict', 'the access key secret is wrong');
    await assertNoSecret(['wrong-secret-marker', securityToken]);
  });

  test('shows the attempts on a time line', async () => {
    stage.endpoint.faults.add({ fault: 'status503', times: 2, action: 'DeleteImage' });
    await run();
    assert.equal(await verdict(page), 'The deletion was accepted');
    const attempts = await page.$$eval('.attempt .what', (nodes) =>
      nodes.map((node) => node.textContent),
    );
    assert.deepEqual(attempts, ['503 ServiceUnavailable', '503 ServiceUnavailable', '200']);
  });

  test('says that the image may be gone when every answer is lost', async () => {
    stage.endpoint.faults.add({ fault: 'resetAfter', times: 20, action: 'DeleteImage' });
    await run();
    assert.equal(await verdict(page), 'NoAnswer');
    await shows(page, '#verdict', 'The image may be gone');
  });

  test('stops a call that is under way, which nobody can start twice', async () => {
    const throttled = { fault: 'throttling', retryAfter: 1000, action: 'DeleteImage' };
    stage.endpoint.faults.add(throttled);
    await run();
    await pressInVain(page, '#run');
    await shows(page, '.attempt', 'Throttling');
    await press(page, '#stop');
    assert.equal(await verdict(page), 'You stopped the call');
    await vanishes(page, '#stop');
    // A call for another image, which waits twice as long as the one that was stopped would have.
    const imageId = demoImages.public;
    stage.endpoint.faults.add({ ...throttled, imageId, times: 2 });
    await fill(page, '#image', imageId);
    await focus(page, '#run');
    await page.keyboard.press('Enter');
    await shows(page, '#verdict', 'ImageIsPublic');
    const sent = stage.deletions().map(({ parameters }) => parameters.ImageId);
    assert.deepEqual(sent, [demoImages.free, imageId, imageId, imageId]);
    assert.ok(stage.exists(demoImages.free));
  });

  test('writes the call in seven ways, highlighted, without a secret', async () => {
    await reopen(`#panel=code&image=${demoImages.inUse}`);
    const samples = ['package', 'typescript', 'python', 'java', 'go', 'cli', 'curl'];
    await appears(page, '#sample-code');
    for (const sample of samples) {
      await press(page, `[role="tab"][data-value="${sample}"]`);
      await shows(page, '#sample-code code', demoImages.inUse);
      await appears(page, '#sample-code [class^="hljs-"]');
      assert.ok(!(await textOf(page, '#sample-code code')).includes('testsecret'));
    }
    assert.match(await textOf(page, '#sample-code code'), /Signature=•/);
    await press(page, '#revealCurl');
    await until(page, () =>
      /Signature=[\w+/]{27}=/.test(document.querySelector('#sample-code code')?.textContent ?? ''),
    );
  });

  test('takes a temporary key from a URL, shows when it ends, and no secret anywhere', async () => {
    const { accessKeySecret, securityToken } = accessKeys.temporary;
    await reopen('#keys=url');
    await fill(page, '#credentialsUrl', '/demo/credentials');
    await press(page, '#fetchKey');
    await shows(page, '#expiry', 'ends in 59 minutes');
    await shows(page, '#step-parameters', 'STS.testid');
    await run();
    assert.equal(await verdict(page), 'The deletion was accepted');
    await assertNoSecret([accessKeySecret, securityToken]);
  });

  test('says when a URL gives no key', async () => {
    await reopen('#keys=url');
    await fill(page, '#credentialsUrl', '/demo/nothing');
    await press(page, '#fetchKey');
    await shows(page, '#credentialsUrl-note', 'HTTP 404');
    opened.forgive(/demo\/nothing|404/);
  });

  test('sends what a function has presigned, and has no key', async () => {
    await reopen('#keys=presign');
    await fill(page, '#presignUrl', '/demo/presign');
    await run();
    assert.equal(await verdict(page), 'The deletion was accepted');
    assert.equal(stage.exists(demoImages.free), false);
    assert.equal(stage.deletions().length, 1);
  });

  test('warns of a long-lived key for Alibaba Cloud, and forgets keys', async () => {
    await press(page, 'input[name="target"][value="alibaba"]');
    await fill(page, '#accessKeyId', 'LTAI5tExample');
    await fill(page, '#accessKeySecret', 'secret-marker');
    await appears(page, '#key-warning');
    await shows(page, '#step-request', 'https://ecs-cn-hangzhou.aliyuncs.com');
    await fill(page, '#securityToken', 'token-marker');
    await vanishes(page, '#key-warning');
    await run();
    await shows(page, 'dialog[open]', 'cannot be undone');
    await page.keyboard.press('Escape');
    await assertNoSecret(['secret-marker', 'token-marker']);
    await page.locator('::-p-text(Forget the keys)').click();
    await holds(page, '#accessKeySecret', '');
    opened.forgive(/aliyuncs\.com|ERR_NAME_NOT_RESOLVED/);
  });

  test('works without a demo: a key to be typed', async () => {
    await stage.leaveDemo(page);
    await shows(page, '.empty', 'Choose a region');
    await run();
    await appears(page, '#region:focus[aria-invalid="true"]');
    await fill(page, '#region', 'cn-beijing');
    await fill(page, '#image', 'm-1');
    await closeChoices(page);
    await shows(page, '.steps', 'placeholder');
    await run();
    await shows(page, '[role="alert"]', 'Credentials are missing');
  });

  test('keeps its state in the address, so that a call can be linked', async () => {
    await fill(page, '#image', demoImages.public);
    await closeChoices(page);
    await press(page, '#dryRun');
    await press(page, 'input[name="lang"][value="zh"]');
    await press(page, 'input[name="theme"][value="dark"]');
    await press(page, '[role="tab"][data-value="code"]');
    await appears(page, '#sample-code');
    await press(page, '[role="tab"][data-value="go"]');
    await until(page, () => location.hash.includes('sample=go'));
    const { hash } = new URL(page.url());
    await reopen(hash);
    await appears(page, '#dryRun:checked');
    await shows(page, '#sample-code code', demoImages.public);
    await shows(page, '#sample-code code', 'package main');
    assert.equal(await textOf(page, 'h1'), 'ECS DeleteImage 调试台');
    assert.equal(await page.$eval('html', (root) => root.dataset.theme), 'dark');
    assert.equal(new URL(page.url()).hash, hash);
  });

  /** @param {string[]} secrets */
  async function assertNoSecret(secrets) {
    const places = await page.evaluate(() => ({
      markup: document.documentElement.outerHTML,
      url: location.href,
      state: JSON.stringify(history.state),
      localStorage: JSON.stringify({ ...localStorage }),
      sessionStorage: JSON.stringify({ ...sessionStorage }),
      cookie: document.cookie,
      title: document.title,
    }));
    const urls = opened.sent.map(({ url }) => url).join('\n');
    for (const [place, content] of Object.entries({ ...places, urls })) {
      for (const secret of secrets.flatMap((text) => [text, encodeURIComponent(text)])) {
        assert.ok(!content?.includes(secret), `a secret is in the page's ${place}`);
      }
    }
    const bodies = opened.sent.map(({ body }) => body).join('\n');
    assert.ok(!bodies.includes(secrets[0]), 'a secret was sent');
  }
});
