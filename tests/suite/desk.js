// A double of `fetch` that lets each request wait for its answer, and counts how many wait at once.
import { deferred, formOf } from './doubles.js';

/** @typedef {import('./doubles.js').Fetch} Fetch */

/**
 * A request that waits.
 *
 * @typedef {object} Waiting
 * @property {string} imageId
 * @property {Record<string, string>} form
 * @property {any} init
 * @property {(reply: Fetch) => void} answer
 */

export function newDesk() {
  /** @type {Waiting[]} */
  const arrived = [];
  let given = 0;
  let waiting = 0;
  let most = 0;
  let noticeArrival = () => {};

  /** @type {Fetch} */
  function fetch(url, init) {
    const form = formOf({ url, init });
    const { promise, resolve } = deferred();
    const answer = (/** @type {Fetch} */ reply) => {
      waiting -= 1;
      resolve(reply(url, init));
    };
    arrived.push({ imageId: form.ImageId, form, init, answer });
    waiting += 1;
    most = Math.max(most, waiting);
    noticeArrival();
    return promise;
  }

  /** The first that was not given out yet, once there is one. */
  async function next() {
    while (given === arrived.length) {
      await new Promise((resolve) => (noticeArrival = () => resolve(undefined)));
    }
    return arrived[given++];
  }

  return {
    fetch,
    arrived,
    next,
    /** @param {number} count */
    async several(count) {
      /** @type {Waiting[]} */
      const found = [];
      while (found.length < count) found.push(await next());
      return found;
    },
    /** The most that have waited at once. */
    get most() {
      return most;
    },
  };
}

/** Lets everything happen that needs no timer and no network. */
export async function quiet() {
  for (let turn = 0; turn < 500; turn++) await null;
}
