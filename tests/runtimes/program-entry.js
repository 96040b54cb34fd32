// The program that runs the suite in Deno and in Bun, for the target that it is given.
import * as ecs from 'ecs-delete-image';
import { runWithin } from './within.js';

const [target] = /** @type {any} */ (globalThis).Deno?.args ?? process.argv.slice(2);
console.log(`\n${JSON.stringify(await runWithin(ecs, JSON.parse(target)))}`);
