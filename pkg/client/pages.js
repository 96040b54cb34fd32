// Lists that the service gives in pages, item by item. A page is asked for when it is reached, and
// whatever the service answers, reading comes to an end.
import { foreign } from '../errors.js';
import { nextToken, totalCount } from './shapes.js';

const ENDLESS = 'the list has no end: the service gave the same NextToken twice';
/** With a hundred items on each, a million. */
const MOST_PAGES = 10_000;

/** @typedef {(page: Record<string, string | number>) => Promise<unknown>} Ask gives a page's answer */
/** @typedef {(answer: unknown) => any[]} ItemsOf */

/**
 * What one pass through the pages has seen.
 *
 * @typedef {object} Pass
 * @property {Set<unknown>} ids
 * @property {Set<number | undefined>} totals how many items there are, as each page says it
 */

/**
 * By page number, each item once.
 *
 * Items vanish while they are listed: images are listed here in order to delete them. Those behind
 * move up into pages that have been read, and would be missed. So another pass follows one in which
 * the total has changed or was not reached, until a pass brings nothing new. What is not noticed is
 * when as many items come as go between two pages.
 *
 * @param {Ask} ask
 * @param {ItemsOf} itemsOf
 * @param {string} idName the field by which items are told apart
 */
export async function* byNumber(ask, itemsOf, idName) {
  const given = new Set();
  for (let isWhole = false; !isWhole;) {
    /** @type {Pass} */
    const pass = { ids: new Set(), totals: new Set() };
    const before = given.size;
    for (let number = 1, isLast = false; !isLast; number++) {
      const answer = await ask({ PageNumber: number });
      const items = itemsOf(answer);
      const ids = items.map((item) => item[idName]);
      isLast = !brings(pass, ids, totalCount(answer));
      for (const item of items) {
        if (given.has(item[idName])) continue;
        given.add(item[idName]);
        yield item;
      }
    }
    isWhole = hasAll(pass) || given.size === before;
  }
}

/**
 * Notes what a page has.
 *
 * @param {Pass} pass
 * @param {unknown[]} ids
 * @param {number | undefined} total
 * @returns {boolean} whether another page can follow: not when the total is reached, and not after a
 *   page that was empty or repeats others, whatever the total says
 */
function brings({ ids: seen, totals }, ids, total) {
  const before = seen.size;
  for (const id of ids) seen.add(id);
  totals.add(total);
  return seen.size > before && seen.size < (total ?? Infinity);
}

/** @param {Pass} pass */
function hasAll({ ids, totals }) {
  const [total = 0] = totals;
  return totals.size === 1 && ids.size >= total;
}

/**
 * By token: each page says where the next one begins.
 *
 * @param {Ask} ask
 * @param {ItemsOf} itemsOf
 */
export async function* byToken(ask, itemsOf) {
  const tokens = new Set();
  /** @type {Record<string, string>} */
  let page = {};
  for (;;) {
    const answer = await ask(page);
    yield* itemsOf(answer);
    const token = nextToken(answer);
    if (token === undefined) return;
    if (tokens.has(token)) throw foreign(ENDLESS);
    tokens.add(token);
    page = { NextToken: token };
  }
}

/**
 * Ends what the service would go on with for ever, however new each page is.
 *
 * @param {Ask} ask
 * @returns {Ask}
 */
export function bounded(ask) {
  let pages = 0;
  return (page) => {
    pages += 1;
    if (pages > MOST_PAGES) throw foreign(`the list has no end after ${MOST_PAGES} pages`);
    return ask(page);
  };
}
