// One plan: what it is, how far it is, and what became of its images.
import { ask, askJson } from './api.js';
import { button, definitions, find, make, table } from './dom.js';
import { IMAGE_STATES, MODES, PLAN_STATES, reasonOf, time } from './words.js';

/** States in which an image has its end. */
const ENDED = ['deleted', 'would-delete', 'absent', 'spared', 'failed'];

const OUTDATED =
  'The policy has been changed since this plan was made: it cannot be approved, and deletes nothing more. Cancel it, and make another.';

/**
 * @param {any} plan
 * @param {{ mayApprove: boolean, act: (work: () => Promise<unknown>) => void }} page
 */
export function showPlan(plan, { mayApprove, act }) {
  const { tally } = plan;
  const named = Object.entries(tally)
    .filter(([state]) => state !== 'kept')
    .reduce((sum, [, count]) => sum + count, 0);
  const ended = ENDED.reduce((sum, state) => sum + (tally[state] ?? 0), 0);
  const isWaiting = plan.state === 'waiting';
  const isOver = !['listing', 'waiting', 'approved'].includes(plan.state);
  const orders = [button('Download the report', () => act(() => download(plan.id)))];
  if (mayApprove && isWaiting) {
    orders.unshift(button('Approve…', () => act(() => approve(plan, named)), 'grave'));
  }
  if (mayApprove && !isOver) {
    orders.push(button('Cancel', () => act(() => askJson(`plans/${plan.id}/cancel`, {}))));
  }
  const images = make('div', { id: 'images' });
  const isOutdated = !isOver && !plan.isPolicyDeployed;
  return [
    make('h2', {}, `Plan ${plan.id}`),
    make('p', { className: 'bad', hidden: !isOutdated }, OUTDATED),
    definitions([
      ['State', PLAN_STATES[plan.state]],
      ['Mode', MODES[plan.mode]],
      ['Made', `${time(plan.created_at)} by ${plan.created_by}`],
      ['Approved', plan.approved_by ? `${time(plan.approved_at)} by ${plan.approved_by}` : '–'],
      ['Deletes nothing after', time(plan.expires_at)],
      ['By force', plan.forced.toLocaleString()],
      ['Hash', plan.hash ?? '–'],
    ]),
    make('label', {}, 'Progress ', make('progress', { max: named || 1, value: ended })),
    table(
      'Images',
      ['State', 'Images'],
      Object.entries(IMAGE_STATES).map(([state, text]) => [text, tally[state] ?? 0]),
    ),
    make('p', {}, ...orders.flatMap((order) => [order, ' '])),
    lanesOf(plan, (lane) => act(() => showImages(images, plan.id, lane))),
    images,
  ];
}

/** @param {any} plan @param {number} count */
async function approve(plan, count) {
  const force = plan.forced > 0;
  const dialog = /** @type {HTMLDialogElement} */ (find('#approval'));
  const isReal = plan.mode === 'delete';
  const number = count.toLocaleString();
  find('#approval-text').textContent = isReal
    ? `${number} images will be deleted. That cannot be undone. ${forceOf(plan)}`
    : `${number} images will be looked at. Nothing is deleted.`;
  if (!(await isConfirmed(dialog))) return;
  await askJson(`plans/${plan.id}/approve`, { hash: plan.hash, force });
}

/** @param {any} plan */
function forceOf({ forced }) {
  if (forced === 0) return 'None of them by force.';
  const number = forced.toLocaleString();
  return `${number} of them by force, although instances may have been made from them.`;
}

/**
 * The button says it at once. A dialog's `close` comes later, when it may have been opened again for
 * another question, whose answer must not become this one's.
 *
 * @param {HTMLDialogElement} dialog
 * @returns {Promise<boolean>}
 */
function isConfirmed(dialog) {
  return new Promise((resolve) => {
    const form = /** @type {HTMLFormElement} */ (dialog.firstElementChild);
    form.onsubmit = ({ submitter }) =>
      resolve(/** @type {HTMLButtonElement | null} */ (submitter)?.value === 'yes');
    dialog.onclose = () => dialog.open || resolve(false);
    dialog.showModal();
  });
}

/** A link cannot carry a token. @param {string} id */
async function download(id) {
  const url = URL.createObjectURL(await (await ask(`plans/${id}/report`)).blob());
  make('a', { href: url, download: `plan-${id}.csv` }).click();
  URL.revokeObjectURL(url);
}

/** @param {any} plan @param {(lane: any) => void} onChoose */
function lanesOf({ lanes }, onChoose) {
  const rows = lanes.map((/** @type {any} */ lane) => {
    const { kept = 0, ...rest } = lane.tally;
    const named = Object.values(rest).reduce((sum, count) => sum + count, 0);
    const ended = ENDED.reduce((sum, state) => sum + (lane.tally[state] ?? 0), 0);
    const problem = lane.problem ? `${lane.problem.code}: ${lane.problem.message}` : '';
    const name = button(`${lane.account}, ${lane.region_id}`, () => onChoose(lane), 'plain');
    return [name, kept, named, ended, make('span', { className: 'bad' }, problem)];
  });
  return table('Accounts and regions', ['Where', 'Kept', 'Named', 'Ended', 'Problem'], rows);
}

/**
 * @param {HTMLElement} place
 * @param {string} planId
 * @param {{ account: string, region_id: string }} lane
 * @param {string} [after]
 */
async function showImages(place, planId, lane, after = '') {
  const query = new URLSearchParams({ account: lane.account, region: lane.region_id, after });
  const { images, isLast } = await askJson(`plans/${planId}/images?${query}`);
  const rows = images.map((/** @type {any} */ image) => [
    image.image_id,
    image.name,
    image.rule + (image.force ? ' (by force)' : ''),
    IMAGE_STATES[image.state],
    reasonOf(image),
  ]);
  const caption = `${lane.account}, ${lane.region_id}`;
  place.replaceChildren(table(caption, ['Image', 'Name', 'Rule', 'State', 'Why'], rows));
  if (isLast) return;
  const last = images[images.length - 1].image_id;
  place.append(button('More', () => showImages(place, planId, lane, last)));
}
