// The local endpoint in place of the real service, for snippets that know only the latter.
import { startEndpoint } from '../endpoint/index.js';

/** The image that the README deletes. */
export const imageId = 'm-bp67acfmxazb4p0001';
export const regionId = 'cn-hangzhou';

/** Whether a request is meant for the service. @param {string | URL} url */
export const isForService = (url) => new URL(url).hostname.endsWith('.aliyuncs.com');

/**
 * An endpoint that has the README's image, in the state that a snippet is about, until the test ends.
 *
 * @param {import('node:test').TestContext} context
 * @param {string} state
 */
export async function startService(context, state) {
  const endpoint = await startEndpoint({ port: 0, controlPort: 0 });
  context.after(() => endpoint.close());
  const response = await fetch(new URL('/images', endpoint.controlUrl), {
    method: 'POST',
    body: JSON.stringify({ regionId, imageId, state }),
  });
  if (response.status !== 201) throw new Error(await response.text());
  return {
    endpoint,
    /** Lets every deletion be carried out and be answered by a fault. @param {string} fault */
    async failing(fault) {
      const body = JSON.stringify({ fault, imageId, apply: true, times: 100 });
      const noted = await fetch(new URL('/faults', endpoint.controlUrl), { method: 'POST', body });
      if (!noted.ok) throw new Error(await noted.text());
    },
    /** Whether the README's image is still there. */
    async hasImage() {
      const found = await fetch(new URL(`/images/${imageId}`, endpoint.controlUrl));
      return found.status === 200;
    },
  };
}
