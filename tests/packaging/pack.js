// Packs the package as it would be published.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './workshop.js';

/**
 * @param {string} folder where the file goes
 * @returns {{ file: string, contents: { path: string, size: number, mode: number }[], integrity: string }}
 */
export function pack(folder) {
  const options = ['pack', '--json', '--pack-destination', folder, join(root, 'pkg')];
  const printed = execFileSync('npm', options, { cwd: root, encoding: 'utf8', stdio: 'pipe' });
  const [{ filename, files, integrity }] = JSON.parse(printed);
  return { file: join(folder, filename), contents: files, integrity };
}
