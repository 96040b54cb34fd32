/**
 * The service's time stamps: reading and writing `yyyy-MM-ddTHH:mm:ssZ`. No clock is read here.
 */

const SECONDS_FORM = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const MINUTES_FORM = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z$/;

/**
 * Epoch milliseconds, or undefined when the text is not a time stamp to the second.
 *
 * @param {string} text
 */
export function parseTimestamp(text) {
  if (!SECONDS_FORM.test(text)) {
    return undefined;
  }
  const milliseconds = Date.parse(text);
  // Date.parse moves 30 February on to March in some engines; the service would refuse it.
  return formatTimestamp(milliseconds) === text ? milliseconds : undefined;
}

/**
 * As parseTimestamp, but to the minute or to the second, as the task operations take it.
 *
 * @param {string} text
 */
export function parseCoarseTimestamp(text) {
  return parseTimestamp(MINUTES_FORM.test(text) ? text.replace(/Z$/, ':00Z') : text);
}

/** @param {number} milliseconds */
export function formatTimestamp(milliseconds) {
  return Number.isNaN(milliseconds)
    ? ''
    : new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** @param {number} milliseconds */
export function formatMinute(milliseconds) {
  return formatTimestamp(milliseconds).replace(/:\d{2}Z$/, 'Z');
}
