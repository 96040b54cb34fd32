// Values that are not what an option takes, and how to name them.

export const notObjects = [null, 'options', 5, true, [], () => {}, Symbol('options')];

export const notMilliseconds = [
  ...[null, '5', true, {}, 5n, NaN, Infinity, -Infinity],
  ...[-1, 1.5, 2 ** 31, 2 ** 53],
];

export const notAttempts = [
  ...[null, '3', true, {}, 3n, NaN, Infinity, -Infinity],
  ...[0, -1, 1.5, 101, 2 ** 32 + 1],
];

/** Objects that throw as soon as they are looked at. */
export const throwing = {
  'a proxy that throws': () => new Proxy({}, { ownKeys: fail, get: fail, has: fail }),
  'a proxy that was revoked': () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
};

/** @returns {never} */
export function fail() {
  throw new Error('from the value');
}

/**
 * @param {unknown} value
 * @returns {string}
 */
export function show(value) {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'string' && value.length > 60) return `${value.length} characters`;
  if (typeof value !== 'object' && typeof value !== 'string') return String(value);
  if (value === null || typeof value === 'string' || Array.isArray(value)) {
    return JSON.stringify(value);
  }
  return `${value.constructor.name} ${JSON.stringify(value)}`;
}
