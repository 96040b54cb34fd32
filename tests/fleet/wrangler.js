// The example as its users have it: a copy of the folder, and wrangler's own commands, without a
// network and without anybody's settings. What wrangler leaves behind lies in target/.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const source = join(root, 'examples/fleet');

/** @typedef {Awaited<ReturnType<typeof copyExample>>} Copy */

/** Inside the project, so that the copy finds its packages. */
export async function copyExample() {
  const home = await mkdtemp(join(tmpdir(), 'wrangler-home-'));
  await mkdir(join(root, 'target'), { recursive: true });
  const folder = await mkdtemp(join(root, 'target/example-fleet-'));
  await cp(source, folder, { recursive: true });
  return {
    folder,
    /** Runs a command to its end. @param {string[]} given @returns {Promise<string>} what it printed */
    async run(...given) {
      const { child, output } = start(folder, home, given);
      const [code] = await once(child, 'close');
      if (code !== 0) throw new Error(`wrangler ${given.join(' ')}:\n${output()}`);
      return output();
    },
    /** Starts one that runs until it is stopped. @param {string[]} given */
    start(...given) {
      const { child, output } = start(folder, home, given);
      const isRunning = () => child.exitCode === null && child.signalCode === null;
      const stop = async () => {
        if (!isRunning()) return;
        const gone = once(child, 'close');
        process.kill(-Number(child.pid), 'SIGKILL');
        await gone;
      };
      return { output, stop, isRunning };
    },
    remove: () =>
      Promise.all([folder, home].map((each) => rm(each, { recursive: true, force: true }))),
  };
}

/** @param {string} cwd @param {string} home @param {string[]} given */
function start(cwd, home, given) {
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    XDG_CONFIG_HOME: home,
    CI: '1',
    NO_COLOR: '1',
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_HIDE_BANNER: 'true',
  };
  const program = join(root, 'node_modules/wrangler/bin/wrangler.js');
  // A group of its own: what it starts is ended with it.
  const child = spawn(process.execPath, [program, ...given], { cwd, env, detached: true });
  /** @type {string[]} */
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => printed.push(text));
  }
  child.stdin.end();
  return { child, output: () => printed.join('') };
}
