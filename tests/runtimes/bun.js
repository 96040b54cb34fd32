// Runs the suite in Bun.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { launch } from './lane.js';
import { runProgram } from './program.js';

// The package `bun` would move its program into place when it is installed: it is used where it is.
const bun = createRequire(import.meta.url).resolve(
  `@oven/bun-${process.platform}-${process.arch}/bin/bun`,
);
const program = fileURLToPath(new URL('program-entry.js', import.meta.url));

await launch('bun', { bun: (target) => runProgram(bun, ['run', program], target) });
