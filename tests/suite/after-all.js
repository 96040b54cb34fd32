// What holds for everything that the suite has sent: these tests come last.
import { deepEqual, ok } from './assert.js';
import { unexpectedRepeats } from './truth.js';

/** @type {import('./run.js').Test[]} */
export const tests = [
  {
    name: 'no request of the whole suite needed a preflight',
    async run({ control }) {
      const requests = await control.requests();
      deepEqual(
        requests.filter(({ method }) => method === 'OPTIONS'),
        [],
        'preflights',
      );
    },
  },
  {
    name: 'all nonces of the whole suite differ',
    async run({ control, runtime }) {
      const sent = (await control.requests()).filter(({ action }) => action === 'DeleteImage');
      ok(sent.length > 300, `only ${sent.length} requests`);
      deepEqual(unexpectedRepeats(sent, runtime), [], 'requests with the nonce of another');
    },
  },
];
