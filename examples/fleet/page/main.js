// The page: signs in, shows what there is, asks again while something is going on.
import { askJson } from './api.js';
import { rememberToken } from './config.js';
import { button, find, make, table } from './dom.js';
import { showPlan } from './plan.js';
import { MODES, PLAN_STATES, time } from './words.js';

/** Milliseconds. */
const PAUSE = 3_000;

const message = find('#message');
let chosen = '';

find('#sign-in').addEventListener('submit', (/** @type {SubmitEvent} */ event) => {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.currentTarget);
  rememberToken(String(new FormData(form).get('token')).trim());
  form.reset();
  act(async () => {});
});

find('#make-plan').addEventListener('click', () => {
  act(async () => (chosen = (await askJson('plans', {})).planId));
});

setInterval(() => {
  const isIdle = document.hidden || find('#plans').hidden || find('#approval').open;
  // What somebody reads in a list of images is not taken away.
  if (!isIdle && !find('#images')?.hasChildNodes()) act(async () => {});
}, PAUSE);

/** Does something, shows what there is then, or what was wrong. @param {() => Promise<unknown>} work */
async function act(work) {
  try {
    const before = find('#images')?.firstChild;
    await work();
    message.textContent = '';
    if (find('#images')?.firstChild === before) await refresh();
  } catch (error) {
    message.className = 'bad';
    message.textContent = /** @type {Error} */ (error).message;
    if (/** @type {any} */ (error).status === 401) signOut();
  }
}

function signOut() {
  rememberToken(undefined);
  for (const id of ['#plans', '#plan']) find(id).hidden = true;
  find('#sign-in').hidden = false;
}

async function refresh() {
  const [status, { plans }] = await Promise.all([askJson('status'), askJson('plans')]);
  const plan = chosen === '' ? undefined : await askJson(`plans/${chosen}`);
  find('#sign-in').hidden = true;
  find('#plans').hidden = false;
  find('#make-plan').hidden = !status.mayApprove;
  showStatus(status);
  const rows = plans.map((/** @type {any} */ { id, state, mode, created_at, approved_by }) => [
    button(id, () => choose(id), 'plain'),
    PLAN_STATES[state],
    MODES[mode],
    time(created_at),
    approved_by ?? '–',
  ]);
  find('#plan-list').replaceChildren(
    table('The latest plans', ['Plan', 'State', 'Mode', 'Made', 'Approved by'], rows),
  );
  const place = find('#plan');
  place.hidden = plan === undefined;
  if (plan === undefined) return;
  keepFocus(place, () => {
    place.replaceChildren(...showPlan(plan, { mayApprove: status.mayApprove, act }));
  });
}

/**
 * What is made anew is entered again where it was left.
 *
 * @param {HTMLElement} place
 * @param {() => void} change
 */
function keepFocus(place, change) {
  const focused = document.activeElement;
  const text = focused !== null && place.contains(focused) ? focused.textContent : '';
  change();
  if (focused === place || text === '') return;
  const buttons = [...place.querySelectorAll('button')];
  buttons.find((each) => each.textContent === text)?.focus();
}

/** @param {string} id */
async function choose(id) {
  chosen = id;
  find('#images')?.replaceChildren();
  await act(async () => {});
  find('#plan').focus();
}

/** @param {any} status */
function showStatus({ mode, stop, mayApprove, policyProblems }) {
  const problems = policyProblems.map(
    (/** @type {any} */ { path, expected }) => `${path}: expected ${expected}`,
  );
  find('#mode').textContent =
    problems.length === 0 ? MODES[mode] : `The policy cannot be read. ${problems.join('; ')}`;
  const place = find('#switch');
  if (stop === null) {
    const order = () => act(() => askJson('stop', {}));
    place.replaceChildren(button('Stop all deletions', order, 'grave'));
    return;
  }
  place.replaceChildren(
    make(
      'strong',
      { className: 'bad' },
      `Stopped by ${stop.stopped_by}, ${time(stop.stopped_at)} `,
    ),
  );
  if (mayApprove) place.append(button('Start again', () => act(() => askJson('start', {}))));
}
