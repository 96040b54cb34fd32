// Many calls at once and many clients: nothing is shared that could get mixed up.
import { deepEqual, equal, ok } from './assert.js';
import { keys, newClient, newImageId, regionId } from './clients.js';
import { SUCCESS } from './doubles.js';

const CALLS = 50;

/** @type {import('./run.js').Test[]} */
export const tests = [
  {
    name: `${CALLS} overlapping calls on one client, each with its own nonce and answer`,
    async run(context) {
      const imageIds = await context.control.createImages(CALLS);
      const client = newClient(context);
      const results = await Promise.all(imageIds.map((id) => client.deleteImage(regionId, id)));
      deepEqual(
        results.map(({ outcome }) => outcome),
        imageIds.map(() => 'accepted'),
        'outcomes',
      );
      const requests = (
        await Promise.all(imageIds.map((id) => context.control.requests(id)))
      ).flat();
      deepEqual(
        results.map(({ requestId }) => requestId),
        requests.map(({ requestId }) => requestId),
        'request ids',
      );
      equal(new Set(requests.map(({ nonce }) => nonce)).size, CALLS, 'different nonces');
      const there = await Promise.all(imageIds.map((id) => context.control.exists(id)));
      ok(!there.includes(true), 'an image is still there');
    },
  },
  {
    name: 'calls that end differently do not get mixed up',
    async run(context) {
      const client = newClient(context);
      const states = /** @type {const} */ (['free', 'inUse', 'shared', 'public', 'exporting']);
      const calls = Array.from({ length: 20 }, async (_, index) => {
        const imageId = await context.control.createImage(states[index % states.length]);
        return client.deleteImage(regionId, imageId).then(
          ({ outcome }) => outcome,
          ({ code, remedies }) => {
            const { ImageId = imageId } = remedies[0].parameters;
            return ImageId === imageId ? code : `${code} of another image`;
          },
        );
      });
      const codes = [
        'accepted',
        'ImageUsingByInstance',
        'ImageUseShared',
        'ImageIsPublic',
        'ImageIsExporting',
      ];
      deepEqual(
        await Promise.all(calls),
        Array.from({ length: 20 }, (_, index) => codes[index % codes.length]),
        'endings',
      );
    },
  },
  {
    name: '200 clients, each with its own key and fetch',
    async run({ ecs }) {
      const used = await Promise.all(
        Array.from({ length: 200 }, async (_, index) => {
          let body = '';
          const fetch = async (/** @type {any} */ _url, /** @type {any} */ init) => {
            body = init.body;
            return new Response(SUCCESS);
          };
          const credentials = { ...keys.permanent, accessKeyId: `key-${index}` };
          await new ecs.EcsClient({ credentials, fetch }).deleteImage(regionId, newImageId());
          return new URLSearchParams(body).get('AccessKeyId') === `key-${index}`;
        }),
      );
      ok(!used.includes(false), 'a client signed with the key of another');
    },
  },
];
