// Runs the suite in a dedicated worker, for the target that the page posts.
import * as ecs from '../../pkg/index.js';
import { runWithin } from './within.js';

globalThis.onmessage = async ({ data }) => {
  globalThis.postMessage(await runWithin(ecs, data));
};
