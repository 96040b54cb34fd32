// One client's way into the core: what the methods of the class are made of.
import { conclude } from '../errors.js';
import { flatten } from './parameters.js';

/** @typedef {typeof import('../generated/ecs_delete_image.js')} Core */
/** @typedef {import('../index.js').Remedy} Remedy */
/** @typedef {import('../index.js').DeleteImageResult} DeleteImageResult */

/**
 * Takes part in a deletion: it belongs to many of them.
 *
 * @typedef {object} Observer
 * @property {AbortSignal} stop once it fires, no further request is sent; one that is under way is
 *   waited for, so that its end is known
 * @property {(code: string, pause: number | undefined) => void} attemptFailed told of every attempt
 *   that failed: the error's code, and the milliseconds that the service has asked to wait, if it has
 */

/** @typedef {import('../errors.js').Ending} Ending */
/** @typedef {(core: Core, settle: (...ending: Ending) => void) => void} Begin */
/** @typedef {ReturnType<typeof connect>} Calls */

/**
 * What a call comes to. It begins from a fresh stack: one that overflows inside of WebAssembly leaves
 * the instance unusable.
 *
 * @param {() => Core} ready
 * @param {Begin} begin
 */
async function endedOf(ready, begin) {
  await null;
  const ending = new Promise((resolve) => {
    begin(ready(), (...given) => resolve(given));
  });
  return conclude(await ending);
}

/**
 * What a question comes to that the core answers at once.
 *
 * @param {() => Core} ready
 * @param {Begin} ask
 */
function answered(ready, ask) {
  /** @type {any} the core has called back by the time it returns */
  let ending;
  ask(ready(), (...given) => void (ending = given));
  return conclude(ending);
}

/**
 * Sends a presigned deletion. It takes no key, and so no client.
 *
 * @param {() => Core} ready gives the core, instantiated
 * @param {unknown} request
 * @param {unknown} [options]
 * @returns {Promise<DeleteImageResult>}
 */
export function sendPresigned(ready, request, options) {
  return endedOf(ready, (core, settle) => core.sendPresigned(request, options, settle));
}

/**
 * @param {() => Core} ready gives the core, instantiated
 * @param {unknown} options the client's
 */
export function connect(ready, options) {
  /** What the core keeps for this client. */
  const record = answered(ready, (core, settle) => core.makeClient(options, settle));
  const ended = (/** @type {Begin} */ begin) => endedOf(ready, begin);

  return {
    /** Milliseconds for one attempt, unless a call says otherwise; 0 waits for ever. @type {number} */
    timeout: record.timeout,

    /**
     * @param {unknown} regionId
     * @param {unknown} imageId
     * @param {unknown} [force]
     * @param {unknown} [options]
     * @param {Observer} [observer]
     * @returns {Promise<DeleteImageResult>}
     */
    deleteImage: (regionId, imageId, force, options, observer) =>
      ended((core, settle) => {
        core.deleteImage(record, regionId, imageId, force, options, observer, settle);
      }),

    /**
     * Any operation. The answer comes in the service's own shape.
     *
     * @param {unknown} action
     * @param {unknown} [parameters]
     * @param {unknown} [options]
     * @returns {Promise<any>}
     */
    call: async (action, parameters, options) => {
      const pairs = flatten(parameters);
      return ended((core, settle) => core.call(record, action, pairs, options, settle));
    },

    /**
     * @param {unknown} regionId
     * @param {unknown} imageId
     * @param {unknown} [force]
     * @param {unknown} [options]
     * @returns {Promise<import('../index.js').PresignedRequest>}
     */
    presign: (regionId, imageId, force, options) =>
      ended((core, settle) => core.presign(record, regionId, imageId, force, options, settle)),

    /**
     * What the error table says to do about a refusal, for one image.
     *
     * @param {string} code
     * @param {string} regionId
     * @param {string} imageId
     * @returns {Remedy[]}
     */
    remedies: (code, regionId, imageId) =>
      answered(ready, (core, settle) => core.remedies(code, regionId, imageId, settle)),

    /**
     * Throws an `EcsArgumentError` that names the first one that is wrong: `regionId`, `imageId`.
     *
     * @param {unknown} regionId
     * @param {unknown} imageId
     */
    checkIds: (regionId, imageId) =>
      void answered(ready, (core, settle) => core.checkIds(regionId, imageId, settle)),
  };
}
