// What the Explorer says is true, in stock Chromium and stock Firefox: of a call without an answer, of what
// the page's policy did not let out, of the signature that is shown, and of the sample with curl.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { accessKeys, demoImages } from '../../endpoint/index.js';
import {
  appears,
  closeChoices,
  enterKey,
  fill,
  press,
  runByKey,
  shows,
  textOf,
  until,
  verdict,
} from '../hands.js';
import { inEachBrowser } from '../stage.js';

const { permanent, temporary } = accessKeys;

inEachBrowser((stage) => {
  /** @type {import('../stage.js').Opened} */
  let opened;
  /** @type {import('puppeteer-core').Page} */
  let page;

  afterEach(async () => {
    // Some of these tests are about the policy at work, which browsers report in words of their own.
    opened.forgive(/security.policy/i);
    await opened.close();
  });

  /** @param {string} [hash] */
  async function open(hash) {
    opened = await stage.open(hash);
    page = opened.page;
  }

  const run = () => runByKey(page);

  async function runConfirmed() {
    await run();
    await appears(page, 'dialog[open]');
    await press(page, 'dialog button[type="submit"]');
  }

  test('a dry run without an answer, or stopped, has deleted nothing', async () => {
    await open(`#dryRun=1&image=${demoImages.free}`);
    stage.endpoint.faults.add({ fault: 'resetAfter', times: 20, action: 'DeleteImage' });
    await run();
    assert.equal(await verdict(page), 'NoAnswer');
    assert.match(await textOf(page, '#verdict'), /It was a dry run/);
    assert.doesNotMatch(await textOf(page, '#verdict'), /gone/);
    stage.endpoint.faults.clear();
    stage.endpoint.faults.add({ fault: 'hold', apply: false, action: 'DeleteImage' });
    await run();
    await appears(page, '.attempt');
    await press(page, '#stop');
    assert.equal(await verdict(page), 'You stopped the call');
    assert.match(await textOf(page, '#verdict'), /It was a dry run/);
  });

  test('a call that was stopped while its key was awaited has sent nothing', async () => {
    await open(`#keys=presign&image=${demoImages.free}`);
    const asked = new Promise((resolve) => {
      stage.side.answer = () => {
        resolve(undefined);
        return new Promise(() => {});
      };
    });
    await fill(page, '#presignUrl', stage.side.url);
    await runConfirmed();
    await asked;
    await press(page, '#stop');
    assert.equal(await verdict(page), 'You stopped the call');
    assert.match(await textOf(page, '#verdict'), /Nothing was sent\./);
  });

  test('what a browser refuses to send in V3 is not said to have been sent', async () => {
    await open(`#signature=ACS3-HMAC-SHA256&image=${demoImages.free}`);
    await run();
    assert.equal(await verdict(page), 'NoAnswer');
    assert.match(await textOf(page, '#verdict'), /Most likely the browser did not send it/);
    assert.equal(stage.deletions().length, 0);
  });

  test('compares a refusal with what was sent, whatever the form says by then', async () => {
    await open(`#keys=hand&force=1&image=${demoImages.inUse}`);
    await enterKey(page, { ...temporary, accessKeySecret: 'wrong-secret' });
    await fill(page, '#typedImage', demoImages.inUse);
    await run();
    assert.equal(await verdict(page), 'SignatureDoesNotMatch');
    await fill(page, '#image', demoImages.free);
    await closeChoices(page);
    await press(page, '#compare');
    await shows(page, '#compare-verdict', 'the access key secret is wrong');
    // Something else than what was answered is compared with the form.
    await page.$eval(
      '#theirs',
      (area, [from, to]) => {
        const field = /** @type {HTMLTextAreaElement} */ (area);
        field.value = field.value.replace(from, to);
        field.dispatchEvent(new Event('input', { bubbles: true }));
      },
      [demoImages.inUse, demoImages.shared],
    );
    await shows(page, '#compare-verdict', 'They differ');
  });

  const isNoSignatureShown = () =>
    until(page, () => !document.querySelector('#step-request, #step-parameters'));

  test('shows no signature for an id that is none, and says why', async () => {
    await open(`#image=${demoImages.free}`);
    await shows(page, '#step-request', demoImages.free);
    await fill(page, '#image', 'm-bad/id');
    await closeChoices(page);
    await shows(page, '#signature-problem', 'imageId must be');
    await isNoSignatureShown();
    await fill(page, '#image', demoImages.shared);
    await closeChoices(page);
    await shows(page, '#step-request', demoImages.shared);
    assert.equal(await page.$('#signature-problem'), null);
  });

  test('shows no signature by a key that has ended, nor one that ends meanwhile', async () => {
    await open(`#keys=hand&image=${demoImages.free}`);
    await enterKey(page, temporary);
    await shows(page, '#step-parameters', temporary.accessKeyId);
    await fill(page, '#expiration', '2020-01-01T00:00:00Z');
    await shows(page, '#signature-problem', 'the credentials expired');
    await isNoSignatureShown();
    await fill(page, '#expiration', new Date(Date.now() + 8000).toISOString());
    await shows(page, '#step-parameters', temporary.accessKeyId);
    await shows(page, '#signature-problem', 'the credentials expired');
    await isNoSignatureShown();
  });

  test('marks in the request too what has changed, and shows what was taken out', async () => {
    for (const signature of ['HMAC-SHA1', 'ACS3-HMAC-SHA256']) {
      await open(`#signature=${signature}&image=${demoImages.free}`);
      await appears(page, '#step-request');
      assert.equal(await page.$('#step-request mark.changed'), null);
      await press(page, '#dryRun');
      await shows(page, '#step-request mark.changed', 'DryRun=true');
      await appears(page, '#step-request mark.fresh');
      assert.equal(await page.$('del'), null);
      await press(page, '#dryRun');
      await until(page, () =>
        /DryRun\s*true/.test(
          [...document.querySelectorAll('#step-parameters del')]
            .map(({ textContent }) => textContent)
            .join(' '),
        ),
      );
      assert.doesNotMatch(await textOf(page, '#step-request code'), /DryRun/);
      if (signature === 'HMAC-SHA1') await opened.close();
    }
  });

  test('says of the sample with curl what it takes to send it', async () => {
    const note = '#curl-note';
    await open(`#panel=code&sample=curl&image=${demoImages.free}`);
    await shows(page, note, 'It needs no secret, and works once');
    await shows(page, note, 'Show the signature before you copy it.');
    await press(page, '#revealCurl');
    await until(
      page,
      (where) => !document.querySelector(where)?.textContent?.includes('before you copy'),
      note,
    );
    assert.match(await textOf(page, '#sample-code code'), /^# Whoever has it can send it, once/);
    await opened.close();
    await open(`#keys=hand&panel=code&sample=curl&image=${demoImages.free}`);
    await shows(page, note, 'signed with a placeholder');
    assert.match(await textOf(page, '#sample-code code'), /^# Signed with a placeholder/);
    await enterKey(page, temporary);
    await shows(page, note, 'the security token in $ALIBABA_CLOUD_SECURITY_TOKEN');
  });

  test('is called what it is in the language that is read', async () => {
    await open('#lang=zh');
    assert.equal(await page.title(), 'ECS DeleteImage 调试台');
    await press(page, 'input[name="lang"][value="en"]');
    await until(page, () => document.title === 'ECS DeleteImage Explorer');
  });

  test('an endpoint that the policy does not allow is named, and nothing was sent', async () => {
    await open(`#target=alibaba&keys=hand&image=${demoImages.free}`);
    await fill(page, '#endpoint', 'https://not-allowed.example');
    await enterKey(page, permanent);
    await runConfirmed();
    assert.equal(await verdict(page), 'NoAnswer');
    await shows(page, '#verdict', 'Nothing was sent: the page’s security policy does not allow');
    assert.match(await textOf(page, '#verdict'), /not-allowed\.example \(.*--allow\)/);
    await appears(page, '#endpoint-note');
    assert.match(await textOf(page, '#endpoint-note'), /--allow/);
  });

  test('a function that the policy does not allow is told from one that is not there', async () => {
    await open(`#keys=presign&image=${demoImages.free}`);
    assert.match(await textOf(page, '#presignUrl-note'), /--allow/);
    await fill(page, '#presignUrl', 'https://not-allowed.example/presign');
    await runConfirmed();
    assert.equal(await verdict(page), 'The call did not begin');
    assert.match(await textOf(page, '#verdict'), /policy does not allow its host.*--allow/);
    await press(page, 'input[name="keys"][value="url"]');
    await fill(page, '#credentialsUrl', 'https://not-allowed.example/key');
    await press(page, '#fetchKey');
    await shows(page, '#credentialsUrl-note', 'policy does not allow its host');
    stage.endpoint.faults.add({ fault: 'resetBefore', times: 20 });
    await fill(page, '#credentialsUrl', stage.endpoint.url);
    await press(page, '#fetchKey');
    await shows(page, '#credentialsUrl-note', 'it cannot be reached from this page');
  });
});
