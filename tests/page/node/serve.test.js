// The page's server: what it serves, with which headers, and what nobody gets from it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { readServeFlags, UsageError } from '../../../scripts/demo/flags.js';
import { checkServed } from '../../../scripts/demo/served.js';
import { startPageServer } from '../../../scripts/serve.js';
import { serviceHosts } from '../../../www/src/lib/endpoints.js';

/** No pattern: under the service's domain there are hosts that anybody can rent. */
const service = serviceHosts.map((host) => `https://${host}`).join(' ');

const config = { endpoint: 'http://127.0.0.1:4510', controlUrl: 'http://127.0.0.1:4511' };
/** @type {import('../../../scripts/serve.js').PageServer} */
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
    `connect-src 'self' ${service} http://127.0.0.1:4510 http://127.0.0.1:4511`,
    "img-src 'self'",
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

test('the page as it is built has a policy of its own, for servers that send none', async () => {
  const html = await readFile(new URL('../../../www/dist/index.html', import.meta.url), 'utf8');
  const policy =
    /http-equiv="Content-Security-Policy" content="([^"]*)"/
      .exec(html)?.[1]
      .replaceAll('&#39;', "'") ?? '';
  assert.ok(
    policy.startsWith("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "),
    policy,
  );
  assert.doesNotMatch(policy, /unsafe-inline|(?<!wasm-)unsafe-eval/);
  // Beside the header it would forbid what the header allows.
  assert.doesNotMatch((await ask('/')).text, /Content-Security-Policy/);
});

test('origins that the user allows are in the policy, and nothing but origins', async () => {
  const allowed = readServeFlags([
    '--allow',
    'https://sts.example.com/path?x',
    '--allow',
    'http://a:1',
  ]);
  assert.deepEqual(allowed, { port: 0, allow: ['https://sts.example.com', 'http://a:1'] });
  const other = await startPageServer({ allowed: allowed.allow });
  const { headers } = await fetch(other.url);
  await other.close();
  const policy = headers.get('content-security-policy') ?? '';
  assert.ok(
    policy.includes(`connect-src 'self' ${service} https://sts.example.com http://a:1;`),
    policy,
  );
  for (const wrong of ["'unsafe-inline'", 'example.com', '*', 'data:x', 'https:']) {
    assert.throws(() => readServeFlags(['--allow', wrong]), UsageError);
  }
});

test('files that never change are kept, and come compressed to whom takes that', async () => {
  const { text } = await ask('/');
  const path = `/${/src="\.\/(assets\/[^"]+\.js)"/.exec(text)?.[1]}`;
  const small = await ask(path, { headers: { 'accept-encoding': 'gzip, br' } });
  const large = await ask(path);
  assert.equal(small.headers['content-encoding'], 'br');
  assert.equal(large.headers['content-encoding'], undefined);
  assert.match(large.headers['cache-control'] ?? '', /immutable/);
  assert.ok(small.text.length < large.text.length / 2);
  assert.equal((await ask('/')).headers['cache-control'], 'no-store');
});

test('what a user’s functions would answer is for the page alone', async () => {
  const desk = { '/demo/x': async (/** @type {string} */ body) => ({ got: JSON.parse(body) }) };
  const other = await startPageServer({ desk });
  const post = (/** @type {string} */ body, headers = {}) =>
    fetch(`${other.url}demo/x`, { method: 'POST', body, headers });
  assert.deepEqual(await (await post('{"a":1}')).json(), { got: { a: 1 } });
  assert.equal((await post('{}', { origin: 'https://elsewhere.example' })).status, 403);
  assert.equal((await post('no JSON')).status, 400);
  assert.equal((await post(JSON.stringify('x'.repeat(20_000)))).status, 413);
  await other.close();
});

test('the page is told of the demo, and of nothing when there is none', async () => {
  assert.deepEqual(JSON.parse((await ask('/config.json')).text), config);
  const bare = await startPageServer();
  assert.deepEqual(await (await fetch(`${bare.url}config.json`)).json(), {});
  await bare.close();
});

test('nothing outside the folder is served', async (context) => {
  for (const path of [
    '/../Cargo.toml',
    '/..%2f..%2fscripts%2fserve.js',
    '/%2e%2e/scripts/serve.js',
    '/assets/../../package.json',
    '/assets/..%2f..%2fvite.config.js',
    '/assets//../../policy.js',
    '/..\\scripts\\serve.js',
    '/%00.js',
    '/%',
    '//scripts/serve.js',
    '/package.json',
    '/assets/',
    '/src/main.jsx',
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
