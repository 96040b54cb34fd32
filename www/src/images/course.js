// Where a batch goes, by which key and how: as it was when it was asked for, whatever is set meanwhile.
import { requestFacts } from '../lib/attempts.js';
import * as connection from '../state/connection.js';
import { loading } from '../state/library.js';
import { page } from '../state/page.js';
import { endOf } from '../lib/ends.js';
import { deletePresigned } from './presigned-batch.js';

/** @typedef {import('../lib/credentials.js').Key} Key */

/**
 * @typedef {object} Options
 * @property {AbortSignal} signal
 * @property {(end: import('../lib/ends.js').End) => void} onEnd called for each image that has one
 * @property {(imageId: string) => void} onSend called before each request
 */

/**
 * @typedef {object} Course
 * @property {string} region
 * @property {boolean} dryRun
 * @property {string} keyId empty where others sign
 * @property {string} host where it is not the service's own, nor chosen by who signs; else empty
 * @property {string} signer another text where another account may be meant
 * @property {() => boolean} isCurrent whether the page's connection is still this one
 * @property {(imageIds: readonly string[], options: Options) => Promise<void>} send
 * @property {() => Promise<Course>} renewed the same, by the key that is at hand by then
 */

/** @typedef {Pick<Course, 'region' | 'dryRun' | 'isCurrent'>} How */

/** Of what is set now. A key from a URL is asked for where it is about to end. @returns {Promise<Course>} */
export async function currentCourse() {
  const mine = connection.connectionId.value;
  const how = {
    region: page.region.value,
    dryRun: page.dryRun.value,
    isCurrent: () => connection.connectionId.value === mine,
  };
  if (page.keys.value === 'presign') return byFunction(how, connection.presignUrl.value);
  const endpoint = connection.endpoint.value;
  return byKey(how, endpoint, await connection.provideKey());
}

/** @param {How} how @param {string} url @returns {Course} */
function byFunction(how, url) {
  /** @type {Course} */
  const course = {
    ...how,
    ...connection.partiesOf(),
    signer: connection.signerOf(),
    send: (imageIds, options) => deletePresigned(url, how, imageIds, options),
    renewed: async () => course,
  };
  return course;
}

/** @param {How} how @param {string} endpoint @param {Key} key @returns {Course} */
function byKey(how, endpoint, key) {
  return {
    ...how,
    ...connection.partiesOf(key),
    signer: connection.signerOf(key),
    send: sender(how, endpoint, key),
    renewed: async () => byKey(how, endpoint, await connection.provideKey()),
  };
}

/** @param {How} how @param {string} endpoint @param {Key} key @returns {Course['send']} */
function sender(how, endpoint, key) {
  const settings = {
    credentials: kept(key, how.isCurrent),
    signature: /** @type {const} */ ('HMAC-SHA1'),
    ...(endpoint && { endpoint }),
  };
  return async (imageIds, { signal, onEnd, onSend }) => {
    const { EcsClient } = await loading;
    const ecs = new EcsClient({ ...settings, fetch: watched(onSend) });
    await ecs.deleteImages(how.region, imageIds, {
      signal,
      dryRun: how.dryRun,
      onProgress: ({ item }) => {
        if (item.status !== 'skipped') onEnd(endOf(item));
      },
    });
  };
}

/**
 * The key that was confirmed. One from a URL is renewed when it ends, but never by one of another id,
 * for which nobody has been asked: it stands in the page by then, and the batch pauses for it.
 *
 * @param {Key} key
 * @param {() => boolean} isCurrent
 * @returns {() => Promise<Key>}
 */
function kept(key, isCurrent) {
  let held = key;
  return async () => {
    if (!isCurrent()) return held;
    const now = await connection.provideKey();
    if (!isCurrent()) return held;
    if (now.accessKeyId !== held.accessKeyId) throw new Error('another key, not confirmed');
    held = now;
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
