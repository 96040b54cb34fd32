// Sends what is condemned, part by part. Before each of them, it is written down what is about to be
// sent: so a stop, a cancellation or an expiry has the last word every few images.
import { changeImages, markSending } from '../store/images.js';
import { sendDeletions } from './deletions.js';
import { wasSent } from './judging.js';
import { sendLetters } from './letters.js';

/** @typedef {import('../store/images.js').Change} Change */
/** @typedef {import('../store/images.js').PlannedImage} PlannedImage */
/** @typedef {import('./turns.js').Turn} Turn */

/** Two for each connection that an instance has: smaller parts would spend their time on the database. */
export const PART = 12;

/**
 * @param {Turn} turn
 * @param {import('ecs-delete-image').EcsClient} ecs
 * @param {PlannedImage[]} condemned
 * @param {Change[]} settled what has come of others: it is written down on the way
 * @returns {Promise<{ changes: Change[], unwritten: Change[], trouble: unknown }>} `changes` of both,
 *   and those of them that are still to be written; `trouble` is what made it stop
 */
export async function sendInParts(turn, ecs, condemned, settled) {
  const { fleet, lane, plan, connections } = turn;
  const isOver = () => turn.isTimeUp() || fleet.now() >= plan.expires_at;
  const changes = [...settled];
  let unwritten = settled;
  let trouble;
  for (let from = 0; from < condemned.length && trouble === undefined && !isOver(); from += PART) {
    const part = condemned.slice(from, from + PART);
    const orders = await note(turn, part, unwritten);
    unwritten = [];
    if (orders.length === 0) break;
    const limits = { connections, isTimeUp: isOver };
    const sent = await sendDeletions(ecs, lane.region_id, orders, limits);
    await sendLetters(fleet, lane, part, sent.changes);
    changes.push(...sent.changes);
    unwritten = sent.changes;
    trouble = sent.trouble;
  }
  return { changes, unwritten, trouble };
}

/**
 * Writes down what is known by now and what is about to be sent. What then may be sent is what the
 * database says.
 *
 * @param {Turn} turn
 * @param {PlannedImage[]} part
 * @param {Change[]} known
 */
async function note({ fleet, lane }, part, known) {
  const ids = part.map(({ image_id }) => image_id);
  const [marked] = await fleet.db.batch([
    markSending(fleet, lane, ids),
    changeImages(fleet, lane, known),
  ]);
  const noted = new Set(marked.results.map(({ image_id }) => image_id));
  return part
    .filter(({ image_id }) => noted.has(image_id))
    .map((image) => ({ id: image.image_id, force: image.force, wasSent: wasSent(image) }));
}
