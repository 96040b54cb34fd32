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

/** @param {number} seed */
function dice(seed) {
  const random = generator(seed);
  /** @param {number} limit */
  const below = (limit) => Math.floor(random() * limit);
  /** @template T @param {T[]} list */
  const oneOf = (list) => /** @type {T} */ (list[below(list.length)]);
  /** @param {string[][]} alphabets @param {number} longest */
  const text = (alphabets, longest) =>
    Array.from({ length: below(longest + 1) }, () => oneOf(oneOf(alphabets))).join('');
  return { below, oneOf, text };
}

/**
 * @param {number} count
 * @param {number} seed
 * @returns {import('./signer.js').Signable[]}
 */
export function randomRequests(count, seed) {
  const { below, oneOf, text } = dice(seed);
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

/** What a key or a header can have in it: all that is visible in ASCII. */
const VISIBLE = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index));
const HOSTS = ['ecs-cn-hangzhou.aliyuncs.com', 'ecs.eu-central-1.aliyuncs.com', '127.0.0.1:4510'];
const ACTIONS = ['DeleteImage', 'DescribeImages', 'ModifyImageSharePermission', 'X', 'x9'];

/**
 * Operations for signature V3. Names of parameters are such as the service has: the official signer
 * does not encode them.
 *
 * @param {number} count
 * @param {number} seed
 * @returns {import('./signer.js').Operation[]}
 */
export function randomOperations(count, seed) {
  const { below, oneOf, text } = dice(seed);
  return Array.from({ length: count }, () => {
    /** @type {Record<string, string>} */
    const parameters = {};
    for (let left = below(8); left > 0; left -= 1) {
      parameters[`P${text([PLAIN, ['.', '-', '_']], 8)}`] = text([PLAIN, RESERVED, UNICODE], 20);
    }
    for (let index = below(13); index > 0; index -= 1) parameters[`AddAccount.${index}`] = '';
    const token = `t${text([VISIBLE, VISIBLE, [' ']], 60)}`;
    return {
      method: oneOf(['GET', 'POST']),
      host: oneOf(HOSTS),
      action: oneOf(ACTIONS),
      timestamp: below(4_102_444_800),
      nonce: `n${text([VISIBLE], 40)}`,
      accessKeyId: `i${text([VISIBLE], 30)}`,
      accessKeySecret: `s${text([VISIBLE], 80)}`,
      ...(below(2) === 0 ? {} : { securityToken: token }),
      parameters,
    };
  });
}
