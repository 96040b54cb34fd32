/**
 * The same as the package itself, for those who load the WebAssembly module themselves: to keep it
 * out of their JavaScript, to cache it, or to have it compiled while it arrives.
 *
 * @example
 * ```js
 * import { EcsClient, init } from 'ecs-delete-image/slim';
 *
 * await init(new URL('ecs_delete_image.wasm', document.baseURI));
 * const ecs = new EcsClient({ credentials });
 * ```
 *
 * @module
 */

export * from './index.js';

/**
 * A compiled module: what platforms call `WebAssembly.Module`. It is described here by how it presents
 * itself, because not every platform's types know it, and those that do say nothing that would tell it
 * from any other value.
 */
export interface CompiledModule {
  readonly [Symbol.toStringTag]?: 'WebAssembly.Module';
}

/**
 * Where the module is: compiled already, its bytes, an answer that brings it, or a URL to fetch. It
 * is `ecs-delete-image/ecs_delete_image.wasm`, and has to be that of the same version.
 */
export type ModuleSource = CompiledModule | ArrayBuffer | ArrayBufferView | Response | URL | string;

/**
 * Loads the module, once: later calls give the same promise, whatever they are given, unless loading
 * failed. A compiled module is taken at once, without waiting for the promise.
 *
 * @param source The module, or a promise of it.
 * @throws {EcsArgumentError} It is not the module, or cannot be loaded; `cause` has what was thrown.
 */
export function init(source: ModuleSource | PromiseLike<ModuleSource>): Promise<void>;
