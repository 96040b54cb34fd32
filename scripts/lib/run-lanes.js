// Runs lanes of tests side by side and says how they go on.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ended, tail } from './report.js';
import { runLane } from './run-lane.js';
import { schedule } from './schedule.js';

/** @typedef {import('../lanes.js').Lane} Lane */
/** @typedef {import('./run-lane.js').Result} Result */
/**
 * @typedef {object} Options
 * @property {number} jobs How many lanes run at once.
 * @property {string} logs The folder of the lanes' output.
 * @property {NodeJS.ProcessEnv} environment
 * @property {(line: string) => void} print
 */

const heartbeatSeconds = 15;
/** How much of a failed lane's output is shown. */
const shownLines = 60;

/** @param {Lane} lane @param {Options} options @returns {Promise<Result>} */
async function runAndReport(lane, { logs, environment, print }) {
  const started = Date.now();
  print(`▸ ${lane.name}`);
  const heartbeat = setInterval(() => {
    print(`  ${lane.name} … ${Math.round((Date.now() - started) / 1000)} s`);
  }, heartbeatSeconds * 1000);
  const result = await runLane(lane, join(logs, `${lane.name}.log`), environment);
  clearInterval(heartbeat);
  print(ended(result));
  if (result.problem && result.log) {
    print(tail(readFileSync(result.log, 'utf8'), shownLines));
    print(`  the whole of it: ${result.log}`);
  }
  return result;
}

/**
 * The results, in the order of the lanes.
 * @param {Lane[]} lanes
 * @param {Options} options
 * @returns {Promise<Result[]>}
 */
export async function runLanes(lanes, options) {
  /** @type {Map<Lane, Result>} */
  const results = new Map();
  await schedule(lanes, options.jobs, async (lane) => {
    results.set(lane, await runAndReport(lane, options));
  });
  return lanes.flatMap((lane) => results.get(lane) ?? []);
}
