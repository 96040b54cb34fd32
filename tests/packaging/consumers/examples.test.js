// The examples, with the packed package: type-checked or built, and run against the endpoint.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { accessKeys } from '../../endpoint/access-keys.js';
import { root, workshop } from '../workshop.js';
import { run } from './commands.js';
import { outcomeOf, serveFolder, startBrowser } from './pages.js';
import { startService } from './service.js';

const ownProgram = (/** @type {string} */ name) => join(root, 'node_modules/.bin', name);

/** @type {import('./service.js').Service} */
let service;
/** @type {import('puppeteer-core').Browser} */
let browser;
before(async () => {
  [service, browser] = await Promise.all([startService(), startBrowser()]);
});
after(async () => {
  await Promise.all([service?.close(), browser?.close()]);
});

/**
 * Gives a page the local endpoint for the real one, and a server of its own that has keys.
 *
 * @param {import('puppeteer-core').Page} page
 */
async function stage(page) {
  await page.setRequestInterception(true);
  page.on('request', async (request) => {
    const { hostname, pathname } = new URL(request.url());
    if (pathname === '/temporary-credentials') {
      const body = JSON.stringify(accessKeys.temporary);
      return request.respond({ contentType: 'application/json', body });
    }
    if (!hostname.endsWith('.aliyuncs.com')) return request.continue();
    const { 'content-type': type } = request.headers();
    const init = { method: request.method(), headers: { 'content-type': type } };
    const answer = await fetch(service.url, { ...init, body: request.postData() });
    const headers = Object.fromEntries(answer.headers);
    return request.respond({ status: answer.status, headers, body: await answer.text() });
  });
}

/** Fills in the form of a page and sends it. @param {string} url */
async function deletes(url) {
  const imageId = await service.newImage();
  const said = await outcomeOf(browser, url, stage, async (page) => {
    await page.locator('input[name=imageId]').fill(imageId);
    await page.locator('button').click();
    await page.waitForFunction(`!['', '…'].includes(document.querySelector('output').textContent)`);
  });
  assert.equal(said, 'accepted');
  await service.wasAsked(imageId);
}

/** What checks the types of each. */
const checkers = /** @type {Record<string, [program: string, ...options: string[]]>} */ ({
  react: [ownProgram('tsc')],
  vue: ['vue-tsc'],
  svelte: ['svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings'],
});

describe('the example of', { concurrency: 2 }, () => {
  for (const [name, [program, ...options]] of Object.entries(checkers)) {
    const cwd = `examples/${name}`;
    it(`${name} has sound types`, async () => {
      await run(program, options, { cwd });
    });
    it(`${name} deletes an image, once it is built`, async (context) => {
      await run('vite', ['build'], { cwd });
      await deletes(`${await serveFolder(context, join(workshop, cwd, 'dist'))}/`);
    });
  }

  it('a plain page deletes an image', async (context) => {
    await deletes(`${await serveFolder(context, workshop)}/examples/page/`);
  });

  const env = () => ({
    ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeys.permanent.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeys.permanent.accessKeySecret,
    ALIBABA_CLOUD_ECS_ENDPOINT: service.url,
  });

  it('a script for Node deletes an image and waits until it is gone', async () => {
    const imageId = await service.newImage();
    const options = ['delete-image.js', 'cn-hangzhou', imageId];
    const said = await run(process.execPath, options, { cwd: 'examples/node', env: env() });
    assert.match(said, /^accepted, request [0-9A-F-]{36}\nm-\w+ is gone\n$/);
  });

  it('a script for Node says what stands in the way', async () => {
    const imageId = await service.newImage('inUse', 'shared');
    const options = ['delete-image.js', 'cn-hangzhou', imageId];
    const ending = run(process.execPath, options, { cwd: 'examples/node', env: env() });
    await assert.rejects(ending, /- ImageUseShared: \d+[^]*- ImageUsingByInstance: i-/);
  });

  const deno = (/** @type {string[]} */ ...options) =>
    run(ownProgram('deno'), options, { cwd: 'examples/deno', env: env() });
  const local = ['--no-lock', '--cached-only', '--node-modules-dir=manual'];

  it('a script for Deno has sound types', async () => {
    await deno('check', '--no-lock', '--node-modules-dir=manual', 'delete-images.ts');
  });

  it('a script for Deno deletes images', async () => {
    const imageIds = [await service.newImage(), await service.newImage()];
    const permissions = ['--allow-net', '--allow-env'];
    const options = [...permissions, ...local, 'delete-images.ts', 'cn-hangzhou', ...imageIds];
    const said = await deno('run', ...options);
    for (const imageId of imageIds) assert.match(said, new RegExp(`^${imageId} accepted$`, 'm'));
  });
});
