// The packed package in the test runners, in TypeScript and in a Worker that wrangler has built.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { root, workshop } from '../workshop.js';
import { run } from './commands.js';
import { startService } from './service.js';

const load = createRequire(import.meta.url);
const ownProgram = (/** @type {string} */ name) => join(root, 'node_modules/.bin', name);

/** @type {import('./service.js').Service} */
let service;
before(async () => {
  service = await startService();
});
after(() => service.close());

/** Runs a project's own tests, which delete an image. @type {(cwd: string, command: string[]) => Promise<void>} */
async function deletes(cwd, [program, ...options]) {
  const imageId = await service.newImage();
  const env = { ECS_ENDPOINT: service.url, ECS_IMAGE: imageId };
  await run(program, options, { cwd, env });
  await service.wasAsked(imageId);
}

describe('the package in', { concurrency: 2 }, () => {
  it('vitest', () => deletes('projects/vitest', ['vitest', 'run']));
  it('jest, which requires it', () => deletes('projects/jest', ['jest', '--ci', '--no-cache']));

  for (const [version, compiler, mode] of [
    ['7', ownProgram('tsc'), 'node16'],
    ['7', ownProgram('tsc'), 'nodenext'],
    ['7', ownProgram('tsc'), 'bundler'],
    ['7', ownProgram('tsc'), 'without-dom'],
    ['6', 'tsc', 'nodenext'],
    ['6', 'tsc', 'without-dom'],
  ]) {
    it(`TypeScript ${version}, ${mode}`, async () => {
      await run(compiler, ['-p', `${mode}.json`], { cwd: 'projects/typescript' });
    });
  }

  it('a Worker', async (context) => {
    const options = ['deploy', '--dry-run', '--outdir', 'dist'];
    await run(ownProgram('wrangler'), options, {
      cwd: 'projects/worker',
      env: { WRANGLER_SEND_METRICS: 'false', WRANGLER_LOG_PATH: 'dist/logs' },
    });
    const dist = join(workshop, 'projects/worker/dist');
    const modules = readdirSync(dist)
      .filter((name) => /\.(js|wasm)$/.test(name))
      .sort()
      .map((name) => ({
        type: name.endsWith('.wasm') ? 'CompiledWasm' : 'ESModule',
        path: name,
        contents: readFileSync(join(dist, name), name.endsWith('.js') ? 'utf8' : undefined),
      }))
      // The main one comes first.
      .sort((left, right) => (left.type < right.type ? 1 : -1));
    assert.deepEqual(
      modules.map(({ type }) => type),
      ['ESModule', 'CompiledWasm'],
    );
    const { Miniflare } = load('miniflare');
    const worker = new Miniflare({ modules, compatibilityDate: '2026-04-01' });
    context.after(() => worker.dispose());
    const imageId = await service.newImage();
    const answer = await worker.dispatchFetch(`http://worker.example/${service.query(imageId)}`);
    assert.equal((await answer.json()).outcome, 'accepted');
    await service.wasAsked(imageId);
  });
});
