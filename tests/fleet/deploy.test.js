// The example as wrangler makes it ready for deployment: nothing is uploaded.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { withCosts } from './costs.js';
import { copyExample, root, source } from './wrangler.js';

// Not imported: its types need packages that it does not bring along.
const load = createRequire(import.meta.url);

/** Bytes with gzip. The platform takes three million on its smallest plan. */
const MOST = 250_000;

/** @type {import('./wrangler.js').Copy} */
let copy;
before(async () => {
  copy = await copyExample();
});
after(() => copy?.remove());

const read = (/** @type {string} */ name) => readFile(join(source, name), 'utf8');

describe('wrangler deploy --dry-run', () => {
  /** @type {string} */
  let output;
  before(async () => {
    output = await copy.run('deploy', '--dry-run', '--outdir', 'out');
  });

  it('has nothing to complain about', () => {
    assert.match(output, /--dry-run: exiting now/);
    assert.doesNotMatch(output, /warning|error/i);
  });

  it('makes a script and the WebAssembly module, and stays small', async () => {
    const folder = join(copy.folder, 'out');
    const names = (await readdir(folder)).filter((name) => /\.(js|wasm)$/.test(name)).sort();
    assert.equal(names.length, 2);
    const files = await Promise.all(names.map((name) => readFile(join(folder, name))));
    const size = files.reduce((sum, file) => sum + gzipSync(file).length, 0);
    assert.ok(size < MOST, `${size} bytes`);
  });

  it('binds a database, two queues and the variables, and no secret', () => {
    const names = [...output.matchAll(/env\.(\w+)/g)].map(([, name]) => name);
    assert.deepEqual(names.sort(), [
      ...['APPROVERS', 'DB', 'DEAD_LETTERS', 'GROUPS_CLAIM', 'IMAGES_PER_TURN', 'LEASE_SECONDS'],
      ...['MODE', 'PAGES_PER_TURN', 'REPORT_DAYS', 'TOKEN_AUDIENCE', 'TOKEN_ISSUER', 'TOKEN_KEYS'],
      ...['TURNS', 'VIEWERS'],
    ]);
  });
});

describe('wrangler d1 migrations apply', () => {
  it('makes the tables and the safeguards', async () => {
    await copy.run('d1', 'migrations', 'apply', 'DB', '--local');
    const sql = "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'trigger')";
    const output = await copy.run('d1', 'execute', 'DB', '--local', '--json', '--command', sql);
    const [{ results }] = JSON.parse(output.slice(output.indexOf('[')));
    const names = results.map((/** @type {any} */ { name }) => name);
    for (const name of ['plans', 'lanes', 'pages', 'images', 'pauses', 'dead_letters', 'stops']) {
      assert.ok(names.includes(name), name);
    }
    const triggers = results.filter((/** @type {any} */ { type }) => type === 'trigger');
    assert.equal(triggers.length, 7);
  });
});

describe('what is deployed as it is', () => {
  const config = () =>
    load('wrangler').unstable_readConfig({ config: join(source, 'wrangler.jsonc') });

  it('is a dry run', () => assert.equal(config().vars.MODE, 'dry-run'));

  it('waits for approval', async () => {
    assert.equal(JSON.parse(await read('policy.json')).approval, 'always');
  });

  it('forces nothing', async () => {
    assert.ok(!(await read('policy.json')).includes('force'));
  });

  it('sweeps every minute, and plans on another schedule', () => {
    const { crons } = config().triggers;
    assert.equal(crons.length, 2);
    assert.ok(crons.includes('* * * * *'));
  });

  it('has a dead-letter queue, which somebody reads', () => {
    const { producers, consumers } = config().queues;
    const [turns, letters] = consumers;
    assert.equal(turns.dead_letter_queue, letters.queue);
    assert.deepEqual(
      producers.map((/** @type {any} */ { queue }) => queue),
      consumers.map((/** @type {any} */ { queue }) => queue),
    );
  });

  it('has no preview URLs, which would outlive a change of the policy', () => {
    assert.equal(config().preview_urls, false);
  });
});

describe('what goes with it', () => {
  it('package.json asks for what the tests use', async () => {
    const ofExample = JSON.parse(await read('package.json'));
    const ofProject = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    const ofPackage = JSON.parse(await readFile(join(root, 'pkg/package.json'), 'utf8'));
    const { jose, wrangler } = ofProject.devDependencies;
    assert.deepEqual(ofExample.devDependencies, { wrangler });
    assert.deepEqual(ofExample.dependencies, {
      'ecs-delete-image': `^${ofPackage.version}`,
      jose,
    });
  });

  it('authentication is that of the other example', async () => {
    const plain = (/** @type {string} */ text) => text.replace(/@param \{.*\} tokens/, '');
    for (const name of ['authentication.js', 'issuer-keys.js']) {
      const other = await readFile(join(root, 'examples/worker/src', name), 'utf8');
      const ours = await read(`src/api/${name}`);
      assert.ok(plain(ours) === plain(other), `${name} differs: copy it from examples/worker`);
    }
  });

  it('the README has the RAM policy, and it allows no more than it says', async () => {
    const [, json] = /```json\s+(\{\s*"Version".*?)```/s.exec(await read('README.md')) ?? [];
    const { Statement } = JSON.parse(json);
    assert.deepEqual(Statement.flatMap((/** @type {any} */ { Action }) => Action).sort(), [
      'ecs:DeleteImage',
      'ecs:DescribeImages',
      'ecs:DescribeRegions',
    ]);
  });

  it('the README has the costs that come of its prices', async () => {
    const text = await read('README.md');
    assert.ok((await withCosts(text)) === text, 'run node tests/fleet/costs.js');
  });

  it('the README names every file and every field of the policy', async () => {
    const text = await read('README.md');
    const names = (await readdir(join(source, 'src'), { recursive: true })).filter((name) =>
      /\.js$/.test(name),
    );
    for (const name of names) assert.ok(text.includes(`src/${name}`), name);
    const schema = JSON.parse(await read('policy.schema.json'));
    for (const { properties } of [schema, ...Object.values(schema.$defs)]) {
      for (const name of Object.keys(properties ?? {})) {
        assert.ok(text.includes(`\`${name}\``) || text.includes(`"${name}"`), name);
      }
    }
  });
});
