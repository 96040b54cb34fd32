// `node scripts/demo.js`, run as people run it: what it prints, how it ends, and what it never shows.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { EcsClient } from 'ecs-delete-image';
import { isColourful, makeTerminal } from '../../../scripts/demo/terminal.js';
import { demoImages } from '../../endpoint/index.js';

const script = fileURLToPath(new URL('../../../scripts/demo.js', import.meta.url));
/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set();
after(() => children.forEach((child) => child.kill('SIGKILL')));

/** @param {string[]} flags */
function start(...flags) {
  return startWith(process.env, flags);
}

/** @param {NodeJS.ProcessEnv} env @param {string[]} flags */
function startWith(env, flags) {
  const child = spawn(process.execPath, [script, ...flags], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  const run = { child, stdout: '', stderr: '', ended: ending(child) };
  child.stdout.setEncoding('utf8').on('data', (text) => (run.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (run.stderr += text));
  return run;
}

/**
 * Resolves to the exit code once all output is read.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number | null>}
 */
async function ending(child) {
  const [code] = await once(child, 'close');
  children.delete(child);
  return code;
}

/**
 * Resolves when the demo has printed the text; rejects when it ends without.
 *
 * @param {ReturnType<typeof start>} run
 * @param {string} text
 */
async function printed(run, text) {
  const { stdout } = run.child;
  await Promise.race([
    new Promise((resolve) => {
      const look = () => run.stdout.includes(text) && resolve(undefined);
      stdout?.on('data', look);
      look();
    }),
    run.ended.then((code) => {
      throw new Error(`the demo ended with ${code}: ${run.stdout}${run.stderr}`);
    }),
  ]);
}

test('--once shows a deletion, a refusal and a forced deletion, and ends', async () => {
  const run = start('--once');
  assert.equal(await run.ended, 0, run.stderr);
  for (const part of [
    "import { EcsClient, isEcsError } from 'ecs-delete-image';",
    `await ecs.deleteImage('cn-hangzhou', '${demoImages.free}', false);`,
    '→ POST http://127.0.0.1:',
    '← 200 OK',
    '"RequestId"',
    "outcome 'accepted'",
    'holds 6 images now',
    '← 403 Forbidden',
    'EcsServiceError',
    'ImageUsingByInstance',
    'Instances were created from the image.',
    'not-applied',
    `await ecs.deleteImage('cn-hangzhou', '${demoImages.inUse}', true);`,
    'holds 5 images now',
    'files are served',
    'Done: 2 images deleted from Node.',
  ]) {
    assert.ok(run.stdout.includes(part), `no "${part}" in:\n${run.stdout}`);
  }
  assert.match(run.stdout, /^ +Action +DeleteImage$/m);
  assert.match(run.stdout, /^ +httpStatus +403$/m);
  assert.match(run.stdout, /^ +requestId +[0-9A-F-]{36}$/m);
  assert.match(run.stdout, /^ +remedies\[1\] +DeleteImage \{"Force":true,/m);
  assert.equal(run.stderr, '');
});

test('no secret, signature or colour code is in the output', async () => {
  const run = start('--once');
  await run.ended;
  assert.match(run.stdout, /^ +Signature +\(hidden\)$/m);
  assert.doesNotMatch(run.stdout, /testsecret/);
  assert.doesNotMatch(
    run.stdout,
    /[A-Za-z0-9+/]{27}(=|%3D)/,
    'something like a signature is shown',
  );
  assert.ok(!run.stdout.includes('\x1b'));
});

test('serves the page until it is asked to end, and says what happened', async (context) => {
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT'])) {
    await context.test(signal, async () => {
      const run = start();
      await printed(run, 'press Ctrl-C to stop');
      const url =
        /^ +(http:\/\/127\.0\.0\.1:\d+\/)$/m.exec(run.stdout)?.[1] ?? 'no URL was printed';
      const { endpoint, regionId, credentials } = await (await fetch(`${url}config.json`)).json();
      const ecs = new EcsClient({ endpoint, credentials });
      await ecs.deleteImage(regionId, demoImages.free);
      run.child.kill(signal);
      assert.equal(await run.ended, 0, run.stderr);
      assert.match(run.stdout, /Stopped: 1 image deleted by page, 2 from Node\.\n$/);
    });
  }
});

/** A folder in which what opens a page tells the URL to another one. @param {string} url */
async function openersThatTell(url) {
  const folder = await mkdtemp(join(tmpdir(), 'demo-'));
  const tell = `fetch('${url}', { method: 'POST', body: process.argv[2] });`;
  for (const name of ['xdg-open', 'open']) {
    await writeFile(join(folder, name), `#!${process.execPath}\n${tell}\n`, { mode: 0o755 });
  }
  return folder;
}

test('--open opens the page in the browser, and does without one', async () => {
  const told = createServer().listen(0, '127.0.0.1');
  await once(told, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (told.address());
  const folder = await openersThatTell(`http://127.0.0.1:${port}/`);
  const asked = once(told, 'request');
  const run = startWith({ ...process.env, PATH: folder }, ['--open']);
  const [request, answer] = await asked;
  assert.equal(await text(request), /^ +(http:\S+)$/m.exec(run.stdout)?.[1]);
  answer.end();
  run.child.kill('SIGTERM');
  assert.equal(await run.ended, 0, run.stderr);
  told.close();
  await rm(folder, { recursive: true });
  const second = startWith({ ...process.env, PATH: folder }, ['--open']);
  await printed(second, 'press Ctrl-C to stop');
  second.child.kill('SIGTERM');
  assert.equal(await second.ended, 0, second.stderr);
});

test('ends cleanly when it is stopped half-way', async () => {
  const run = start();
  await printed(run, 'Load the package');
  run.child.kill('SIGTERM');
  assert.equal(await run.ended, 0, run.stderr);
  assert.match(run.stdout, /Stopped before the page was up/);
});

test('serves the page on the port that it is given, and says when it is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (other.address());
  const run = start('--once', '--port', String(port));
  assert.equal(await run.ended, 1);
  assert.match(run.stderr, /Step 1 failed/);
  assert.match(run.stderr, new RegExp(`port ${port} is taken`));
  other.close();
  await once(other, 'close');
  const second = start('--once', `--port=${port}`);
  assert.equal(await second.ended, 0, second.stderr);
  assert.ok(second.stdout.includes(`http://127.0.0.1:${port}/`));
});

test('wrong flags are said to be wrong', async (context) => {
  for (const flags of [['--prot', '1'], ['--port'], ['--port', 'x'], ['--port', '65536'], ['x']]) {
    await context.test(flags.join(' '), async () => {
      const run = start(...flags);
      assert.equal(await run.ended, 2);
      assert.equal(run.stdout, '');
      assert.ok(run.stderr.includes(flags.at(-1)?.replace('1', '') ?? ''), run.stderr);
      assert.match(run.stderr, /--help/);
    });
  }
});

test('--help lists the flags', async () => {
  const run = start('--help');
  assert.equal(await run.ended, 0);
  for (const flag of ['--port', '--open', '--once', '--help', 'NO_COLOR']) {
    assert.ok(run.stdout.includes(flag), run.stdout);
  }
});

test('colours are for terminals whose user wants them', () => {
  assert.equal(isColourful({ isTTY: true }, {}), true);
  assert.equal(isColourful({ isTTY: true }, { NO_COLOR: '1' }), false);
  assert.equal(isColourful({ isTTY: false }, {}), false);
  assert.equal(isColourful({ isTTY: true }, { TERM: 'dumb' }), false);
  assert.equal(makeTerminal(true, assert.fail).paint('red', 'x'), '\x1b[31mx\x1b[39m');
  assert.equal(makeTerminal(false, assert.fail).paint('red', 'x'), 'x');
});
