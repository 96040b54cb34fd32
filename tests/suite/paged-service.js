// Test doubles of a service whose lists come in pages, and what reads such lists.
import { REQUEST_ID, answering, formOf, inTurn, refuse } from './doubles.js';

/** @typedef {{ url: string, init: any }} SentRequest */
/** @typedef {Record<string, string>} Form */

/** Whoever asks more often than this never comes to an end. */
const MOST_REQUESTS = 200;

/**
 * Answers each request with what a function makes of its form.
 *
 * @param {(form: Form) => object} answer
 */
export function serving(answer) {
  const service = inTurn(async (url, init) => {
    if (service.sent.length > MOST_REQUESTS) return refuse('TooManyPages')(url, init);
    const body = { RequestId: REQUEST_ID, ...answer(formOf({ url, init })) };
    return answering(JSON.stringify(body))(url, init);
  });
  return service;
}

/** @typedef {{ id: string, item: (id: string) => object, page: (items: object[]) => object }} Writing */

/**
 * The lists that come by page number: how an item is written, and how a page.
 *
 * @satisfies {Record<string, Writing>}
 */
export const numberedLists = {
  describeImages: {
    id: 'imageId',
    item: (/** @type {string} */ id) => ({ ImageId: id, Status: 'Available' }),
    page: (/** @type {object[]} */ items) => ({ Images: { Image: items } }),
  },
  describeTasks: {
    id: 'taskId',
    item: (/** @type {string} */ id) => ({ TaskId: id }),
    page: (/** @type {object[]} */ items) => ({ TaskSet: { Task: items } }),
  },
};

/** @typedef {keyof typeof numberedLists} NumberedList */

/**
 * @param {number} count
 * @returns {string[]}
 */
export function newIds(count) {
  return Array.from({ length: count }, (_, index) => `x-${index}`);
}

/**
 * A service that has these items, and gives the page that is asked for.
 *
 * @param {NumberedList} list
 * @param {string[]} ids may change between two pages
 * @param {{ total?: () => unknown, most?: number }} [options] another total than there is, and how
 *   many items a page has at most, whatever is asked for
 */
export function numberedService(list, ids, { total = () => ids.length, most = 100 } = {}) {
  /** @type {Writing} */
  const { item, page } = numberedLists[list];
  return serving((form) => {
    const size = Math.min(Number(form.PageSize), most);
    const start = (Number(form.PageNumber) - 1) * size;
    return { ...page(ids.slice(start, start + size).map(item)), TotalCount: total() };
  });
}

/**
 * A service that has these instances, and says by a token where each page begins.
 *
 * @param {string[]} ids
 */
export function tokenService(ids) {
  return serving((form) => {
    const start = Number(form.NextToken ?? 0);
    const end = start + Number(form.MaxResults);
    return {
      Instances: { Instance: ids.slice(start, end).map((id) => ({ InstanceId: id })) },
      NextToken: end < ids.length ? String(end) : '',
      TotalCount: ids.length,
    };
  });
}

/**
 * @template T
 * @param {AsyncIterable<T>} items
 * @returns {Promise<T[]>}
 */
export async function collect(items) {
  const all = [];
  for await (const item of items) all.push(item);
  return all;
}

/**
 * The values of one parameter, in the order in which they were sent.
 *
 * @param {SentRequest[]} sent
 * @param {string} name
 */
export function sentValues(sent, name) {
  return sent.map((request) => formOf(request)[name]);
}
