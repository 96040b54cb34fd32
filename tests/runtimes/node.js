// Runs the suite in this Node, imported and required.
import { createRequire } from 'node:module';
import * as ecs from 'ecs-delete-image';
import { launch } from './lane.js';
import { tests } from './node-tests.js';
import { runWithin } from './within.js';

const load = createRequire(import.meta.url);

/** @type {import('../suite/run.js').Result[]} */
let uncaught = [];
for (const event of ['uncaughtException', 'unhandledRejection']) {
  process.on(event, (error) => {
    uncaught.push({ name: `${event} in Node`, failure: error?.stack ?? String(error) });
  });
}

/** @param {() => Promise<typeof ecs>} getEntry */
const within = (getEntry) => async (/** @type {import('./lane.js').Target} */ target) => {
  uncaught = [];
  return [...(await runWithin(await getEntry(), target, tests)), ...uncaught];
};

const name = `Node ${process.version}`;
await launch('node', {
  [`${name}, import`]: within(async () => ecs),
  [`${name}, require`]: within(async () => load('ecs-delete-image')),
});
