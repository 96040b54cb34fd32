// The client class, on a WebAssembly module that each entry obtains in its own way. The module is
// compiled and instantiated when the first client is made, never at import.
import * as core from './generated/ecs_delete_image.js';
import { conclude } from './errors.js';

/**
 * What the core keeps for each client: options and memory. Kept beside the clients and not in them,
 * so that no inspector, logger or serializer that is given a client can show the key.
 *
 * @type {WeakMap<object, any>}
 */
const records = new WeakMap();

/**
 * Makes the client class. What it needs comes in as an argument and the class goes out as a value:
 * bundlers that drop a module's side effects then drop nothing that is needed.
 *
 * @param {() => WebAssembly.Module} getModule
 * @returns {typeof import('./index.js').EcsClient}
 */
export function bind(getModule) {
  let isReady = false;
  const ready = () => {
    if (!isReady) {
      core.initSync({ module: getModule() });
      isReady = true;
    }
    return core;
  };

  class EcsClient {
    /** @param {import('./index.js').EcsClientOptions} options */
    constructor(options) {
      takeUpStack();
      /** @type {unknown} */
      let ending;
      const keep = (/** @type {unknown} */ made) => void (ending = made);
      ready().makeClient(options, keep);
      records.set(this, conclude(ending));
    }

    /**
     * @param {string} regionId
     * @param {string} imageId
     * @param {boolean} [force]
     * @param {import('./index.js').CallOptions} [options]
     * @returns {Promise<import('./index.js').DeleteImageResult>}
     */
    async deleteImage(regionId, imageId, force, options) {
      const record = records.get(this);
      // From a fresh stack: one that overflows inside of WebAssembly leaves the instance unusable.
      await null;
      const ending = await new Promise((resolve) => {
        ready().deleteImage(record, regionId, imageId, force, options, resolve);
      });
      return conclude(ending);
    }
  }
  return EcsClient;
}

/** Takes up more of the stack than WebAssembly will need. */
const FRAMES = 512;

/**
 * Lets a stack that is nearly used up overflow here, in JavaScript, where it does no harm: within
 * WebAssembly it would leave the instance in the middle of what it did, for all later calls.
 *
 * @param {number} [frames]
 * @returns {number}
 */
function takeUpStack(frames = FRAMES) {
  return frames === 0 ? 0 : 1 + takeUpStack(frames - 1);
}
