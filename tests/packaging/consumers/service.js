// The local endpoint, with images to delete, and whether they were.
import assert from 'node:assert/strict';
import { startEndpoint } from '../../endpoint/index.js';
import { connect } from '../../suite/control.js';

/** @typedef {Awaited<ReturnType<typeof startService>>} Service */

export async function startService() {
  const endpoint = await startEndpoint({ port: 0, controlPort: 0 });
  const control = connect(endpoint.controlUrl);
  return {
    url: endpoint.url,
    close: () => endpoint.close(),
    /** @param {import('../../suite/control.js').ImageState[]} states */
    newImage: (...states) => control.createImage(...states),
    /** Adds to an address where the endpoint is and which image to delete. @param {string} imageId */
    query: (imageId) => `?${new URLSearchParams({ endpoint: endpoint.url, image: imageId })}`,
    /** The one request that deletes has arrived, and the image is gone. @param {string} imageId */
    async wasAsked(imageId) {
      const requests = await control.requests(imageId);
      const actions = requests.map(({ action, httpStatus }) => `${action} ${httpStatus}`);
      assert.deepEqual(actions, ['DeleteImage 200']);
      assert.equal(await control.exists(imageId), false, 'the image is still there');
    },
  };
}
