// The entry that brings no module takes it from anywhere, once, and forgets what did not work.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { after, before, beforeEach, describe, it } from 'node:test';
import vm from 'node:vm';

const load = createRequire(import.meta.url);
const bytes = readFileSync(load.resolve('ecs-delete-image/ecs_delete_image.wasm'));
const file = load.resolve('ecs-delete-image/slim');
const key = { credentials: { accessKeyId: 'testid', accessKeySecret: 'testsecret' } };

/** Modules that this version cannot be made of. */
const EMPTY = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const TRUNCATED = bytes.subarray(0, 1000);

/** A copy of the entry, in which nothing was loaded yet. @returns {typeof import('ecs-delete-image/slim')} */
function fresh() {
  delete load.cache[file];
  return load(file);
}

/** @type {ReturnType<typeof fresh>} */
let slim;
beforeEach(() => void (slim = fresh()));

/** @type {import('node:http').Server} */
let server;
let url = '';
/** What was asked for. @type {string[]} */
let asked = [];
before(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    if (path === '/absent.wasm') return response.writeHead(404).end();
    const type = path === '/typed.wasm' ? 'application/wasm' : 'text/plain';
    if (path !== '/cut.wasm') return response.writeHead(200, { 'content-type': type }).end(bytes);
    response.writeHead(200, { 'content-type': 'application/wasm', 'content-length': bytes.length });
    response.write(TRUNCATED, () => response.destroy());
    return response;
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${/** @type {any} */ (server.address()).port}`;
});
after(() => void server.close());
beforeEach(() => void (asked = []));

/**
 * @param {unknown} source
 * @param {RegExp} message
 */
async function refuses(source, message) {
  /** @type {any} */
  let error;
  await slim.init(/** @type {any} */ (source)).catch((thrown) => (error = thrown));
  assert.ok(slim.isEcsError(error), `${error}`);
  assert.equal(error.kind, 'argument');
  assert.match(error.message, message);
  return /** @type {any} */ (error);
}

describe('init takes', () => {
  const module = new WebAssembly.Module(bytes);
  const elsewhere = vm.runInNewContext('bytes => new WebAssembly.Module(bytes)')(bytes);
  const response = (/** @type {string} */ type) =>
    new Response(bytes, { headers: { 'content-type': type } });
  /** @type {Record<string, () => any>} */
  const sources = {
    'a compiled module': () => module,
    'a module of another realm': () => elsewhere,
    'a promise of a module': () => Promise.resolve(module),
    'a view of bytes': () => bytes,
    'an ArrayBuffer': () => Uint8Array.from(bytes).buffer,
    'a promise of bytes': () => Promise.resolve(bytes),
    'a Response': () => response('application/wasm'),
    'a Response of another type': () => response('application/octet-stream'),
    'a promise of a Response': () => fetch(`${url}/typed.wasm`),
    'a URL': () => new URL(`${url}/typed.wasm`),
    'a URL as text': () => `${url}/module.wasm`,
    'a Blob': () => new Blob([bytes]),
  };
  for (const [name, source] of Object.entries(sources)) {
    it(name, async () => {
      assert.equal(await slim.init(source()), undefined);
      assert.ok(new slim.EcsClient(key));
    });
  }

  it('a compiled module at once', () => {
    void slim.init(module);
    assert.ok(new slim.EcsClient(key));
  });
});

describe('init refuses', () => {
  /** @type {[name: string, source: () => unknown, message: RegExp][]} */
  const cases = [
    ['nothing', () => undefined, /^source must be the compiled module, its bytes, its URL/],
    ['a number', () => 7, /^source must be the compiled module/],
    ['an object', () => ({}), /^source must be the compiled module/],
    ['a promise of nothing', async () => {}, /^source must be the compiled module/],
    ['bytes that are no module', () => TRUNCATED, /^WebAssembly must take this package's module/],
    ['another module', () => EMPTY, /^source must be the module of this package's own version/],
    [
      'an answer of 404',
      () => `${url}/absent.wasm`,
      /^source must be there: the answer is HTTP 404/,
    ],
    ['half an answer', () => `${url}/cut.wasm`, /^source must arrive whole/],
    [
      'a URL that cannot be fetched',
      () => 'http://127.0.0.1:1/',
      /^source must be a URL that can be/,
    ],
    ['half a URL', () => 'module.wasm', /^source must be a URL that can be fetched/],
  ];
  for (const [name, source, message] of cases) {
    it(`${name}, and does not remember it`, async () => {
      await refuses(source(), message);
      await slim.init(bytes);
      assert.ok(new slim.EcsClient(key));
    });
  }

  it('a promise that is rejected, with its own reason', async () => {
    const reason = new Error('no module today');
    await assert.rejects(slim.init(Promise.reject(reason)), reason);
    await slim.init(bytes);
  });

  it('with the cause, which is no part of the JSON', async () => {
    const error = await refuses('http://127.0.0.1:1/', /fetched/);
    assert.ok(error.cause instanceof Error);
    assert.ok(!('cause' in error.toJSON()));
  });
});

describe('init is done once', () => {
  it('side by side', async () => {
    const target = `${url}/typed.wasm`;
    await Promise.all([slim.init(target), slim.init(target), slim.init(`${url}/absent.wasm`)]);
    assert.deepEqual(asked, ['/typed.wasm']);
  });

  it('one after the other', async () => {
    await slim.init(bytes);
    await slim.init(`${url}/absent.wasm`);
    await slim.init(/** @type {any} */ (undefined));
    assert.deepEqual(asked, []);
  });

  it('but again after a failure, for all that waited', async () => {
    const target = `${url}/absent.wasm`;
    const both = await Promise.allSettled([slim.init(target), slim.init(target)]);
    assert.deepEqual(
      both.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    await slim.init(`${url}/typed.wasm`);
    assert.deepEqual(asked, ['/absent.wasm', '/typed.wasm']);
  });
});

describe('before init', () => {
  it('a client cannot be made, and it is said why', async () => {
    assert.throws(() => new slim.EcsClient(key), {
      name: 'EcsArgumentError',
      message: 'init must have been called and awaited before',
    });
    await slim.init(bytes);
    assert.ok(new slim.EcsClient(key));
  });

  it('a presigned deletion cannot be sent', async () => {
    await assert.rejects(slim.sendPresigned(/** @type {any} */ ({})), {
      name: 'EcsArgumentError',
      argument: 'init',
    });
  });
});
