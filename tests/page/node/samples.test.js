// The samples: JavaScript, TypeScript, Python and curl delete images on the local endpoint; the others
// are parsed. None holds a secret, whatever the form says.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { EcsClient } from 'ecs-delete-image';
import { transform } from 'esbuild';
import { curlSample } from '../../../www/src/samples/curl.js';
import { samples } from '../../../www/src/samples/index.js';
import { accessKeys, demoImages, demoRegionId, startEndpoint } from '../../endpoint/index.js';

/** @typedef {import('../../../www/src/samples/wish.js').Wish} Wish */

const root = fileURLToPath(new URL('../../..', import.meta.url));
const require = createRequire(new URL('../../../www/package.json', import.meta.url));

/** @type {Awaited<ReturnType<typeof startEndpoint>>} */
let endpoint;
/** Within the project, so that what the samples import is found. */
let folder = '';

before(async () => {
  endpoint = await startEndpoint();
  folder = await mkdtemp(join(root, 'target', 'samples-'));
});
beforeEach(() => endpoint.reset());
after(async () => {
  await endpoint.close();
  await rm(folder, { recursive: true });
});

/** @type {Wish} */
const plain = {
  region: demoRegionId,
  image: demoImages.free,
  force: false,
  dryRun: false,
  signature: 'HMAC-SHA1',
  endpoint: '',
  isTemporary: false,
};

/** @param {string} name @param {Partial<Wish>} [changes] */
function written(name, changes) {
  const sample = samples.find((one) => one.name === name);
  return sample?.write?.({ ...plain, endpoint: endpoint.url, ...changes }) ?? '';
}

/** @param {keyof typeof accessKeys} name */
function environment(name) {
  const {
    accessKeyId,
    accessKeySecret,
    securityToken = '',
  } = { securityToken: '', ...accessKeys[name] };
  return {
    ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret,
    ALIBABA_CLOUD_SECURITY_TOKEN: securityToken,
  };
}

/**
 * @param {string[]} command
 * @param {Record<string, string>} variables
 */
async function run([program, ...options], variables) {
  const child = spawn(program, options, { env: { ...process.env, ...variables }, cwd: folder });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  }
  const [code] = await once(child, 'close');
  return { code, output };
}

/** @param {string} name @param {string} text */
async function saved(name, text) {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

/** @type {Record<string, (text: string) => Promise<{ command: string[], variables?: Record<string, string> }>>} */
const runners = {
  package: async (text) => ({ command: [process.execPath, await saved('sample.mjs', text)] }),
  typescript: async (text) => {
    const { code } = await transform(text, { loader: 'ts', format: 'cjs' });
    return { command: [process.execPath, await saved('sample.cjs', code)] };
  },
  python: async (text) => ({
    command: ['python3', await saved('sample.py', text)],
    variables: { PYTHONPATH: join(root, '.tools/python-sdk') },
  }),
};

for (const [name, prepare] of Object.entries(runners)) {
  describe(`the sample in ${name}`, () => {
    for (const keys of /** @type {const} */ (['permanent', 'temporary'])) {
      test(`deletes an image with a ${keys} key`, async () => {
        const text = written(name, { isTemporary: keys === 'temporary' });
        const { command, variables } = await prepare(text);
        const { code, output } = await run(command, { ...environment(keys), ...variables });
        assert.equal(code, 0, output);
        assert.equal(endpoint.state.findImage(demoImages.free), undefined);
        assert.ok(output.includes(endpoint.requests[0].requestId), output);
        assert.equal(endpoint.requests[0].parameters.Force?.toLowerCase(), 'false');
      });
    }

    test('forces, and runs dry', async () => {
      const wish = { image: demoImages.inUse, force: true };
      const dry = await prepare(written(name, { ...wish, dryRun: true }));
      await run(dry.command, { ...environment('permanent'), ...dry.variables });
      assert.equal(endpoint.requests[0].parameters.DryRun?.toLowerCase(), 'true');
      assert.ok(endpoint.state.findImage(demoImages.inUse));
      const wet = await prepare(written(name, wish));
      const { code, output } = await run(wet.command, {
        ...environment('permanent'),
        ...wet.variables,
      });
      assert.equal(code, 0, output);
      assert.equal(endpoint.state.findImage(demoImages.inUse), undefined);
    });
  });
}

test('the sample with this package signs with V3 when the form says so', async () => {
  const { command } = await runners.package(written('package', { signature: 'ACS3-HMAC-SHA256' }));
  const { code, output } = await run(command, environment('permanent'));
  assert.equal(code, 0, output);
  assert.equal(endpoint.requests[0].signatureVersion, 'ACS3-HMAC-SHA256');
});

describe('the sample with curl', () => {
  for (const keys of /** @type {const} */ (['permanent', 'temporary'])) {
    test(`deletes an image with a ${keys} key, without its secret`, async () => {
      const credentials = accessKeys[keys];
      const ecs = new EcsClient({ credentials, endpoint: endpoint.url });
      const presigned = await ecs.presignDeleteImage(demoRegionId, demoImages.free, false);
      const text = curlSample(presigned, { isSignatureShown: true, mask: '' });
      if ('securityToken' in credentials) assert.ok(!text.includes(credentials.securityToken));
      const { ALIBABA_CLOUD_SECURITY_TOKEN } = environment(keys);
      const { output } = await run(['sh', '-c', text], { ALIBABA_CLOUD_SECURITY_TOKEN });
      assert.ok(output.includes(endpoint.requests[0].requestId), output);
      assert.equal(endpoint.state.findImage(demoImages.free), undefined);
    });
  }

  test('shows no signature unless it is asked to', () => {
    const body = 'Action=DeleteImage&Signature=c2VjcmV0';
    const text = curlSample(
      { url: 'https://e/', body, expiresAt: 0 },
      { isSignatureShown: false, mask: '•' },
    );
    assert.ok(!text.includes('c2VjcmV0'));
  });

  test('says who can send it', () => {
    const said = (/** @type {string} */ body, options = {}) =>
      curlSample(
        { url: 'https://e/', body, expiresAt: 0 },
        { isSignatureShown: true, mask: '•', ...options },
      ).split('\n')[0];
    const until = 'can send it, once, until 1970-01-01T00:00:00.000Z.';
    assert.equal(said('Signature=a'), `# Whoever has it ${until}`);
    assert.equal(said('SecurityToken=a'), `# Whoever has it and the token ${until}`);
    assert.match(said('', { isPlaceholder: true }), /placeholder/);
    assert.match(said('', { isSignatureShown: false }), /hidden/);
  });
});

/** What could become code if it were not quoted. */
const hostile = [`"'\`$(id)\\`, 'a\nb', '*/ } import os; //', '图像\u2028'];

/** Every wish that differs in what is written. @returns {Wish[]} */
function wishes() {
  const switches = [false, true].flatMap((force) =>
    [false, true].flatMap((dryRun) =>
      [false, true].map((isTemporary) => ({ ...plain, force, dryRun, isTemporary })),
    ),
  );
  const local = switches.map((wish) => ({ ...wish, endpoint: 'http://127.0.0.1:4510' }));
  const odd = hostile.map((text) => ({ ...plain, image: text, region: text }));
  return [...switches, ...local, ...odd];
}

for (const name of ['java', 'go']) {
  test(`the sample in ${name} can be parsed, whatever the form says`, async () => {
    const parser = await parserOf(name);
    for (const wish of wishes()) {
      const text = samples.find((one) => one.name === name)?.write?.(wish) ?? '';
      const tree = parser.parse(text);
      assert.equal(tree?.rootNode.hasError, false, text);
      for (const secret of Object.values(environment('temporary')).filter(Boolean)) {
        assert.ok(!text.includes(secret));
      }
    }
    assert.equal(parser.parse('class {')?.rootNode.hasError, true, 'it would notice');
  });
}

/** @param {string} name */
async function parserOf(name) {
  const { Parser, Language } = /** @type {any} */ (require)('web-tree-sitter');
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(
    await Language.load(require.resolve(`tree-sitter-${name}/tree-sitter-${name}.wasm`)),
  );
  return parser;
}

test('the sample for the command line can be parsed, and is one command', async () => {
  for (const wish of wishes()) {
    const text = samples.find(({ name }) => name === 'cli')?.write?.(wish) ?? '';
    const script = `aliyun() { printf '%s\\n' "$#"; }\n${text}`;
    const { code, output } = await run(['sh', '-c', script], {});
    const count = 8 + (wish.dryRun ? 2 : 0) + (wish.endpoint ? 2 : 0);
    const isPlain = wish.endpoint.startsWith('http:');
    const words = isPlain ? count + 1 : count;
    assert.deepEqual({ code, output }, { code: 0, output: `${words}\n` }, text);
    assert.equal(text.includes('--insecure'), isPlain);
  }
});

test('values that look like code stay values', async () => {
  const seen = hostile.map((image) => {
    const text = samples[0].write?.({ ...plain, image, region: image }) ?? '';
    const call = /deleteImage\(\n([\s\S]*?),\n {4}false/.exec(text)?.[1] ?? '';
    return new Function(`return [${call}]`)();
  });
  assert.deepEqual(
    seen,
    hostile.map((text) => [text, text]),
  );
  const script = hostile.map((image) => {
    const text = samples[2].write?.({ ...plain, image, region: 'r' }) ?? '';
    return /image_id=(.*),\n/.exec(text)?.[1];
  });
  const python = `import json\nprint(json.dumps([${script.join(', ')}]))`;
  const { output } = await run(['python3', '-c', python], {});
  assert.deepEqual(JSON.parse(output), hostile);
});
