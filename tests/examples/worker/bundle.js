// The example Worker as wrangler would deploy it, made from a copy: what wrangler leaves beside its
// configuration then lies in target/.
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

// Not imported: its types need packages that it does not bring along.
const load = createRequire(import.meta.url);

export const root = fileURLToPath(new URL('../../..', import.meta.url));
export const source = join(root, 'examples/worker');

/** @typedef {Awaited<ReturnType<typeof bundle>>} Bundle */

/** Runs `wrangler deploy --dry-run`, without a network and without anybody's settings. */
export async function bundle() {
  const home = await mkdtemp(join(tmpdir(), 'wrangler-home-'));
  await mkdir(join(root, 'target'), { recursive: true });
  // Inside the project, so that the copy finds its packages.
  const copy = await mkdtemp(join(root, 'target/example-worker-'));
  try {
    await cp(source, copy, { recursive: true });
    const output = await runWrangler(copy, home);
    const folder = join(copy, 'out');
    const names = (await readdir(folder)).sort();
    const read = (/** @type {string} */ name) => readFile(join(folder, name));
    const files = await Promise.all(
      names.map(async (name) => ({ name, content: await read(name) })),
    );
    const config = load('wrangler').unstable_readConfig({ config: join(copy, 'wrangler.jsonc') });
    return { output, files, config };
  } finally {
    await Promise.all([copy, home].map((folder) => rm(folder, { recursive: true, force: true })));
  }
}

/**
 * @param {string} cwd
 * @param {string} home
 */
async function runWrangler(cwd, home) {
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    XDG_CONFIG_HOME: home,
    CI: '1',
    NO_COLOR: '1',
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_HIDE_BANNER: 'true',
  };
  const wrangler = join(root, 'node_modules/wrangler/bin/wrangler.js');
  const given = [wrangler, 'deploy', '--dry-run', '--outdir', 'out'];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, given, { cwd, env });
  return stdout + stderr;
}
