// The packed package in Next.js: in edge routes, in a node route and in a client page.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { run, serve } from '../consumers/commands.js';
import { outcomeOf, startBrowser } from '../consumers/pages.js';
import { startService } from '../consumers/service.js';

const cwd = 'projects/next';

describe('Next.js', () => {
  /** @type {import('../consumers/service.js').Service} */
  let service;
  /** @type {import('puppeteer-core').Browser} */
  let browser;
  let url = '';
  /** @type {(() => unknown)[]} */
  const endings = [];
  before(async () => {
    [service, browser] = await Promise.all([startService(), startBrowser()]);
    await run('next', ['build'], { cwd });
    const options = ['start', '--port', '0', '--hostname', '127.0.0.1'];
    const context = { after: (/** @type {() => unknown} */ end) => void endings.push(end) };
    ({ url } = await serve(context, 'next', options, { cwd }));
  });
  after(async () => {
    await Promise.all([service?.close(), browser?.close(), ...endings.map((end) => end())]);
  });

  for (const [kind, what] of [
    ['edge', 'a route of the edge runtime'],
    ['edge-require', 'a route of the edge runtime that requires it'],
    ['node', 'a route of the node runtime'],
  ]) {
    it(`deletes in ${what}`, async () => {
      const imageId = await service.newImage();
      const response = await fetch(`${url}/api/${kind}${service.query(imageId)}`);
      const answer = await response.json();
      assert.equal(answer.outcome, 'accepted', JSON.stringify(answer));
      await service.wasAsked(imageId);
    });
  }

  it('deletes in a client page', async () => {
    const imageId = await service.newImage();
    assert.equal(await outcomeOf(browser, `${url}/${service.query(imageId)}`), 'accepted');
    await service.wasAsked(imageId);
  });
});
