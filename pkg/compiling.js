// Compiles the module at the moment it is needed, and says what to do where that is forbidden.
import { argumentError } from './errors.js';

/** A module with nothing in it: where even this is refused, it is not the module's fault. */
const EMPTY = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

function mayCompile() {
  try {
    return Boolean(new WebAssembly.Module(Uint8Array.from(EMPTY)));
  } catch {
    return false;
  }
}

/**
 * What a module that could not be compiled or instantiated is reported as.
 *
 * @param {unknown} cause
 */
export function refusal(cause) {
  const expected = mayCompile()
    ? "must take this package's module: the engine is too old, or these are not the module's bytes"
    : "must be allowed to compile here: a page needs 'wasm-unsafe-eval' in the script-src of its Content-Security-Policy";
  return causedBy(cause, argumentError('WebAssembly', expected));
}

/**
 * Gives an error its cause as the platform would: not enumerable, and so no part of its JSON.
 *
 * @template {Error} Thrown
 * @param {unknown} cause
 * @param {Thrown} error
 * @returns {Thrown}
 */
export function causedBy(cause, error) {
  return Object.defineProperty(error, 'cause', {
    value: cause,
    writable: true,
    configurable: true,
  });
}

/**
 * @param {BufferSource} bytes
 * @returns {WebAssembly.Module}
 */
export function compile(bytes) {
  try {
    return new WebAssembly.Module(bytes);
  } catch (cause) {
    throw refusal(cause);
  }
}
