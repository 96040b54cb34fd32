// Runs the programs that people build and test their projects with.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { workshop } from '../workshop.js';

/** What they are told of where they are: nothing that changes what they do, and no colours. */
const environment = (/** @type {Record<string, string>} */ more) => {
  const { NODE_TEST_CONTEXT, FORCE_COLOR, ...own } = process.env;
  return { ...own, NO_COLOR: '1', CI: 'true', NEXT_TELEMETRY_DISABLED: '1', ...more };
};

/**
 * @param {string} program a program of the workshop, or the path of one
 * @param {string[]} options
 * @param {{ cwd: string, env?: Record<string, string> }} where
 */
function start(program, options, { cwd, env = {} }) {
  const path = program.includes('/') ? program : join(workshop, 'node_modules/.bin', program);
  const child = spawn(path, options, {
    cwd: join(workshop, cwd),
    env: environment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const said = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (said.text += text));
  }
  return { child, said };
}

/**
 * Runs a program to its end.
 *
 * @param {string} program
 * @param {string[]} options
 * @param {{ cwd: string, env?: Record<string, string> }} where
 * @returns {Promise<string>} what it said
 */
export async function run(program, options, where) {
  const { child, said } = start(program, options, where);
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(`${program} ${options.join(' ')} → ${status}\n${said.text}`);
  return said.text;
}

/**
 * Starts a server and waits until it says where it is.
 *
 * @param {{ after: (end: () => unknown) => void }} context ends it
 * @param {string} program
 * @param {string[]} options
 * @param {{ cwd: string, env?: Record<string, string> }} where
 * @returns {Promise<{ url: string, said: { text: string } }>}
 */
export async function serve(context, program, options, where) {
  const { child, said } = start(program, options, where);
  const closed = once(child, 'close');
  context.after(async () => {
    // Its group, for some of them start programs of their own.
    if (child.exitCode === null && child.pid) process.kill(-child.pid, 'SIGTERM');
    await closed;
  });
  /** @returns {Promise<string>} */
  const find = async () => {
    for (;;) {
      const found = /https?:\/\/(?:localhost|127\.0\.0\.1):\d+/.exec(said.text);
      if (found && /ready/i.test(said.text)) return found[0];
      const more = [once(child.stdout, 'data'), once(child.stderr, 'data')];
      const ended = closed.then(() => Promise.reject(new Error(`${program}: ${said.text}`)));
      await Promise.race([...more, ended]);
    }
  };
  return { url: await find(), said };
}
