// Side by side where nothing is shared, one after the other where something is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { schedule } from './schedule.js';

/**
 * Runs the tasks, each over a few turns, and notes which were under way together.
 * @param {{ name: string, shares?: string[] }[]} tasks
 * @param {number} jobs
 */
async function watch(tasks, jobs) {
  /** @type {Set<string>} */
  const running = new Set();
  /** @type {string[]} */
  const together = [];
  await schedule(tasks, jobs, async ({ name }) => {
    running.add(name);
    together.push([...running].join('+'));
    for (let turn = 0; turn < 3; turn++) await undefined;
    running.delete(name);
  });
  return together;
}

test('no more at once than jobs', async () => {
  const tasks = [{ name: 'a' }, { name: 'b' }, { name: 'c' }];
  assert.deepEqual(await watch(tasks, 1), ['a', 'b', 'c']);
  assert.deepEqual((await watch(tasks, 2)).slice(0, 2), ['a', 'a+b']);
});

test('what shares something waits, and what does not goes first', async () => {
  const shares = ['cargo'];
  const tasks = [{ name: 'a', shares }, { name: 'b', shares }, { name: 'c' }];
  const together = await watch(tasks, 3);
  assert.deepEqual(together.slice(0, 2), ['a', 'a+c']);
  assert.ok(together.at(-1)?.endsWith('b'));
  assert.ok(together.every((names) => !(names.includes('a') && names.includes('b'))));
});

test('nothing to do', async () => {
  assert.deepEqual(await watch([], 2), []);
});
