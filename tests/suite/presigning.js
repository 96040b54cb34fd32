// What the tests of presigned deletions share: making them, taking them apart, changing them.
import { ok } from './assert.js';
import { newClient, regionId } from './clients.js';

/** @typedef {import('./run.js').Context} Context */
/** @typedef {import('ecs-delete-image').PresignedRequest} PresignedRequest */
/** @typedef {import('ecs-delete-image').PresignOptions} PresignOptions */

/** In which a deletion can be presigned. @type {('POST' | 'GET')[]} */
export const methods = ['POST', 'GET'];

/**
 * @param {Context} context
 * @param {string} imageId
 * @param {{ force?: boolean, client?: object, options?: PresignOptions }} [more]
 * @returns {Promise<PresignedRequest>}
 */
export function presign(context, imageId, { force = false, client, options } = {}) {
  return newClient(context, client).presignDeleteImage(regionId, imageId, force, options);
}

/**
 * Sends a request with options of any type: many tests give a double of `fetch`.
 *
 * @param {Context} context
 * @param {any} request
 * @param {any} [options]
 */
export function send({ ecs }, request, options) {
  return ecs.sendPresigned(request, options);
}

/** The parameters of a presigned request. @param {PresignedRequest} request */
export function parametersOf({ url, body }) {
  return Object.fromEntries(new URLSearchParams(body ?? new URL(url).search));
}

/**
 * The same request with another parameter, and the signature that it had.
 *
 * @param {PresignedRequest} request
 * @param {string} from
 * @param {string} to
 * @returns {PresignedRequest}
 */
export function changed(request, from, to) {
  const { url, body } = request;
  ok(`${url} ${body}`.includes(from), `${from} is not in it`);
  return { ...request, url: url.replace(from, to), ...(body && { body: body.replace(from, to) }) };
}

/**
 * Gone, and without a preflight.
 *
 * @param {Context} context
 * @param {string} imageId
 */
export async function checkThatItIsGone({ control }, imageId) {
  ok(!(await control.exists(imageId)), 'the image is still there');
  const seen = (await control.requests(imageId)).map(({ method }) => method);
  ok(!seen.includes('OPTIONS'), `a preflight: ${seen}`);
}
