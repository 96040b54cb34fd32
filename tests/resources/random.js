// Random choices that a seed repeats, for all tests that make some.

/** @typedef {ReturnType<typeof randomFrom>} Random */

/** @param {number} seed */
export function randomFrom(seed) {
  let state = seed >>> 0;

  /** Mulberry32: 32 bits of state, good enough for choosing faults. */
  function next() {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  return {
    /** A whole number from 0, the limit excluded. @param {number} limit */
    below: (limit) => Math.floor(next() * limit),
    flag: () => next() < 0.5,
    /** @template T @param {ArrayLike<T>} choices @returns {T} */
    of: (choices) => choices[Math.floor(next() * choices.length)],
  };
}
