/**
 * A bare client for the endpoint's tests: it signs what it is told to, right or wrong, and
 * returns what came back. It checks nothing.
 */
import { randomUUID } from 'node:crypto';
import { accessKeys } from '../access-keys.js';
import { percentEncode } from '../percent-encoding.js';
import * as signatureV1 from '../signature-v1.js';
import * as signatureV3 from '../signature-v3.js';
import { formatTimestamp } from '../timestamps.js';

/** @typedef {{ url: string, method: string, headers: Record<string, string>, body?: string }} Prepared */

/**
 * @typedef {object} CallOptions
 * @property {import('../access-keys.js').AccessKey} [key] default: the permanent key
 * @property {'GET' | 'POST'} [method] default POST
 * @property {'query' | 'form' | 'split'} [place] default: query for GET, form for POST
 * @property {Record<string, string | undefined>} [common] replaces common parameters or headers;
 *   undefined leaves one out
 * @property {Record<string, string>} [headers] added after signing
 */

/**
 * @typedef {object} Received
 * @property {number} status
 * @property {Headers} headers
 * @property {string} text
 * @property {any} json undefined when the text is not JSON
 */

/** @type {import('../access-keys.js').AccessKey} */
const defaultKey = accessKeys.permanent;

/**
 * A call signed with signature 1.0.
 *
 * @param {string} url
 * @param {string} action
 * @param {Record<string, string>} parameters
 * @param {CallOptions} [options]
 * @returns {Prepared}
 */
export function prepareV1(url, action, parameters, options = {}) {
  const { method = 'POST', common = {}, headers = {} } = options;
  const key = options.key ?? defaultKey;
  const place = options.place ?? (method === 'GET' ? 'query' : 'form');
  const all = withoutUndefined({
    Action: action,
    Version: '2014-05-26',
    Format: 'JSON',
    AccessKeyId: key.accessKeyId,
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: randomUUID(),
    Timestamp: formatTimestamp(Date.now()),
    SecurityToken: key.securityToken,
    ...parameters,
    ...common,
  });
  const text = signatureV1.stringToSign(method, Object.entries(all));
  const signed = { Signature: signatureV1.signature(key.accessKeySecret, text), ...all };
  const pairs = Object.entries(signed).map(
    ([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`,
  );
  const middle = { query: pairs.length, form: 0, split: Math.floor(pairs.length / 2) }[place];
  const query = pairs.slice(0, middle).join('&');
  const form = pairs.slice(middle).join('&');
  return {
    url: `${url}/${query === '' ? '' : `?${query}`}`,
    method,
    headers: {
      ...(form === '' ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      ...headers,
    },
    ...(form === '' ? {} : { body: form }),
  };
}

/**
 * A call signed with signature V3, parameters in the query, no body.
 *
 * @param {string} url
 * @param {string} action
 * @param {Record<string, string>} parameters
 * @param {CallOptions} [options]
 * @returns {Prepared}
 */
export function prepareV3(url, action, parameters, options = {}) {
  const { method = 'POST', common = {} } = options;
  const key = options.key ?? defaultKey;
  const signed = withoutUndefined({
    host: new URL(url).host,
    'x-acs-action': action,
    'x-acs-version': '2014-05-26',
    'x-acs-date': formatTimestamp(Date.now()),
    'x-acs-signature-nonce': randomUUID(),
    'x-acs-content-sha256': signatureV3.sha256(''),
    'x-acs-security-token': key.securityToken,
    ...common,
  });
  const signedHeaders = Object.keys(signed).sort();
  const canonical = signatureV3.canonicalRequest({
    method,
    path: '/',
    query: Object.entries(parameters),
    headers: signed,
    signedHeaders,
    body: new Uint8Array(),
  });
  const text = signatureV3.stringToSign(canonical);
  const signature = signatureV3.signature(key.accessKeySecret, text);
  const query = Object.entries(parameters).map(
    ([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`,
  );
  const { host: _, ...sent } = signed;
  return {
    url: `${url}/?${query.join('&')}`,
    method,
    headers: {
      accept: 'application/json',
      ...sent,
      authorization:
        `${signatureV3.ALGORITHM} Credential=${key.accessKeyId},` +
        `SignedHeaders=${signedHeaders.join(';')},Signature=${signature}`,
      ...options.headers,
    },
  };
}

/**
 * @param {Prepared} prepared
 * @param {RequestInit} [init]
 * @returns {Promise<Received>}
 */
export async function send({ url, ...request }, init = {}) {
  const response = await fetch(url, { redirect: 'manual', ...request, ...init });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parseJson(text) };
}

/**
 * @param {string} url
 * @param {string} action
 * @param {Record<string, string>} parameters
 * @param {CallOptions} [options]
 */
export function call(url, action, parameters, options) {
  return send(prepareV1(url, action, parameters, options));
}

/**
 * @param {string} url
 * @param {string} action
 * @param {Record<string, string>} parameters
 * @param {CallOptions} [options]
 */
export function callV3(url, action, parameters, options) {
  return send(prepareV3(url, action, parameters, options));
}

/**
 * A request to the control interface.
 *
 * @param {string} controlUrl
 * @param {'GET' | 'POST' | 'DELETE'} method
 * @param {string} path
 * @param {unknown} [body]
 */
export function control(controlUrl, method, path, body) {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return send({ url: `${controlUrl}${path}`, method, headers: {}, body: text });
}

/** @param {Record<string, string | undefined>} values */
function withoutUndefined(values) {
  const kept = Object.entries(values).filter(([, value]) => value !== undefined);
  return /** @type {Record<string, string>} */ (Object.fromEntries(kept));
}

/** @param {string} text */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
