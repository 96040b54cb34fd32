// From the parameters of an operation, as JavaScript has them, to the names and texts that are sent.
// Whatever could be taken for something that was not meant is an error; a value is never quoted.
import { argumentError } from '../errors.js';
import { namesIn, wrongType } from './options.js';

/** A name such as `Tag.1.Key` has three parts. More than these are a mistake, or an endless circle. */
const MOST_PARTS = 8;

/** No operation takes so many: this ends what would take up all memory. */
const MOST_PAIRS = 10_000;

/** Matches half a character: what has no UTF-8, and would be sent as something else. */
const LONE_SURROGATE = /\p{Surrogate}/u;

const ROOT = 'parameters';

/**
 * A list becomes `Name.1`, `Name.2`, …, an object `Name.Key`. Names, and what they mean to the
 * service, are the core's to check.
 *
 * @param {unknown} parameters
 * @returns {Array<[name: string, text: string]>}
 */
export function flatten(parameters) {
  /** @type {Array<[string, string]>} */
  const pairs = [];
  if (parameters === undefined) return pairs;
  const taken = new Set();

  /**
   * @param {string} name
   * @param {unknown} value
   * @param {number} parts
   */
  function add(name, value, parts) {
    const path = `${ROOT}.${name}`;
    if (typeof value === 'object' && value !== null) return addItems(path, name, value, parts);
    // Should the service not tell case apart, two spellings would contradict each other.
    const key = name.toLowerCase();
    if (taken.has(key)) throw argumentError(path, 'is given twice');
    if (taken.size === MOST_PAIRS) throw argumentError(ROOT, `are more than ${MOST_PAIRS}`);
    taken.add(key);
    pairs.push([name, textOf(path, value)]);
  }

  /**
   * @param {string} path
   * @param {string} name
   * @param {object} value
   * @param {number} parts
   */
  function addItems(path, name, value, parts) {
    if (parts === MOST_PARTS) {
      throw argumentError(path, `must not be nested deeper than ${MOST_PARTS} levels`);
    }
    const items = itemsOf(path, value);
    // Nothing at all would be sent, which can mean more than the caller has meant.
    if (items.length === 0) throw argumentError(path, 'must not be empty; undefined leaves it out');
    for (const [key, item] of items) add(`${name}.${key}`, item, parts + 1);
  }

  for (const [name, value] of fieldsOf(ROOT, parameters)) {
    requireFlag(name, value);
    add(name, value, 1);
  }
  return pairs;
}

/**
 * The core gets texts only, and could not tell `true` from `'true'`. What another spelling than the
 * service's means, nobody knows.
 *
 * @param {string} name
 * @param {unknown} value
 */
function requireFlag(name, value) {
  const flag = ['Force', 'DryRun'].find((each) => each.toLowerCase() === name.toLowerCase());
  if (flag === undefined || value === undefined) return;
  if (name !== flag) throw argumentError(`${ROOT}.${name}`, `must be written ${flag}`);
  if (typeof value === 'boolean') return;
  throw wrongType(`${ROOT}.${name}`, 'the boolean true or false', value);
}

/**
 * @param {string} path
 * @param {object} value
 * @returns {Array<[string | number, unknown]>}
 */
function itemsOf(path, value) {
  const items = unlessThrowing(path, () => Array.isArray(value) && listItems(value));
  return items || fieldsOf(path, value);
}

/**
 * A hole stays `undefined`, whatever a prototype says about it.
 *
 * @param {unknown[]} list
 * @returns {Array<[number, unknown]>}
 */
function listItems(list) {
  const length = Math.min(list.length, MOST_PAIRS + 1);
  return Array.from({ length }, (_, index) => [
    index + 1,
    Object.hasOwn(list, index) ? list[index] : undefined,
  ]);
}

/**
 * Its own fields that are there. One that is hidden from `Object.keys` would not be sent.
 *
 * @param {string} path
 * @param {unknown} object
 * @returns {Array<[string, unknown]>}
 */
function fieldsOf(path, object) {
  const fields = unlessThrowing(path, () => isPlain(object) && Object.entries(object));
  if (!fields) throw wrongType(path, path === ROOT ? 'a plain object' : EXPECTED, object);
  const hidden = unlessThrowing(path, () => hiddenIn(/** @type {object} */ (object)));
  if (hidden !== undefined) throw argumentError(`${path}.${hidden}`, 'must be enumerable');
  return fields.filter(([, value]) => value !== undefined);
}

/**
 * @param {object} object
 * @returns {string | undefined}
 */
function hiddenIn(object) {
  const shown = new Set(Object.keys(object));
  return namesIn(object).find((name) => !shown.has(name));
}

/**
 * Made by `{}`, in whatever realm, or without a prototype. An instance of a class can hold what its
 * fields do not show, as a `Date` or a `Map` does.
 *
 * @param {unknown} value
 * @returns {value is object}
 */
function isPlain(value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.hasOwn(prototype, 'isPrototypeOf');
}

/**
 * @template T
 * @param {string} path
 * @param {() => T} look
 * @returns {T}
 */
function unlessThrowing(path, look) {
  try {
    return look();
  } catch {
    throw argumentError(path, 'could not be read: it threw');
  }
}

const EXPECTED = 'a string, a number, a boolean, a list or a plain object';

/**
 * @param {string} path
 * @param {unknown} value
 */
function textOf(path, value) {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return numberText(path, value);
  if (typeof value !== 'string') throw wrongType(path, EXPECTED, value);
  if (LONE_SURROGATE.test(value)) {
    throw argumentError(path, 'must be well-formed: half a character cannot be sent');
  }
  return value;
}

/**
 * Plain decimals only: a whole number beyond 2^53 is most often not the one that was meant.
 *
 * @param {string} path
 * @param {number} value
 */
function numberText(path, value) {
  const text = String(value);
  if (!Number.isFinite(value)) throw argumentError(path, 'must be a finite number');
  if (text.includes('e') || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
    throw argumentError(path, 'is not exact as a number: pass it as a string');
  }
  return text;
}
