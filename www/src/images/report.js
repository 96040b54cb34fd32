// The summary of a deletion as rows. In English, whatever the page speaks: it is for programs.

/** @typedef {import('../lib/ends.js').End} End */

const HEADING = ['regionId', 'imageId', 'status', 'requestId', 'code', 'message', 'outcome'];

/** @type {Record<import('../lib/ends.js').Fate, string>} */
const outcomes = {
  accepted: 'applied',
  absent: 'applied',
  validated: 'not-applied',
  failed: 'not-applied',
  unknown: 'unknown',
  skipped: 'not-applied',
};

/**
 * @param {string} region
 * @param {readonly End[]} ends
 * @param {boolean} isDry
 * @param {(text: string) => string} hidden
 */
export function reportRows(region, ends, isDry, hidden) {
  const prefix = isDry ? 'dry-run: ' : '';
  return [
    HEADING,
    ...ends.map(({ imageId, fate, requestId = '', code = '', message = '' }) => {
      return [region, imageId, fate, requestId, code, hidden(message), prefix + outcomes[fate]];
    }),
  ];
}

/** @param {boolean} isDry */
export function reportName(isDry) {
  return isDry ? 'dry-run-images.csv' : 'deleted-images.csv';
}
