// The words of a test run: a line when a lane starts, goes on and ends, and the table at the end.

/** @typedef {import('./run-lane.js').Result} Result */

/** @param {Result} result */
const counts = ({ passed, failed }) => `${passed} passed${failed > 0 ? `, ${failed} failed` : ''}`;

/** @param {Result} result */
export function ended(result) {
  const { name, seconds, problem } = result;
  const line = `${name} ${counts(result)} (${seconds} s)`;
  return problem ? `✗ ${line}: ${problem}` : `✓ ${line}`;
}

/**
 * The last lines of a text.
 * @param {string} text
 * @param {number} count
 */
export function tail(text, count) {
  return text
    .trimEnd()
    .split('\n')
    .slice(-count)
    .map((line) => `  │ ${line}`)
    .join('\n');
}

/** @param {Result[]} results */
export function table(results) {
  const row = (/** @type {(string | number)[]} */ [name, ...numbers], note = '') =>
    `${String(name).padEnd(16)}${numbers.map((cell) => String(cell).padStart(9)).join('')}${note}`;
  const rows = results.map(({ name, passed, failed, seconds, problem }) =>
    row([name, passed, failed, seconds], problem && `   ${problem}`),
  );
  return [row(['lane', 'passed', 'failed', 'seconds']), ...rows].join('\n');
}

/** How many names of failed tests are said of a lane; its log has all. */
const SHOWN_FAILURES = 10;

/**
 * The last word on a lane that failed, for whoever sees only the end of the output.
 * @param {string} name of the lane
 * @param {string[]} tests
 */
export function failed(name, tests) {
  const more =
    tests.length > SHOWN_FAILURES ? [`  … and ${tests.length - SHOWN_FAILURES} more`] : [];
  return [
    `✗ ${name}:`,
    ...tests.slice(0, SHOWN_FAILURES).map((test) => `  ✗ ${test}`),
    ...more,
  ].join('\n');
}

/** @param {Result[]} results */
export function closing(results) {
  const sum = (/** @type {'passed' | 'failed'} */ key) =>
    results.reduce((total, result) => total + result[key], 0);
  return `${sum('passed')} passed, ${sum('failed')} failed`;
}
