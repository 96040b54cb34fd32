// Runs the fleet's Worker in a process of its own, which a test can kill: with the bindings that
// wrangler.jsonc names, and its storage in a folder. Started by stage.js, with its options as JSON.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { bundle } from './bundle.js';

// Not imported: the types of miniflare need packages that it does not bring along.
const load = createRequire(import.meta.url);
const { Miniflare } = load('miniflare');

const { policy, bindings, folder } = JSON.parse(String(process.argv[2]));

const worker = new Miniflare({
  modules: await bundle(policy),
  compatibilityDate: '2026-04-01',
  unsafeTriggerHandlers: true,
  bindings,
  d1Databases: { DB: 'image-fleet' },
  d1Persist: folder,
  queueProducers: {
    TURNS: { queueName: 'image-fleet-turns' },
    DEAD_LETTERS: { queueName: 'image-fleet-dead-letters' },
  },
  // As in wrangler.jsonc, but that nothing waits for a batch to be full.
  queueConsumers: {
    'image-fleet-turns': {
      maxBatchSize: bindings.BATCH_SIZE ?? 3,
      maxBatchTimeout: 0.05,
      maxRetries: 10,
      deadLetterQueue: 'image-fleet-dead-letters',
    },
    'image-fleet-dead-letters': { maxBatchSize: 100, maxBatchTimeout: 0.1, maxRetries: 100 },
  },
});

const url = String(await worker.ready);
await migrate(await worker.getD1Database('DB'));
process.send?.({ url });

/** @typedef {{ id: number, name: keyof typeof orders, given: any }} Order */

/** What tests ask for behind the Worker's back. */
const orders = {
  /** @param {string} sql */
  async sql(sql) {
    const database = await worker.getD1Database('DB');
    return (await database.prepare(sql).all()).results;
  },
  /** @param {{ queue: string, body: unknown }} message */
  async send({ queue, body }) {
    await (await worker.getQueueProducer(queue)).send(body);
  },
};

process.on('message', async (/** @type {Order} */ { id, name, given }) => {
  try {
    process.send?.({ id, result: await orders[name](given) });
  } catch (error) {
    process.send?.({ id, error: String(error) });
  }
});
process.on('disconnect', () => process.exit());

/** As wrangler would, once. @param {any} database */
async function migrate(database) {
  const has = await database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'plans'").first();
  if (has !== null) return;
  const file = new URL('../../examples/fleet/migrations/0001_plans.sql', import.meta.url);
  const statements = (await readFile(file, 'utf8'))
    .split('\n\n')
    .map((text) => text.replace(/^--.*$/gm, '').trim())
    .filter((text) => text !== '');
  await database.batch(statements.map((sql) => database.prepare(sql)));
}
