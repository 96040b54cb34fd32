// Runs the suite in a process of its own: a program that is given the target and prints the results.
import { spawn } from 'node:child_process';

/** @typedef {import('../suite/run.js').Result} Result */
/** @typedef {import('./lane.js').Target} Target */

/**
 * @param {string} program
 * @param {string[]} options what comes before the target
 * @param {Target} target
 * @returns {Promise<Result[]>} what the program printed, as JSON, after everything else
 */
export function runProgram(program, options, target) {
  const child = spawn(program, [...options, JSON.stringify(target)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      try {
        const results = JSON.parse(output.slice(output.lastIndexOf('\n[') + 1));
        if (status !== 0) results.push({ name: 'the process', failure: `exited with ${status}` });
        resolve(results);
      } catch {
        reject(new Error(`${program} exited with ${status} and printed no results: ${output}`));
      }
    });
  });
}
