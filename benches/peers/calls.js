// How each deletes an image on an endpoint, over the network.
import { EcsClient } from 'ecs-delete-image';
import { credentials, regionId } from './deletion.js';
import { client as popClient } from './pop-core.js';
import { signer } from './webcrypto.js';

/**
 * Prepares the deletion of each image, before the clock starts, and gives what carries it out.
 *
 * @typedef {(url: string, imageIds: string[]) => Promise<(() => Promise<unknown>)[]>} Prepare
 */

/** @type {Record<string, Prepare>} */
export const callers = {
  async ours(url, imageIds) {
    const client = new EcsClient({ credentials, endpoint: url });
    return imageIds.map((imageId) => () => client.deleteImage(regionId, imageId));
  },

  /** The limit: no more than sending what was signed before, and reading the answer. */
  async fetch(url, imageIds) {
    const sign = await signer();
    const bodies = imageIds.map((imageId) =>
      sign('DeleteImage', { RegionId: regionId, ImageId: imageId, Force: 'false' }),
    );
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return (await Promise.all(bodies)).map((body) => async () => {
      const response = await fetch(`${url}/`, { method: 'POST', headers, body });
      if (!response.ok) throw new Error(await response.text());
      return response.json();
    });
  },

  async popCore(url, imageIds) {
    const client = popClient(url);
    return imageIds.map((imageId) => () => {
      const parameters = { RegionId: regionId, ImageId: imageId, Force: false };
      return client.request('DeleteImage', parameters, { method: 'POST' });
    });
  },
};
