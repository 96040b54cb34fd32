// What must not happen by accident, in stock Chromium and stock Firefox: a deletion other than the one
// that was confirmed, force that was allowed for something else, a secret that shows.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { EcsClient } from 'ecs-delete-image';
import { accessKeys, demoImages, demoRegionId } from '../../endpoint/index.js';
import {
  appears,
  closeChoices,
  enterKey,
  fill,
  focus,
  holdTimers,
  holds,
  press,
  pressInVain,
  runByKey,
  sending,
  shows,
  tabTo,
  textOf,
  until,
  verdict,
} from '../hands.js';
import { inEachBrowser } from '../stage.js';

const { permanent, temporary } = accessKeys;

/** The yes of a question. */
const YES = 'dialog button[type="submit"]';

inEachBrowser((stage) => {
  /** @type {import('../stage.js').Opened} */
  let opened;
  /** @type {import('puppeteer-core').Page} */
  let page;

  beforeEach(() => {
    stage.side.answer = () => ({});
  });
  afterEach(async () => {
    await opened.close();
  });

  /** @param {string} [hash] */
  async function open(hash) {
    opened = await stage.open(hash);
    page = opened.page;
  }

  const run = () => runByKey(page);
  const gone = (/** @type {string} */ selector) =>
    until(page, (where) => !document.querySelector(where), selector);
  const dialogGone = () => gone('dialog');
  const confirm = () => press(page, YES);

  /** Where a deletion is asked about; its endpoint is the local one all the same. @param {string} hash */
  async function openForReal(hash) {
    await open(`#target=alibaba&keys=hand&${hash}`);
    await fill(page, '#endpoint', stage.endpoint.url);
    await enterKey(page, permanent);
    await shows(page, '#image-note', 'Available');
  }

  /** Where a deletion is asked about, by a key that the function beside gives. @param {string} hash */
  async function openByUrl(hash) {
    await open(`#target=alibaba&keys=url&${hash}`);
    await fill(page, '#endpoint', stage.endpoint.url);
    await fill(page, '#credentialsUrl', stage.side.url);
    await appears(page, '#step-string');
  }

  /** Ends before a call could use it. */
  const ending = () => new Date(Date.now() + 20_000).toISOString();
  const otherAccount = { ...permanent, accessKeyId: 'account.1234567890123456.id' };
  const signers = () => stage.deletions().map(({ parameters }) => parameters.AccessKeyId);
  const host = () => new URL(stage.endpoint.url).host;

  test('names the key that signs before the yes, and signs by no other', async () => {
    stage.side.answer = () => temporary;
    await openByUrl(`image=${demoImages.free}`);
    await run();
    await shows(page, 'dialog[open]', `signed by ${temporary.accessKeyId}.`);
    stage.side.answer = () => otherAccount;
    await confirm();
    assert.equal(await verdict(page), 'The deletion was accepted');
    assert.deepEqual(signers(), [temporary.accessKeyId]);
  });

  test('names the new key when the one at hand is about to end', async () => {
    let asked = 0;
    stage.side.answer = () => {
      asked += 1;
      return { ...permanent, expiration: ending() };
    };
    await openByUrl(`image=${demoImages.free}`);
    await press(page, '#fetchKey');
    await shows(page, '.connection summary', permanent.accessKeyId);
    // Each list asks for a key of its own, as this one ends; whoever asks meanwhile is given the same.
    // That it came anew is no reason to list anew, and so to ask without end.
    await shows(page, '#region-note', 'China (Hangzhou)');
    await shows(page, '#image-note', 'Available');
    assert.ok(asked <= 3, `asked ${asked} times`);
    stage.side.answer = () => temporary;
    await run();
    await shows(page, 'dialog[open]', `signed by ${temporary.accessKeyId}.`);
    stage.side.answer = () => otherAccount;
    await confirm();
    assert.equal(await verdict(page), 'The deletion was accepted');
    assert.deepEqual(signers(), [temporary.accessKeyId]);
  });

  test('asks the function again when the service refuses its key, and then for another yes', async () => {
    stage.side.answer = () => temporary;
    await openByUrl(`image=${demoImages.free}`);
    await run();
    await appears(page, 'dialog[open]');
    stage.side.answer = () => permanent;
    stage.endpoint.faults.add({ fault: 'expiredToken', action: 'DeleteImage' });
    await confirm();
    assert.equal(await verdict(page), 'InvalidSecurityToken.Expired');
    await run();
    await shows(page, 'dialog[open]', `signed by ${permanent.accessKeyId}.`);
    await confirm();
    await shows(page, '#verdict', 'The deletion was accepted');
    assert.deepEqual(signers(), [temporary.accessKeyId, permanent.accessKeyId]);
  });

  test('lists by a new key when the service refuses the one from the function', async () => {
    await openByUrl(`image=${demoImages.free}`);
    stage.endpoint.faults.add({ fault: 'expiredToken', action: 'DescribeImages' });
    let count = 0;
    stage.side.answer = () => [temporary, permanent][(count += 1) - 1];
    await press(page, '#fetchKey');
    await until(
      page,
      (id) => document.querySelector('.connection summary .code')?.textContent === id,
      permanent.accessKeyId,
    );
    await shows(page, '#image-note', 'Available');
    assert.equal(count, 2);
  });

  test('goes on after a function that gives no answer', async () => {
    const asked = new Promise((resolve) => {
      stage.side.answer = () => new Promise(() => resolve(undefined));
    });
    await openByUrl(`image=${demoImages.free}`);
    await run();
    await appears(page, '#stop');
    await asked;
    await press(page, '#stop');
    await gone('#stop');
    assert.equal(await page.$('dialog'), null);
    stage.side.answer = () => permanent;
    await run();
    await shows(page, 'dialog[open]', `signed by ${permanent.accessKeyId}.`);
    await page.keyboard.press('Escape');
    await dialogGone();
    await press(page, '#forget');
    await shows(page, '.connection summary', 'none yet');
    assert.equal(stage.deletions().length, 0);
  });

  test('says why a function gave no key, when the call begins', async () => {
    await openByUrl(`image=${demoImages.free}`);
    await run();
    assert.equal(await verdict(page), 'The call did not begin');
    await shows(page, '#verdict', 'gave no key: its answer has no accessKeyId');
    assert.equal(stage.deletions().length, 0);
  });

  test('every question names the key and, where it is not the service, the host', async () => {
    await openForReal(`image=${demoImages.inUse}`);
    const parties = [`signed by ${permanent.accessKeyId}`, `goes to ${host()},`];
    const named = async () => {
      for (const party of parties) await shows(page, 'dialog[open]', party);
    };
    const refuse = () => page.keyboard.press('Escape').then(dialogGone);
    await page.$eval('#force', (box) => /** @type {HTMLInputElement} */ (box).click());
    await fill(page, '#typedImage', demoImages.inUse);
    await run();
    await shows(page, 'dialog[open] button[type="submit"]', 'Delete with force');
    await named();
    await refuse();
    await page.$eval('#force', (box) => /** @type {HTMLInputElement} */ (box).click());
    await run();
    await named();
    await confirm();
    assert.equal(await verdict(page), 'ImageUsingByInstance');
    for (const remedy of ['first', 'last']) {
      await press(page, `.remedies li:${remedy}-child button`);
      await named();
      await refuse();
    }
  });

  test('force that was typed is for one region, one place and one key', async () => {
    await openForReal(`image=${demoImages.inUse}&force=1`);
    const changes = [
      () => change('#region', 'cn-beijing'),
      () => change('#accessKeyId', 'otherid'),
      () => press(page, 'input[name="target"][value="local"]'),
    ];
    for (const leave of changes) {
      await fill(page, '#typedImage', demoImages.inUse);
      await shows(page, '.arm', 'will be forced');
      await leave();
      await shows(page, '.arm', 'Until the id is typed');
      await holds(page, '#typedImage', '');
    }
  });

  test('force that a refused dry run proposes stays a dry run', async () => {
    await openForReal(`image=${demoImages.inUse}&dryRun=1`);
    await run();
    assert.equal(await verdict(page), 'ImageUsingByInstance');
    const last = '.remedies li:last-child button';
    await shows(page, last, 'Run dry with force');
    await press(page, last);
    await shows(page, 'dialog[open]', 'Nothing is deleted.');
    assert.doesNotMatch(await textOf(page, 'dialog'), /cannot be undone/);
    await fill(page, '#question-typed', demoImages.inUse);
    await confirm();
    await shows(page, '#verdict', 'The dry run passed');
    assert.ok(stage.exists(demoImages.inUse));
  });

  test('a remedy that is under way goes on by no other key, and it stays said that it was', async () => {
    await open(`#target=alibaba&keys=hand&image=${demoImages.public}`);
    await fill(page, '#endpoint', stage.endpoint.url);
    await enterKey(page, temporary);
    await shows(page, '#image-note', 'Available');
    await runAndConfirm();
    assert.equal(await verdict(page), 'ImageIsPublic');
    const action = 'ModifyImageSharePermission';
    const signersOfIt = () =>
      stage.endpoint.requests
        .filter((request) => request.action === action)
        .map(({ parameters }) => parameters.AccessKeyId);
    stage.endpoint.faults.add({ fault: 'hold', apply: false, action });
    await press(page, '.remedies button');
    await appears(page, 'dialog[open]');
    const sent = sending(page, stage.endpoint.url, 1);
    await confirm();
    await sent;
    await enterKey(page, permanent);
    await shows(page, '#remedy-moved', `${action} was under way`);
    // By now the service takes the token no longer, which makes a client ask for another key.
    Object.assign(temporary, { expired: true });
    try {
      stage.endpoint.faults.release();
      await fill(page, '#securityToken', ' ');
      await page.keyboard.press('Backspace');
      await outwait();
    } finally {
      Reflect.deleteProperty(temporary, 'expired');
    }
    assert.deepEqual(signersOfIt(), [temporary.accessKeyId]);
    assert.equal(await page.$('#remedy-moved'), null);
  });

  async function runAndConfirm() {
    await run();
    await appears(page, 'dialog[open]');
    await confirm();
  }

  /**
   * A call for an image that is refused, with two pauses of a second before: whatever an earlier call
   * would still have sent after such a pause is sent before this one ends.
   */
  async function outwait() {
    const imageId = demoImages.public;
    stage.endpoint.faults.clear();
    stage.endpoint.faults.add({ fault: 'throttling', retryAfter: 1000, times: 2, imageId });
    await change('#image', imageId);
    await run();
    if (page.url().includes('target=alibaba')) {
      await appears(page, 'dialog[open]');
      await confirm();
    }
    await shows(page, '#verdict', 'ImageIsPublic');
  }

  test('a deletion whose answer was lost is no failure when the next try does not find the image', async () => {
    await open(`#image=${demoImages.free}`);
    stage.endpoint.faults.add({ fault: 'resetAfter', times: 20, action: 'DeleteImage' });
    await run();
    assert.equal(await verdict(page), 'NoAnswer');
    stage.endpoint.faults.clear();
    const throttled = { fault: 'throttling', retryAfter: 0, times: 20, action: 'DeleteImage' };
    stage.endpoint.faults.add(throttled);
    await run();
    await shows(page, '#verdict', 'says nothing of that deletion');
    stage.endpoint.faults.clear();
    await run();
    await shows(page, '#verdict', 'The image is gone');
    await shows(page, '.facts', 'applied');
    await run();
    await shows(page, '#verdict', 'InvalidImageId.NotFound');
    await shows(page, '#verdict', 'The image was not deleted.');
  });

  /** As a script or an extension could, while a dialog is open. @param {string} selector @param {string} text */
  async function change(selector, text) {
    await page.$eval(
      selector,
      (field, value) => {
        const input = /** @type {HTMLInputElement} */ (field);
        input.value = value;
        input.dispatchEvent(new Event('input', { bubbles: true }));
      },
      text,
    );
  }

  /** What any part of the page shows, fields included. */
  const everything = () =>
    page.evaluate(() => {
      const fields = [...document.querySelectorAll('textarea')];
      const texts = fields.map(({ value }) => value);
      return [document.documentElement.outerHTML, location.href, ...texts].join('\n');
    });

  /** @param {string} secret */
  async function assertHidden(secret) {
    const once = encodeURIComponent(secret).replace(
      /[!'()*]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
    const text = await everything();
    const ways = [secret, JSON.stringify(secret).slice(1, -1), once, encodeURIComponent(once)];
    for (const way of ways) assert.ok(!text.includes(way), `${way} shows`);
  }

  test('trying again never forces, although the first try did', async () => {
    await open(`#image=${demoImages.shared}&force=1`);
    await fill(page, '#typedImage', demoImages.shared);
    await run();
    assert.equal(await verdict(page), 'ImageUseShared');
    assert.equal(stage.deletions()[0].parameters.Force, 'true');
    await press(page, '.remedies li:last-child button');
    await appears(page, 'dialog[open]');
    await confirm();
    await appears(page, '#again');
    await press(page, '#again');
    await shows(page, '#verdict', 'The deletion was accepted');
    assert.deepEqual(
      stage.deletions().map(({ parameters }) => parameters.Force),
      ['true', 'false'],
    );
  });

  test('trying again is asked about where images are real', async () => {
    await openForReal(`image=${demoImages.public}`);
    await run();
    await appears(page, 'dialog[open]');
    await confirm();
    assert.equal(await verdict(page), 'ImageIsPublic');
    await press(page, '.remedies button');
    await appears(page, 'dialog[open]');
    await confirm();
    await appears(page, '#again');
    await press(page, '#again');
    await shows(page, 'dialog[open]', `${demoImages.public} in cn-hangzhou will be deleted`);
    assert.equal(stage.deletions().length, 1);
    await page.keyboard.press('Escape');
    await dialogGone();
    assert.ok(stage.exists(demoImages.public));
  });

  test('deletes what was confirmed, whatever the form says by then', async () => {
    await openForReal(`image=${demoImages.free}`);
    await run();
    await shows(page, 'dialog[open]', `${demoImages.free} in cn-hangzhou`);
    await change('#image', demoImages.exporting);
    await change('#region', 'cn-beijing');
    await page.$eval('#dryRun', (box) => /** @type {HTMLInputElement} */ (box).click());
    await until(page, () => location.hash.includes('dryRun=1'));
    await confirm();
    assert.equal(await verdict(page), 'The deletion was accepted');
    assert.deepEqual(
      stage
        .deletions()
        .map(({ parameters: { ImageId, RegionId, Force, DryRun } }) => [
          ImageId,
          RegionId,
          Force,
          DryRun,
        ]),
      [[demoImages.free, demoRegionId, 'false', undefined]],
    );
  });

  test('asks about force in words, and a yes without force does not become one', async () => {
    await openForReal(`image=${demoImages.inUse}`);
    await run();
    assert.equal(await textOf(page, 'dialog button[type="submit"]'), 'Delete image');
    await page.$eval('#force', (box) => /** @type {HTMLInputElement} */ (box).click());
    await appears(page, '#typedImage');
    await change('#typedImage', demoImages.inUse);
    await shows(page, '.arm', 'will be forced');
    await confirm();
    assert.equal(await verdict(page), 'ImageUsingByInstance');
    assert.deepEqual(
      stage.deletions().map(({ parameters }) => parameters.Force),
      ['false'],
    );
    await fill(page, '#typedImage', demoImages.inUse);
    await run();
    await shows(page, 'dialog[open] button[type="submit"]', 'Delete with force');
    await page.$eval('input[name="lang"][value="zh"]', (radio) =>
      /** @type {HTMLInputElement} */ (radio).click(),
    );
    await page.keyboard.press('Escape');
    await dialogGone();
    await run();
    await shows(page, 'dialog[open] button[type="submit"]', '强制删除');
    await confirm();
    await until(page, () => document.querySelector('#verdict.good'));
    assert.equal(stage.deletions().at(-1)?.parameters.Force, 'true');
  });

  test('a question about one key is no yes for another', async () => {
    await openForReal(`image=${demoImages.free}`);
    await run();
    await appears(page, 'dialog[open]');
    await change('#accessKeyId', 'otherid');
    await dialogGone();
    assert.equal(stage.deletions().length, 0);
    await run();
    await shows(page, 'dialog[open]', 'signed by otherid');
    await page.evaluate((image) => {
      location.hash = `#target=alibaba&keys=url&image=${image}`;
    }, demoImages.public);
    await dialogGone();
    assert.equal(stage.deletions().length, 0);
  });

  /** Milliseconds that the page gives to read a question. */
  const MOMENT = 600;

  test('a question is not answered by a click that follows the one which asked it', async () => {
    await openForReal(`image=${demoImages.free}`);
    const letGo = await holdTimers(page, MOMENT);
    await run();
    await appears(page, 'dialog[open]');
    await pressInVain(page, YES);
    // Two clicks count as one gesture for as long as the reader's system says.
    await page.$eval(YES, (yes) => {
      const init = { detail: 2, bubbles: true, cancelable: true };
      yes.dispatchEvent(new MouseEvent('click', init));
    });
    await appears(page, `${YES}[aria-disabled="true"]`);
    // A press that began too early is none, however late it ends.
    await page.hover(YES);
    await page.mouse.down();
    await letGo();
    await appears(page, `${YES}[aria-disabled="false"]`);
    await page.mouse.up();
    await appears(page, 'dialog[open]');
    assert.equal(stage.deletions().length, 0);
    await confirm();
    assert.equal(await verdict(page), 'The deletion was accepted');
    assert.equal(stage.deletions().length, 1);
  });

  test('a question is answered by a key at once, but not by one that is held down', async () => {
    await openForReal(`image=${demoImages.free}`);
    await holdTimers(page, MOMENT);
    await focus(page, '#run');
    await page.keyboard.down('Enter');
    await appears(page, 'dialog[open]');
    await focus(page, YES);
    await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await appears(page, `${YES}:focus`);
    assert.equal(stage.deletions().length, 0);
    await page.keyboard.press('Enter');
    assert.equal(await verdict(page), 'The deletion was accepted');
  });

  test('a dialog that the browser closes is a no, and the next question waits for its own answer', async () => {
    await openForReal(`image=${demoImages.free}`);
    for (const way of ['close', 'escape twice']) {
      await run();
      await appears(page, 'dialog[open]');
      if (way === 'close') await page.$eval('dialog', (dialog) => dialog.close());
      else await pressTwice('Escape');
      await dialogGone();
    }
    assert.equal(stage.deletions().length, 0);
    await run();
    await appears(page, 'dialog[open]');
    await confirm();
    assert.equal(await verdict(page), 'The deletion was accepted');
    assert.equal(stage.deletions().length, 1);
  });

  /** @param {import('puppeteer-core').KeyInput} key */
  async function pressTwice(key) {
    await page.keyboard.press(key);
    await page.keyboard.press(key);
  }

  /** Ways to give up a connection. @type {Record<string, () => Promise<void>>} */
  const ways = {
    'the keys are forgotten': () => press(page, '#forget'),
    'the secret is another one': () => fill(page, '#accessKeySecret', 'another-secret'),
    'keys come from elsewhere': () => press(page, 'input[name="keys"][value="url"]'),
    'calls go elsewhere': () => press(page, 'input[name="target"][value="local"]'),
    'the endpoint is another one': () => change('#endpoint', stage.side.url),
    'a link leads elsewhere': () => follow('#target=local'),
  };

  for (const [what, leave] of Object.entries(ways)) {
    test(`nothing of a call, and of what was signed, stays when ${what}`, async () => {
      await openForReal(`image=${demoImages.free}`);
      await fill(page, '#accessKeySecret', 'wrong-secret');
      await run();
      await appears(page, 'dialog[open]');
      await confirm();
      assert.equal(await verdict(page), 'SignatureDoesNotMatch');
      await press(page, '#compare');
      await shows(page, '#compare-verdict', 'the access key secret is wrong');
      await leave();
      await holds(page, '#theirs', '');
      assert.equal(await page.$('mark.changed:not(.legend *)'), null);
      await press(page, '[role="tab"][data-value="response"]');
      await shows(page, '.empty', 'Nothing has been sent yet');
    });
  }

  /** Of one step, and of more. @type {Record<string, () => Promise<void>>} */
  const givingUp = {
    'its key is given up': () => press(page, '#forget'),
    'another key is typed letter by letter': async () => {
      await focus(page, '#accessKeyId');
      await page.keyboard.press('End');
      await page.keyboard.type('xyz');
      await until(page, () =>
        document.querySelector('.connection summary')?.textContent?.includes('xyz'),
      );
    },
  };

  for (const [what, giveUp] of Object.entries(givingUp)) {
    test(`a call that is under way ends when ${what}, and says so`, async () => {
      await open(`#keys=hand&image=${demoImages.free}`);
      await enterKey(page, permanent);
      await shows(page, '#image-note', 'Available');
      stage.endpoint.faults.add({ fault: 'throttling', retryAfter: 1000, action: 'DeleteImage' });
      await run();
      await shows(page, '.attempt', 'Throttling');
      await giveUp();
      assert.equal(await verdict(page), 'The connection was changed during the call');
      await shows(page, '#verdict', 'may be gone');
      assert.equal(await page.$('.attempt'), null);
      await enterKey(page, permanent);
      assert.equal(await verdict(page), 'The connection was changed during the call');
      await outwait();
      const sent = stage
        .deletions()
        .filter(({ parameters }) => parameters.ImageId === demoImages.free);
      assert.equal(sent.length, 1);
      assert.ok(stage.exists(demoImages.free));
    });
  }

  /** Milliseconds that the page waits for more before it lists anew. */
  const LIST_PAUSE = 300;

  test('nothing is sent by a key before it is typed to its end', async () => {
    await open(`#keys=hand&image=${demoImages.free}`);
    // Whoever types slowly: the pause is over at once.
    await page.evaluate((pause) => {
      const later = window.setTimeout;
      const soon = (
        /** @type {any} */ act,
        /** @type {any} */ time,
        /** @type {any[]} */ ...rest
      ) => later(act, time === pause ? 0 : time, ...rest);
      Object.assign(window, { setTimeout: soon });
    }, LIST_PAUSE);
    await fill(page, '#accessKeyId', permanent.accessKeyId);
    await focus(page, '#accessKeySecret');
    let before = await textOf(page, '#step-string code');
    for (const letter of permanent.accessKeySecret) {
      await page.keyboard.type(letter);
      before = await until(
        page,
        (last) => {
          const now = document.querySelector('#step-string code')?.textContent;
          return now !== last && now;
        },
        before,
      );
    }
    // Somebody looks it up in another window.
    await page.evaluate(() => {
      document.hasFocus = () => false;
      /** @type {HTMLElement} */ (document.activeElement).blur();
      Reflect.deleteProperty(document, 'hasFocus');
    });
    await shows(page, '#image-note', '\u00a0');
    const isToEndpoint = (/** @type {{ url: string }} */ { url }) =>
      url.startsWith(stage.endpoint.url);
    assert.deepEqual(opened.sent.filter(isToEndpoint), []);
    await focus(page, '#accessKeySecret');
    await tabTo(page, '#region');
    await shows(page, '#image-note', 'Available');
    await shows(page, '#region-note', 'China (Hangzhou)');
    const statuses = stage.endpoint.requests.map(({ httpStatus }) => httpStatus);
    assert.deepEqual(statuses, [200, 200]);
  });

  /** With the focus in the field of the secret. @type {Record<string, () => Promise<void>>} */
  const beginnings = {
    'by pointer': () => press(page, '#run'),
    'by key': () => run(),
    'by a script, which leaves the focus where it is': () =>
      page.$eval('#run', (button) => /** @type {HTMLElement} */ (button).click()),
  };

  for (const [how, begin] of Object.entries(beginnings)) {
    test(`a call that is begun ${how} uses the key that was just typed`, async () => {
      await open(`#keys=hand&image=${demoImages.free}`);
      await enterKey(page, otherAccount);
      await shows(page, '#image-note', 'Not among');
      await fill(page, '#accessKeyId', permanent.accessKeyId);
      await begin();
      assert.equal(await verdict(page), 'The deletion was accepted');
      assert.deepEqual(signers(), [permanent.accessKeyId]);
    });
  }

  test('a key that is changed is used no more, and again when it is whole', async () => {
    await openForReal(`image=${demoImages.free}`);
    await focus(page, '#accessKeySecret');
    await page.keyboard.press('End');
    await page.keyboard.type('x');
    await until(page, () => !document.querySelector('#image-note')?.textContent?.trim());
    await press(page, '[role="tab"][data-value="images"]');
    await shows(page, '.toolbar [role="status"]', 'SignatureDoesNotMatch');
    await press(page, '#accessKeySecret');
    await page.keyboard.press('End');
    await page.keyboard.press('Backspace');
    await shows(page, '.toolbar [role="status"]', 'Enter credentials');
    await press(page, '#useKey');
    await shows(page, '.toolbar [role="status"]', '7 of 7 images');
    await press(page, '#forget');
    await shows(page, '.toolbar [role="status"]', 'Enter credentials');
    await fill(page, '#accessKeyId', permanent.accessKeyId);
    await fill(page, '#accessKeySecret', permanent.accessKeySecret);
    await shows(page, '.toolbar [role="status"]', 'Enter credentials');
  });

  test('what was secret stays hidden when the key is another one', async () => {
    await open(`#keys=hand&image=${demoImages.inUse}`);
    await enterKey(page, temporary);
    await run();
    assert.equal(await verdict(page), 'ImageUsingByInstance');
    await fill(page, '#securityToken', 'another-token');
    await press(page, '[role="tab"][data-value="signature"]');
    await appears(page, '#theirs');
    await change('#theirs', `noted: ${temporary.securityToken}; ${temporary.accessKeySecret}`);
    await holds(page, '#theirs', 'noted: ••••••••; ••••••••');
    await assertHidden(temporary.securityToken);
  });

  test('a token in a header is hidden on the time line', async () => {
    await open(`#keys=hand&signature=ACS3-HMAC-SHA256&image=${demoImages.free}`);
    await enterKey(page, temporary);
    await shows(page, '#step-canonical', 'x-acs-security-token:••••••••');
    await assertHidden(temporary.securityToken);
    await run();
    assert.equal(await verdict(page), 'NoAnswer');
    await press(page, '.timeline summary');
    await shows(page, '.timeline pre', 'x-acs-security-token: ••••••••');
    assert.match(await textOf(page, '.timeline pre'), /Signature=••••••••/);
    await assertHidden(temporary.securityToken);
  });

  /** Signs something else than it is asked for. */
  const lies = /** @type {Record<string, Partial<Deletion>>} */ ({
    'another image': { imageId: demoImages.public },
    'another region': { regionId: 'cn-beijing' },
    force: { force: true },
    'no dry run': { dryRun: false },
  });

  /** @typedef {{ regionId: string, imageId: string, force: boolean, dryRun: boolean }} Deletion */

  /** @param {string} body @param {Partial<Deletion>} lie @param {Partial<typeof temporary>} [key] */
  async function presign(body, lie, key = permanent) {
    const asked = { ...JSON.parse(body), ...lie };
    const ecs = new EcsClient({
      credentials: /** @type {any} */ (key),
      endpoint: stage.endpoint.url,
    });
    const { regionId, imageId, force, dryRun } = asked;
    return { ...(await ecs.presignDeleteImage(regionId, imageId, force, { dryRun })) };
  }

  /** What is signed elsewhere can be for anywhere, so it is asked about. */
  async function runPresigned() {
    await fill(page, '#presignUrl', stage.side.url);
    await run();
    await appears(page, 'dialog[open]');
    await confirm();
  }

  for (const [what, lie] of Object.entries(lies)) {
    test(`sends nothing that a function has signed with ${what}`, async () => {
      stage.side.answer = (body) => presign(body, lie);
      await open(`#keys=presign&dryRun=1&image=${demoImages.inUse}`);
      await fill(page, '#presignUrl', stage.side.url);
      await run();
      assert.equal(await verdict(page), 'The call did not begin');
      await shows(page, '#verdict', 'signed something else');
      assert.equal(stage.deletions().length, 0);
    });
  }

  test('hides a token that the page never held, wherever an answer quotes it', async () => {
    const key = { ...temporary, accessKeySecret: 'wrong-secret' };
    stage.side.answer = (body) => presign(body, {}, key);
    await open(`#keys=presign&image=${demoImages.inUse}`);
    await runPresigned();
    assert.equal(await verdict(page), 'SignatureDoesNotMatch');
    await press(page, '.timeline summary');
    await shows(page, '.timeline', 'SecurityToken%3D••••••••');
    await shows(page, '.timeline', 'SecurityToken=••••••••');
    await assertHidden(temporary.securityToken);
    await press(page, '#compare');
    await shows(page, '#compare-verdict', 'the access key secret is wrong');
    await assertHidden(temporary.securityToken);
  });

  test('quotes nothing of an answer that is not what it should be', async () => {
    stage.side.answer = () => 'secret-marker {"accessKeySecret":"secret-marker"';
    await open(`#keys=url&image=${demoImages.inUse}`);
    await fill(page, '#credentialsUrl', stage.side.url);
    await press(page, '#fetchKey');
    await shows(page, '#credentialsUrl-note', 'its answer is not JSON');
    await run();
    await appears(page, '#verdict');
    await assertHidden('secret-marker');
    await press(page, 'input[name="keys"][value="presign"]');
    await runPresigned();
    await shows(page, '#verdict', 'its answer is not JSON');
    await assertHidden('secret-marker');
    stage.side.answer = () => ({ accessKeySecret: 'secret-marker' });
    await press(page, 'input[name="keys"][value="url"]');
    await press(page, '#fetchKey');
    await shows(page, '#credentialsUrl-note', 'no accessKeyId and accessKeySecret');
    await assertHidden('secret-marker');
  });

  test('another URL gives another key: the one before is gone, and one on its way is not taken', async () => {
    await open('#keys=url');
    stage.side.answer = () => temporary;
    await fill(page, '#credentialsUrl', stage.side.url);
    await press(page, '#fetchKey');
    await shows(page, '.connection summary', temporary.accessKeyId);
    /** @type {(key: unknown) => void} */
    let give = () => {};
    const asked = new Promise((resolve) => {
      stage.side.answer = () => new Promise((given) => resolve((give = given)));
    });
    await focus(page, '#credentialsUrl');
    await page.keyboard.press('End');
    await page.keyboard.type('?b');
    await shows(page, '.connection summary', 'none yet');
    await press(page, '#fetchKey');
    await asked;
    await focus(page, '#credentialsUrl');
    await page.keyboard.type('c');
    give({ ...temporary, accessKeyId: 'STS.late' });
    await shows(page, '#credentialsUrl-note', 'given up');
    await shows(page, '.connection summary', 'none yet');
  });

  test('a link in an open page leaves nothing of the call before', async () => {
    await open(`#image=${demoImages.inUse}&force=1&dryRun=1&panel=code`);
    await fill(page, '#typedImage', demoImages.inUse);
    await shows(page, '.arm', 'will be forced');
    await follow(`#image=${demoImages.inUse}&force=1`);
    await holds(page, '#typedImage', '');
    await appears(page, '#dryRun:not(:checked)');
    await follow(`#image=${demoImages.public}`);
    await appears(page, '#force:not(:checked)');
    await holds(page, '#image', demoImages.public);
    await press(page, 'input[name="target"][value="alibaba"]');
    await appears(page, '#endpoint');
    await follow('#target=local');
    await appears(page, 'input[name="keys"][value="demo"]:checked');
    await holds(page, '#image', demoImages.free);
    await run();
    assert.equal(await verdict(page), 'The deletion was accepted');
  });

  /** @param {string} hash */
  const follow = (hash) => page.evaluate((given) => void (location.hash = given), hash);

  test('an id in a link is looked at like one that is typed', async () => {
    await open('#region=..%2Fevil&image=m-bad%2Fid%3C');
    await shows(page, '#region-note', 'regionId must be');
    await run();
    await appears(page, '#region:focus[aria-invalid="true"]');
    await follow(`#region=cn-hangzhou&image=${'m'.repeat(500)}`);
    await shows(page, '#image-note', 'imageId must be');
    await follow('#image=%E0%A4%A&region=cn-hangzhou');
    await shows(page, '#image-note', 'imageId must be');
    assert.equal(stage.deletions().length, 0);
  });

  test('writes no sample of a form that cannot be sent', async () => {
    await open(`#target=alibaba&keys=hand&panel=code&sample=curl&image=${demoImages.inUse}`);
    await shows(page, '#sample-code code', demoImages.inUse);
    await fill(page, '#image', 'm-bad/id');
    await closeChoices(page);
    const samples = ['package', 'typescript', 'python', 'java', 'go', 'cli', 'curl'];
    const eachSays = async (/** @type {string} */ problem) => {
      for (const sample of samples) {
        await press(page, `[role="tab"][data-value="${sample}"]`);
        await appears(page, `[role="tab"][data-value="${sample}"][aria-selected="true"]`);
        await shows(page, '#sample-problem', problem);
        assert.equal(await page.$('#sample-code'), null);
      }
    };
    await eachSays('imageId must be');
    await fill(page, '#image', demoImages.free);
    await closeChoices(page);
    await shows(page, '#sample-code code', demoImages.free);
    await fill(page, '#endpoint', 'htps://x');
    await eachSays('This is no endpoint');
    await appears(page, '#endpoint[aria-invalid="true"]');
  });

  test('says beside the field what is wrong with a key, in both languages', async () => {
    await open(`#target=alibaba&keys=hand&image=${demoImages.free}`);
    await enterKey(page, { ...permanent, accessKeyId: 'te st/id' });
    await shows(page, '#accessKeyId-note', 'has a character in it that no key has');
    await appears(page, '#accessKeyId[aria-invalid="true"]');
    await run();
    await appears(page, '#accessKeyId:focus');
    await press(page, 'input[name="lang"][value="zh"]');
    await shows(page, '#accessKeyId-note', '含有密钥中不会出现的字符。');
    await press(page, 'input[name="lang"][value="en"]');
    await fill(page, '#accessKeyId', permanent.accessKeyId);
    await fill(page, '#expiration', 'tomorrow');
    await shows(page, '#expiration-note', 'must be a time');
    await appears(page, '#expiration[aria-invalid="true"]');
    assert.equal(stage.deletions().length, 0);
  });

  test('says beside the field when the regions cannot be listed, and tries again', async () => {
    await open('#keys=hand');
    for (let count = 0; count < 20; count += 1) {
      stage.endpoint.faults.add({ fault: 'status503', action: 'DescribeRegions' });
    }
    await enterKey(page, permanent);
    await shows(page, '#region-note', 'The regions could not be listed: ServiceUnavailable');
    stage.endpoint.faults.clear();
    await press(page, '#retryRegions');
    await shows(page, '#region-note', 'China (Hangzhou)');
  });
});
