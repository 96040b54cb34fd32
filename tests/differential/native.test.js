// The crate from native Rust: its example deletes an image with another HTTP client, and brings no part
// of the web along.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { startEndpoint } from '../endpoint/index.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? path.join(root, 'target');
const program = path.join(target, 'debug', 'examples', 'delete');
const run = promisify(execFile);

/** @param {import('node:test').TestContext} context */
async function start(context) {
  const endpoint = await startEndpoint({ port: 0, controlPort: 0 });
  context.after(() => endpoint.close());
  /** @param {string} state */
  const create = async (state) => {
    const body = JSON.stringify({ state });
    const made = await fetch(new URL('/images', endpoint.controlUrl), { method: 'POST', body });
    return /** @type {{ imageId: string }} */ (await made.json()).imageId;
  };
  /** @param {string} imageId */
  const remove = (imageId, secret = 'testsecret') =>
    run(program, ['cn-hangzhou', imageId, String(endpoint.url)], {
      env: { ALIBABA_CLOUD_ACCESS_KEY_ID: 'testid', ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret },
    });
  /** @param {string} imageId */
  const exists = async (imageId) =>
    (await fetch(new URL(`/images/${imageId}`, endpoint.controlUrl))).status === 200;
  return { create, remove, exists };
}

test('the example deletes an image', async (context) => {
  const { create, remove, exists } = await start(context);
  const imageId = await create('free');
  const { stdout } = await remove(imageId);
  assert.match(stdout, /^Accepted, request [0-9A-F-]{36}\n$/);
  assert.equal(await exists(imageId), false);
});

test('the example says why the service refuses', async (context) => {
  const { create, remove, exists } = await start(context);
  const imageId = await create('inUse');
  await assert.rejects(remove(imageId), /ImageUsingByInstance.*NotApplied/);
  assert.equal(await exists(imageId), true);
  await assert.rejects(remove(imageId, 'wrongsecret'), /the access key secret is wrong/);
});

/** @param {string[]} options */
const dependencies = (...options) =>
  execFileSync('cargo', ['tree', '--edges', 'normal', '--prefix', 'none', ...options], {
    cwd: root,
    encoding: 'utf8',
  });

const WEB = /^(js-sys|web-sys|wasm-bindgen|serde-wasm-bindgen|getrandom)/m;

test('native Rust pulls in nothing of the web', () => {
  assert.doesNotMatch(dependencies('--target', 'x86_64-unknown-linux-gnu'), WEB);
});

test('the core alone pulls in nothing of the web, in WebAssembly either', () => {
  const wasm = ['--target', 'wasm32-unknown-unknown'];
  assert.match(dependencies(...wasm), WEB);
  assert.doesNotMatch(dependencies(...wasm, '--no-default-features'), WEB);
});
