// How long something has been there, or still is, in whole units.

const units = /** @type {const} */ ([
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
]);

/**
 * @param {number} milliseconds negative for what lies behind
 * @param {string} language
 */
export function relativeTime(milliseconds, language) {
  const [unit, length] = units.find(([, size]) => Math.abs(milliseconds) >= size) ?? units[3];
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'always', style: 'long' });
  return format.format(Math.trunc(milliseconds / length), unit);
}

/**
 * @param {number} milliseconds
 * @param {string} language
 */
export function duration(milliseconds, language) {
  const [unit, length] = units.find(([, size]) => milliseconds >= size) ?? units[3];
  const options = /** @type {const} */ ({ style: 'unit', unit, unitDisplay: 'long' });
  return new Intl.NumberFormat(language, options).format(Math.floor(milliseconds / length));
}
