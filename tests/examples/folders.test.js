// What examples/README.md says of each folder: it can be copied, and is started as it says there.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const examples = join(root, 'examples');

const text = await readFile(join(examples, 'README.md'), 'utf8');
const { version } = JSON.parse(await readFile(join(root, 'pkg/package.json'), 'utf8'));
const commands = new Map(
  [...text.matchAll(/^\| \[`(\w+)`\].*\| `([^`]+)`[^|]*\|$/gm)].map(([, name, command]) => [
    name,
    command,
  ]),
);

describe('the folders of examples/', () => {
  it('are those of the README', async () => {
    const entries = await readdir(examples, { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    assert.deepEqual([...commands.keys()].sort(), folders.sort());
  });

  for (const [name, command] of commands) {
    it(`${name} has what it takes: ${command}`, async () => {
      const folder = join(examples, name);
      const files = await readdir(folder);
      const json = files.includes('package.json') ? 'package.json' : 'deno.json';
      const settings = JSON.parse(await readFile(join(folder, json), 'utf8'));
      const wanted = settings.dependencies ?? settings.imports;
      assert.equal(wanted['ecs-delete-image'].replace(/^npm:\S+@/, ''), `^${version}`);
      const [, script] = /^npm (?:run )?(\w+)$/.exec(command) ?? [];
      const [, file = ''] = / (\S+\.[jt]s) /.exec(command) ?? [];
      assert.ok(script === undefined ? files.includes(file) : script in settings.scripts, command);
    });
  }
});

describe('the page, copied and started', () => {
  it('gets itself and the package', async (context) => {
    const folder = await mkdtemp(join(tmpdir(), 'page-'));
    context.after(() => rm(folder, { recursive: true, force: true }));
    await cp(join(examples, 'page'), folder, { recursive: true });
    // As `npm install` puts it there.
    await mkdir(join(folder, 'node_modules'));
    await symlink(join(root, 'pkg'), join(folder, 'node_modules/ecs-delete-image'));
    const { scripts } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const url = await serve(context, folder, scripts.start.replace(' 8000 ', ' 0 '));

    const page = await (await fetch(url)).text();
    const { imports } = JSON.parse(/importmap">([^<]*)/.exec(page)?.[1] ?? '');
    const [, main] = /src="(\S+)"/.exec(page) ?? [];
    /** @type {[string, RegExp][]} */
    const wanted = [
      [main, /javascript/],
      [imports['ecs-delete-image'], /javascript/],
      ['/node_modules/ecs-delete-image/generated/ecs_delete_image_bg.wasm', /application\/wasm/],
    ];
    for (const [path, type] of wanted) {
      const response = await fetch(new URL(path, url));
      await response.arrayBuffer();
      assert.equal(response.status, 200, path);
      assert.match(response.headers.get('content-type') ?? '', type, path);
    }
  });
});

/**
 * Runs the command until the test has ended.
 *
 * @param {import('node:test').TestContext} context
 * @param {string} cwd
 * @param {string} command
 * @returns {Promise<string>} the address that it says
 */
async function serve(context, cwd, command) {
  const [program, ...options] = command.split(' ');
  const env = { ...process.env, PYTHONUNBUFFERED: '1' };
  const child = spawn(program, options, { cwd, env, stdio: ['ignore', 'pipe', 'ignore'] });
  const gone = once(child, 'exit');
  context.after(async () => {
    child.kill();
    await gone;
  });
  const [said] = await Promise.race([
    once(child.stdout, 'data'),
    gone.then(() => Promise.reject(new Error(`${command} has ended`))),
  ]);
  const [url] = /http:\/\/[^)\s]+/.exec(String(said)) ?? [];
  return String(url);
}
