// What a whole run prints, and how its results add up.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { closing, failed, table, tail } from './report.js';
import { runLanes } from './run-lanes.js';

const logs = mkdtempSync(join(tmpdir(), 'run-lanes-'));
after(() => rmSync(logs, { recursive: true }));

/** @param {string} name @param {string} program @returns {import('../lanes.js').Lane} */
const lane = (name, program) => ({
  name,
  steps: [[process.execPath, '--eval', program]],
  count: 'own',
  atLeast: 1,
});

test('lines, table and closing line', async () => {
  /** @type {string[]} */
  const lines = [];
  const results = await runLanes(
    [
      lane('good', "console.log('3 passed, 0 failed')"),
      lane('bad', "console.log('reason'); console.log('1 passed, 2 failed'); process.exit(1)"),
    ],
    { jobs: 1, logs, environment: process.env, print: (line) => lines.push(line) },
  );
  const seconds = /\(\d+ s\)/;
  assert.deepEqual(
    lines.map((line) => line.replace(seconds, '(time)')),
    [
      '▸ good',
      '✓ good 3 passed (time)',
      '▸ bad',
      '✗ bad 1 passed, 2 failed (time): tests failed',
      '  │ reason\n  │ 1 passed, 2 failed',
      `  the whole of it: ${join(logs, 'bad.log')}`,
    ],
  );
  assert.match(
    table(results),
    /^lane +passed +failed +seconds\ngood +3 +0 +\d+\nbad +1 +2 +\d+ +\S/,
  );
  assert.equal(closing(results), '4 passed, 2 failed');
});

test('what failed, shortened', () => {
  assert.equal(failed('fleet', ['one']), '✗ fleet:\n  ✗ one');
  const many = Array.from({ length: 13 }, (_, index) => `test ${index}`);
  assert.match(failed('fleet', many), /✗ test 9\n {2}… and 3 more$/);
});

test('the tail of a long output', () => {
  assert.equal(tail('a\nb\nc\n\n', 2), '  │ b\n  │ c');
});
