// Runs the suite in a module service worker, for the target that the page posts.
import * as ecs from '../../pkg/index.js';
import { runWithin } from './within.js';

/** @typedef {ExtendableEvent & MessageEvent} Message */
/** @typedef {Event & { waitUntil: (promise: Promise<unknown>) => void }} ExtendableEvent */

globalThis.addEventListener('message', (event) => {
  const { data, ports, waitUntil } = /** @type {Message} */ (event);
  const run = async () => ports[0].postMessage(await runWithin(ecs, data));
  waitUntil.call(event, run());
});
