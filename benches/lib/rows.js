// What a bench gives: rows of figures, and the little arithmetic that makes them.

/**
 * One figure.
 *
 * @typedef {object} Row
 * @property {string} what what was measured, in words that say what is included
 * @property {string} where the runtime, or the encoding of bytes
 * @property {string} subject whose it is: `ours`, a peer's name, or a limit's
 * @property {string} unit
 * @property {number} median
 * @property {number[]} runs what it is the median of, in the order in which it was measured
 */

/** This package, as a subject: the one that all others are held against. */
export const OURS = 'ecs-delete-image';

/** @param {number[]} numbers */
export function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * @param {Omit<Row, 'median' | 'runs'>} about
 * @param {number[]} runs
 * @returns {Row}
 */
export function row(about, runs) {
  return { ...about, median: rounded(median(runs)), runs: runs.map(rounded) };
}

/** Four digits are more than any of this repeats to. @param {number} number */
export function rounded(number) {
  return Number.isInteger(number) ? number : Number(number.toPrecision(4));
}

/**
 * By which power of its size something grows: the slope of the line through the logarithms. 1 is
 * linear, 2 is quadratic, and 0 does not grow.
 *
 * @param {[size: number, cost: number][]} points
 */
export function exponent(points) {
  const logs = points.map(([size, cost]) => [Math.log(size), Math.log(cost)]);
  const mean = (/** @type {number} */ axis) =>
    logs.reduce((sum, point) => sum + point[axis], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const above = logs.reduce((sum, [size, cost]) => sum + (size - x) * (cost - y), 0);
  const below = logs.reduce((sum, [size]) => sum + (size - x) ** 2, 0);
  return above / below;
}

/**
 * Runs every subject once a round, in turn, so that a machine that gets slower does so for all.
 *
 * @template Subject
 * @param {Record<string, Subject>} subjects
 * @param {number} rounds
 * @param {(subject: Subject, name: string) => number | Promise<number>} measure
 * @returns {Promise<Record<string, number[]>>} the figures by subject
 */
export async function inTurn(subjects, rounds, measure) {
  const names = Object.keys(subjects);
  /** @type {Record<string, number[]>} */
  const runs = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) runs[name].push(await measure(subjects[name], name));
  }
  return runs;
}
