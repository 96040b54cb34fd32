// Finds the project's files of tests, so that every runner is given the same ones.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Every `*.test.js` in the folders and below, in a fixed order.
 * @param {string[]} folders
 * @returns {string[]}
 */
export function testFiles(...folders) {
  return folders.flatMap((folder) => {
    if (!existsSync(folder)) return [];
    const entries = /** @type {string[]} */ (readdirSync(folder, { recursive: true }));
    const files = entries.filter((entry) => entry.endsWith('.test.js'));
    return files.sort().map((file) => join(folder, file));
  });
}
