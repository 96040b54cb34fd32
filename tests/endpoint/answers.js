/**
 * Makes the answers of the service: a success, a refusal, the reply to a preflight.
 * It writes nothing to the network.
 */
import { preflightHeaders } from './cors.js';
import { newTraceId } from './identifiers.js';
import { CONTENT_TYPES, render } from './render.js';

/** @typedef {import('./http.js').Answer} Answer */
/** @typedef {import('./errors.js').ServiceError} ServiceError */

/**
 * @typedef {object} AnswerContext
 * @property {string} requestId
 * @property {string} action
 * @property {string} hostId
 * @property {import('./render.js').Format} format
 * @property {number} now what the Date header says
 */

/**
 * @typedef {Answer & { code: string | null }} ServiceAnswer `code` is the service's Code, if any
 */

/**
 * @param {AnswerContext} context
 * @param {Record<string, unknown>} body
 * @returns {ServiceAnswer}
 */
export function successAnswer(context, body) {
  const { format, action, requestId } = context;
  return {
    httpStatus: 200,
    code: null,
    headers: headersOf(context),
    body: render(format, `${action}Response`, { RequestId: requestId, ...body }),
  };
}

/**
 * @param {AnswerContext} context
 * @param {ServiceError} error
 * @returns {ServiceAnswer}
 */
export function errorAnswer(context, error) {
  const { format, requestId, hostId } = context;
  const body = {
    RequestId: requestId,
    HostId: hostId,
    Code: error.code,
    Message: error.message,
    Recommend: recommendation(error.code, requestId),
    ...error.fields,
  };
  return {
    httpStatus: error.httpStatus,
    code: error.code,
    headers: { ...headersOf(context), ...error.headers },
    body: render(format, 'Error', body),
  };
}

/**
 * @param {AnswerContext} context
 * @param {boolean} cors
 * @returns {ServiceAnswer}
 */
export function preflightAnswer(context, cors) {
  const { 'content-type': _, ...headers } = headersOf(context);
  return {
    httpStatus: 200,
    code: null,
    headers: cors ? { ...headers, ...preflightHeaders } : headers,
    body: '',
  };
}

/**
 * An answer that is not the service's own: a proxy's page, an empty body, a redirect.
 *
 * @param {AnswerContext} context
 * @param {object} options
 * @param {number} options.httpStatus
 * @param {Record<string, string>} [options.headers]
 * @param {string} [options.body]
 * @returns {ServiceAnswer}
 */
export function foreignAnswer(context, { httpStatus, headers = {}, body = '' }) {
  const date = new Date(context.now).toUTCString();
  return { httpStatus, code: null, headers: { date, ...headers }, body };
}

/**
 * @param {AnswerContext} context
 * @returns {Record<string, string>}
 */
function headersOf(context) {
  return {
    date: new Date(context.now).toUTCString(),
    'content-type': CONTENT_TYPES[context.format],
    'x-acs-request-id': context.requestId,
    'x-acs-trace-id': newTraceId(),
  };
}

/**
 * @param {string} code
 * @param {string} requestId
 */
function recommendation(code, requestId) {
  const query = new URLSearchParams({ q: code, product: 'Ecs', requestId });
  return `https://next.api.aliyun.com/troubleshoot?${query}`;
}
