// Holds what was made against what was reviewed: a change must be seen in a diff before it passes.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';

/** BLESS=1 writes the files instead, for their changes to be reviewed and committed. */
export const isBlessing = process.env.BLESS === '1';

/**
 * @param {string} name a file in this folder
 * @param {string} text what is now
 */
export function matches(name, text) {
  const file = new URL(name, import.meta.url);
  if (isBlessing) writeFileSync(file, text);
  const hint = `not as in tests/packaging/golden/${name}; \`make bless\` writes it anew`;
  assert.equal(text, readFileSync(file, 'utf8'), hint);
}

/** @param {string} name @returns {any} */
export function read(name) {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
}
