// Runs the suite in this Node.
import * as ecs from 'ecs-delete-image';
import { launch } from './lane.js';
import { tests } from './node-tests.js';
import { runWithin } from './within.js';

/** @type {import('../suite/run.js').Result[]} */
const uncaught = [];
for (const event of ['uncaughtException', 'unhandledRejection']) {
  process.on(event, (error) => {
    uncaught.push({ name: `${event} in Node`, failure: error?.stack ?? String(error) });
  });
}

await launch('node', {
  node: async (target) => [...(await runWithin(ecs, target, tests)), ...uncaught],
});
