// Parameters as they stand in a query, a form or a string to sign, and which of them have changed.

/** @typedef {[name: string, value: string]} Parameter */
/** @typedef {'changed' | 'fresh' | 'same'} Novelty */
/** @typedef {{ text: string, name: string }} Segment */

/** New in every request, whatever it asks for. */
const FRESH = [
  ...['SignatureNonce', 'Timestamp', 'Signature'],
  ...['x-acs-signature-nonce', 'x-acs-date', 'authorization'],
];

/**
 * @param {string} text a canonicalized query, or a form
 * @returns {Parameter[]}
 */
export function parametersOf(text) {
  return [...new URLSearchParams(text)];
}

/**
 * The parts of a text, one for each parameter, with what separates them.
 *
 * @param {string} text
 * @param {'&' | '%26'} separator encoded in a string to sign
 * @returns {Segment[]}
 */
export function segmentsOf(text, separator) {
  const equals = separator === '&' ? '=' : '%3D';
  return text
    .split(separator)
    .map((part, index) => ({
      text: index === 0 ? part : `${separator}${part}`,
      name: nameIn(part.split(equals)[0]),
    }))
    .filter(({ text }) => text !== '');
}

/**
 * In a string to sign, the method and the path stand before the first name.
 *
 * @param {string} part
 */
function nameIn(part) {
  return part.slice(part.lastIndexOf('&') + 1);
}

/**
 * Those before that are none any more.
 *
 * @param {readonly Parameter[]} before
 * @param {readonly Parameter[]} now
 */
export function takenOut(before, now) {
  const names = new Set(now.map(([name]) => name));
  return before.filter(([name]) => !names.has(name));
}

/**
 * Which parameters differ from those before.
 *
 * @param {readonly Parameter[]} before
 * @param {readonly Parameter[]} now
 * @returns {(name: string) => Novelty}
 */
export function noveltyOf(before, now) {
  const old = new Map(before);
  const current = new Map(now);
  return (name) => {
    if (FRESH.includes(name)) return 'fresh';
    if (old.size === 0 || old.get(name) === current.get(name)) return 'same';
    return 'changed';
  };
}
