// The page's server: what it serves, with which headers, and what nobody gets from it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { checkServed } from '../../scripts/demo/served.js';
import { startPageServer } from '../../scripts/serve.js';

const config = { endpoint: 'http://127.0.0.1:4510', controlUrl: 'http://127.0.0.1:4511' };
/** @type {import('../../scripts/serve.js').PageServer} */
let server;

before(async () => {
  server = await startPageServer({ config });
});
after(() => server.close());

/**
 * A request whose path is sent as it stands; `fetch` would tidy it up.
 *
 * @param {string} path
 * @param {import('node:http').RequestOptions} [options]
 */
async function ask(path, options = {}) {
  const { hostname, port } = new URL(server.url);
  const asked = request({ hostname, port, path, agent: false, ...options }).end();
  const [answer] = await once(asked, 'response');
  let text = '';
  for await (const part of answer.setEncoding('utf8')) text += part;
  return { status: answer.statusCode, headers: answer.headers, text };
}

test('the page has a policy that lets it reach the service and the demo, nothing else', async () => {
  const { status, headers } = await ask('/');
  assert.equal(status, 200);
  assert.equal(headers['content-type'], 'text/html; charset=utf-8');
  assert.deepEqual(headers['content-security-policy'].split('; '), [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "connect-src 'self' http://127.0.0.1:4510 http://127.0.0.1:4511 https://*.aliyuncs.com",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]);
  assert.equal(headers['referrer-policy'], 'no-referrer');
  assert.equal(headers['x-content-type-options'], 'nosniff');
});

test('everything that the page loads is there, of the right type', async () => {
  assert.ok((await checkServed(server.url)) > 10);
});

test('the page has no script or style of its own', async () => {
  const { text } = await ask('/');
  assert.doesNotMatch(text, /<script(?![^>]*\bsrc=)/);
  assert.doesNotMatch(text, /<style|\sstyle=|\son[a-z]+=/);
});

test('the page is told of the demo, and of nothing when there is none', async () => {
  assert.deepEqual(JSON.parse((await ask('/config.json')).text), config);
  const bare = await startPageServer();
  assert.deepEqual(await (await fetch(`${bare.url}config.json`)).json(), {});
  await bare.close();
});

test('nothing outside the two folders is served', async (context) => {
  for (const path of [
    '/../Cargo.toml',
    '/..%2f..%2fscripts%2fserve.js',
    '/%2e%2e/scripts/serve.js',
    '/pkg/../../scripts/serve.js',
    '/pkg/..%2f..%2fscripts%2fserve.js',
    '/pkg//../../scripts/serve.js',
    '/..\\scripts\\serve.js',
    '/%00.js',
    '/%',
    '//scripts/serve.js',
    '/pkg/package.json',
    '/pkg/generated/.built',
    '/pkg/',
    '/missing.js',
  ]) {
    await context.test(path, async () => {
      assert.equal((await ask(path)).status, 404);
    });
  }
});

test('a page elsewhere, by whatever name it came here, gets nothing', async () => {
  assert.equal((await ask('/config.json', { headers: { host: 'rebound.example' } })).status, 421);
  assert.equal((await ask('/config.json', { headers: { host: 'localhost:80' } })).status, 200);
});

test('files are only read', async () => {
  assert.equal((await ask('/', { method: 'POST' })).status, 405);
  const { status, text } = await ask('/', { method: 'HEAD' });
  assert.deepEqual({ status, text }, { status: 200, text: '' });
});

test('a port that is taken is an error', async () => {
  const { port } = new URL(server.url);
  await assert.rejects(startPageServer({ port: Number(port) }), { code: 'EADDRINUSE' });
});
