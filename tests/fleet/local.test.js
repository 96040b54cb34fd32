// A trial as the README has it: `wrangler dev` with what stands in for the service and for an identity
// provider, at other addresses than the README's, which may be taken.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startStandIns } from '../../examples/fleet/local/stand-ins.js';
import { until } from './waiting.js';
import { copyExample, source } from './wrangler.js';

const read = (/** @type {string} */ name) => readFile(join(source, name), 'utf8');

/** @type {import('./wrangler.js').Copy} */
let copy;
/** @type {ReturnType<import('./wrangler.js').Copy['start']>} */
let dev;
/** @type {Awaited<ReturnType<typeof startStandIns>>} */
let standIns;
/** @type {string} */
let url;

before(async () => {
  [copy, standIns] = await Promise.all([copyExample(), startStandIns({ port: 0, keysPort: 0 })]);
  const variables = (await read('.dev.vars.example'))
    .replace('http://127.0.0.1:4510', standIns.endpoint.url)
    .replace('http://127.0.0.1:4512/', standIns.keysUrl);
  await writeFile(join(copy.folder, '.dev.vars'), variables);
  await copy.run('d1', 'migrations', 'apply', 'DB', '--local');
  const free = ['--ip', '127.0.0.1', '--port', '0', '--inspector-port', '0'];
  dev = copy.start('dev', '--test-scheduled', ...free);
  url = await until(async () => {
    assert.ok(dev.isRunning(), dev.output());
    return /Ready on (http:\S+)/.exec(dev.output())?.[1];
  });
});
after(async () => {
  await dev?.stop();
  await Promise.all([standIns?.close(), copy?.remove()]);
});

/** @param {string} path @param {object} [body] @returns {Promise<any>} */
async function ask(path, body) {
  const headers = {
    authorization: `Bearer ${standIns.token}`,
    'content-type': 'application/json',
  };
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(new URL(`api/${path}`, url), { headers, ...init });
  assert.equal(response.status, 200, `${path}: ${response.status}`);
  return response.json();
}

describe('a trial', () => {
  it('lets the token in, which may do everything', async () => {
    const { mayApprove, mode, policyProblems } = await ask('status');
    assert.deepEqual([mayApprove, mode, policyProblems], [true, 'dry-run', []]);
  });

  it('names as many images as the README says, and is a dry run', async () => {
    const { planId } = await ask('plans', {});
    const reaches = (/** @type {string} */ state) =>
      until(async () => {
        const plan = await ask(`plans/${planId}`);
        return plan.state === state && plan;
      });
    const { hash, tally } = await reaches('waiting');
    const [, count] = /It names (\d+) images/.exec(await read('README.md')) ?? [];
    assert.equal(tally.planned, Number(count));
    await ask(`plans/${planId}/approve`, { hash });
    assert.equal((await reaches('done')).tally['would-delete'], Number(count));
  });

  it('has its schedules run by hand, as local/start.js does', async () => {
    const text = await read('local/start.js');
    const [, path] = /\$\{WORKER\}(\S+?)`/.exec(text) ?? [];
    const response = await fetch(new URL(path, url));
    assert.equal(await response.text(), 'Ran scheduled event');
    const variables = await read('.dev.vars.example');
    for (const [, port] of text.matchAll(/ort: (\d+)/g)) {
      assert.ok(variables.includes(`http://127.0.0.1:${port}`), port);
    }
  });
});
