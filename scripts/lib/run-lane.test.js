// A lane passes only when everything about it is right.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { judge, missing, runLane } from './run-lane.js';

const folder = mkdtempSync(join(tmpdir(), 'run-lane-'));
after(() => rmSync(folder, { recursive: true }));

/**
 * Runs a lane made of small Node programs.
 * @param {string[]} programs
 * @param {Partial<import('../lanes.js').Lane>} [more]
 */
function run(programs, more) {
  const steps = programs.map((program) => [process.execPath, '--eval', program]);
  const lane = { name: 'lane', steps, count: /** @type {const} */ ('own'), atLeast: 2, ...more };
  return runLane(lane, join(folder, 'lane.log'), process.env);
}

test('a lane whose tests all pass', async () => {
  const { passed, failed, problem, log = '' } = await run(["console.log('2 passed, 0 failed')"]);
  assert.deepEqual({ passed, failed, problem }, { passed: 2, failed: 0, problem: undefined });
  assert.equal(readFileSync(log, 'utf8'), '2 passed, 0 failed\n');
});

test('fewer tests than there must be', async () => {
  const { passed, failed, problem } = await run(["console.log('1 passed, 0 failed')"]);
  assert.deepEqual(
    { passed, failed, problem },
    { passed: 1, failed: 1, problem: 'only 1 tests ran, at least 2 must' },
  );
});

test('a command that reports failures but exits with 0', async () => {
  const { passed, failed, problem } = await run(["console.log('7 passed, 3 failed')"]);
  assert.deepEqual({ passed, failed, problem }, { passed: 7, failed: 3, problem: 'tests failed' });
});

test('a command that reports success but exits with 1', async () => {
  const program = "console.log('7 passed, 0 failed'); process.exitCode = 1";
  const { failed, problem = '' } = await run([program]);
  assert.equal(failed, 1);
  assert.match(problem, /exited with 1$/);
});

test('a command that dies', async () => {
  const { failed, problem = '' } = await run(["process.kill(process.pid, 'SIGKILL')"]);
  assert.equal(failed, 1);
  assert.match(problem, /was ended by SIGKILL$/);
});

test('a command that never ends', async () => {
  const program = "console.log('2 passed, 0 failed'); setInterval(() => {}, 1000)";
  const { failed, problem } = await run([program], { minutes: 0.2 / 60 });
  assert.deepEqual({ failed, problem }, { failed: 1, problem: 'not done after 0.2 s' });
});

test('a command that is not there', async () => {
  const { problem = '' } = await run([], { steps: [['no-such-program']] });
  assert.match(problem, /^cannot run no-such-program: /);
});

test('the first step that fails is the last', async () => {
  const { passed, problem = '' } = await run([
    'process.exit(3)',
    "console.log('2 passed, 0 failed')",
  ]);
  assert.equal(passed, 0);
  assert.match(problem, /exited with 3$/);
});

test('nothing to count', async () => {
  const { problem } = await run(["console.log('fine')"]);
  assert.equal(problem, 'its output has no count of tests');
});

test('a lane whose files are not there fails, and does not start', async () => {
  const { passed, failed, problem, log } = await run(['process.exit(0)'], {
    needs: ['no/such.js'],
  });
  assert.deepEqual(
    { passed, failed, problem, log },
    { passed: 0, failed: 1, problem: 'there is no no/such.js', log: undefined },
  );
});

test('every folder of tests must have some', () => {
  const lane = { name: 'lane', tests: [folder], count: /** @type {const} */ ('node'), atLeast: 1 };
  assert.equal(missing(lane), `there is no *.test.js in ${folder}`);
});

test('a crash counts for more than the tests that passed before it', () => {
  const lane = { name: 'lane', count: /** @type {const} */ ('own'), atLeast: 1 };
  assert.equal(judge(lane, 'crashed', { passed: 5, failed: 0 }), 'crashed');
});
