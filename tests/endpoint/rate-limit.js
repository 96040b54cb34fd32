/**
 * Counts requests in windows of time. It refuses nothing itself: it says how
 * long a request would have to wait.
 */

/**
 * @typedef {object} RateLimit
 * @property {number} requests how many a window takes
 * @property {number} window milliseconds
 */

export class RequestWindows {
  /**
   * By what is counted together: when its window ends, and how many requests it has taken.
   *
   * @type {Map<string, { end: number, taken: number }>}
   */
  #windows = new Map();

  /**
   * A window begins with the first request after the one before has ended.
   *
   * @param {string} whose what is counted together
   * @param {number} now
   * @param {RateLimit} limit
   * @returns {number} 0 when the request is within the limit, else the milliseconds until its
   *   window ends
   */
  take(whose, now, { requests, window }) {
    let current = this.#windows.get(whose);
    if (current === undefined || current.end <= now) {
      current = { end: now + window, taken: 0 };
      this.#windows.set(whose, current);
    }
    if (current.taken >= requests) {
      return Math.ceil(current.end - now);
    }
    current.taken += 1;
    return 0;
  }

  clear() {
    this.#windows.clear();
  }
}
