// The packed package in pages that each bundler has built, run in Chromium: the call reaches the
// endpoint.
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { workshop } from '../workshop.js';
import { run, serve } from './commands.js';
import { outcomeOf, serveFolder, startBrowser } from './pages.js';
import { startService } from './service.js';

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

/** @param {string} url of a page that deletes the image that its address names */
async function deletes(url) {
  const imageId = await service.newImage();
  assert.equal(await outcomeOf(browser, `${url}${service.query(imageId)}`), 'accepted');
  await service.wasAsked(imageId);
}

/** What builds `dist/main.js` of each project from the page's main.js. */
const bundlers = /** @type {Record<string, [program: string, ...options: string[]]>} */ ({
  webpack: ['webpack-cli'],
  rollup: ['rollup', '--config'],
  esbuild: [
    'esbuild',
    '../page/main.js',
    '--bundle',
    '--minify',
    '--format=esm',
    '--outfile=dist/main.js',
  ],
});

describe('a page built with', { concurrency: 2 }, () => {
  for (const [name, [program, ...options]] of Object.entries(bundlers)) {
    it(name, async (context) => {
      const cwd = `projects/${name}`;
      await run(program, options, { cwd });
      const dist = join(workshop, cwd, 'dist');
      cpSync(join(workshop, 'projects/page/index.html'), join(dist, 'index.html'));
      await deletes(`${await serveFolder(context, dist)}/`);
    });
  }

  it('Vite', async (context) => {
    await run('vite', ['build', '--outDir', '../vite'], { cwd: 'projects/page' });
    await deletes(`${await serveFolder(context, join(workshop, 'projects/vite'))}/`);
  });

  it('Vite, as its development server has it', async (context) => {
    const options = ['--host', '127.0.0.1', '--port', '0', '--force'];
    const { url } = await serve(context, 'vite', options, { cwd: 'projects/page' });
    await deletes(`${url}/`);
  });

  it('nothing but an import map', async (context) => {
    await deletes(`${await serveFolder(context, workshop)}/projects/import-map/`);
  });
});

it('a page that the package refuses says why', async (context) => {
  const url = await serveFolder(context, workshop);
  const page = `${url}/projects/import-map/?endpoint=http://example.com/&image=m-1`;
  assert.equal(await outcomeOf(browser, page), 'EcsArgumentError: InvalidArgument');
});
