// The file that would be published: what is in it, and what its checkers say.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { matches } from '../golden/golden.js';
import { pack } from '../pack.js';
import { workshop } from '../workshop.js';

const folder = mkdtempSync(join(tmpdir(), 'ecs-delete-image-'));
after(() => rmSync(folder, { recursive: true }));
const { file, contents } = pack(folder);

/** @param {string} program @param {string[]} options */
function check(program, ...options) {
  const path = join(workshop, 'node_modules/.bin', program);
  try {
    execFileSync(path, [...options, file], { cwd: workshop, encoding: 'utf8', stdio: 'pipe' });
  } catch (/** @type {any} */ error) {
    assert.fail(`${program}: ${error.stdout}${error.stderr}`);
  }
}

test('it has the files that were reviewed, and no other', () => {
  matches(
    'contents.txt',
    `${contents
      .map(({ path }) => path)
      .sort()
      .join('\n')}\n`,
  );
});

test('nothing in it is a program, and nothing is empty', () => {
  for (const { path, size, mode } of contents) {
    assert.equal(mode & 0o111, 0, `${path} can be executed`);
    assert.ok(size > 0, `${path} is empty`);
  }
});

test('publint --strict', () => check('publint', 'run', '--strict'));

test('attw, in every mode that there is', () => {
  check('attw', '--exclude-entrypoints', 'ecs_delete_image.wasm', '--');
});

test('attw for the module itself, which only a file that imports can name', () => {
  const options = ['--profile', 'node16', '--ignore-rules', 'cjs-resolves-to-esm'];
  check('attw', ...options, '--entrypoints', 'ecs_delete_image.wasm', '--');
});
