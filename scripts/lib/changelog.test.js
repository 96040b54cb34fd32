// What a release depends on is found in a changelog, and this project's has an entry for its version.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { newestVersion, unreleased } from './changelog.js';

const entry = '## 0.2.0 - 2026-12-01\n\n- More.\n\n## 0.1.0 - 2026-11-27\n';

test('the newest entry with a date is the first one', () => {
  assert.equal(newestVersion(entry), '0.2.0');
  assert.equal(newestVersion('## [1.0.0-rc.1] - 2027-01-01\n'), '1.0.0-rc.1');
  assert.equal(newestVersion('## Unreleased\n\n- More.\n'), undefined);
  assert.equal(newestVersion('## 0.2.0\n\n- More.\n'), undefined);
});

test('a heading with nothing below it is nothing unreleased', () => {
  assert.equal(unreleased(entry), undefined);
  assert.equal(unreleased(`## Unreleased\n\n${entry}`), undefined);
  assert.equal(unreleased(`## Unreleased\n\n- New.\n\n${entry}`), '- New.');
  assert.equal(unreleased(`## Unreleased\n\n### Added\n\n- New.\n\n${entry}`), '### Added');
});

test('the changelog has an entry for the version that is here', () => {
  const read = (/** @type {string} */ file) =>
    readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  const version = /^version = "(.+)"$/m.exec(read('Cargo.toml'))?.[1];
  assert.equal(newestVersion(read('CHANGELOG.md')), version);
});
