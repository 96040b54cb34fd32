// The fleet's Worker with two additions for tests: every message can be delivered twice, both at the
// same time, and what the database reads and writes is counted.
import worker from '../../examples/fleet/src/index.js';
import { counted, counts } from './counting.js';

export default {
  /** @param {Request} request @param {any} env */
  async fetch(request, env) {
    if (new URL(request.url).pathname === '/counts') return Response.json(counts);
    return worker.fetch(request, counted(env));
  },

  /** @param {any} event @param {any} env */
  async scheduled(event, env) {
    counts.invocations.scheduled += 1;
    await worker.scheduled(event, counted(env));
  },

  /** @param {any} batch @param {any} env */
  async queue(batch, env) {
    counts.invocations.queue += 1;
    const deliveries = [worker.queue(batch, counted(env))];
    if (env.TWICE) deliveries.push(worker.queue(copyOf(batch), counted(env)));
    try {
      await Promise.all(deliveries);
    } finally {
      counts.messages += batch.messages.length;
      for (const { body } of batch.messages) handled(body);
    }
  },
};

/** Whoever waits for a message to have been handled finds it here. @param {any} body */
function handled({ planId, account, turn, imageId = turn }) {
  const key = [planId, account, imageId].join();
  counts.handled[key] = (counts.handled[key] ?? 0) + 1;
}

/** The same messages, for which nobody waits. @param {any} batch */
function copyOf({ queue, messages }) {
  const ignored = { ack() {}, retry() {} };
  return {
    queue,
    messages: messages.map((/** @type {any} */ { body }) => ({ body, attempts: 1, ...ignored })),
  };
}
