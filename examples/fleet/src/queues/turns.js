// The consumer of turns: the lanes of a batch are worked on side by side.
import { takeTurn } from '../steps/turns.js';

/** As many requests as the platform lets an instance have under way. */
const CONNECTIONS = 6;

/**
 * @param {import('../fleet.js').Fleet} fleet
 * @param {import('../platform.js').MessageBatch<import('../steps/turns.js').TurnMessage>} batch
 */
export async function consumeTurns(fleet, { messages }) {
  const connections = Math.max(1, Math.floor(CONNECTIONS / messages.length));
  await Promise.all(messages.map((message) => consume(fleet, message, connections)));
}

/**
 * @param {import('../fleet.js').Fleet} fleet
 * @param {import('../platform.js').Message<import('../steps/turns.js').TurnMessage>} message
 * @param {number} connections
 */
async function consume(fleet, message, connections) {
  try {
    const { wait } = await takeTurn(fleet, message.body, connections);
    if (wait === undefined) message.ack();
    else message.retry({ delaySeconds: Math.max(1, Math.ceil(wait / 1000)) });
  } catch (error) {
    // The database is away, say. The lane is held until its lease ends, and then taken again.
    console.error(JSON.stringify({ turn: message.body, failed: String(error) }));
    message.retry({ delaySeconds: Math.ceil(fleet.settings.lease / 1000) });
  }
}
