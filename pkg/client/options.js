// Strict reading of a caller's options: an unknown name or a wrong type is an error, a field that is
// undefined is one that is not there.
import { argumentError } from '../errors.js';

/**
 * What a field has to be.
 *
 * @typedef {object} Rule
 * @property {string} expected ends a sentence that begins with "must be"
 * @property {(value: unknown) => boolean} accepts
 */

/** @type {Rule} */
export const flag = {
  expected: 'the boolean true or false',
  accepts: (value) => typeof value === 'boolean',
};

/** @type {Rule} */
export const text = { expected: 'a string', accepts: (value) => typeof value === 'string' };

/** @type {Rule} */
export const callback = {
  expected: 'a function',
  accepts: (value) => typeof value === 'function',
};

/**
 * By what it has, not by its class: a signal of another realm, or of a polyfill, is one too.
 *
 * @type {Rule}
 */
export const signal = {
  expected: 'an AbortSignal',
  accepts: (/** @type {any} */ value) =>
    typeof value?.aborted === 'boolean' &&
    typeof value.addEventListener === 'function' &&
    typeof value.removeEventListener === 'function',
};

/**
 * @param {number} least
 * @param {number} most
 * @returns {Rule}
 */
export const wholeNumber = (least, most) => ({
  expected: `a whole number from ${least} to ${most}`,
  accepts: (value) => Number.isInteger(value) && least <= Number(value) && Number(value) <= most,
});

/**
 * Reads an object by its rules. Gives a copy that no later change of the caller's reaches.
 *
 * @param {string} path what to call the object in an error
 * @param {unknown} object
 * @param {Readonly<Record<string, Rule>>} rules
 * @returns {any} without a prototype, with the fields that are there
 */
export function read(path, object, rules) {
  const copy = Object.create(null);
  if (object === undefined) return copy;
  if (typeof object !== 'object' || object === null || isArray(object)) {
    throw wrongType(path, 'an object', object);
  }
  for (const [name, value] of fieldsOf(path, object, rules)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (!rule) {
      const known = Object.keys(rules).join(', ');
      throw argumentError(`${path}.${name}`, `is unknown; known are ${known}`);
    }
    if (value === undefined) continue;
    if (!accepted(rule, value)) throw wrongType(`${path}.${name}`, rule.expected, value);
    copy[name] = value;
  }
  return copy;
}

/**
 * Its own fields and those that it inherits, `Object.prototype` left out: what stands there is in
 * every object of the page, so nobody has said it here.
 *
 * @param {string} path
 * @param {object} object
 * @param {object} rules
 * @returns {Array<[string, unknown]>}
 */
function fieldsOf(path, object, rules) {
  try {
    const names = new Set();
    let level = object;
    // No sound object has a longer chain, and a proxy can make it endless.
    for (let depth = 0; depth < 16; depth++) {
      const above = Object.getPrototypeOf(level);
      // A root; but an object without a prototype is its own.
      if (above === null && level !== object) break;
      for (const name of namesIn(level, (known) => Object.hasOwn(rules, known))) names.add(name);
      if (above === null) break;
      level = above;
    }
    return [...names].map((name) => [name, /** @type {any} */ (object)[name]]);
  } catch {
    throw argumentError(path, 'could not be read: it threw');
  }
}

/**
 * The names of an object's own fields that can be meant. `Object.keys` does not give the getters of a
 * class, which are; nor its methods, or what frameworks mark an object with, such as `__ob__`, which
 * are not.
 *
 * @param {object} object
 * @param {(name: string) => boolean} [isKnown] known ones are meant, whatever they are
 * @returns {string[]}
 */
export function namesIn(object, isKnown = () => false) {
  const names = Reflect.ownKeys(object).filter((name) => typeof name === 'string');
  return names.filter((name) => {
    if (isKnown(name)) return true;
    const descriptor = Object.getOwnPropertyDescriptor(object, name);
    if (!descriptor || descriptor.enumerable) return Boolean(descriptor);
    const isMark = name === 'constructor' || /^[_$]/.test(name);
    return !isMark && typeof descriptor.value !== 'function';
  });
}

/**
 * @param {Rule} rule
 * @param {unknown} value
 */
function accepted(rule, value) {
  try {
    return rule.accepts(value);
  } catch {
    return false;
  }
}

/**
 * Says of which type a value is; never the value, which may be a secret.
 *
 * @param {string} argument
 * @param {string} expected ends a sentence that begins with "must be"
 * @param {unknown} value
 */
export function wrongType(argument, expected, value) {
  return argumentError(argument, `must be ${expected}; got ${typeName(value)}`);
}

/** A revoked proxy throws at the question. @param {unknown} value */
function isArray(value) {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

/** @param {unknown} value */
function typeName(value) {
  if (value === null || value === undefined) return String(value);
  if (isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
