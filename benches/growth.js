// How time and memory grow with the work: images of a bulk deletion, parameters of a call, bytes of an
// answer. Nothing is sent.
import { heapInUse } from '../tests/resources/garbage-collection.js';
import { memorySize } from '../tests/resources/instance.js';
import { growing, timeOf } from './lib/growing.js';
import { exponent, OURS, row } from './lib/rows.js';

const ROUNDS = 5;

/** @param {string} what @param {string} subject @param {string} unit @param {number[]} runs */
const figure = (what, subject, unit, runs) => row({ what, where: 'Node', subject, unit }, runs);

/** How often the largest work is repeated to see what it leaves behind. */
const REPEATS = 8;

/**
 * KiB on the heap that the work leaves behind when nobody holds its result. From one time to the next it
 * goes up and down by more than that, so it is worked out over many.
 *
 * @param {() => Promise<unknown>} work
 */
async function leftBy(work) {
  const settled = async () => (await work(), heapInUse());
  await settled();
  const before = await settled();
  for (let repeat = 0; repeat < REPEATS; repeat += 1) await work();
  return Math.max((await settled()) - before, 0) / (REPEATS + 1) / 1_024;
}

/** @param {string} name @param {import('./lib/growing.js').Growing} kind */
async function grow(name, { per, sizes, prepare }) {
  const works = sizes.map(prepare);
  // Once for all: what the first run of a function leaves behind is its code.
  for (const work of works) await timeOf(work);
  const measured = [];
  /** @type {[number, number][][]} */
  const curves = Array.from({ length: ROUNDS }, () => []);
  for (const [index, size] of sizes.entries()) {
    const times = [];
    for (const curve of curves) {
      const time = await timeOf(works[index]);
      times.push(time / size);
      curve.push([size, time]);
    }
    const subject = `${OURS}, ${size.toLocaleString('en')}`;
    measured.push(figure(`${name}: time per ${per}`, subject, 'µs', times));
  }
  return [...measured, ...slopes(name, curves), ...(await memory(name, works))];
}

/**
 * Of all sizes but the smallest, whose time is that of whatever comes before the work.
 *
 * @param {string} name
 * @param {[number, number][][]} curves
 */
function slopes(name, curves) {
  const exponents = curves.map((curve) => exponent(curve.slice(-3)));
  return [figure(`${name}: time grows by the power of`, OURS, '', exponents)];
}

/** @param {string} name @param {(() => Promise<unknown>)[]} works */
async function memory(name, works) {
  const largest = /** @type {() => Promise<unknown>} */ (works.at(-1));
  const before = memorySize();
  const left = await leftBy(largest);
  const grown = (memorySize() - before) / 1_024;
  return [
    figure(`${name}: heap left behind, largest`, OURS, 'KiB', [left]),
    figure(`${name}: WebAssembly memory grown by repeats, largest`, OURS, 'KiB', [grown]),
    figure(`${name}: WebAssembly memory in all`, OURS, 'KiB', [memorySize() / 1_024]),
  ];
}

export async function measure() {
  const measured = [];
  for (const [name, kind] of Object.entries(growing)) measured.push(...(await grow(name, kind)));
  return measured;
}
