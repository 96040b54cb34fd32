/**
 * Reading a request with a size limit and writing an answer, the same way on both ports.
 * It knows nothing of the service.
 */
import { decodeParameters } from './parameters.js';

/** @typedef {import('node:http').IncomingMessage} IncomingMessage */
/** @typedef {import('node:http').ServerResponse} ServerResponse */

/** Far more than any call needs, far less than would hurt. */
export const BODY_LIMIT = 1024 * 1024;

export const FORM_TYPE = 'application/x-www-form-urlencoded';

export class BodyTooLargeError extends Error {
  name = 'BodyTooLargeError';
}

/**
 * @typedef {object} ServiceRequest
 * @property {string} method
 * @property {string} path
 * @property {Record<string, string>} headers lower-case names
 * @property {Buffer} body
 * @property {import('./parameters.js').Parameters} parameters
 */

/**
 * @typedef {object} Answer
 * @property {number} httpStatus
 * @property {Record<string, string>} headers
 * @property {string} body
 */

/**
 * @typedef {object} Delivery how an answer reaches the client
 * @property {number} headersAfter milliseconds
 * @property {number | null} bodyAfter milliseconds after the headers; null for never
 * @property {boolean} destroy reset the connection instead
 */

/** @type {Readonly<Delivery>} */
export const PROMPT_DELIVERY = Object.freeze({ headersAfter: 0, bodyAfter: 0, destroy: false });

/**
 * The path and the query of a request target, still encoded.
 *
 * @param {IncomingMessage} incoming
 */
export function splitTarget(incoming) {
  const target = incoming.url ?? '/';
  const question = target.indexOf('?');
  return question === -1
    ? { path: target, query: '' }
    : { path: target.slice(0, question), query: target.slice(question + 1) };
}

/**
 * Rejects with BodyTooLargeError beyond the limit, and when the client goes away.
 *
 * @param {IncomingMessage} incoming
 * @returns {Promise<Buffer>}
 */
export function readBody(incoming) {
  return new Promise((resolve, reject) => {
    /** @type {Buffer[]} */
    const chunks = [];
    let length = 0;
    incoming.on('error', reject);
    incoming.on('end', () => resolve(Buffer.concat(chunks)));
    incoming.on('data', (chunk) => {
      length += chunk.length;
      if (length <= BODY_LIMIT) {
        chunks.push(chunk);
      } else {
        // What follows is read and dropped, so that the refusal can still be written.
        reject(new BodyTooLargeError(`The body is longer than ${BODY_LIMIT} bytes.`));
      }
    });
  });
}

/** @param {IncomingMessage} incoming */
export function plainHeaders(incoming) {
  /** @type {Record<string, string>} */
  const headers = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    headers[name] = Array.isArray(value) ? value.join(',') : (value ?? '');
  }
  return headers;
}

/**
 * @param {IncomingMessage} incoming
 * @param {Buffer} body
 * @returns {ServiceRequest}
 */
export function serviceRequest(incoming, body) {
  const { path, query } = splitTarget(incoming);
  const headers = plainHeaders(incoming);
  const mediaType = (headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();
  const isForm = incoming.method === 'POST' && mediaType === FORM_TYPE;
  return {
    method: incoming.method ?? '',
    path,
    headers,
    body,
    parameters: decodeParameters(query, isForm ? body.toString('utf8') : ''),
  };
}

/**
 * @param {ServerResponse} outgoing
 * @param {Answer} answer
 * @param {Delivery} [delivery]
 */
export async function deliver(outgoing, answer, delivery = PROMPT_DELIVERY) {
  if (delivery.destroy) {
    outgoing.socket?.resetAndDestroy();
    return;
  }
  await pause(outgoing, delivery.headersAfter);
  if (outgoing.destroyed) {
    return;
  }
  const body = Buffer.from(answer.body, 'utf8');
  outgoing.writeHead(answer.httpStatus, {
    ...answer.headers,
    'content-length': String(body.length),
  });
  if (delivery.bodyAfter === null) {
    outgoing.flushHeaders();
    return;
  }
  if (delivery.bodyAfter > 0) {
    outgoing.flushHeaders();
    await pause(outgoing, delivery.bodyAfter);
  }
  outgoing.end(body);
}

/**
 * Waits, or returns early when the client has gone.
 *
 * @param {ServerResponse} outgoing
 * @param {number} milliseconds
 * @returns {Promise<void>}
 */
export function pause(outgoing, milliseconds) {
  if (milliseconds === 0 || outgoing.destroyed) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      outgoing.off('close', finish);
      resolve();
    };
    const timer = setTimeout(finish, milliseconds);
    outgoing.on('close', finish);
  });
}
