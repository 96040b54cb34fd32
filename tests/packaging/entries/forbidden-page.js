// Tries everything that needs the module, twice, in a page, and leaves what was thrown to be read.
import * as ecs from '../../../pkg/index.js';
import * as slim from '../../../pkg/slim.js';

const credentials = { accessKeyId: 'testid', accessKeySecret: 'testsecret' };
const EMPTY = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** @type {Record<string, () => unknown>} */
const attempts = {
  'new EcsClient': () => new ecs.EcsClient({ credentials }),
  'new EcsClient, again': () => new ecs.EcsClient({ credentials }),
  sendPresigned: () => ecs.sendPresigned(/** @type {any} */ ({})),
  'init with bytes': () => slim.init(EMPTY),
  'init with an answer': () =>
    slim.init(new Response(EMPTY, { headers: { 'content-type': 'application/wasm' } })),
};

async function run() {
  const results = [];
  for (const [name, attempt] of Object.entries(attempts)) {
    try {
      await attempt();
      results.push({ name });
    } catch (/** @type {any} */ error) {
      const { name: className, message, kind, argument, outcome, attempts, cause } = error;
      const isKnown = ecs.isEcsError(error);
      const thrown = { className, message, kind, argument, outcome, attempts, isKnown };
      results.push({ name, thrown, cause: String(cause) });
    }
  }
  return results;
}

/** @type {any} */ (globalThis).results = run();
