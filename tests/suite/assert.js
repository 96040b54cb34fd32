// The assertions of the suite: few, portable, and with messages that show what was there instead.

class AssertionError extends Error {
  name = 'AssertionError';
}

/**
 * @param {string} message
 * @returns {never}
 */
export function fail(message) {
  throw new AssertionError(message);
}

/**
 * @param {unknown} condition
 * @param {string} message
 * @returns {asserts condition}
 */
export function ok(condition, message) {
  if (!condition) fail(message);
}

/**
 * @param {unknown} actual
 * @param {unknown} expected
 * @param {string} what
 */
export function equal(actual, expected, what) {
  if (!Object.is(actual, expected))
    fail(`${what}: expected ${show(expected)}, got ${show(actual)}`);
}

/**
 * Compares plain data: objects by their own fields, lists by their items.
 *
 * @param {unknown} actual
 * @param {unknown} expected
 * @param {string} what
 */
export function deepEqual(actual, expected, what) {
  const found = difference(actual, expected);
  if (found === undefined) return;
  const [path, wanted, got] = found;
  fail(`${what}${path}: expected ${show(wanted)}, got ${show(got)}`);
}

/**
 * @param {string} text
 * @param {RegExp} pattern
 * @param {string} what
 */
export function match(text, pattern, what) {
  if (!pattern.test(text)) fail(`${what}: expected ${pattern}, got ${show(text)}`);
}

/**
 * What a call throws or rejects with.
 *
 * @param {() => unknown} action
 * @param {string} what
 * @returns {Promise<any>}
 */
export async function rejection(action, what) {
  let value;
  try {
    value = await action();
  } catch (error) {
    return error;
  }
  return fail(`${what}: expected a rejection, got ${show(value)}`);
}

/**
 * The first difference: its path, what was expected there and what is there.
 *
 * @param {any} actual
 * @param {any} expected
 * @param {string} [path]
 * @returns {[path: string, expected: unknown, actual: unknown] | undefined}
 */
function difference(actual, expected, path = '') {
  if (Object.is(actual, expected)) return undefined;
  const areAlike = Array.isArray(actual) === Array.isArray(expected);
  if (!isObject(actual) || !isObject(expected) || !areAlike) return [path, expected, actual];
  for (const key of new Set([...Object.keys(actual), ...Object.keys(expected)])) {
    const inside = `${path}.${key}`;
    const isInBoth = Object.hasOwn(actual, key) === Object.hasOwn(expected, key);
    if (!isInBoth) return [inside, expected[key], actual[key]];
    const found = difference(actual[key], expected[key], inside);
    if (found) return found;
  }
  return undefined;
}

/** @param {any} value */
function isObject(value) {
  return typeof value === 'object' && value !== null;
}

/** @param {unknown} value */
function show(value) {
  if (value instanceof Error) return String(value);
  if (typeof value !== 'object' && typeof value !== 'string') return String(value);
  try {
    return JSON.stringify(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
