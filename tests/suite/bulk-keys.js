// Aborting `deleteImages` while a key is fetched: nothing is under way then, so nothing is sent any more.
import { deepEqual, equal } from './assert.js';
import { ends, idsOf } from './bulk-items.js';
import { keys, newClient, regionId } from './clients.js';
import { accept, deferred, inTurn, refuse } from './doubles.js';

/** What the caller aborts with. */
const reason = { why: 'the user left' };

/** @type {import('./run.js').Test[]} */
export const tests = [
  {
    name: 'deleteImages, aborted while the key is fetched: all are skipped, nothing is sent',
    async run(context) {
      const { sent, fetch } = inTurn(accept);
      const asked = deferred();
      const given = deferred();
      const credentials = () => {
        asked.resolve(undefined);
        return given.promise;
      };
      const controller = new AbortController();
      const client = newClient(context, { fetch, credentials });
      const options = { signal: controller.signal };
      const call = client.deleteImages(regionId, idsOf(6), options);
      await asked.promise;
      controller.abort(reason);
      given.resolve(keys.permanent);
      deepEqual(ends(await call), Array(6).fill('skipped'), 'ends');
      deepEqual(sent, [], 'requests');
    },
  },
  {
    name: 'deleteImages, aborted while another key is fetched: failed with what was answered',
    async run(context) {
      const expired = refuse('InvalidSecurityToken.Expired');
      const { sent, fetch } = inTurn(expired, accept);
      const asked = deferred();
      const given = deferred();
      const turns = [() => keys.temporary, () => (asked.resolve(undefined), given.promise)];
      const credentials = () => turns.shift()?.();
      const controller = new AbortController();
      const client = newClient(context, { fetch, credentials, maxAttempts: 3 });
      const options = { signal: controller.signal, concurrency: 1 };
      const call = client.deleteImages(regionId, idsOf(2), options);
      await asked.promise;
      controller.abort(reason);
      given.resolve(keys.permanent);
      const failed = 'failed InvalidSecurityToken.Expired not-applied 1';
      deepEqual(ends(await call), [failed, 'skipped'], 'ends');
      equal(sent.length, 1, 'requests');
    },
  },
];
