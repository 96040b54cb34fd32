// How many deletions may be under way at once, and how long throttling is put up with. Pure: it knows
// neither timers nor a clock.

/** Milliseconds to hold back for, where nobody says how long. */
const FIRST_PAUSE = 1_000;
/** What is not said grows to this at most. */
const LONGEST_PAUSE = 20_000;
/** How many deletions in a row end by throttling, after the limit has come down to one. */
const LAST_TRIES = 8;

/** @typedef {ReturnType<typeof newPace>} Pace */

/** @param {number} most the limit to begin with, and to grow back to */
export function newPace(most) {
  let limit = most;
  let successes = 0;
  let rounds = 0;
  let roundsInVain = 0;
  let endingsInVain = 0;

  return {
    /** How many may be under way. */
    get limit() {
      return limit;
    },

    /** The moment, to be kept with an attempt that begins. */
    get moment() {
      return rounds;
    },

    /**
     * An attempt was throttled. The limit is halved, but once for all that were under way together:
     * they have met the same thing.
     *
     * @param {number} moment at which the attempt began
     * @param {number | undefined} said how many milliseconds to wait, where that is known; none at all
     *   is not said: it would be asked again as fast as it refuses
     * @returns {number} for how many milliseconds to begin nothing
     */
    throttled(moment, said) {
      if (moment === rounds) {
        rounds += 1;
        roundsInVain += 1;
        successes = 0;
        limit = Math.max(1, Math.floor(limit / 2));
      }
      return said || Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.max(0, roundsInVain - 1));
    },

    /**
     * A deletion has ended, and not by throttling.
     *
     * @param {boolean} isSuccess
     */
    ended(isSuccess) {
      roundsInVain = 0;
      endingsInVain = 0;
      if (isSuccess) successes += 1;
      if (successes < limit || limit === most) return;
      limit += 1;
      successes = 0;
    },

    /**
     * A deletion has ended by throttling, after all of its attempts. Says whether to begin it again:
     * not when nothing else has happened for so long that all that can be under way while the limit
     * comes down has ended so (fewer than twice as many as at first), and a few more. So a service
     * that throttles everything ends all, after `(images + inVain) * maxAttempts` requests at most.
     */
    endedInVain() {
      endingsInVain += 1;
      return endingsInVain <= inVain(most);
    },
  };
}

/**
 * How many deletions may end by throttling in a row before one of them has failed for good.
 *
 * @param {number} most
 */
export function inVain(most) {
  return 2 * most + LAST_TRIES;
}
