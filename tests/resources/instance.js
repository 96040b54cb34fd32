// The WebAssembly instance that the package runs in: there is one, and every client uses it.
import { EcsClient } from 'ecs-delete-image';
import { initSync } from '../../pkg/generated/ecs_delete_image.js';

export const credentials = { accessKeyId: 'testid', accessKeySecret: 'testsecret' };
export const regionId = 'cn-hangzhou';
export const imageId = 'm-bp67acfmxazb4p0001';

// The first client makes the instance. After that, the argument counts for nothing.
new EcsClient({ credentials });
export const { memory, __wbindgen_externrefs: references } = initSync(/** @type {any} */ ({}));

/** Bytes of linear memory, which can grow and never shrinks. */
export function memorySize() {
  return memory.buffer.byteLength;
}

/** JavaScript values that the instance has room for, which can grow and never shrinks, too. */
export function referenceCount() {
  return references.length;
}

const answer = new TextEncoder().encode('{"RequestId":"473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E"}');

/** What a client reads of a `Response`, and no more: the fastest way to the next signature. */
const response = {
  status: 200,
  headers: { get: () => null },
  body: null,
  arrayBuffer: () => answer.buffer,
};

/** A client whose calls are answered at once. */
export function quickClient() {
  const fetch = /** @type {any} */ (() => response);
  return new EcsClient({ credentials, timeout: 0, fetch });
}

/**
 * Signs, one call after the other.
 *
 * @param {number} count
 */
export async function sign(count) {
  const client = quickClient();
  for (let index = 0; index < count; index += 1) await client.deleteImage(regionId, imageId);
}

/**
 * Makes clients and drops them; frees those that can be freed.
 *
 * @param {number} count
 * @param {{ free: boolean }} options
 */
export function makeClients(count, { free }) {
  for (let index = 0; index < count; index += 1) {
    const client = new EcsClient({ credentials });
    if (free) /** @type {{ free?: () => void }} */ (client).free?.();
  }
}
