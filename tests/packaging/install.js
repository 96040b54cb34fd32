// Packs the package and installs that file where all the projects find it.
// Usage: node tests/packaging/install.js   (scripts/setup.sh packaging has installed the tools)
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pack } from './pack.js';
import { workshop } from './workshop.js';

/** @type {[from: string, name: string][]} */
const folders = [
  [fileURLToPath(new URL('projects/', import.meta.url)), 'projects'],
  [fileURLToPath(new URL('../../examples/', import.meta.url)), 'examples'],
];

if (!existsSync(join(workshop, 'node_modules'))) {
  throw new Error('the bundlers are not installed: run scripts/setup.sh packaging');
}

const folder = mkdtempSync(join(tmpdir(), 'ecs-delete-image-'));
try {
  const { file, integrity } = pack(folder);
  const options = ['install', '--offline', '--no-audit', '--no-fund', '--prefix', folder, file];
  execFileSync('npm', options, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const installed = join(workshop, 'node_modules/ecs-delete-image');
  rmSync(installed, { recursive: true, force: true });
  cpSync(join(folder, 'node_modules/ecs-delete-image'), installed, { recursive: true });
  // For scripts/release-check.js: which tarball it is that the tests are about.
  writeFileSync(join(workshop, 'tested.json'), `${JSON.stringify({ integrity })}\n`);
} finally {
  rmSync(folder, { recursive: true });
}

// The projects are put beside it, anew, with the examples among them.
for (const [from, name] of folders) {
  const aside = join(workshop, `${name}.new`);
  rmSync(aside, { recursive: true, force: true });
  cpSync(from, aside, { recursive: true, filter: (path) => !path.includes('node_modules') });
  rmSync(join(workshop, name), { recursive: true, force: true });
  renameSync(aside, join(workshop, name));
}
