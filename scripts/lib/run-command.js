// Runs one command to its end, with everything that it starts, and writes what it prints to a file.
import { spawn } from 'node:child_process';

/** @typedef {{ file: number, seconds: number, environment: NodeJS.ProcessEnv }} Options */

/** The commands under way, each the leader of a process group of its own. @type {Set<number>} */
const groups = new Set();

/** @param {number} group */
function end(group) {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}

/** Ends every command that is under way, and what they started: browsers, servers, compilers. */
export function endAll() {
  groups.forEach(end);
}

/**
 * Resolves to undefined when the command succeeded, else to why it did not.
 * @param {string[]} command
 * @param {Options} options
 * @returns {Promise<string | undefined>}
 */
export function runCommand([program, ...options], { file, seconds, environment }) {
  return new Promise((resolve) => {
    const stdio = /** @type {const} */ (['ignore', file, file]);
    const child = spawn(program, options, { stdio: [...stdio], env: environment, detached: true });
    const group = child.pid;
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      if (group) end(group);
    }, seconds * 1000);
    /** @param {string | undefined} problem */
    const finish = (problem) => {
      clearTimeout(timer);
      if (group) {
        groups.delete(group);
        end(group);
      }
      resolve(isLate ? `not done after ${seconds} s` : problem);
    };
    if (group) groups.add(group);
    child.on('error', (error) => finish(`cannot run ${program}: ${error.message}`));
    child.on('exit', (code, signal) => {
      if (code === 0) finish(undefined);
      else finish(signal ? `${program} was ended by ${signal}` : `${program} exited with ${code}`);
    });
  });
}
