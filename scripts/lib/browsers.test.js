// Where browsers are looked for.
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { find, mismatch } from './browsers.js';

const folder = mkdtempSync(join(tmpdir(), 'browsers-'));
after(() => rmSync(folder, { recursive: true }));

/** @param {string} name */
function program(name) {
  const path = join(folder, name);
  writeFileSync(path, '');
  chmodSync(path, 0o755);
  return path;
}

const firefox = program('firefox');
const other = program('other');

test('the variable wins over PATH', () => {
  assert.equal(find('firefox', { PATH: folder, FIREFOX: other }), other);
});

test('a variable that names no program is not passed over', () => {
  assert.equal(find('firefox', { PATH: folder, FIREFOX: join(folder, 'absent') }), undefined);
});

test('a name on PATH', () => {
  assert.equal(find('firefox', { PATH: `/nowhere:${folder}` }), firefox);
});

test('a preferred name wins over the order of PATH', () => {
  const preferred = program('firefox-esr');
  assert.equal(find('firefox', { PATH: folder }), preferred);
});

test('a driver of another major version is named', () => {
  assert.deepEqual(mismatch('Chromium 156.0.8078.79', 'ChromeDriver 156.0.8078.1'), []);
  assert.deepEqual(mismatch('Chromium 156.0.8078.79', 'ChromeDriver 155.0.1'), [
    'chromedriver 155 cannot drive Chromium 156: install a pair of one version',
  ]);
});
