// Counting what each kind of test runner prints.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counters } from './count.js';

test('cargo: the programs and the documentation tests are added up', () => {
  const output = `
running 2 tests
test encode::tests::keeps_unreserved ... ok
test encode::tests::escapes ... ok

test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s

   Doc-tests ecs_delete_image

test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.21s
`;
  assert.deepEqual(counters.cargo(output), { passed: 5, failed: 1 });
});

test('cargo: wasm-bindgen-test in a browser prints the same line', () => {
  const output = `Loading Wasm module...

running 2 tests
test b ... ok
test a ... ok

test result: ok. 2 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.01s
`;
  assert.deepEqual(counters.cargo(output), { passed: 2, failed: 0 });
});

test('node: the "spec" summary', () => {
  const output = `✔ signs (1.2ms)\nℹ tests 9\nℹ suites 0\nℹ pass 6\nℹ fail 1\nℹ cancelled 2\nℹ skipped 0\n`;
  assert.deepEqual(counters.node(output), { passed: 6, failed: 3 });
});

test('node: the "tap" summary', () => {
  const output = `ok 1 - signs\n1..1\n# tests 1\n# suites 0\n# pass 1\n# fail 0\n# cancelled 0\n# skipped 0\n`;
  assert.deepEqual(counters.node(output), { passed: 1, failed: 0 });
});

test('own: the last line that is nothing but the counts', () => {
  const output = `1 passed, 0 failed\nchromium 7 passed, 0 failed\n12 passed, 3 failed\n`;
  assert.deepEqual(counters.own(output), { passed: 12, failed: 3 });
});

test('output without a count has none', () => {
  const output = 'error: could not compile\npass 3\nabout 3 passed, 0 failed, or so\n';
  for (const count of Object.values(counters)) assert.equal(count(output), undefined);
});
