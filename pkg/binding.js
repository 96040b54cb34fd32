// The client class and what else is exported, on a WebAssembly module that each entry obtains in its own way. The module is
// compiled and instantiated when the first client is made, never at import.
import { deleteImages } from './client/bulk.js';
import { connect, sendPresigned as send } from './client/calls.js';
import { diagnose } from './client/diagnosis.js';
import * as operations from './client/operations.js';
import { waitUntilDeleted } from './client/waiting.js';
import * as core from './generated/ecs_delete_image.js';
import { argumentError } from './errors.js';

/** @typedef {import('./client/calls.js').Calls} Calls */

/**
 * Each client's way into the core, and with it its options and memory. Kept beside the clients and
 * not in them, so that no inspector, logger or serializer that is given a client can show the key.
 *
 * @type {WeakMap<object, Calls>}
 */
const connections = new WeakMap();

/**
 * @param {object} client
 * @returns {Calls}
 */
function of(client) {
  const calls = connections.get(client);
  if (!calls) throw argumentError('this', 'must be an EcsClient');
  return calls;
}

/** @typedef {() => typeof core} Ready gives the core, instantiated */

// Each entry makes what it exports with the functions below: what they are made of comes in as an
// argument and goes out as a value. Bundlers that drop a module's side effects then drop nothing that
// is needed, and they can drop each value that is not.

/**
 * @param {() => WebAssembly.Module} getModule asked when the first client is made, and not again once
 *   it has given the module
 * @returns {Ready}
 */
export function instantiating(getModule) {
  let isReady = false;
  return () => {
    if (!isReady) {
      core.initSync({ module: getModule() });
      isReady = true;
    }
    return core;
  };
}

/**
 * @param {Ready} ready
 * @returns {typeof import('./index.js').EcsClient}
 */
export function clientClass(ready) {
  /** Its methods are documented where their types are declared. */
  class EcsClient {
    /** @param {unknown} options */
    constructor(options) {
      takeUpStack();
      connections.set(this, connect(ready, options));
    }
    /** @param {[any, any, any?, any?]} given */
    async deleteImage(...[regionId, imageId, force, options]) {
      return of(this).deleteImage(regionId, imageId, force, options);
    }
    /** @param {[any, any, any?]} given */
    async deleteImages(...given) {
      return deleteImages(of(this), ...given);
    }
    /** @param {[any, any, any?]} given */
    async diagnose(...given) {
      return diagnose(of(this), ...given);
    }
    /** @param {[any, any, any?]} given */
    async waitUntilDeleted(...given) {
      return waitUntilDeleted(of(this), ...given);
    }
    /** @param {[any, any, any?, any?]} given */
    async presignDeleteImage(...given) {
      return of(this).presign(...given);
    }
    /** @param {[any, any?, any?]} given */
    async call(...given) {
      return of(this).call(...given);
    }
    /** @param {[any?, any?]} given */
    async describeRegions(...given) {
      return operations.describeRegions(of(this), ...given);
    }
    /** @param {[any, any?, any?]} given */
    describeImages(...given) {
      return operations.describeImages(of(this), ...given);
    }
    /** @param {[any, any?, any?]} given */
    describeInstances(...given) {
      return operations.describeInstances(of(this), ...given);
    }
    /** @param {[any, any, any?]} given */
    async describeImageSharePermission(...given) {
      return operations.describeImageSharePermission(of(this), ...given);
    }
    /** @param {[any, any, any, any?]} given */
    async modifyImageSharePermission(...given) {
      return operations.modifyImageSharePermission(of(this), ...given);
    }
    /** @param {[any, any?, any?]} given */
    describeTasks(...given) {
      return operations.describeTasks(of(this), ...given);
    }
    /** @param {[any, any, any?]} given */
    async cancelTask(...given) {
      return operations.cancelTask(of(this), ...given);
    }
    /** @param {[any, any, any?]} given */
    async cancelCopyImage(...given) {
      return operations.cancelCopyImage(of(this), ...given);
    }
  }
  return /** @type {any} */ (EcsClient);
}

/**
 * @param {Ready} ready
 * @returns {typeof import('./index.js').sendPresigned}
 */
export function presignedSender(ready) {
  return function sendPresigned(request, options) {
    return send(ready, request, options);
  };
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
