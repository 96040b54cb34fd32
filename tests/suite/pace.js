// How many deletions may be under way, as numbers.
import { inVain, newPace } from '../../pkg/client/pace.js';
import { deepEqual, equal, ok } from './assert.js';

/** @typedef {import('../../pkg/client/pace.js').Pace} Pace */

/** @param {Pace} pace @param {number} [said] */
function throttle(pace, said) {
  return pace.throttled(pace.moment, said);
}

/** @param {Pace} pace @param {number} count */
function succeed(pace, count) {
  for (let index = 0; index < count; index++) pace.ended(true);
}

/** @type {import('./run.js').Test[]} */
export const tests = [
  {
    name: 'the limit begins at the most, and never exceeds it',
    run() {
      const pace = newPace(4);
      equal(pace.limit, 4, 'limit');
      succeed(pace, 100);
      equal(pace.limit, 4, 'limit after 100 successes');
    },
  },
  {
    name: 'throttling halves the limit, down to one',
    run() {
      const pace = newPace(100);
      const limits = Array.from({ length: 9 }, () => (throttle(pace), pace.limit));
      deepEqual(limits, [50, 25, 12, 6, 3, 1, 1, 1, 1], 'limits');
    },
  },
  {
    name: 'what was under way together halves the limit once',
    run() {
      const pace = newPace(16);
      const before = pace.moment;
      for (let count = 0; count < 16; count++) pace.throttled(before, 5);
      equal(pace.limit, 8, 'limit');
      pace.throttled(pace.moment, 5);
      equal(pace.limit, 4, 'limit after the next round');
    },
  },
  {
    name: 'as many successes as the limit let it grow by one',
    run() {
      const pace = newPace(8);
      throttle(pace);
      throttle(pace);
      const successes = [2, 3, 4, 5, 6, 7].map((limit) => {
        equal(pace.limit, limit, 'limit');
        succeed(pace, limit - 1);
        equal(pace.limit, limit, 'limit, one success before');
        succeed(pace, 1);
        return pace.limit;
      });
      deepEqual(successes, [3, 4, 5, 6, 7, 8], 'limits');
    },
  },
  {
    name: 'refusals and lost answers let nothing grow; throttling makes successes count anew',
    run() {
      const pace = newPace(4);
      throttle(pace);
      for (let count = 0; count < 50; count++) pace.ended(false);
      equal(pace.limit, 2, 'limit after failures');
      succeed(pace, 1);
      throttle(pace);
      throttle(pace);
      equal(pace.limit, 1, 'limit');
      succeed(pace, 1);
      equal(pace.limit, 2, 'limit after a success');
      succeed(pace, 1);
      equal(pace.limit, 2, 'limit after one of two successes');
    },
  },
  {
    name: 'it holds back for as long as is said; else longer each round, whatever was said before',
    run() {
      const pace = newPace(1);
      const rounds = (/** @type {number} */ count) =>
        Array.from({ length: count }, () => throttle(pace));
      deepEqual(rounds(7), [1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000], 'nothing said');
      equal(throttle(pace, 30), 30, 'said');
      pace.ended(false);
      deepEqual(rounds(3), [1_000, 2_000, 4_000], 'after 30 were said');
      equal(throttle(pace, 60_000), 60_000, 'said');
      succeed(pace, 1);
      deepEqual(rounds(2), [1_000, 2_000], 'after 60,000 were said, and a success');
      equal(throttle(pace, 0), 4_000, '0 is not said');
    },
  },
  {
    name: 'throttling is put up with until all has come down to one, and a little longer',
    run() {
      const pace = newPace(100);
      equal(inVain(100), 208, 'the bound');
      for (let count = 0; count < 208; count++) ok(pace.endedInVain(), `given up after ${count}`);
      ok(!pace.endedInVain(), 'never given up');
      pace.ended(false);
      ok(pace.endedInVain(), 'given up although something else has ended');
    },
  },
];
