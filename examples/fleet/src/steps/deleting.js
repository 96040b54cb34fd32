// Deleting: some images of a lane. First a look, then the deletions, then what came of them. Whatever
// ends a turn in between, the next one begins with a look.
import { connect } from '../accounts.js';
import { isDeployed } from '../policy/current.js';
import { changeImages, namedImages, nextImages } from '../store/images.js';
import { hashOfImages } from './hashes.js';
import { judge, settlingTime } from './judging.js';
import { lookAt } from './looking.js';
import { sendLetters } from './letters.js';
import { sendInParts } from './parts.js';
import { endInTrouble } from './trouble.js';

/** @typedef {import('../store/images.js').Change} Change */
/** @typedef {import('../store/images.js').PlannedImage} PlannedImage */
/** @typedef {import('../store/lanes.js').TurnEnd} TurnEnd */
/** @typedef {import('./turns.js').Turn} Turn */

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
  const place = { account: lane.account, regionId: lane.region_id };
  const givingUp = { stage: /** @type {const} */ ('done') };
  let heard = { retryAfter: 0 };
  let ecs;
  let look;
  try {
    ({ ecs, heard } = await connect(fleet, plan.policy, lane.account));
    look = await lookAt(ecs, lane.region_id, images, turn.isTimeUp);
  } catch (error) {
    return endInTrouble(turn, error, heard.retryAfter, givingUp);
  }
  const { looked, seen } = look;
  const now = fleet.now();
  const circumstances = { place, policy: plan.policy, mode: plan.mode, mayDelete, seen, now };
  const verdicts = looked.map((image) => judge(image, circumstances));
  const settled = verdicts.filter((verdict) => verdict !== 'delete');
  const condemned = looked.filter((_, index) => verdicts[index] === 'delete');

  await sendLetters(fleet, lane, images, settled);
  const { changes, unwritten, trouble } = await sendInParts(turn, ecs, condemned, settled);
  const end =
    trouble === undefined
      ? { delay: waitFor(images, changes) }
      : endInTrouble(turn, trouble, heard.retryAfter, givingUp);
  return {
    ...end,
    afterId: passed(lane.after_id, images, changes),
    tally: end.stage === 'done' ? undefined : retally(lane.tally, images, changes),
    writes: [...(end.writes ?? []), changeImages(fleet, lane, unwritten)],
  };
}

/**
 * Milliseconds before a look can settle what got no answer.
 *
 * @param {PlannedImage[]} images
 * @param {Change[]} changes
 */
function waitFor(images, changes) {
  const lost = new Set(changes.filter(({ state }) => state === 'unknown').map(({ id }) => id));
  const sent = images.filter(({ image_id }) => lost.has(image_id)).map((image) => image.sent + 1);
  return sent.length === 0 ? 0 : settlingTime(Math.max(...sent));
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
