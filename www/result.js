// The card that says how a call ended: the result, or the typed error with what to do about it.
import { copyButton } from './copy.js';
import { byId, element } from './dom.js';
import { verdictOn } from './words.js';

/** @typedef {import('./call.js').Ending} Ending */
/** @typedef {import('../pkg/index.js').EcsError} EcsError */
/** @typedef {import('../pkg/index.js').Remedy} Remedy */
/** @typedef {[name: string, value: string | number | undefined]} Fact */

/** Facts that are ids. */
const CODE_FACTS = ['Image', 'Request id'];

const place = byId('result', HTMLDivElement);
const announcement = byId('announcement', HTMLParagraphElement);

/**
 * @param {string} imageId
 * @param {Ending} ending
 * @param {() => void} onForce what offers the forced deletion
 */
export function showEnding(imageId, ending, onForce) {
  const { title, text, tone } = verdictOn(ending);
  const verdict = element(
    'div',
    { className: `verdict ${tone}` },
    element('h3', {}, title),
    element('p', {}, text),
  );
  place.replaceChildren(
    element('div', { className: 'card' }, verdict, ...details(imageId, ending, onForce)),
  );
  verdict.scrollIntoView({ block: 'nearest' });
  announce(`${imageId}: ${title}. ${text}`);
}

/** @param {string} text */
export function announce(text) {
  announcement.textContent = text;
}

/** @param {string} text */
export function showPlainly(text) {
  place.replaceChildren(element('p', { className: 'empty' }, text));
}

/**
 * @param {string} imageId
 * @param {Ending} ending
 * @param {() => void} onForce
 */
function details(imageId, ending, onForce) {
  if ('isAborted' in ending) return [facts([['Image', imageId]])];
  if ('error' in ending) return errorDetails(imageId, ending.error, onForce);
  const { outcome, requestId, attempts } = ending.result;
  return [
    facts([
      ['Image', imageId],
      ['Outcome', outcome],
      ['Request id', requestId],
      ['Attempts', attempts],
    ]),
  ];
}

/**
 * @param {string} imageId
 * @param {EcsError} error
 * @param {() => void} onForce
 */
function errorDetails(imageId, error, onForce) {
  const { name, kind, outcome, attempts, retryable, message } = error;
  const known = 'description' in error ? error.description : undefined;
  const remedies = 'remedies' in error ? error.remedies : [];
  return [
    ...(known ? [element('p', {}, known)] : []),
    element('p', { className: 'quote' }, message),
    facts([
      ['Image', imageId],
      ['Error', `${name}, kind “${kind}”`],
      ['HTTP status', 'httpStatus' in error ? error.httpStatus : undefined],
      ['Request id', 'requestId' in error ? error.requestId : undefined],
      ['Outcome', outcome],
      ['Attempts', attempts],
      ['Trying again', retryable ? 'can help' : 'does not help'],
    ]),
    ...(remedies.length > 0 ? [remedyList(remedies, onForce)] : []),
    asJson(error),
  ];
}

/** @param {Fact[]} pairs */
function facts(pairs) {
  const rows = pairs
    .filter(([, value]) => value !== undefined)
    .flatMap(([name, value]) => [
      element('dt', {}, name),
      element('dd', {}, CODE_FACTS.includes(name) ? element('code', {}, `${value}`) : `${value}`),
    ]);
  return element('dl', {}, ...rows);
}

/**
 * @param {Remedy[]} remedies
 * @param {() => void} onForce
 */
function remedyList(remedies, onForce) {
  const items = remedies.map((remedy) => remedyItem(remedy, onForce));
  return element(
    'div',
    {},
    element('h4', {}, 'What you can do'),
    element('ol', { className: 'remedies' }, ...items),
  );
}

/**
 * @param {Remedy} remedy
 * @param {() => void} onForce
 */
function remedyItem({ action, parameters, requires, description }, onForce) {
  const json = JSON.stringify({ action, parameters }, null, 2);
  const buttons = element(
    'div',
    { className: 'buttons' },
    copyButton('Copy', () => json),
  );
  if (action === 'DeleteImage' && parameters.Force === true) {
    const button = element('button', { type: 'button', className: 'quiet' }, 'Tick Force');
    button.addEventListener('click', onForce);
    buttons.prepend(button);
  }
  const heading = element('div', { className: 'heading' }, element('code', {}, action), buttons);
  const code = element('pre', { tabIndex: 0, ariaLabel: `${action} as JSON` }, json);
  const missing = requires.map((name) => element('code', {}, name));
  return element(
    'li',
    {},
    heading,
    element('p', {}, description),
    code,
    ...(missing.length > 0 ? [element('p', { className: 'hint' }, 'You add: ', ...missing)] : []),
  );
}

/** @param {EcsError} error */
function asJson(error) {
  const json = JSON.stringify(error, null, 2);
  return element(
    'details',
    {},
    element('summary', {}, 'The error as an object'),
    element('pre', { tabIndex: 0, ariaLabel: 'The error as JSON' }, json),
  );
}
