// Every snippet of the README, run as it stands there, against the local endpoint.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runInNode } from './node.js';
import { runInPage } from './page.js';
import { startService } from './service.js';
import { snippetsOf } from './snippets.js';
import { runInWorker } from './worker.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const snippets = snippetsOf(new URL('../../README.md', import.meta.url));

/** Snippets that a test has taken; at the end, none may be left. */
const taken = new Set();

/** The one snippet that is in this language and under this heading. */
const snippet = (/** @type {string} */ language, /** @type {string} */ heading) => {
  const found = snippets.filter((each) => each.language === language && each.heading === heading);
  assert.equal(found.length, 1, `the README has one ${language} snippet under "${heading}"`);
  taken.add(found[0]);
  return found[0].code;
};

test('the first snippet deletes an image', async (context) => {
  const service = await startService(context, 'free');
  const printed = await runInNode(snippet('js', 'ecs-delete-image'), service);
  assert.match(printed.join('\n'), /^deletion accepted, request [0-9A-F-]{36}$/);
  assert.equal(await service.hasImage(), false);
});

test('the first snippet says what to do about an image in use', async (context) => {
  const service = await startService(context, 'inUse');
  const printed = await runInNode(snippet('js', 'ecs-delete-image'), service);
  assert.match(printed.join('\n'), /^ImageUsingByInstance not-applied\n.*DescribeInstances/);
  assert.equal(await service.hasImage(), true);
});

test('the dry run deletes nothing', async (context) => {
  const service = await startService(context, 'free');
  const heading = '`ecs.deleteImage(regionId, imageId, force?, options?)`';
  assert.deepEqual(await runInNode(snippet('js', heading), service), ['validated']);
  assert.equal(await service.hasImage(), true);
});

test('the diagnosis says what stands in the way, and what lifts it', async (context) => {
  const code = snippet('js', 'Know before you delete');
  const shared = await startService(context, 'shared');
  assert.match((await runInNode(code, shared)).join('\n'), /^ImageUseShared .*\d{16}/);
  const [again] = await runInNode(code, shared);
  assert.equal(again, undefined, 'the remedies have lifted it');
  const used = await startService(context, 'inUse');
  assert.match((await runInNode(code, used)).join('\n'), /force deletes all the same$/);
  assert.equal(await used.hasImage(), true);
});

test('unused images are found, deleted and waited for', async (context) => {
  const service = await startService(context, 'free');
  const printed = await runInNode(snippet('js', 'Find, delete and be sure'), service);
  assert.match(printed.join('\n'), /7 of 7\n.*accepted: 2,.*failed: 5,/);
  assert.equal(await service.hasImage(), false);
});

test('any operation can be called', async (context) => {
  const service = await startService(context, 'free');
  assert.deepEqual(await runInNode(snippet('js', 'Any other operation'), service), ['0']);
});

test('a presigned deletion is sent', async (context) => {
  const service = await startService(context, 'free');
  const code = snippet('js', 'Sign where the key is, send from the page');
  assert.deepEqual(await runInNode(code, service), ['accepted']);
  assert.equal(await service.hasImage(), false);
});

test('the errors of a refusal are told apart', async (context) => {
  const service = await startService(context, 'exporting');
  const printed = await runInNode(snippet('js', 'Errors'), service);
  assert.match(printed.join('\n'), /^DescribeTasks .*\nCancelTask .*TaskId/);
});

test('an error that leaves it open whether the image is gone is told apart first', async (context) => {
  const service = await startService(context, 'free');
  await service.failing('internalError500');
  const printed = await runInNode(snippet('js', 'Errors'), service);
  assert.deepEqual(printed, ['InternalError: the image may be gone. Look before you try again.']);
  assert.equal(await service.hasImage(), false);
});

test('the page deletes an image in Chromium', async (context) => {
  const service = await startService(context, 'free');
  assert.equal(await runInPage(snippet('html', 'In a page'), service), 'accepted');
  assert.equal(await service.hasImage(), false);
});

test('the Worker deletes an image, and passes a refusal on', async (context) => {
  const worker = snippet('js', 'In a Cloudflare Worker');
  const free = await startService(context, 'free');
  const deleted = await runInWorker(worker, free);
  assert.equal(deleted.status, 200);
  assert.equal(deleted.body.outcome, 'accepted');
  assert.equal(await free.hasImage(), false);

  const refused = await runInWorker(worker, await startService(context, 'shared'));
  assert.equal(refused.status, 502);
  assert.equal(refused.body.code, 'ImageUseShared');
});

test('the package installs by name and runs', () => {
  const command = snippet('sh', 'ecs-delete-image').trim();
  assert.equal(command, 'npm install ecs-delete-image');
  const folder = mkdtempSync(path.join(tmpdir(), 'ecs-delete-image-'));
  after(() => rmSync(folder, { recursive: true }));
  const npm = (/** @type {string[]} */ ...options) =>
    execFileSync('npm', options, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  // From the file that would be published, in place of the registry.
  const [tarball] = JSON.parse(npm('pack', '--json', path.join(root, 'pkg')));
  npm('install', '--offline', '--no-audit', '--no-fund', `./${tarball.filename}`);
  const script =
    'import("ecs-delete-image").then((names) => console.log(Object.keys(names).join()))';
  const printed = execFileSync('node', ['-e', script], { cwd: folder, encoding: 'utf8' });
  assert.match(printed, /EcsClient.*isEcsError/);
});

test('the two commands are targets of the Makefile', () => {
  const commands = snippets.filter(({ heading, language }) => heading === 'Try it' && language);
  assert.deepEqual(
    commands.map(({ code }) => code.trim()),
    ['make demo', 'make test'],
  );
  for (const command of commands) {
    taken.add(command);
    const [make, target] = command.code.trim().split(' ');
    execFileSync(make, ['--dry-run', target], { cwd: root, stdio: 'pipe' });
  }
});

test('no snippet is left unrun', () => {
  // `cargo test --doc` compiles and runs the README's Rust.
  const left = snippets.filter((each) => !taken.has(each) && each.language !== 'rust');
  assert.deepEqual(left, []);
});

test('links to files of the project lead somewhere', () => {
  for (const document of ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md']) {
    const text = readFileSync(path.join(root, document), 'utf8');
    for (const [, target] of text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
      assert.ok(existsSync(path.join(root, target)), `${document} links to ${target}`);
    }
  }
});
