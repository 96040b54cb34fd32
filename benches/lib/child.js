// Runs a program of Node's in a process of its own, where nothing is loaded or warm yet.
import { spawn } from 'node:child_process';

/**
 * What the program prints, as JSON on its last line.
 *
 * @param {URL} program
 * @param {string[]} options
 * @returns {Promise<any>}
 */
export function runChild(program, options) {
  const child = spawn(process.execPath, [program.pathname, ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      if (status === 0) resolve(JSON.parse(output.trimEnd().split('\n').at(-1) ?? ''));
      else reject(new Error(`${program.pathname} exited with ${status}: ${output}`));
    });
  });
}
