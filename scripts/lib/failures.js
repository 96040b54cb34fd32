// Reads the names of the tests that failed from what a test runner printed.

/** How runners begin the line of a test that failed: node:test, the project's own, and cargo. */
const MARKS = [
  /^\s*[✖✗] (.+?)(?: \([\d.]+ms\))?$/,
  /^\s*not ok \d+ - (.+)$/,
  /^test (.+) \.\.\. FAILED$/,
];

/** Lines that look like one. */
const NOISE = /^failing tests:?$/;

/**
 * Every name once, in the order of the output.
 * @param {string} output
 * @returns {string[]}
 */
export function failures(output) {
  const names = output.split('\n').flatMap((line) => {
    const found = MARKS.map((mark) => mark.exec(line)?.[1]).find((name) => name !== undefined);
    return found === undefined || NOISE.test(found) ? [] : [found];
  });
  return [...new Set(names)];
}
