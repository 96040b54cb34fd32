// What can be asked for, as data: path, method, who may, and what is done.
import { approve, cancel, makePlan, start, stop } from './orders.js';
import { Refusal } from './refusal.js';
import { report } from './report.js';
import { deadLetters, images, plan, plans, status } from './views.js';

/**
 * @typedef {object} Asked
 * @property {string} planId
 * @property {import('./authentication.js').Caller} caller
 * @property {boolean} mayApprove
 * @property {URLSearchParams} query
 * @property {Record<string, unknown>} body
 */

/** @typedef {(fleet: import('../fleet.js').Fleet, asked: Asked) => unknown} Run */

/** @type {{ method: 'GET' | 'POST', path: RegExp, isForApprovers: boolean, run: Run }[]} */
const ROUTES = [
  { method: 'GET', path: /^\/api\/status$/, isForApprovers: false, run: status },
  { method: 'GET', path: /^\/api\/plans$/, isForApprovers: false, run: plans },
  { method: 'POST', path: /^\/api\/plans$/, isForApprovers: true, run: makePlan },
  ...under('', 'GET', false, plan),
  ...under('/images', 'GET', false, images),
  ...under('/report', 'GET', false, report),
  ...under('/dead-letters', 'GET', false, deadLetters),
  ...under('/approve', 'POST', true, approve),
  ...under('/cancel', 'POST', true, cancel),
  // To stop is safe, so whoever may look may do it.
  { method: 'POST', path: /^\/api\/stop$/, isForApprovers: false, run: stop },
  { method: 'POST', path: /^\/api\/start$/, isForApprovers: true, run: start },
];

/**
 * Something of one plan.
 *
 * @param {string} rest
 * @param {'GET' | 'POST'} method
 * @param {boolean} isForApprovers
 * @param {Run} run
 */
function under(rest, method, isForApprovers, run) {
  return [{ method, path: new RegExp(`^/api/plans/([\\w.]+)${rest}$`), isForApprovers, run }];
}

/** @param {Request} request */
export function findRoute({ url, method }) {
  const { pathname } = new URL(url);
  const candidates = ROUTES.filter(({ path }) => path.test(pathname));
  if (candidates.length === 0) throw new Refusal(404, 'NoSuchPath', 'There is nothing here.');
  const route = candidates.find((candidate) => candidate.method === method);
  if (route === undefined) {
    const allow = candidates.map((candidate) => candidate.method).join(', ');
    throw new Refusal(405, 'NoSuchMethod', `Use ${allow}.`, { allow });
  }
  const [, planId = ''] = /** @type {RegExpExecArray} */ (route.path.exec(pathname));
  return { ...route, found: { planId } };
}
