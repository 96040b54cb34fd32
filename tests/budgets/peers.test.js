// A peer that signs wrongly would be no peer: what is signed by hand deletes images on the local endpoint.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { callers } from '../../benches/peers/calls.js';
import { signer as signer3 } from '../../benches/peers/webcrypto-v3.js';
import { parameters } from '../../benches/peers/deletion.js';
import { startEndpoint } from '../endpoint/index.js';

/** @type {import('../endpoint/index.js').Endpoint} */
let endpoint;
before(async () => {
  endpoint = await startEndpoint();
});
beforeEach(() => endpoint.reset());
after(() => endpoint.close());

for (const [name, prepare] of Object.entries(callers)) {
  test(`${name} deletes what it is told to`, async () => {
    const images = [1, 2].map(() => endpoint.state.addImage({}));
    const calls = await prepare(
      endpoint.url,
      images.map(({ imageId }) => imageId),
    );
    for (const call of calls) await call();
    for (const { imageId } of images) assert.equal(endpoint.state.findImage(imageId), undefined);
  });
}

test('signature V3 by hand is accepted', async () => {
  endpoint.state.addImage({ imageId: parameters.ImageId });
  const { query, headers } = await (await signer3(new URL(endpoint.url).host))();
  // The host is what fetch sends by itself.
  const { host: _, ...sent } = headers;
  const response = await fetch(`${endpoint.url}/?${query}`, { method: 'POST', headers: sent });
  assert.equal(response.status, 200, await response.text());
  assert.equal(endpoint.state.findImage(parameters.ImageId), undefined);
});
