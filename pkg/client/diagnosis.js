// What would refuse a deletion now, found without deleting: several looks side by side, and what
// they come to together.
import { isEcsError } from '../errors.js';
import { blockersOf, isLiftedByForce } from './blockers.js';
import { looks } from './looks.js';
import { read, signal } from './options.js';

/** @typedef {import('../index.js').Diagnosis} Diagnosis */
/** @typedef {import('../index.js').UnknownBlocker} UnknownBlocker */
/** @typedef {import('./looks.js').Facts} Facts */
/** @typedef {import('./looks.js').Look} Look */
/** @typedef {import('./looks.js').Subject} Subject */
/** @typedef {{ facts: Facts, unknown: UnknownBlocker[] }} Sight */

/** The core's to check. @type {import('./options.js').Rule} */
const any = { expected: 'anything', accepts: () => true };
const rules = { signal, timeout: any, maxAttempts: any };

/**
 * @param {import('./calls.js').Calls} calls
 * @param {any} regionId
 * @param {any} imageId
 * @param {unknown} [options]
 * @returns {Promise<Diagnosis>}
 */
export async function diagnose(calls, regionId, imageId, options) {
  // From a fresh stack, as everything that enters WebAssembly.
  await null;
  calls.checkIds(regionId, imageId);
  const subject = { calls, regionId, imageId };
  return conclusion(subject, await sights(subject, read('options', options, rules)));
}

/**
 * All looks side by side. The first that fails ends the others, and so does the caller's signal, on
 * which there is one listener however many requests are sent.
 *
 * @param {Subject} subject
 * @param {{ signal?: AbortSignal }} options
 */
async function sights(subject, { signal, ...options }) {
  const controller = new AbortController();
  const each = { ...options, signal: controller.signal };
  const stop = () => controller.abort(signal?.reason);
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop);
  try {
    return await Promise.all(looks.map((look) => see(look, subject, each)));
  } finally {
    signal?.removeEventListener('abort', stop);
    controller.abort();
  }
}

/**
 * @param {Look} look
 * @param {Subject} subject
 * @param {{ signal: AbortSignal }} options
 * @returns {Promise<Sight>}
 */
async function see({ action, codes, find }, subject, options) {
  try {
    return { facts: await find(subject, options), unknown: [] };
  } catch (error) {
    // The reason of an abort can be anything, a refusal of another call among it.
    if (options.signal.aborted) throw options.signal.reason;
    if (!isRefusal(error)) throw error;
    // The others may have seen it: then it has vanished meanwhile.
    const isAbsent = error.code === 'InvalidImageId.NotFound' && error.httpStatus < 500;
    if (isAbsent) return { facts: { isAbsent }, unknown: [] };
    if (isForbidden(error)) return { facts: {}, unknown: [{ action, codes: [...codes], error }] };
    throw error;
  }
}

/**
 * @param {unknown} error
 * @returns {error is import('../index.js').EcsServiceError}
 */
function isRefusal(error) {
  return isEcsError(error) && error.kind === 'service';
}

const FORBIDDEN = ['Forbidden.RAM', 'NoPermission'];

/** The key as a whole is refused: what it may do is not the point. */
const ABOUT_THE_KEY = ['Forbidden.AccessKeyDisabled', 'Forbidden.RiskControl'];

/**
 * The key may not do this, and may do other things.
 *
 * @param {import('../index.js').EcsServiceError} error
 */
function isForbidden({ code, httpStatus }) {
  const isOfTheKind = httpStatus === 403 && /^Forbidden(\.|$)/.test(code);
  return FORBIDDEN.includes(code) || (isOfTheKind && !ABOUT_THE_KEY.includes(code));
}

/**
 * @param {Subject} subject
 * @param {Sight[]} seen
 * @returns {Diagnosis}
 */
function conclusion(subject, seen) {
  // Without a prototype: what one says, nobody has found.
  /** @type {Facts} */
  const facts = Object.assign(Object.create(null), ...seen.map((sight) => sight.facts));
  const blockers = blockersOf(subject, facts);
  const unknown = facts.isAbsent ? [] : unknownBeside(blockers, seen);
  return {
    image: facts.isAbsent ? null : describe(facts.image),
    deletable: blockers.length === 0 && unknown.length === 0,
    deletableWithForce:
      blockers.every(({ liftedByForce }) => liftedByForce) &&
      unknown.every(({ codes }) => codes.every(isLiftedByForce)),
    blockers,
    unknown,
  };
}

/**
 * Two operations show whether an image is public: what the one has shown is known, although the other
 * could not be looked at.
 *
 * @param {Diagnosis['blockers']} blockers
 * @param {Sight[]} seen
 */
function unknownBeside(blockers, seen) {
  const known = blockers.map(({ code }) => code);
  return seen.flatMap(({ unknown }) =>
    unknown.map(({ codes, ...rest }) => ({
      ...rest,
      codes: codes.filter((code) => !known.includes(code)),
    })),
  );
}

/**
 * @param {Facts['image']} image
 * @returns {Diagnosis['image']}
 */
function describe(image) {
  if (!image) return null;
  const { imageId, imageName: name = '', status, progress } = image;
  return progress === undefined ? { imageId, name, status } : { imageId, name, status, progress };
}
