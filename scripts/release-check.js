// Proves that what would be published is what was tested: one version, a changelog entry, nothing
// that is not committed, and a tarball that comes out the same, byte by byte, when it is built from
// clean. `make release-check` runs every test before.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newestVersion, unreleased } from './lib/changelog.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (/** @type {string} */ file) => readFileSync(join(root, file), 'utf8');
const first = (/** @type {RegExp} */ pattern, /** @type {string} */ file) =>
  pattern.exec(read(file))?.[1];

/** @param {string} program @param {string[]} options @param {string} cwd */
const run = (program, options, cwd = root) =>
  execFileSync(program, options, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

const version = first(/^version = "(.+)"$/m, 'Cargo.toml');

/** @param {unknown} found @param {unknown} expected @param {string} what */
function same(found, expected, what) {
  if (found !== expected) throw new Error(`${what} is ${found}, and not ${expected}`);
}

/** All that git has or would have, and nothing that was built. @param {string} folder */
function copyTo(folder) {
  const options = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const files = run('git', options)
    .split('\0')
    .filter((file) => file && existsSync(join(root, file)));
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  for (const installed of ['node_modules', '.tools']) {
    symlinkSync(join(root, installed), join(folder, installed));
  }
}

/** What identifies the tarball of a tree to the registry and to everybody. @param {string} tree */
function integrityOf(tree) {
  const folder = mkdtempSync(join(tmpdir(), 'ecs-delete-image-'));
  try {
    const options = ['pack', '--json', '--pack-destination', folder, join(tree, 'pkg')];
    const [{ integrity }] = JSON.parse(run('npm', options));
    return integrity;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @type {Record<string, () => void>} */
const checks = {
  "the version of the package is the crate's": () => {
    same(JSON.parse(read('pkg/package.json')).version, version, 'version in pkg/package.json');
  },
  "the version in the lock files is the crate's": () => {
    const inCargo = first(/^name = "ecs-delete-image"\nversion = "(.+)"$/m, 'Cargo.lock');
    same(inCargo, version, 'version in Cargo.lock');
    const { packages } = JSON.parse(read('package-lock.json'));
    same(packages.pkg.version, version, 'version in package-lock.json');
  },
  'the changelog has an entry for it': () => {
    const changelog = read('CHANGELOG.md');
    same(newestVersion(changelog), version, 'the newest dated entry of CHANGELOG.md');
    same(unreleased(changelog), undefined, 'what is unreleased in CHANGELOG.md');
  },
  'everything is committed': () => {
    const changed = run('git', ['status', '--porcelain']).split('\n').length - 1;
    same(changed, 0, 'the number of files that git would commit');
  },
  'what was tested is what is here': () => {
    const { integrity } = JSON.parse(read('.tools/packaging/tested.json'));
    same(integrityOf(root), integrity, 'the tarball');
  },
  'what is built from clean is what is here': () => {
    const folder = join(root, 'target/release-check');
    rmSync(folder, { recursive: true, force: true });
    copyTo(folder);
    run('bash', ['scripts/build.sh'], folder);
    same(integrityOf(folder), integrityOf(root), 'the tarball');
  },
};

/** @param {[name: string, check: () => void]} entry */
function passes([name, check]) {
  try {
    check();
    console.log(`✓ ${name}`);
    return true;
  } catch (error) {
    console.log(`✗ ${name}: ${error instanceof Error ? error.message : error}`);
    return false;
  }
}

const results = Object.entries(checks).map(passes);
const passed = results.filter(Boolean).length;
console.log(`${passed} passed, ${results.length - passed} failed`);
process.exitCode = passed === results.length ? 0 : 1;
