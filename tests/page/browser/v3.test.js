// Signature V3 in the Explorer, in stock Chromium and stock Firefox: its steps, with Node's own hashes as
// the second opinion; the comparison with what the service reports; and what still works beside it.
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { afterEach, beforeEach, test } from 'node:test';
import { EcsClient } from 'ecs-delete-image';
import { accessKeys, demoImages, demoRegionId } from '../../endpoint/index.js';
import { appears, enterKey, fill, focus, press, shows, textOf, until, verdict } from '../hands.js';
import { inEachBrowser } from '../stage.js';

const { permanent, temporary } = accessKeys;
const V3 = 'ACS3-HMAC-SHA256';

inEachBrowser((stage) => {
  /** @type {import('../stage.js').Opened} */
  let opened;
  /** @type {import('puppeteer-core').Page} */
  let page;

  beforeEach(() => open(`#signature=${V3}&image=${demoImages.inUse}`));
  afterEach(() => opened.close());

  /** @param {string} hash */
  async function open(hash) {
    opened = await stage.open(hash);
    page = opened.page;
  }

  /** @param {string} hash */
  async function reopen(hash) {
    await opened.close();
    await open(hash);
  }

  const step = (/** @type {string} */ id) => textOf(page, `#step-${id} code`);

  /** All steps of one signature: the page signs anew when it likes. */
  async function steps() {
    await appears(page, '#step-request');
    return page.evaluate(() => {
      const text = (/** @type {string} */ id) =>
        document.querySelector(`#step-${id} code`)?.textContent ?? '';
      return {
        canonical: text('canonical'),
        string: text('string'),
        signature: text('signature'),
        request: text('request'),
      };
    });
  }

  test('shows steps that lead to the signature which is sent', async () => {
    await appears(page, '#reveal');
    await press(page, '#reveal');
    await until(page, () =>
      /^[0-9a-f]{64}$/.test(document.querySelector('#step-signature code')?.textContent ?? ''),
    );
    const { canonical, string, signature, request } = await steps();
    const lines = canonical.split('\n');
    const query = `Force=false&ImageId=${demoImages.inUse}&RegionId=${demoRegionId}`;
    assert.deepEqual(lines.slice(0, 3), ['POST', '/', query]);
    assert.ok(lines.includes(`host:${new URL(stage.endpoint.url).host}`));
    assert.equal(lines.at(-1), createHash('sha256').update('').digest('hex'));
    const hash = createHash('sha256').update(canonical).digest('hex');
    assert.equal(string, `${V3}\n${hash}`);
    const hmac = createHmac('sha256', permanent.accessKeySecret).update(string).digest('hex');
    assert.equal(signature, hmac);
    assert.ok(request.includes(`Signature=${signature}`));
    const copies = await page.$$eval('.steps [id^="step-"] .copy', (buttons) => buttons.length);
    assert.equal(copies, 5);
  });

  test('hides signature and token in every step, and marks what has changed', async () => {
    await reopen(`#signature=${V3}&keys=hand&image=${demoImages.inUse}`);
    await enterKey(page, temporary);
    await shows(page, '#step-canonical', 'x-acs-security-token:••••••••\n');
    await press(page, '#dryRun');
    await shows(page, '#step-canonical mark.changed', 'DryRun=true');
    const changed = await page.$$eval('#step-canonical mark.changed', (marks) =>
      marks.map((mark) => mark.textContent),
    );
    assert.deepEqual(changed, ['DryRun=true']);
    const fresh = await page.$$eval('#step-canonical mark.fresh', (marks) =>
      marks.map((mark) => mark.textContent?.split(':')[0]),
    );
    assert.deepEqual(fresh, ['x-acs-date', 'x-acs-signature-nonce']);
    const { signature, request } = await steps();
    assert.equal(signature, '••••••••');
    assert.match(request, /Signature=••••••••$/m);
    assert.match(request, /x-acs-security-token: ••••••••/);
    const markup = await page.evaluate(() => document.documentElement.outerHTML);
    assert.ok(!markup.includes(temporary.securityToken.slice(0, 8)));
  });

  /** What the service says of a request that was signed with a wrong secret. */
  async function refusal() {
    let text = '';
    const ecs = new EcsClient({
      credentials: { ...temporary, accessKeySecret: 'wrong' },
      endpoint: stage.endpoint.url,
      signature: V3,
      fetch: async (...request) => {
        const answer = await fetch(...request);
        text = await answer.clone().text();
        return answer;
      },
    });
    await assert.rejects(ecs.deleteImage(demoRegionId, demoImages.inUse, false));
    assert.match(text, /server CanonicalRequest is/);
    return text;
  }

  /** @param {string} text */
  async function paste(text) {
    await appears(page, '#theirs');
    await page.$eval(
      '#theirs',
      (area, given) => {
        const field = /** @type {HTMLTextAreaElement} */ (area);
        field.value = given;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      },
      text,
    );
  }

  async function withTemporaryKey() {
    await reopen(`#signature=${V3}&keys=hand&image=${demoImages.inUse}`);
    await enterKey(page, temporary);
    await shows(page, '#step-canonical', 'x-acs-security-token');
  }

  test('compares the canonical request with what the service reports', async () => {
    await withTemporaryKey();
    const text = await refusal();
    await paste(text);
    await shows(page, '#compare-verdict', 'the access key secret is wrong');
    await paste(text.replace('Force=false', 'Force=true'));
    await shows(page, '#compare-verdict', 'in Force');
    await paste(text.replace('x-acs-action:DeleteImage', 'x-acs-action:DescribeImages'));
    await shows(page, '#compare-verdict', 'in x-acs-action');
    await paste(/server StringToSign is \[([^\]]*)\]/.exec(JSON.parse(text).Message)?.[1] ?? '');
    await shows(page, '#compare-verdict', 'This is a hash');
    await paste(text);
    await press(page, 'input[value="HMAC-SHA1"]');
    await shows(page, '#compare-verdict', 'choose it in the form');
  });

  test('compares a token that it hides, also after the text was edited', async () => {
    await withTemporaryKey();
    const text = JSON.parse(await refusal()).Message;
    await paste(text);
    await shows(page, '#compare-verdict', 'the access key secret is wrong');
    await paste(text.replace('x-acs-security-token:CAIS', 'x-acs-security-token:OTHER'));
    await shows(page, '#compare-verdict', 'in x-acs-security-token');
    await focus(page, '#theirs');
    await page.$eval('#theirs', (area) =>
      /** @type {HTMLTextAreaElement} */ (area).setSelectionRange(1e6, 1e6),
    );
    await page.keyboard.type('\n');
    const shown = await page.$eval(
      '#theirs',
      (area) => /** @type {HTMLTextAreaElement} */ (area).value,
    );
    assert.ok(shown.endsWith('\n') && shown.includes('x-acs-security-token:••••••••'), shown);
    await shows(page, '#compare-verdict', 'in x-acs-security-token');
    const markup = await page.evaluate(() => document.documentElement.outerHTML);
    assert.ok(!markup.includes('OTHER+a/b') && !markup.includes('CAIS+a/b'));
  });

  test('carries out remedies all the same, and shows them on the time line', async () => {
    await press(page, 'input[value="HMAC-SHA1"]');
    await press(page, '#run');
    assert.equal(await verdict(page), 'ImageUsingByInstance');
    await press(page, `input[value="${V3}"]`);
    await press(page, '.remedies li:first-child button');
    await appears(page, 'dialog[open]');
    await press(page, 'dialog button[type="submit"]');
    await shows(page, '#remedy-answer', 'InstanceId');
    const attempts = await page.$$eval('.attempt', (nodes) =>
      nodes.map((node) => [
        node.querySelector('.number')?.textContent,
        node.querySelector('.what')?.textContent,
      ]),
    );
    assert.deepEqual(attempts, [
      ['1', '403 ImageUsingByInstance'],
      ['2', 'DescribeInstances 200'],
    ]);
    const last = stage.endpoint.requests.at(-1);
    assert.ok(
      stage.endpoint.requests.every(({ method }) => method === 'POST'),
      'no preflight',
    );
    assert.equal(last?.signatureVersion, '1.0');
  });
});
