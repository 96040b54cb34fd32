// Holds what is measured now against a budget, as fairly as a machine under load allows.
import assert from 'node:assert/strict';

const TRIES = 3;

/**
 * Measures up to three times, and passes with the first figure that keeps to the budget: load can make a
 * figure worse, and cannot make it better.
 *
 * @param {number} budget
 * @param {() => number | Promise<number>} measure
 * @param {number} [tries]
 */
export async function keepsWithin(budget, measure, tries = TRIES) {
  const figures = [];
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const figure = await measure();
    if (figure <= budget) return;
    figures.push(figure.toPrecision(3));
  }
  assert.fail(`measured ${figures.join(', ')}; the budget is ${budget.toPrecision(3)}`);
}

/**
 * The ratio of the best rounds of two: what neither of them was kept from doing.
 *
 * @param {Record<string, number[]>} runs by subject
 * @param {string} subject
 * @param {string} peer
 */
export function ratioOfBest(runs, subject, peer) {
  return Math.min(...runs[subject]) / Math.min(...runs[peer]);
}
