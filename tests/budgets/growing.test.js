// Twice as much work takes twice as long, and not four times: by the best of several rounds of each size.
import { test } from 'node:test';
import { growing, timeOf } from '../../benches/lib/growing.js';
import { exponent } from '../../benches/lib/rows.js';
import { keepsWithin } from './within.js';

/** Between linear, which is 1, and quadratic, which is 2. */
const MOST = 1.5;
const ROUNDS = 3;

/** Large enough for the work to outweigh what is done once. @type {Record<string, number[]>} */
const sizes = {
  deleteImages: [250, 1_000, 4_000],
  'parameters of a call': [300, 1_000, 3_000],
  'answer of a call': [20_000, 100_000, 500_000],
};

/**
 * The best time of each size. They take turns after a first round that warms up: a size that is measured
 * cold would make the larger ones look cheap.
 *
 * @param {[size: number, work: () => Promise<unknown>][]} works
 */
async function bestTimes(works) {
  for (const [, work] of works) await work();
  const best = works.map(() => Infinity);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, [, work]] of works.entries()) {
      best[index] = Math.min(best[index], await timeOf(work));
    }
  }
  return works.map(([size], index) => /** @type {[number, number]} */ ([size, best[index]]));
}

for (const [name, { prepare }] of Object.entries(growing)) {
  test(`${name}: the time grows with the size, and not with its square`, () => {
    /** @type {[number, () => Promise<unknown>][]} */
    const works = sizes[name].map((size) => [size, prepare(size)]);
    return keepsWithin(MOST, async () => exponent(await bestTimes(works)));
  });
}
