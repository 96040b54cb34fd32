// Importing does nothing: it compiles nothing, draws nothing, looks at no clock and starts no timer.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { NAMES, SLIM_NAMES } from './names.js';

const program = fileURLToPath(new URL('harmless-import.js', import.meta.url));

/** In a process of its own, where nothing has loaded the entry before. @param {string[]} values */
function importIn(...values) {
  const printed = execFileSync(process.execPath, [program, ...values], { encoding: 'utf8' });
  return JSON.parse(printed);
}

/** @type {[entry: string, how: string, names: string[]][]} */
const cases = [
  ['ecs-delete-image', 'import', NAMES],
  ['ecs-delete-image', 'require', NAMES],
  ['ecs-delete-image/slim', 'import', SLIM_NAMES],
  ['ecs-delete-image/slim', 'require', SLIM_NAMES],
];

for (const [entry, how, names] of cases) {
  test(`${how} of ${entry} touches nothing`, () => {
    const { failure, touched, names: found } = importIn(entry, how);
    assert.deepEqual({ failure, touched }, { failure: undefined, touched: [] });
    assert.deepEqual(found.sort(), names);
  });
}

test('what touches something is caught', () => {
  const entry = `data:text/javascript,export default new WebAssembly.Module(new Uint8Array())`;
  const { failure, touched } = importIn(entry, 'import');
  assert.match(failure, /WebAssembly was touched/);
  assert.deepEqual(touched, ['WebAssembly']);
});
