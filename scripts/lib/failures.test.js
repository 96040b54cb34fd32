// The names of failed tests, out of every runner's output.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failures } from './failures.js';

test('names every failed test once', () => {
  const output = [
    '▶ a group',
    '  ✔ passes (1.5ms)',
    '  ✖ fails in a group (12.75ms)',
    '✖ a group (15ms)',
    'not ok 3 - fails in tap',
    '✗ chromium: fails in a page',
    'test calls::fails ... FAILED',
    'test calls::passes ... ok',
    '✖ failing tests:',
    '✖ fails in a group (12.75ms)',
  ].join('\n');
  assert.deepEqual(failures(output), [
    'fails in a group',
    'a group',
    'fails in tap',
    'chromium: fails in a page',
    'calls::fails',
  ]);
});
