// What Bun prints of a client and of errors shows nothing of the key.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startEndpoint } from '../endpoint/index.js';
import { refusingUrl } from '../runtimes/refusing-url.js';
import { marksIn } from './marks.js';

const bun = createRequire(import.meta.url).resolve(
  `@oven/bun-${process.platform}-${process.arch}/bin/bun`,
);
const program = fileURLToPath(new URL('bun-inspect.js', import.meta.url));

/** @param {string[]} urls @returns {Promise<{ failed: boolean, output: string }>} */
function run(urls) {
  return new Promise((resolve) => {
    execFile(bun, ['run', program, ...urls], (error, stdout, stderr) => {
      resolve({ failed: error !== null, output: stdout + stderr });
    });
  });
}

it('in Bun, nothing of the key is printed', async () => {
  const endpoint = await startEndpoint();
  try {
    const { failed, output } = await run([endpoint.url, await refusingUrl()]);
    assert.deepEqual(marksIn(output), [], output);
    assert.ok(failed, 'the last call, which nobody catches, ends the process');
    for (const name of ['EcsServiceError', 'EcsArgumentError', 'EcsNetworkError', 'GET, lost']) {
      assert.ok(output.includes(name), `${name} is not in ${output}`);
    }
    assert.match(output, /connect/i, 'the closed port was not tried');
    assert.equal(endpoint.requests.length, 4);
  } finally {
    await endpoint.close();
  }
});
