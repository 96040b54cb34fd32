// How soon the Explorer can be used on a slow machine: Chromium with a processor that is held to a quarter,
// the page as scripts/build-page.sh has built it, nothing in a cache.
import { until } from '../tests/page/hands.js';
import { setStage } from '../tests/page/stage.js';
import { PAINTED, SIGNED, SLOWER, SLOW_CHROMIUM, USABLE } from './lib/moments.js';
import { OURS, row } from './lib/rows.js';

const RUNS = 7;

/** What has to be there, by what it is called. */
const moments = { [USABLE]: '#run', [SIGNED]: '#step-signature' };

/**
 * Milliseconds from the navigation on, by what they lead to.
 *
 * @param {import('../tests/page/stage.js').Stage} stage
 */
async function measureOnce(stage) {
  const { page, close } = await stage.open('#panel=signature');
  await page.emulateCPUThrottling(SLOWER);
  await page.evaluateOnNewDocument(noteMoments, moments, PAINTED);
  await page.goto('about:blank');
  await page.goto(stage.url);
  await until(
    page,
    (count) => Object.keys(/** @type {any} */ (globalThis).noted ?? {}).length === count,
    Object.keys(moments).length + 1,
  );
  const noted = await page.evaluate(() => /** @type {any} */ (globalThis).noted);
  await close();
  return /** @type {Record<string, number>} */ (noted);
}

/**
 * Runs in the page: notes when each element was there and the page had time for its user again.
 *
 * @param {Record<string, string>} wanted
 * @param {string} painted
 */
function noteMoments(wanted, painted) {
  /** @type {Record<string, number>} */
  const noted = {};
  /** @type {any} */ (globalThis).noted = noted;
  const seen = new Set();
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) {
      if (name === 'first-contentful-paint') noted[painted] = startTime;
    }
  }).observe({ type: 'paint', buffered: true });
  new MutationObserver(() => {
    for (const [name, selector] of Object.entries(wanted)) {
      if (seen.has(name) || !document.querySelector(selector)) continue;
      seen.add(name);
      // After the frame that shows it: until then nothing that is pressed is answered.
      requestAnimationFrame(() => setTimeout(() => (noted[name] = performance.now())));
    }
  }).observe(document, { childList: true, subtree: true });
}

export async function measure() {
  const stage = await setStage('chromium');
  /** @type {Record<string, number>[]} */
  const results = [];
  for (let run = 0; run < RUNS; run += 1) results.push(await measureOnce(stage));
  await stage.strike();
  return [PAINTED, ...Object.keys(moments)].map((what) => {
    const about = { what, where: SLOW_CHROMIUM, subject: OURS, unit: 'ms' };
    return row(
      about,
      results.map((result) => result[what]),
    );
  });
}
