// The calls that this page has made, the latest first. Kept while the page is open.
import { byId, chip, element } from './dom.js';
import { verdictOn, wordFor } from './words.js';

/** @typedef {import('./call.js').Ending} Ending */
/** @typedef {import('./call.js').Wish} Wish */

const list = byId('history', HTMLOListElement);
const empty = byId('history-empty', HTMLParagraphElement);

/**
 * @param {Wish} wish
 * @param {Ending} ending
 * @param {number} duration in milliseconds
 */
export function remember(wish, ending, duration) {
  const notes = [
    new Date().toLocaleTimeString(),
    wish.regionId,
    wish.force && 'force',
    wish.dryRun && 'dry run',
    `${Math.round(duration)} ms`,
    requestIdOf(ending),
  ];
  empty.hidden = true;
  list.prepend(
    element(
      'li',
      {},
      element('code', {}, wish.imageId),
      chip(wordFor(ending), verdictOn(ending).tone),
      element('small', {}, notes.filter(Boolean).join(' · ')),
    ),
  );
}

/** @param {Ending} ending */
function requestIdOf(ending) {
  if ('result' in ending) return ending.result.requestId;
  return 'error' in ending && 'requestId' in ending.error ? ending.error.requestId : '';
}
