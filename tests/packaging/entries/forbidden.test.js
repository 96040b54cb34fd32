// Where compiling is forbidden, importing works, and each call that needs the module says what to do.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { launch } from 'puppeteer-core';
import { chromiumArguments, firefoxArguments, locate } from '../../../scripts/lib/browsers.js';
import { serveStatically } from '../../runtimes/static-server.js';

const load = createRequire(import.meta.url);

/** All that the package needs but the one directive. */
const POLICY = "default-src 'self'; script-src 'self'; connect-src *; img-src data:";

const EXPECTED = {
  className: 'EcsArgumentError',
  message:
    "WebAssembly must be allowed to compile here: a page needs 'wasm-unsafe-eval' in the script-src of its Content-Security-Policy",
  kind: 'argument',
  argument: 'WebAssembly',
  outcome: 'not-applied',
  attempts: 0,
  isKnown: true,
};

/** @type {[name: string, options: () => import('puppeteer-core').LaunchOptions][]} */
const browsers = [
  ['Chromium', () => ({ executablePath: locate('chromium'), args: chromiumArguments })],
  [
    'Firefox',
    () => ({ browser: 'firefox', executablePath: locate('firefox'), args: firefoxArguments }),
  ],
];

for (const [name, options] of browsers) {
  test(`a page whose policy lacks the directive, in ${name}`, async (context) => {
    const server = await serveStatically(POLICY);
    context.after(() => server.close());
    const browser = await launch(options());
    context.after(() => browser.close());
    const page = await browser.newPage();
    await page.goto(`${server.url}/tests/packaging/entries/forbidden.html`);
    const results = await page.evaluate(() => /** @type {any} */ (globalThis).results);
    assert.equal(results.length, 5);
    for (const { name, thrown, cause } of results) {
      assert.deepEqual(thrown, EXPECTED, name);
      assert.match(cause, /CompileError|Content.Security.Policy|CSP/i, name);
    }
  });
}

test('the default entry in workerd, which forbids compiling bytes', async (context) => {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { EcsClient } from ${JSON.stringify(fileURLToPath(new URL('../../../pkg/index.js', import.meta.url)))};
        export default { fetch() {
          try { return Response.json(new EcsClient({})); }
          catch (error) { return Response.json(error); }
        } };`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    format: 'esm',
    write: false,
  });
  const { Miniflare } = load('miniflare');
  const worker = new Miniflare({
    modules: true,
    script: outputFiles[0].text,
    compatibilityDate: '2026-04-01',
  });
  context.after(() => worker.dispose());
  const error = await (await worker.dispatchFetch('http://worker.example/')).json();
  assert.equal(error.name, 'EcsArgumentError');
  assert.equal(error.argument, 'WebAssembly');
  assert.match(error.message, /^WebAssembly must be allowed to compile here/);
});

test('a refusal is not remembered', () => {
  const { EcsClient } = load('ecs-delete-image');
  const client = () =>
    new EcsClient({ credentials: { accessKeyId: 'testid', accessKeySecret: 'testsecret' } });
  const own = WebAssembly.Module;
  const refuse = function () {
    throw new WebAssembly.CompileError('Wasm code generation disallowed by embedder');
  };
  try {
    WebAssembly.Module = /** @type {any} */ (refuse);
    assert.throws(client, { name: 'EcsArgumentError', message: EXPECTED.message });
    assert.throws(client, { name: 'EcsArgumentError', message: EXPECTED.message });
  } finally {
    WebAssembly.Module = own;
  }
  assert.ok(client());
});

test('a platform without WebAssembly at all', () => {
  const { EcsClient } = load('ecs-delete-image');
  delete load.cache[load.resolve('ecs-delete-image')];
  const own = Object.getOwnPropertyDescriptor(globalThis, 'WebAssembly');
  const fresh = load('ecs-delete-image');
  try {
    delete (/** @type {any} */ (globalThis).WebAssembly);
    assert.throws(() => new fresh.EcsClient({}), { message: EXPECTED.message });
  } finally {
    Object.defineProperty(globalThis, 'WebAssembly', /** @type {PropertyDescriptor} */ (own));
  }
  assert.notEqual(fresh.EcsClient, EcsClient);
});
