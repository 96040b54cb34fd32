// Deleting: some images of a lane. First a look, then a note of what is about to be sent, then the
// deletions, then what came of them. Whatever ends a turn in between, the next one begins with a look.
import { connect } from '../accounts.js';
import { isDeployed } from '../policy/current.js';
import { changeImages, markSending, namedImages, nextImages } from '../store/images.js';
import { sendDeletions } from './deletions.js';
import { hashOfImages } from './hashes.js';
import { judge, wasSent } from './judging.js';
import { lookAt } from './looking.js';
import { sendLetters } from './letters.js';
import { endInTrouble, waitAfter } from './trouble.js';

/** @typedef {import('../store/images.js').Change} Change */
/** @typedef {import('../store/images.js').PlannedImage} PlannedImage */
/** @typedef {import('../store/lanes.js').TurnEnd} TurnEnd */
/** @typedef {import('./turns.js').Turn} Turn */

/** Of the lease, this part is for beginning deletions; the rest is for their ends. */
const SENDING_TIME = 0.3;

/** Nothing was deleted: what is stored is not what was approved. */
const PLAN_CHANGED = {
  name: 'PlanError',
  kind: 'worker',
  code: 'PlanChanged',
  message: 'What is stored of this plan is not what was approved. Nothing more of it is deleted.',
  retryable: false,
};

/** @param {Turn} turn @returns {Promise<TurnEnd>} */
export async function deleteInLane(turn) {
  const { fleet, lane, plan } = turn;
  if (lane.after_id === '' && !(await isAsApproved(turn))) {
    return { stage: 'done', problem: PLAN_CHANGED };
  }
  const isOn = plan.state === 'approved' && plan.expires_at > fleet.now();
  // A Worker that was set back to dry runs, or has another policy by now, does not carry out what was
  // approved before.
  const isOutdated = fleet.settings.mode !== 'delete' || !isDeployed(plan.policy);
  const isStopped = turn.isStopped || (plan.mode === 'delete' && isOutdated);
  const mayDelete = isOn && !isStopped;
  const most = fleet.settings.imagesPerTurn;
  const images = await nextImages(fleet, lane, { most, onlySent: !mayDelete });
  if (images.length > 0) return workOn(turn, images, mayDelete);
  // Stopped, it goes on some day; otherwise there is nothing left to be done.
  if (isOn && isStopped) return { isIdle: true };
  return { stage: 'done' };
}

/** @param {Turn} turn */
async function isAsApproved({ fleet, lane }) {
  return (await hashOfImages(await namedImages(fleet, lane))) === lane.hash;
}

/**
 * @param {Turn} turn
 * @param {PlannedImage[]} images
 * @param {boolean} mayDelete
 * @returns {Promise<TurnEnd>}
 */
async function workOn(turn, images, mayDelete) {
  const { fleet, lane, plan } = turn;
  const began = fleet.now();
  const place = { account: lane.account, regionId: lane.region_id };
  const givingUp = { stage: /** @type {const} */ ('done') };
  let heard = { retryAfter: 0 };
  let ecs;
  let seen;
  try {
    ({ ecs, heard } = await connect(fleet, plan.policy, lane.account));
    const ids = images.flatMap(({ image_id, guards }) => [image_id, ...guards]);
    seen = await lookAt(ecs, lane.region_id, ids);
  } catch (error) {
    return endInTrouble(turn, error, heard.retryAfter, givingUp);
  }
  const circumstances = { place, policy: plan.policy, mode: plan.mode, mayDelete, seen };
  const verdicts = images.map((image) => judge(image, { ...circumstances, now: began }));
  const settled = verdicts.filter((verdict) => verdict !== 'delete');
  const condemned = images.filter((_, index) => verdicts[index] === 'delete');

  const orders = await noteAll(turn, condemned, settled);
  const { changes, trouble } = await sendDeletions(ecs, lane.region_id, orders, {
    connections: turn.connections,
    isTimeUp: () => fleet.now() - began > fleet.settings.lease * SENDING_TIME,
  });
  const all = [...settled, ...changes];
  await sendLetters(fleet, lane, images, all);
  const end =
    trouble === undefined
      ? { delay: settlingTime(images, changes) }
      : endInTrouble(turn, trouble, heard.retryAfter, givingUp);
  return {
    ...end,
    afterId: passed(lane.after_id, images, all),
    tally: end.stage === 'done' ? undefined : retally(lane.tally, images, all),
    writes: [...(end.writes ?? []), changeImages(fleet, lane, changes)],
  };
}

/**
 * How long to wait before a look can settle what got no answer: longer each time, so that a service
 * that fails for some minutes costs no image its end.
 *
 * @param {PlannedImage[]} images
 * @param {Change[]} changes
 */
function settlingTime(images, changes) {
  const lost = new Set(changes.filter(({ state }) => state === 'unknown').map(({ id }) => id));
  const sent = images.filter(({ image_id }) => lost.has(image_id)).map((image) => image.sent + 1);
  return sent.length === 0 ? 0 : waitAfter(Math.max(...sent));
}

/**
 * Writes down what has its end already and what is about to be sent. What then may be sent is what the
 * database says: a stop, a cancellation or an expiry has the last word.
 *
 * @param {Turn} turn
 * @param {PlannedImage[]} condemned
 * @param {Change[]} settled
 */
async function noteAll({ fleet, lane }, condemned, settled) {
  const [marked] = await fleet.db.batch([
    markSending(
      fleet,
      lane,
      condemned.map(({ image_id }) => image_id),
    ),
    changeImages(fleet, lane, settled),
  ]);
  const ids = new Set(marked.results.map(({ image_id }) => image_id));
  return condemned
    .filter(({ image_id }) => ids.has(image_id))
    .map((image) => ({ id: image.image_id, force: image.force, wasSent: wasSent(image) }));
}

/**
 * The id up to which every image has its end.
 *
 * @param {string} afterId
 * @param {PlannedImage[]} images
 * @param {Change[]} changes
 */
function passed(afterId, images, changes) {
  const ended = new Set(changes.filter(hasEnded).map(({ id }) => id));
  const first = images.findIndex(({ image_id }) => !ended.has(image_id));
  if (first === 0) return afterId;
  return images[first === -1 ? images.length - 1 : first - 1].image_id;
}

/** @param {Change} change */
function hasEnded({ state }) {
  return !['planned', 'sending', 'unknown'].includes(state);
}

/**
 * @param {Record<string, number>} tally
 * @param {PlannedImage[]} images
 * @param {Change[]} changes
 */
function retally(tally, images, changes) {
  const counts = { ...tally };
  const states = new Map(images.map(({ image_id, state }) => [image_id, state]));
  for (const { id, state } of changes) {
    const before = states.get(id) ?? 'planned';
    counts[before] = (counts[before] ?? 0) - 1;
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}
