// Where a batch goes, by which key and how: as it was when it was asked for, whatever is set meanwhile.
import { requestFacts } from '../lib/attempts.js';
import * as connection from '../state/connection.js';
import { loading } from '../state/library.js';
import { page } from '../state/page.js';
import { endOf } from './ends.js';
import { deletePresigned } from './presigned-batch.js';

/**
 * @typedef {object} Options
 * @property {AbortSignal} signal
 * @property {(end: import('./ends.js').End) => void} onEnd called for each image that has one
 * @property {(imageId: string) => void} onSend called before each request
 */

/**
 * @typedef {object} Course
 * @property {string} region
 * @property {boolean} dryRun
 * @property {string} keyId empty where others sign
 * @property {() => boolean} isCurrent whether the page's connection is still this one
 * @property {(imageIds: readonly string[], options: Options) => Promise<void>} send
 */

/** Of what is set now. @returns {Course} */
export function currentCourse() {
  const mine = connection.connectionId.value;
  const how = { region: page.region.value, dryRun: page.dryRun.value };
  return {
    ...how,
    keyId: connection.key.value?.accessKeyId ?? '',
    isCurrent: () => connection.connectionId.value === mine,
    send: page.keys.value === 'presign' ? byFunction(how) : byKey(how),
  };
}

/** @param {{ region: string, dryRun: boolean }} how @returns {Course['send']} */
function byFunction(how) {
  const url = connection.presignUrl.value;
  return (imageIds, options) => deletePresigned(url, how, imageIds, options);
}

/** @param {{ region: string, dryRun: boolean }} how @returns {Course['send']} */
function byKey({ region, dryRun }) {
  const settings = {
    ...connection.clientOptions(),
    credentials: frozenKey(),
    signature: /** @type {const} */ ('HMAC-SHA1'),
  };
  return async (imageIds, { signal, onEnd, onSend }) => {
    const { EcsClient } = await loading;
    const ecs = new EcsClient({ ...settings, fetch: watched(onSend) });
    await ecs.deleteImages(region, imageIds, {
      signal,
      dryRun,
      onProgress: ({ item }) => {
        if (item.status !== 'skipped') onEnd(endOf(item));
      },
    });
  };
}

/**
 * The key that is set now. One from a URL is renewed when it ends, as long as the URL is the same.
 *
 * @returns {import('ecs-delete-image').EcsClientOptions['credentials']}
 */
function frozenKey() {
  const mine = connection.connectionId.value;
  let held = connection.key.value ?? connection.PLACEHOLDER;
  return async () => {
    if (connection.connectionId.value === mine) held = await connection.provideKey();
    return held;
  };
}

/** @param {(imageId: string) => void} onSend @returns {typeof fetch} */
function watched(onSend) {
  return (input, init) => {
    onSend(new URLSearchParams(requestFacts(input, init).body).get('ImageId') ?? '');
    return fetch(input, init);
  };
}
