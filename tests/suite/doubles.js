// Test doubles of `fetch`, and of the answers that it gives.

/** @typedef {(url: string, init: any) => any} Fetch */
/** @typedef {{ url: string, init: any }} SentRequest */

export const REQUEST_ID = '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E';
export const JSON_TYPE = 'application/json;charset=utf-8';
export const SUCCESS = JSON.stringify({ RequestId: REQUEST_ID });

/** Notes what it is called with, and passes it on to the platform's. */
export function recorder() {
  /** @type {SentRequest[]} */
  const sent = [];
  /** @type {Fetch} */
  const fetch = (url, init) => {
    sent.push({ url, init });
    return globalThis.fetch(url, init);
  };
  return { sent, fetch };
}

/**
 * Gives one answer to everything. Text is given as bytes, so that no content type comes of itself.
 *
 * @param {string | Uint8Array<ArrayBuffer> | null} body
 * @param {{ status?: number, contentType?: string, headers?: Record<string, string> }} [options]
 * @returns {Fetch}
 */
export function answering(body, { status = 200, contentType, headers = {} } = {}) {
  const all = contentType ? { ...headers, 'content-type': contentType } : headers;
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return async () => new Response(bytes, { status, headers: all });
}

/** The service takes the deletion. */
export const accept = answering(SUCCESS);

/** No answer arrives. */
export const lose = () => Promise.reject(new TypeError('Failed to fetch'));

/**
 * The service refuses.
 *
 * @param {string} code
 * @param {{ status?: number, message?: string, headers?: Record<string, string> }} [options]
 * @returns {Fetch}
 */
export function refuse(code, { status = 400, message = 'No.', headers } = {}) {
  const body = JSON.stringify({ RequestId: REQUEST_ID, Code: code, Message: message });
  return answering(body, { status, headers, contentType: JSON_TYPE });
}

/**
 * Passes each request on to the next of these, and those that are left over to the last.
 *
 * @param {Fetch[]} fetches
 */
export function inTurn(...fetches) {
  /** @type {SentRequest[]} */
  const sent = [];
  /** @type {Fetch} */
  const fetch = (url, init) => {
    const next = fetches[Math.min(sent.length, fetches.length - 1)];
    sent.push({ url, init });
    return next(url, init);
  };
  return { sent, fetch };
}

/**
 * The form of a request that was sent.
 *
 * @param {SentRequest} request
 * @returns {Record<string, string>}
 */
export function formOf({ init }) {
  return Object.fromEntries(new URLSearchParams(init.body));
}

/**
 * A promise, and what settles it.
 *
 * @template [T=any]
 */
export function deferred() {
  /** @type {(value: T) => void} */
  let resolve = () => {};
  /** @type {(reason: unknown) => void} */
  let reject = () => {};
  /** @type {Promise<T>} */
  const promise = new Promise((...settle) => ([resolve, reject] = settle));
  return { promise, resolve, reject };
}

/**
 * Gives what is not quite a `Response`.
 *
 * @param {any} answer
 * @returns {Fetch}
 */
export function giving(answer) {
  return async () => answer;
}

/** @returns {Promise<never>} */
export function never() {
  return new Promise(() => {});
}

/**
 * A Response-like with a body whose reader does what it is told.
 *
 * @param {{ read: () => any, cancel?: () => any }} reader
 */
export function streaming({ read, cancel = async () => undefined }) {
  const body = { getReader: () => ({ read, cancel }) };
  return { status: 200, headers: new Headers(), body };
}

/**
 * A Response-like with a body of one piece.
 *
 * @param {any} piece
 */
export function piecewise(piece) {
  const pieces = [{ done: false, value: piece }];
  return streaming({ read: async () => pieces.shift() ?? { done: true, value: undefined } });
}

/**
 * A Response-like without a stream, as on platforms that have none.
 *
 * @param {() => any} arrayBuffer
 */
export function streamless(arrayBuffer) {
  return { status: 200, headers: new Headers(), body: null, arrayBuffer };
}
