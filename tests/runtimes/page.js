// Runs the suite in a page, or in a worker that the page starts, and leaves the results to be read.
import * as ecs from '../../pkg/index.js';
import { runWithin } from './within.js';

/** @typedef {import('../suite/run.js').Result} Result */

const { where, ...target } = /** @type {any} */ (
  Object.fromEntries(new URLSearchParams(location.search))
);

/**
 * What the worker posts, and what went wrong in it beside the tests.
 *
 * @returns {Promise<Result[]>}
 */
function runInWorker() {
  const worker = new Worker('worker.js', { type: 'module' });
  worker.postMessage(target);
  /** @type {Result[]} */
  const mishaps = [];
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve([...data, ...mishaps]);
    worker.onerror = (event) => {
      event.preventDefault();
      // A worker that could not be loaded says no more than that.
      if (!event.message) reject(new Error('the worker could not be loaded'));
      mishaps.push({ name: 'an error beside the tests', failure: event.message });
    };
  });
}

/**
 * What the service worker answers. It reports nothing of what goes wrong beside the tests.
 *
 * @returns {Promise<Result[]>}
 */
async function runInServiceWorker() {
  const { serviceWorker } = navigator;
  await serviceWorker.register('service-worker.js', { type: 'module' });
  const { active } = await serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  const results = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
  active?.postMessage(target, [port2]);
  return results;
}

const runs = /** @type {Record<string, () => Promise<Result[]>>} */ ({
  page: () => runWithin(ecs, target),
  worker: runInWorker,
  'service worker': runInServiceWorker,
});
/** @type {any} */ (globalThis).results = runs[where]();
