// Keys, ids and clients for tests.

/** @typedef {import('./run.js').Context} Context */

/** The region of every image that the control interface makes. */
export const regionId = 'cn-hangzhou';

/** Keys that the endpoint knows. */
export const keys = {
  permanent: { accessKeyId: 'testid', accessKeySecret: 'testsecret' },
  temporary: {
    accessKeyId: 'STS.testid',
    accessKeySecret: 'testsecret',
    securityToken: "CAIS+a/b==!'()*~ x",
  },
  expired: {
    accessKeyId: 'STS.expired',
    accessKeySecret: 'testsecret',
    securityToken: 'CAIS+expired==',
  },
  disabled: { accessKeyId: 'disabledid', accessKeySecret: 'testsecret' },
  forbidden: { accessKeyId: 'nopermissionid', accessKeySecret: 'testsecret' },
};

/**
 * A client of the local endpoint that tries once, unless told otherwise: most tests look at one
 * attempt. Options are of any type: many tests give wrong ones.
 *
 * @param {Context} context
 * @param {Record<string, any>} [options]
 */
export function newClient({ ecs, endpoint }, options = {}) {
  const defaults = { credentials: keys.permanent, endpoint: endpoint.url, maxAttempts: 1 };
  return new ecs.EcsClient({ ...defaults, ...options });
}

/**
 * Calls `deleteImage` with arguments of any type.
 *
 * @param {{ deleteImage: (...values: any[]) => Promise<any> }} client
 * @param {any[]} values
 */
export function deleteImage(client, ...values) {
  return client.deleteImage(...values);
}

/** The id of an image that is not there. */
export function newImageId() {
  return `m-${randomText()}`;
}

/** A key that no other test signs with, to find its requests in the endpoint's log. */
export function newKey() {
  return { accessKeyId: `LTAI${randomText()}`, accessKeySecret: 'testsecret' };
}

function randomText() {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
