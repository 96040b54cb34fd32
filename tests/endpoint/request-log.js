/**
 * Remembers every request the service port got, in order, without signatures and tokens.
 */
import { signatureVersionOf } from './common-parameters.js';
import { plainHeaders, splitTarget } from './http.js';

/** The oldest entries are dropped beyond this, so that a benchmark does not fill the memory. */
export const LOG_LIMIT = 100_000;

const HIDDEN = '(hidden)';
const HIDDEN_PARAMETERS = ['Signature', 'SecurityToken'];

/**
 * @typedef {object} RequestEntry
 * @property {string} method
 * @property {string} path without the query
 * @property {Record<string, string>} headers
 * @property {string | null} action
 * @property {Record<string, string>} parameters common ones included
 * @property {string | null} nonce
 * @property {'1.0' | 'ACS3-HMAC-SHA256' | null} signatureVersion
 * @property {number | null} httpStatus null while unanswered, and when the connection was reset
 * @property {string | null} code the service's Code, if the answer had one
 * @property {string} requestId
 * @property {string | null} origin
 * @property {string | null} fault the fault that met this request
 */

export class RequestLog {
  /** @type {RequestEntry[]} */
  entries = [];

  /**
   * Notes the arrival, before the body is read.
   *
   * @param {import('node:http').IncomingMessage} incoming
   * @param {string} requestId
   */
  begin(incoming, requestId) {
    const headers = plainHeaders(incoming);
    /** @type {RequestEntry} */
    const entry = {
      method: incoming.method ?? '',
      path: splitTarget(incoming).path,
      headers: hideHeaders(headers),
      action: null,
      parameters: {},
      nonce: null,
      signatureVersion: null,
      httpStatus: null,
      code: null,
      requestId,
      origin: headers.origin ?? null,
      fault: null,
    };
    this.entries.push(entry);
    if (this.entries.length > LOG_LIMIT) {
      this.entries.shift();
    }
    return entry;
  }

  clear() {
    this.entries.length = 0;
  }
}

/**
 * Adds what the body and the query say.
 *
 * @param {RequestEntry} entry
 * @param {import('./http.js').ServiceRequest} request
 */
export function describeRequest(entry, request) {
  const { headers, parameters } = request;
  const signedByHeader = signatureVersionOf(request) !== '1.0';
  const signed = signedByHeader || parameters.all.has('Signature');
  entry.signatureVersion = signed ? signatureVersionOf(request) : null;
  entry.action = actionOf(request) || null;
  entry.nonce =
    (signedByHeader ? headers['x-acs-signature-nonce'] : parameters.all.get('SignatureNonce')) ??
    null;
  for (const [name, value] of parameters.all) {
    entry.parameters[name] = HIDDEN_PARAMETERS.includes(name) ? HIDDEN : value;
  }
}

/**
 * The action a request asks for, before anything is checked; empty when it names none.
 *
 * @param {import('./http.js').ServiceRequest} request
 */
export function actionOf({ headers, parameters }) {
  const fromHeader = 'authorization' in headers ? headers['x-acs-action'] : undefined;
  return fromHeader ?? parameters.all.get('Action') ?? '';
}

/** @param {Record<string, string>} headers */
function hideHeaders(headers) {
  const visible = { ...headers };
  if (visible.authorization !== undefined) {
    visible.authorization = visible.authorization.replace(/Signature=.*$/, `Signature=${HIDDEN}`);
  }
  if (visible['x-acs-security-token'] !== undefined) {
    visible['x-acs-security-token'] = HIDDEN;
  }
  return visible;
}
