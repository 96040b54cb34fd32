// What Deno prints of a client and of errors shows nothing of the key.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startEndpoint } from '../endpoint/index.js';
import { refusingUrl } from '../runtimes/refusing-url.js';
import { marksIn } from './marks.js';

const deno = fileURLToPath(new URL('../../node_modules/.bin/deno', import.meta.url));
const program = fileURLToPath(new URL('deno-inspect.js', import.meta.url));

/**
 * Without configuration, lock file, npm or prompts: with nothing but the files and the endpoint.
 *
 * @param {string[]} permissions
 * @param {string[]} urls
 * @returns {Promise<{ status: number, output: string }>}
 */
function run(permissions, urls) {
  const options = ['--no-config', '--no-lock', '--no-npm', '--no-prompt', '--quiet'];
  const child = spawn(deno, ['run', ...options, ...permissions, program, ...urls]);
  let output = '';
  const add = (/** @type {Buffer} */ chunk) => void (output += chunk);
  child.stdout.on('data', add);
  child.stderr.on('data', add);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status: status ?? -1, output }));
  });
}

describe('in Deno', () => {
  /** @type {import('../endpoint/index.js').Endpoint} */
  let endpoint;
  /** The endpoint's, and one that nobody listens on. @type {string[]} */
  let urls;
  before(async () => {
    endpoint = await startEndpoint();
    urls = [endpoint.url, await refusingUrl()];
  });
  after(() => endpoint.close());

  it('with permission for the network alone, nothing of the key is printed', async () => {
    const hosts = urls.map((url) => new URL(url).host).join();
    const { status, output } = await run([`--allow-net=${hosts}`], urls);
    assert.deepEqual(marksIn(output), [], output);
    assert.match(output, /Uncaught[^]*InvalidAccessKeyId\.NotFound/);
    for (const name of ['EcsServiceError', 'EcsArgumentError', 'EcsNetworkError', 'EcsClient {}']) {
      assert.ok(output.includes(name), `${name} is not in ${output}`);
    }
    assert.equal(status, 1, 'the last call, which nobody catches, ends the process');
    assert.match(output, /refused/i, 'the closed port was not tried');
    assert.equal(endpoint.requests.length, 4);
  });

  it('without any permission, a call says that nothing answered, and shows nothing', async () => {
    const { output } = await run([], urls);
    assert.deepEqual(marksIn(output), [], output);
    assert.match(output, /EcsNetworkError/);
    assert.equal(endpoint.requests.length, 4);
  });
});
