// Runs one lane of tests and judges it.
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { counters } from './count.js';
import { testFiles } from './files.js';
import { runCommand } from './run-command.js';

/** @typedef {import('../lanes.js').Lane} Lane */
/** @typedef {import('./count.js').Count} Count */

/**
 * How a lane ended. Without a problem it passed; with one, at least one failure is counted.
 * The log is absent when nothing ran.
 * @typedef {Count & { name: string, seconds: number, problem?: string, log?: string }} Result
 */

/** What the lane cannot start without. @param {Lane} lane @returns {string | undefined} */
export function missing({ needs = [], tests = [] }) {
  const file = needs.find((path) => !existsSync(path));
  if (file) return `there is no ${file}`;
  const folder = tests.find((path) => testFiles(path).length === 0);
  return folder && `there is no *.test.js in ${folder}`;
}

/**
 * What is wrong with a lane that ran, if anything: a lane passes only when its commands succeeded,
 * every test passed, and there were as many as there must be.
 * @param {Lane} lane
 * @param {string | undefined} stopped why a command did not succeed
 * @param {Count | undefined} count
 * @returns {string | undefined}
 */
export function judge({ atLeast }, stopped, count) {
  if (count && count.failed > 0) return 'tests failed';
  if (stopped) return stopped;
  if (!count) return 'its output has no count of tests';
  if (count.passed < atLeast) {
    return `only ${count.passed} tests ran, at least ${atLeast} must`;
  }
  return undefined;
}

/** @param {Lane} lane @returns {string[][]} */
function commands({ steps = [], tests }) {
  if (!tests) return steps;
  return [...steps, ['node', '--test', '--test-reporter=spec', ...testFiles(...tests)]];
}

/**
 * @param {Lane} lane
 * @param {string} log where its output goes
 * @param {NodeJS.ProcessEnv} environment
 */
async function run(lane, log, environment) {
  mkdirSync(dirname(log), { recursive: true });
  const file = openSync(log, 'w');
  const options = {
    file,
    seconds: (lane.minutes ?? 15) * 60,
    environment: { ...environment, ...lane.environment },
  };
  try {
    for (const command of commands(lane)) {
      const stopped = await runCommand(command, options);
      if (stopped) return stopped;
    }
    return undefined;
  } finally {
    closeSync(file);
  }
}

/**
 * @param {Lane} lane
 * @param {string} log
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<Result>}
 */
export async function runLane(lane, log, environment) {
  const started = performance.now();
  /** @param {string | undefined} problem @param {Count} [count] @returns {Result} */
  const result = (problem, count = { passed: 0, failed: 0 }) => ({
    name: lane.name,
    passed: count.passed,
    failed: problem ? Math.max(1, count.failed) : 0,
    seconds: Math.round((performance.now() - started) / 1000),
    problem,
  });
  const absent = missing(lane);
  if (absent) return result(absent);
  const stopped = await run(lane, log, environment);
  const count = counters[lane.count](readFileSync(log, 'utf8'));
  return { ...result(judge(lane, stopped, count), count), log };
}
