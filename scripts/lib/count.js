// Reads from what a test runner printed how many tests passed and failed: one counter a format.

/** @typedef {{ passed: number, failed: number }} Count */
/** @typedef {(output: string) => Count | undefined} Counter undefined: nothing there to count */

/** @param {string | undefined} digits */
const number = (digits) => Number(digits ?? 0);

/**
 * cargo test and wasm-bindgen-test: one "test result" line for every program of tests.
 * @type {Counter}
 */
function cargo(output) {
  const results = [...output.matchAll(/^\s*test result: \w+\. (\d+) passed; (\d+) failed;/gm)];
  if (results.length === 0) return undefined;
  return results.reduce(
    (sum, [, passed, failed]) => ({
      passed: sum.passed + number(passed),
      failed: sum.failed + number(failed),
    }),
    { passed: 0, failed: 0 },
  );
}

/**
 * node:test, its "spec" or "tap" reporter: the summary comes last. A cancelled test did not pass.
 * @type {Counter}
 */
function node(output) {
  /** @param {string} word */
  const last = (word) =>
    [...output.matchAll(new RegExp(`^(?:#|ℹ) ${word} (\\d+)$`, 'gm'))].at(-1)?.[1];
  const passed = last('pass');
  if (passed === undefined) return undefined;
  return { passed: number(passed), failed: number(last('fail')) + number(last('cancelled')) };
}

/**
 * The project's own runners: "N passed, N failed" alone on a line, the last one counts.
 * @type {Counter}
 */
function own(output) {
  const line = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  return line && { passed: number(line[1]), failed: number(line[2]) };
}

export const counters = { cargo, node, own };
