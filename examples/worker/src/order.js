// What is asked for: a small JSON object. Anything that is not expected is refused, because a field
// that is passed over can be the one that mattered: `dryrun` for `dryRun` would delete.
import { Refusal } from './refusal.js';

/**
 * @typedef {object} Order
 * @property {string} regionId
 * @property {string} imageId
 * @property {boolean} force
 * @property {boolean} dryRun
 */

/** In characters: the two ids have at most 191. */
const LONGEST = 1024;

/** A label of a host name. */
const REGION = /^[a-z]{2,4}(?:-[a-z\d]+)+$/;
const IMAGE = /^[\w.-]{1,128}$/;

/**
 * What a field has to be. Ids are as the package takes them, checked before anything is made of them.
 *
 * @type {Record<string, { expected: string, accepts: (value: unknown) => boolean }>}
 */
const FIELDS = {
  regionId: {
    expected: 'a region id such as cn-hangzhou',
    accepts: (value) => typeof value === 'string' && value.length <= 63 && REGION.test(value),
  },
  imageId: {
    expected: 'an image id such as m-bp67acfmxazb4p0001',
    accepts: (value) => typeof value === 'string' && IMAGE.test(value),
  },
  force: { expected: 'true or false', accepts: (value) => typeof value === 'boolean' },
  dryRun: { expected: 'true or false', accepts: (value) => typeof value === 'boolean' },
};

/**
 * @param {Request} request
 * @returns {Promise<Order>}
 */
export async function readOrder(request) {
  const value = await readJson(request);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrong('The body must be a JSON object.');
  }
  const order = { force: false, dryRun: false, ...value };
  const unknown = Object.keys(order).find((name) => !Object.hasOwn(FIELDS, name));
  if (unknown !== undefined) {
    throw wrong(`There is no such field; there are ${Object.keys(FIELDS).join(', ')}.`);
  }
  for (const [name, { expected, accepts }] of Object.entries(FIELDS)) {
    if (!accepts(/** @type {any} */ (order)[name])) throw wrong(`${name} must be ${expected}.`);
  }
  return /** @type {Order} */ (/** @type {unknown} */ (order));
}

/**
 * @param {Request} request
 * @returns {Promise<unknown>}
 */
async function readJson(request) {
  // A form needs no preflight, JSON does: so no page of another origin can send it.
  if (!/^application\/json *(;|$)/i.test(request.headers.get('content-type') ?? '')) {
    throw new Refusal(415, 'NotJson', 'Send content-type: application/json.');
  }
  const text = await readText(request);
  try {
    return JSON.parse(text);
  } catch {
    throw wrong('The body is not JSON.');
  }
}

/** No more of the body than an order can have. @param {Request} request */
async function readText({ body }) {
  let text = '';
  if (body === null) return text;
  for await (const part of body.pipeThrough(new TextDecoderStream())) {
    text += part;
    if (text.length > LONGEST) throw new Refusal(413, 'TooLong', `${LONGEST} characters will do.`);
  }
  return text;
}

/** @param {string} message */
function wrong(message) {
  return new Refusal(400, 'InvalidRequest', message);
}
