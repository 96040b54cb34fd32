// Sends deletions, a few at a time, and says of each what came of it. It begins no more once the
// service throttles, refuses the account, or the time is up.
import { isEcsError } from 'ecs-delete-image';
import { reportOf } from './errors.js';
import { isAboutTheAccount, isThrottling } from './trouble.js';

/** @typedef {import('../store/images.js').Change} Change */
/** @typedef {{ id: string, force: boolean, wasSent: boolean }} Order */

/**
 * @param {import('ecs-delete-image').EcsClient} ecs
 * @param {string} regionId
 * @param {Order[]} orders
 * @param {{ connections: number, isTimeUp: () => boolean }} limits
 * @returns {Promise<{ changes: Change[], trouble: unknown }>} `trouble` is what made it stop
 */
export async function sendDeletions(ecs, regionId, orders, { connections, isTimeUp }) {
  /** @type {Change[]} */
  const changes = [];
  const waiting = [...orders];
  /** @type {{ trouble?: unknown }} */
  const met = {};
  const isOver = () => met.trouble !== undefined || isTimeUp();

  async function work() {
    for (let order = next(); order !== undefined; order = next()) {
      const { change, trouble } = await sendOne(ecs, regionId, order);
      changes.push(change);
      met.trouble ??= trouble;
    }
  }
  const next = () => (isOver() ? undefined : waiting.shift());
  await Promise.all(Array.from({ length: connections }, work));
  return { changes: [...changes, ...waiting.map(release)], trouble: met.trouble };
}

/**
 * @param {import('ecs-delete-image').EcsClient} ecs
 * @param {string} regionId
 * @param {Order} order
 * @returns {Promise<{ change: Change, trouble?: unknown }>}
 */
async function sendOne(ecs, regionId, order) {
  try {
    const { requestId, outcome } = await ecs.deleteImage(regionId, order.id, order.force);
    const how = outcome === 'absent' ? 'seen-gone' : 'accepted';
    return { change: { id: order.id, state: 'deleted', how, requestId } };
  } catch (error) {
    return changeFor(order, error);
  }
}

/**
 * @param {Order} order
 * @param {unknown} error
 * @returns {{ change: Change, trouble?: unknown }}
 */
export function changeFor(order, error) {
  const { id, wasSent } = order;
  if (!isEcsError(error)) return { change: lost(id, reportOf(error)) };
  if (isThrottling(error) || isAboutTheAccount(error)) {
    return { change: release(order), trouble: error };
  }
  const report = reportOf(error);
  const requestId = typeof report.requestId === 'string' ? report.requestId : undefined;
  if (error.code === 'InvalidImageId.NotFound') {
    // Somebody else was faster, or this plan was, and its answer got lost.
    return wasSent
      ? { change: { id, state: 'deleted', how: 'seen-gone', requestId } }
      : { change: { id, state: 'absent', requestId } };
  }
  if (error.outcome === 'unknown') return { change: lost(id, report) };
  return { change: { id, state: 'failed', error: report, requestId } };
}

/**
 * As it was: it was not sent, or the service did not so much as look at it, so it does not count.
 *
 * @param {Order} order
 * @returns {Change}
 */
function release({ id, wasSent }) {
  return { id, state: 'planned', how: wasSent ? 'answer-lost' : undefined, sent: -1 };
}

/** @param {string} id @param {object} error @returns {Change} */
function lost(id, error) {
  return { id, state: 'unknown', how: 'answer-lost', error };
}
