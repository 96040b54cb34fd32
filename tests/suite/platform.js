// Test doubles of what a client asks its platform for: timers, random numbers and the clock. Each is
// in place while an action runs, and is taken away again whatever becomes of that.

/** What puts the platform's own back, of the doubles that are in place. @type {Set<() => void>} */
const inPlace = new Set();

/**
 * @template T
 * @param {() => void} putBack
 * @param {() => Promise<T>} action
 */
async function during(putBack, action) {
  inPlace.add(putBack);
  try {
    return await action();
  } finally {
    if (inPlace.delete(putBack)) putBack();
  }
}

/** For after a test that hangs, which would else leave its doubles to all that follow. */
export function putAllBack() {
  for (const putBack of inPlace) putBack();
  inPlace.clear();
}

/**
 * @typedef {object} Timer
 * @property {number} ms
 * @property {'waiting' | 'fired' | 'cleared'} state
 * @property {() => void} fire
 */
/**
 * @typedef {object} Timers
 * @property {Timer[]} started all of them, in order
 * @property {() => Timer[]} waiting those that have neither fired nor been cleared
 * @property {() => Promise<Timer>} next the first that was not given out yet, once there is one
 */

/**
 * Timers that fire when they are told to, or at once, and never by themselves.
 *
 * @template T
 * @param {(timers: Timers) => Promise<T>} action
 * @param {object} [options]
 * @param {boolean} [options.atOnce] fires each one as soon as it has been started
 * @param {number} [options.only] leaves timers of another length to the platform, which needs some
 *   of its own when requests are sent
 * @returns {Promise<T>}
 */
export function withTimers(action, { atOnce = false, only } = {}) {
  const { setTimeout, clearTimeout } = globalThis;
  const bench = newBench(atOnce);
  const platform = /** @type {any} */ (globalThis);
  platform.setTimeout = (/** @type {any[]} */ ...values) => {
    const [handler, ms] = values;
    const isOurs = only === undefined || ms === only;
    return isOurs ? bench.start(handler, ms) : Reflect.apply(setTimeout, globalThis, values);
  };
  platform.clearTimeout = (/** @type {any} */ id) => {
    if (!bench.clear(id)) clearTimeout(id);
  };
  const putBack = () => Object.assign(globalThis, { setTimeout, clearTimeout });
  return during(putBack, () => action(bench.timers));
}

/** @param {boolean} atOnce */
function newBench(atOnce) {
  /** @type {Timer[]} */
  const started = [];
  let given = 0;
  let noticeStart = () => {};
  const timers = {
    started,
    waiting: () => started.filter(({ state }) => state === 'waiting'),
    async next() {
      while (given === started.length) {
        await new Promise((resolve) => (noticeStart = () => resolve(undefined)));
      }
      return started[given++];
    },
  };
  /**
   * @param {() => void} handler
   * @param {number} ms
   */
  function start(handler, ms) {
    /** @type {Timer} */
    const timer = { ms, state: 'waiting', fire };
    function fire() {
      if (timer.state !== 'waiting') return;
      timer.state = 'fired';
      handler();
    }
    started.push(timer);
    if (atOnce) queueMicrotask(fire);
    noticeStart();
    return timer;
  }
  /** @param {Timer} timer */
  function clear(timer) {
    const isOurs = started.includes(timer);
    if (isOurs && timer.state === 'waiting') timer.state = 'cleared';
    return isOurs;
  }
  return { timers, start, clear };
}

/**
 * Random numbers that are not: each byte of what a pause is drawn from is this one. Nonces, which
 * have 16 bytes, stay random. With 0 there is no pause at all.
 *
 * @template T
 * @param {number} byte
 * @param {() => Promise<T>} action
 * @returns {Promise<T>}
 */
export function withDice(byte, action) {
  const { getRandomValues } = crypto;
  return withRandomValues(
    (bytes) => (bytes.length < 16 ? bytes.fill(byte) : getRandomValues.call(crypto, bytes)),
    action,
  );
}

/**
 * A platform that gives no random values, as some edge runtimes do outside of a request.
 *
 * @template T
 * @param {() => Promise<T>} action
 * @returns {Promise<T>}
 */
export function withoutRandomValues(action) {
  return withRandomValues(() => {
    throw new Error('no random values here');
  }, action);
}

/**
 * @template T
 * @param {(bytes: Uint8Array<ArrayBuffer>) => unknown} value
 * @param {() => Promise<T>} action
 */
function withRandomValues(value, action) {
  const own = Object.getOwnPropertyDescriptor(crypto, 'getRandomValues');
  Object.defineProperty(crypto, 'getRandomValues', { value, configurable: true });
  return during(() => {
    if (own) Object.defineProperty(crypto, 'getRandomValues', own);
    else Reflect.deleteProperty(crypto, 'getRandomValues');
  }, action);
}

/**
 * A clock that stands at a full second, and goes on when it is set.
 *
 * @template T
 * @param {(clock: { now: number }) => Promise<T>} action
 * @returns {Promise<T>}
 */
export function withClock(action) {
  const { now } = Date;
  const clock = { now: Math.floor(now() / 1000) * 1000 };
  Date.now = () => clock.now;
  const putBack = () => {
    Date.now = now;
  };
  return during(putBack, () => action(clock));
}

/**
 * Watches which listeners a signal has.
 *
 * @param {AbortSignal} signal
 * @returns {{ count: number }} how many there are
 */
export function watchListeners(signal) {
  const listeners = new Set();
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (/** @type {any[]} */ ...values) => {
    listeners.add(values[1]);
    Reflect.apply(addEventListener, signal, values);
  };
  signal.removeEventListener = (/** @type {any[]} */ ...values) => {
    listeners.delete(values[1]);
    Reflect.apply(removeEventListener, signal, values);
  };
  return {
    get count() {
      return listeners.size;
    },
  };
}
