// Runs the suite in Deno, which is permitted the network and nothing else.
import { fileURLToPath } from 'node:url';
import { launch } from './lane.js';
import { runProgram } from './program.js';

const deno = fileURLToPath(new URL('../../node_modules/.bin/deno', import.meta.url));
const program = fileURLToPath(new URL('program-entry.js', import.meta.url));
const options = ['--allow-net', '--no-prompt', '--no-lock', '--cached-only', '--quiet'];

await launch('deno', {
  deno: (target) =>
    runProgram(deno, ['run', ...options, '--node-modules-dir=manual', program], target),
});
