// Random parameter sets, the same for the same seed: reserved characters, Unicode, empty values.

const RESERVED = [...`!*'()+/=&%#?~-_.,:;@$[]{}|\\^<>"\` \t\n\r\u0000\u007f`];
const PLAIN = [...'abcxyzABCXYZ0189'];
const UNICODE = [...'éßñ阿里云ｱ\u200b\u2028\uffff\ufdfd\u{10000}😀\u{10ffff}'];

/**
 * A small, well-known generator (mulberry32): the same numbers for the same seed, on every machine.
 *
 * @param {number} seed
 * @returns {() => number} in [0, 1)
 */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * @param {number} count
 * @param {number} seed
 * @returns {import('./signer.js').Signable[]}
 */
export function randomRequests(count, seed) {
  const random = generator(seed);
  /** @param {number} limit */
  const below = (limit) => Math.floor(random() * limit);
  /** @template T @param {T[]} list */
  const oneOf = (list) => /** @type {T} */ (list[below(list.length)]);
  /** @param {string[][]} alphabets @param {number} longest */
  const text = (alphabets, longest) =>
    Array.from({ length: below(longest + 1) }, () => oneOf(oneOf(alphabets))).join('');

  return Array.from({ length: count }, () => {
    /** @type {Record<string, string>} */
    const parameters = { Action: 'DeleteImage' };
    for (let left = below(12); left > 0; left -= 1) {
      // A letter first: the official client sets the first letter of a name in upper case.
      const name = `P${text([PLAIN, PLAIN, RESERVED, UNICODE], 8)}`;
      parameters[name] = text([PLAIN, RESERVED, UNICODE], 20);
    }
    for (let index = below(13); index > 0; index -= 1) parameters[`AddAccount.${index}`] = '';
    return {
      method: oneOf(['GET', 'POST']),
      accessKeySecret: `s${text([PLAIN, RESERVED, UNICODE], 40)}`,
      parameters,
    };
  });
}
