/**
 * The command line, run as a process of its own.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { control } from './testing/client.js';

const MAIN = fileURLToPath(new URL('./main.js', import.meta.url));

/** @param {string[]} flags */
function start(flags) {
  const child = spawn(process.execPath, [MAIN, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (output.stdout += chunk));
  child.stderr.on('data', (chunk) => (output.stderr += chunk));
  return { child, output };
}

/** @param {string[]} flags */
async function run(flags) {
  const { child, output } = start(flags);
  const [exitCode] = await once(child, 'close');
  return { exitCode, ...output };
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  test(`says where it listens and what it knows, serves, and stops on ${signal}`, async () => {
    const flags = ['--port', '0', '--control-port', '0', '--no-cors', '--deletion-delay', '7'];
    const { child, output } = start(flags);
    while (!output.stdout.includes('Ctrl+C')) {
      await once(child.stdout, 'data');
    }
    assert.match(output.stdout, /service {2}http:\/\/127\.0\.0\.1:\d+/);
    assert.match(output.stdout, /testid \/ testsecret/);
    assert.match(output.stdout, /m-bp1free0000000000001 {2}free/);
    const controlUrl = /control {2}(http:\S+)/.exec(output.stdout)?.[1] ?? '';
    const { json } = await control(controlUrl, 'GET', '/settings');
    assert.deepEqual([json.cors, json.deletionDelay], [false, 7]);

    child.kill(signal);
    const [exitCode] = await once(child, 'close');
    assert.equal(exitCode, 0);
    assert.equal(output.stderr, '');
  });
}

test('--help shows the options', async () => {
  const { exitCode, stdout } = await run(['--help']);
  assert.equal(exitCode, 0);
  assert.match(stdout, /--control-port PORT/);
});

for (const [flags, message] of /** @type {const} */ ([
  [['--port', 'abc'], /--port: expected an integer from 0 to 65535/],
  [['--port', '70000'], /--port: expected an integer/],
  [['--deletion-delay', '-1'], /--deletion-delay/],
  [['--signature-error', 'x'], /--signature-error: expected one of SignatureDoesNotMatch/],
  [['--colour'], /'--colour'/],
  [['extra'], /'extra'/],
])) {
  test(`refuses ${flags.join(' ')}`, async () => {
    const { exitCode, stderr } = await run([...flags]);
    assert.equal(exitCode, 2);
    assert.match(stderr, message);
    assert.match(stderr, /--help/);
    assert.doesNotMatch(stderr, /at .*\.js:\d+/);
  });
}

test('a port that is taken is named', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (other.address());
  const { exitCode, stderr } = await run(['--port', '0', '--control-port', String(port)]);
  other.close();
  assert.equal(exitCode, 2);
  assert.match(stderr, new RegExp(`The port is taken: .*${port}`));
});
