// Loads the module from wherever the caller has it, for the entry that brings none.
import { causedBy, refusal } from './compiling.js';
import { argumentError, isEcsError } from './errors.js';
import { initSync } from './generated/ecs_delete_image.js';

/** @typedef {import('./slim.js').ModuleSource} ModuleSource */

/** @type {WebAssembly.Module | undefined} */
let loaded;
/** @type {Promise<void> | undefined} */
let loading;

/**
 * Documented where its type is declared. A failure is not kept: the next call loads anew.
 *
 * @param {ModuleSource | PromiseLike<ModuleSource>} source
 * @returns {Promise<void>}
 */
export function init(source) {
  loading ??= load(source).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** @returns {WebAssembly.Module} */
export function loadedModule() {
  if (!loaded) throw argumentError('init', 'must have been called and awaited before');
  return loaded;
}

/** @param {any} source */
async function load(source) {
  // A compiled module is there at once, so that a Worker can make its client without awaiting.
  if (isModule(source)) return accept(source);
  const given = await source;
  if (isModule(given)) return accept(given);
  if (isBytes(given)) return accept(await compile(given));
  if (typeof given?.arrayBuffer === 'function') return accept(await receive(given));
  if (typeof given === 'string' || typeof given?.href === 'string') {
    return accept(await receive(await request(given)));
  }
  throw argumentError(
    'source',
    'must be the compiled module, its bytes, its URL, a Response, or a promise of one of these',
  );
}

// By name and not with instanceof: what another realm has made, such as a test runner's, is as good.
const tagOf = (/** @type {unknown} */ value) => Object.prototype.toString.call(value);

/** @param {unknown} source @returns {source is WebAssembly.Module} */
function isModule(source) {
  return tagOf(source) === '[object WebAssembly.Module]';
}

/** @param {unknown} source @returns {source is BufferSource} */
function isBytes(source) {
  return ArrayBuffer.isView(source) || tagOf(source) === '[object ArrayBuffer]';
}

/**
 * Only the module of this version is kept. It is looked at first: an instance of another one would
 * stay in the place of the right one.
 *
 * @param {WebAssembly.Module} module
 */
function accept(module) {
  try {
    const names = WebAssembly.Module.exports(module).map(({ name }) => name);
    if (!names.includes('makeClient')) throw wrong();
    initSync({ module });
  } catch (cause) {
    throw judged(cause, wrong);
  }
  loaded = module;
}

/** @param {BufferSource} bytes */
async function compile(bytes) {
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    throw refusal(cause);
  }
}

/** @param {string | URL} url */
async function request(url) {
  try {
    return await fetch(url);
  } catch (cause) {
    throw causedBy(cause, argumentError('source', 'must be a URL that can be fetched'));
  }
}

/** @param {Response} response */
async function receive(response) {
  if (response.ok === false) {
    throw argumentError('source', `must be there: the answer is HTTP ${response.status}`);
  }
  try {
    // Engines keep compiled code from visit to visit only of what they compile while it arrives.
    return isStreamable(response)
      ? await WebAssembly.compileStreaming(response)
      : await compile(await response.arrayBuffer());
  } catch (cause) {
    throw judged(cause, () => argumentError('source', 'must arrive whole'));
  }
}

/** With any other type, an engine refuses to compile what arrives. @param {Response} response */
function isStreamable({ headers }) {
  const type = headers?.get('content-type') ?? '';
  return type.startsWith('application/wasm') && 'compileStreaming' in WebAssembly;
}

const wrong = () => argumentError('source', "must be the module of this package's own version");

/**
 * @param {unknown} cause
 * @param {() => Error} otherwise what it is unless the engine has refused to compile
 */
function judged(cause, otherwise) {
  if (isEcsError(cause)) return cause;
  if (/** @type {any} */ (cause)?.name === 'CompileError') return refusal(cause);
  return causedBy(cause, otherwise());
}
