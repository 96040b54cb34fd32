// What a test does with the page, and what it waits for there.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** @typedef {import('puppeteer-core').Page} Page */

/** Milliseconds that anything on the page may take, on the slowest machine: only a failure takes them. */
export const PATIENCE = 60_000;

/**
 * Waits until the page says what is wanted, looking at each frame, and gives what it says. That is one
 * message to the browser: the driver's own waiting sends many, which takes Firefox a while.
 *
 * @template {(...given: any[]) => any} Condition
 * @param {Page} page
 * @param {Condition} condition runs in the page, and knows nothing but what it is given
 * @param {Parameters<Condition>} given as JSON has it
 * @returns {Promise<NonNullable<Awaited<ReturnType<Condition>>>>}
 */
export async function until(page, condition, ...given) {
  const call = `(${waiting})(${condition}, ${JSON.stringify(given)}, ${PATIENCE})`;
  return /** @type {any} */ (await page.evaluate(call));
}

/**
 * Runs in the page.
 *
 * @param {(...given: unknown[]) => unknown} condition
 * @param {unknown[]} given
 * @param {number} patience
 */
async function waiting(condition, given, patience) {
  const end = performance.now() + patience;
  while (performance.now() < end) {
    const found = await condition(...given);
    if (found) return found;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  throw new Error(`waited in vain for ${condition}, given ${JSON.stringify(given)}`);
}

/** Waits until there is such an element. @param {Page} page @param {string} selector */
export async function appears(page, selector) {
  await until(page, (where) => document.querySelector(where) !== null, selector);
}

/** Waits until none is seen. @param {Page} page @param {string} selector */
export async function vanishes(page, selector) {
  await until(
    page,
    (where) => ![...document.querySelectorAll(where)].some((element) => element.checkVisibility()),
    selector,
  );
}

/** What cannot be pressed. */
const UNABLE = ':disabled, [aria-disabled="true"]';

/**
 * Clicks what can be pressed and has come to rest: a click on what still moves misses it.
 *
 * @param {Page} page
 * @param {string} selector
 */
export async function press(page, selector) {
  const [x, y] = await until(page, restingPlace, selector, UNABLE);
  await page.mouse.click(x, y);
}

/** Clicks all the same what says that it cannot be pressed. @param {Page} page @param {string} selector */
export async function pressInVain(page, selector) {
  await appears(page, `${selector}:is(${UNABLE})`);
  const [x, y] = await until(page, restingPlace, selector, ':not(*)');
  await page.mouse.click(x, y);
}

/**
 * Runs in the page: the middle of the element, or of what stands for it, such as the label before a box,
 * if a click there meets it; brings it into sight if not.
 *
 * @param {string} selector
 * @param {string} unfit what is not to be pressed
 */
async function restingPlace(selector, unfit) {
  const element = /** @type {HTMLInputElement | null} */ (document.querySelector(selector));
  if (!element || element.matches(unfit)) return undefined;
  const place = () => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  };
  const before = place();
  for (const _frame of [1, 2]) await new Promise((resolve) => requestAnimationFrame(resolve));
  const now = place();
  if (String(now) !== String(before)) return undefined;
  const met = document.elementFromPoint(now[0], now[1]);
  const isMet = [element, ...(element.labels ?? [])].some((one) => one.contains(met));
  if (isMet) return now;
  element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  return undefined;
}

/** Gives the element the focus, once it is there. @param {Page} page @param {string} selector */
export async function focus(page, selector) {
  await until(
    page,
    (where) => {
      const element = /** @type {HTMLElement | null} */ (document.querySelector(where));
      element?.focus();
      return element !== null && element === document.activeElement;
    },
    selector,
  );
}

/**
 * Replaces what is in a field at once, as pasting does.
 *
 * @param {Page} page
 * @param {string} selector
 * @param {string} text
 */
export async function fill(page, selector, text) {
  await until(
    page,
    (where, given) => {
      const field = /** @type {HTMLInputElement | null} */ (document.querySelector(where));
      if (!field?.checkVisibility()) return false;
      field.focus();
      field.select();
      return document.execCommand('insertText', false, given);
    },
    selector,
    text,
  );
}

/**
 * Presses the button that begins a call by key: what a list or a signature says when it comes moves it,
 * and a click could miss it.
 *
 * @param {Page} page
 */
export async function runByKey(page) {
  await focus(page, '#run');
  await page.keyboard.press('Enter');
}

/**
 * Enters a key to its end, so that it is used.
 *
 * @param {Page} page
 * @param {{ accessKeyId: string, accessKeySecret: string, securityToken?: string }} key
 */
export async function enterKey(page, { accessKeyId, accessKeySecret, securityToken = '' }) {
  await fill(page, '#accessKeyId', accessKeyId);
  await fill(page, '#accessKeySecret', accessKeySecret);
  if (securityToken !== '') await fill(page, '#securityToken', securityToken);
  await page.keyboard.press('Enter');
}

/**
 * Holds what the page would do so many milliseconds later, so that a test says when it is later.
 *
 * @param {Page} page
 * @param {number} milliseconds
 * @returns {Promise<() => Promise<void>>} lets go of it
 */
export async function holdTimers(page, milliseconds) {
  await page.evaluate((held) => {
    const later = window.setTimeout;
    /** @type {(() => void)[]} */
    const waiting = [];
    const take = (/** @type {any} */ act, /** @type {any} */ time, /** @type {any[]} */ ...rest) =>
      time === held ? -waiting.push(act) : later(act, time, ...rest);
    const letGo = () => waiting.splice(0).forEach((act) => act());
    Object.assign(window, { setTimeout: take, letGo });
  }, milliseconds);
  return () => page.evaluate(() => /** @type {any} */ (window).letGo());
}

/**
 * Closes the choices of a field, and waits until they are gone: they lie over what is clicked next.
 *
 * @param {Page} page
 */
export async function closeChoices(page) {
  await page.keyboard.press('Escape');
  await vanishes(page, '.choices');
}

/**
 * The text of the element, once there is one.
 *
 * @param {Page} page
 * @param {string} selector
 */
export async function textOf(page, selector) {
  const [text] = await until(
    page,
    (where) => {
      const element = document.querySelector(where);
      return element && [element.textContent];
    },
    selector,
  );
  return text;
}

/**
 * Waits until the element's text has this part.
 *
 * @param {Page} page
 * @param {string} selector
 * @param {string} part
 */
export async function shows(page, selector, part) {
  await until(
    page,
    (where, wanted) => document.querySelector(where)?.textContent?.includes(wanted),
    selector,
    part,
  );
}

/**
 * Waits until the field has this value.
 *
 * @param {Page} page
 * @param {string} selector
 * @param {string} value
 */
export async function holds(page, selector, value) {
  await until(
    page,
    (where, wanted) => {
      const field = document.querySelector(where);
      const isField = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
      return isField && field.value === wanted;
    },
    selector,
    value,
  );
}

/**
 * Resolves when the page has sent so many more requests there.
 *
 * @param {Page} page
 * @param {string} url
 * @param {number} count
 * @returns {Promise<void>}
 */
export function sending(page, url, count) {
  let seen = 0;
  return new Promise((resolve) => {
    page.on('request', (request) => {
      if (!request.url().startsWith(url)) return;
      seen += 1;
      if (seen === count) resolve();
    });
  });
}

/**
 * How the call ended, once it has.
 *
 * @param {Page} page
 */
export async function verdict(page) {
  return textOf(page, '#verdict h3');
}

/** Presses Tab until the element has the focus. @param {Page} page @param {string} selector */
export async function tabTo(page, selector) {
  await pressUntilFocused(page, selector, () => page.keyboard.press('Tab'));
}

/** The other way round. @param {Page} page @param {string} selector */
export async function tabBackTo(page, selector) {
  await pressUntilFocused(page, selector, async () => {
    await page.keyboard.down('Shift');
    await page.keyboard.press('Tab');
    await page.keyboard.up('Shift');
  });
}

/** @param {Page} page @param {string} selector @param {() => Promise<void>} pressKeys */
async function pressUntilFocused(page, selector, pressKeys) {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await hasFocus(page, selector)) return;
    await pressKeys();
  }
  throw new Error(`the Tab key does not lead to ${selector}`);
}

/** @param {Page} page @param {string} selector */
async function hasFocus(page, selector) {
  return page.evaluate((where) => document.activeElement?.matches(where) === true, selector);
}

const require = createRequire(new URL('../../www/package.json', import.meta.url));

/**
 * What axe finds: rules with the elements that break them.
 *
 * @param {Page} page
 */
export async function axeFindings(page) {
  await page.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async () => {
    const { axe } = /** @type {any} */ (globalThis);
    const { violations } = await axe.run(document);
    return violations.map((/** @type {any} */ { id, nodes }) => {
      const places = nodes.map(
        (/** @type {any} */ { target, failureSummary }) => `${target}: ${failureSummary}`,
      );
      return `${id}: ${places.join('\n')}`;
    });
  });
}
