// Prints how soon the Explorer can be used on a slow machine: Chromium with a processor that is held to a
// quarter, the page as scripts/build-page.sh has built it, nothing in a cache.
// Usage: node benches/explorer.js [RUNS]
import { setStage } from '../tests/page/stage.js';

const SLOWER = 4;
const runs = Number(process.argv[2] ?? 7);

/** What has to be there, by what it is called. */
const moments = {
  'the form can be used': '#run',
  'the signature is worked out': '#step-signature',
};

/**
 * Milliseconds from the navigation on, by what they lead to.
 *
 * @param {import('../tests/page/stage.js').Stage} stage
 */
async function measure(stage) {
  const { page, close } = await stage.open('#panel=signature');
  await page.emulateCPUThrottling(SLOWER);
  await page.evaluateOnNewDocument(noteMoments, moments);
  await page.goto('about:blank');
  await page.goto(stage.url);
  await page.waitForFunction(
    (count) => Object.keys(/** @type {any} */ (globalThis).noted ?? {}).length === count,
    {},
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
 */
function noteMoments(wanted) {
  /** @type {Record<string, number>} */
  const noted = {};
  /** @type {any} */ (globalThis).noted = noted;
  const seen = new Set();
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) {
      if (name === 'first-contentful-paint') noted['something is painted'] = startTime;
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

/** @param {number[]} numbers */
function median(numbers) {
  return numbers.sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
}

const stage = await setStage('chromium');
/** @type {Record<string, number>[]} */
const results = [];
for (let run = 0; run < runs; run += 1) results.push(await measure(stage));
await stage.strike();

console.log(`Milliseconds, median of ${runs}, processor held to 1/${SLOWER}:`);
for (const name of ['something is painted', ...Object.keys(moments)]) {
  const numbers = results.map((result) => result[name]);
  console.log(
    `  ${name.padEnd(30)}${Math.round(median(numbers)).toLocaleString('en').padStart(8)}`,
  );
}
