// The example Worker as wrangler makes it ready for deployment: nothing is uploaded.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { bundle, root, source } from './worker/bundle.js';

/** Bytes with gzip. The platform takes three million on its smallest plan; nobody should come near. */
const MOST = 200_000;

describe('wrangler deploy --dry-run', () => {
  /** @type {import('./worker/bundle.js').Bundle} */
  let built;
  before(async () => {
    built = await bundle();
  });

  const endingIn = (/** @type {string} */ ending) =>
    built.files.filter(({ name }) => name.endsWith(ending));

  it('has nothing to complain about', () => {
    assert.match(built.output, /--dry-run: exiting now/);
    assert.doesNotMatch(built.output, /warning|error/i);
  });

  it('makes a script and one WebAssembly module, as the package has it', async () => {
    const [script, ...others] = endingIn('.js');
    const [wasm, ...more] = endingIn('.wasm');
    assert.equal(script.name, 'index.js');
    assert.deepEqual([others, more], [[], []]);
    const original = await readFile(join(root, 'pkg/generated/ecs_delete_image_bg.wasm'));
    assert.deepEqual(wasm.content, original);
    assert.ok(String(script.content).includes(`from "./${wasm.name}"`));
  });

  it('takes the entry that is made for Workers: no bytes of the module are in the script', () => {
    const [{ content }] = endingIn('.js');
    assert.ok(!String(content).includes('AGFzbQ'), 'the module is there in base64');
  });

  it('stays small', () => {
    const sizes = [...endingIn('.js'), ...endingIn('.wasm')].map(
      ({ content }) => gzipSync(content).length,
    );
    const size = sizes.reduce((sum, each) => sum + each);
    assert.ok(size < MOST, `${size} bytes`);
    assert.match(built.output, /Total Upload: .* gzip: /);
  });

  it('binds the limiter and the variables, and no secret', () => {
    assert.match(built.output, /env\.RATE_LIMITER \(20 requests\/60s\) +Rate Limit/);
    const names = [...built.output.matchAll(/env\.(\w+)/g)].map(([, name]) => name);
    assert.deepEqual(names.sort(), [
      'ALLOWED_ORIGIN',
      'GROUPS_CLAIM',
      'RATE_LIMITER',
      'RULES',
      'TOKEN_AUDIENCE',
      'TOKEN_ISSUER',
      'TOKEN_KEYS',
    ]);
  });

  it('has no preview URLs, which would outlive a change of the rules', () => {
    assert.equal(built.config.preview_urls, false);
  });
});

describe('what goes with it', () => {
  it('package.json asks for what the tests use', async () => {
    const ofExample = JSON.parse(await readFile(join(source, 'package.json'), 'utf8'));
    const ofProject = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    const ofPackage = JSON.parse(await readFile(join(root, 'pkg/package.json'), 'utf8'));
    const { jose, wrangler } = ofProject.devDependencies;
    assert.deepEqual(ofExample.devDependencies, { wrangler });
    assert.deepEqual(ofExample.dependencies, {
      'ecs-delete-image': `^${ofPackage.version}`,
      jose,
    });
  });

  it('the README has the RAM policy, and it allows no more than it says', async () => {
    const text = await readFile(join(source, 'README.md'), 'utf8');
    const [, json] = /```json\n(.*?)```/s.exec(text) ?? [];
    const { Statement } = JSON.parse(json);
    assert.deepEqual(
      Statement.flatMap((/** @type {any} */ { Action }) => Action),
      ['ecs:DeleteImage', 'ecs:DescribeImages'],
    );
  });

  it('the README names every file', async () => {
    const text = await readFile(join(source, 'README.md'), 'utf8');
    for (const folder of ['src', 'page']) {
      for (const name of await readdir(join(source, folder))) {
        assert.ok(text.includes(`${folder}/${name}`), `${folder}/${name}`);
      }
    }
  });
});
