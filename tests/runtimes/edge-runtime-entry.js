// The edge function that runs the suite: a request says for which target, the answer has the results.
import * as ecs from 'ecs-delete-image';
import { runWithin } from './within.js';

/** @type {any} */ (globalThis).addEventListener('fetch', (/** @type {any} */ event) => {
  const answer = async () => Response.json(await runWithin(ecs, await event.request.json()));
  event.respondWith(answer());
});
