// What holds for everything that the suite has sent: these tests come last.
import { deepEqual, equal, ok } from './assert.js';

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
    async run({ control }) {
      const sent = (await control.requests()).filter(({ action }) => action === 'DeleteImage');
      // What a browser sends again of its own accord, after a cut, is the same request.
      const cut = sent.filter(({ fault }) => fault?.startsWith('reset'));
      const cutIds = new Set(cut.map(({ parameters }) => parameters.ImageId));
      const own = sent.filter(({ parameters }) => !cutIds.has(parameters.ImageId));
      const nonces = own.map(({ nonce }) => nonce);
      ok(nonces.length > 100, `only ${nonces.length} requests`);
      equal(new Set(nonces).size, nonces.length, 'different nonces');
    },
  },
];
