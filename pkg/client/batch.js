// Many deletions, a few at a time: which one is next, when it may begin, and when all is over.
import { isThrottling } from './deletion.js';
import { newPace } from './pace.js';
import { startTimer } from './timers.js';

/** @typedef {import('../index.js').BulkItem} BulkItem */
/** @typedef {import('../index.js').EcsError} EcsError */
/** @typedef {import('./deletion.js').Ending} Ending */
/** @typedef {import('./deletion.js').DeletionUnderWay} DeletionUnderWay */
/** @typedef {{ imageId: string } & Partial<BulkItem>} OpenItem */

const DEFAULT_CONCURRENCY = 4;

/**
 * @typedef {object} BatchSettings
 * @property {AbortSignal} [signal]
 * @property {number} [concurrency]
 * @property {boolean} [dryRun]
 * @property {(progress: import('../index.js').BulkProgress) => void} [onProgress]
 */

/**
 * Gives each item its end. Holds nothing for those that are waiting, but the items themselves.
 *
 * @param {OpenItem[]} items
 * @param {(imageId: string, throttled: (pause: number | undefined) => void) => DeletionUnderWay} begin
 * @param {BatchSettings} settings
 */
export async function runBatch(items, begin, settings) {
  const { signal, concurrency = DEFAULT_CONCURRENCY } = settings;
  const pace = newPace(concurrency);
  const queue = newQueue(items);
  const breaks = newBreaks(() => wake());
  /** @type {Set<DeletionUnderWay>} */
  const underWay = new Set();
  let isStopped = false;
  let done = 0;
  /** @type {{ error: unknown } | undefined} */
  let mistake;
  let wake = () => {};

  /** @param {OpenItem} item @param {EcsError} [before] the error that it ended with the last time */
  async function pursue(item, before) {
    let { moment } = pace;
    const deletion = begin(item.imageId, (pause) => {
      const wait = pace.throttled(moment, pause);
      ({ moment } = pace);
      breaks.take(wait);
    });
    underWay.add(deletion);
    try {
      conclude(item, together(await deletion.ended, before, settings.dryRun));
    } catch (error) {
      // Not about one image: the next ones would end in the same way, so nothing more is sent.
      mistake ??= { error };
      stop();
    }
    underWay.delete(deletion);
    wake();
  }

  /** @param {OpenItem} item @param {Ending} ending */
  function conclude(item, ending) {
    const { status, error } = ending;
    if (error?.retryable && isThrottling(error.code)) {
      if (pace.endedInVain() && !isStopped) return queue.again(item, error);
    } else if (status !== 'skipped') {
      pace.ended(status !== 'failed');
    }
    finish(item, ending);
  }

  /** @param {OpenItem} item @param {Ending} ending */
  function finish(item, ending) {
    const ended = /** @type {BulkItem} */ (Object.assign(item, ending));
    done += 1;
    report(settings.onProgress, { done, total: items.length, item: { ...ended } });
  }

  function mayBegin() {
    return !isStopped && breaks.count === 0 && underWay.size < pace.limit;
  }

  function stop() {
    isStopped = true;
    for (const deletion of underWay) deletion.stop(signal?.reason);
    wake();
  }

  signal?.addEventListener('abort', stop);
  try {
    if (signal?.aborted) stop();
    for (;;) {
      while (queue.isOpen && mayBegin()) pursue(...queue.take());
      if (underWay.size === 0 && (isStopped || !queue.isOpen)) break;
      await new Promise((resolve) => (wake = () => resolve(undefined)));
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    breaks.end();
  }
  if (mistake) throw mistake.error;
  while (queue.isOpen) {
    const [item, error] = queue.take();
    finish(item, error ? { status: 'failed', error } : { status: 'skipped' });
  }
}

/**
 * Each item once, then those that are to be tried again.
 *
 * @param {OpenItem[]} items
 */
function newQueue(items) {
  let next = 0;
  /** In the order in which they came, with the error that each has ended with. @type {Map<OpenItem, EcsError>} */
  const again = new Map();
  return {
    get isOpen() {
      return next < items.length || again.size > 0;
    },
    /** @returns {[item: OpenItem, before?: EcsError]} */
    take() {
      if (next < items.length) return [items[next++]];
      const [first] = again;
      again.delete(first[0]);
      return first;
    },
    /** @param {OpenItem} item @param {EcsError} error */
    again: (item, error) => void again.set(item, error),
  };
}

/**
 * Times during which nothing new begins; they may overlap.
 *
 * @param {() => void} over called when one is over
 */
function newBreaks(over) {
  /** @type {Set<unknown>} */
  const timers = new Set();
  return {
    get count() {
      return timers.size;
    },
    /** @param {number} milliseconds */
    take(milliseconds) {
      const timer = startTimer(() => {
        timers.delete(timer);
        over();
      }, milliseconds);
      timers.add(timer);
    },
    end() {
      for (const timer of timers) globalThis.clearTimeout(/** @type {any} */ (timer));
      timers.clear();
    },
  };
}

/**
 * What a deletion has come to that was given up once and begun again.
 *
 * @param {Ending} ending
 * @param {EcsError} [before]
 * @param {boolean} [dryRun]
 * @returns {Ending}
 */
function together(ending, before, dryRun) {
  if (!before) return ending;
  // It sent nothing this time.
  if (ending.status === 'skipped') return { status: 'failed', error: before };
  /** @type {any} */
  const error = ending.error;
  if (!error) return ending;
  const isInDoubt = before.outcome === 'unknown';
  const isAbsent = error.code === 'InvalidImageId.NotFound' && error.httpStatus < 500;
  if (isInDoubt && isAbsent && !dryRun) return { status: 'absent', requestId: error.requestId };
  error.attempts += before.attempts;
  if (isInDoubt) error.outcome = 'unknown';
  return ending;
}

/**
 * The caller's function must not end what it is told about.
 *
 * @param {BatchSettings['onProgress']} onProgress
 * @param {import('../index.js').BulkProgress} progress
 */
async function report(onProgress, progress) {
  try {
    await onProgress?.(progress);
  } catch {
    // Documented.
  }
}
