// What the page says of endings and states, in plain words.

/** @typedef {import('./call.js').Ending} Ending */
/** @typedef {import('./call.js').Wish} Wish */
/** @typedef {{ title: string, text: string, tone: 'good' | 'care' | 'bad' }} Verdict */

/** @type {Record<string, { text: string, tone: 'good' | 'care' }>} */
export const states = {
  free: { text: 'free', tone: 'good' },
  inUse: { text: 'in use', tone: 'care' },
  shared: { text: 'shared', tone: 'care' },
  copying: { text: 'copying', tone: 'care' },
  importing: { text: 'importing', tone: 'care' },
  exporting: { text: 'exporting', tone: 'care' },
  public: { text: 'public', tone: 'care' },
};

/** @type {Record<string, Verdict>} */
const results = {
  accepted: {
    title: 'The deletion was accepted',
    text: 'The service took it and carries it out in its own time, which is usually seconds.',
    tone: 'good',
  },
  absent: {
    title: 'The image is gone',
    text: 'An answer was lost on the way; the repeat found that the image was gone already.',
    tone: 'good',
  },
  validated: {
    title: 'The dry run passed',
    text: 'The service would take this deletion. Nothing was deleted.',
    tone: 'good',
  },
};

/** @type {Verdict} */
const aborted = {
  title: 'You stopped the call',
  text: 'The request may have reached the service before, so the image may be gone. Look before you try again.',
  tone: 'care',
};

/**
 * @param {Ending} ending
 * @returns {Verdict}
 */
export function verdictOn(ending) {
  if ('isAborted' in ending) return aborted;
  if ('result' in ending) return results[ending.result.outcome];
  const { code, outcome } = ending.error;
  return outcome === 'unknown'
    ? {
        title: code,
        text: 'The image may be gone: the deletion may have been carried out although no clear answer came back.',
        tone: 'care',
      }
    : { title: code, text: 'The image was not deleted.', tone: 'bad' };
}

/**
 * One word for a list.
 *
 * @param {Ending} ending
 */
export function wordFor(ending) {
  if ('isAborted' in ending) return 'stopped';
  return 'result' in ending ? ending.result.outcome : ending.error.code;
}

/** @param {{ force: boolean, dryRun: boolean }} wish */
export function labelFor({ force, dryRun }) {
  if (dryRun) return 'Try without deleting';
  return force ? 'Force the deletion…' : 'Delete image';
}
