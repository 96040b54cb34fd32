/**
 * What every call carries besides its operation's parameters, from the parameters (signature
 * 1.0) or from the headers (signature V3). Only presence and form are checked here.
 */
import { ServiceError, invalidParameter, missingParameter } from './errors.js';
import { ALGORITHM, parseAuthorization } from './signature-v3.js';

/** @typedef {import('./http.js').ServiceRequest} ServiceRequest */

export const API_VERSION = '2014-05-26';

/**
 * @typedef {object} Common
 * @property {'1.0' | 'ACS3-HMAC-SHA256'} signatureVersion
 * @property {string} action
 * @property {string} accessKeyId
 * @property {string} timestamp
 * @property {string} nonce
 * @property {string} signature
 * @property {string | undefined} securityToken
 * @property {string[]} signedHeaders empty for signature 1.0
 */

const V1_REQUIRED = [
  'Action',
  'Version',
  'AccessKeyId',
  'SignatureMethod',
  'SignatureVersion',
  'SignatureNonce',
  'Timestamp',
  'Signature',
];

/** What must equal one value, and the name to complain about when it does not. */
const V1_FIXED = [
  { name: 'Version', value: API_VERSION, complaint: 'Action or Version' },
  { name: 'SignatureMethod', value: 'HMAC-SHA1', complaint: 'SignatureMethod' },
  { name: 'SignatureVersion', value: '1.0', complaint: 'SignatureVersion' },
];

const V3_REQUIRED = [
  'x-acs-action',
  'x-acs-version',
  'x-acs-date',
  'x-acs-signature-nonce',
  'x-acs-content-sha256',
];

/** Names that are common parameters, so not for the operation to read. */
export const commonNames = Object.freeze({
  '1.0': new Set([...V1_REQUIRED, 'Format', 'SecurityToken']),
  // In V3 these travel as headers; Format is still read.
  [ALGORITHM]: new Set(['Format']),
});

/**
 * @param {ServiceRequest} request
 * @returns {'1.0' | 'ACS3-HMAC-SHA256'}
 */
export function signatureVersionOf(request) {
  return 'authorization' in request.headers ? ALGORITHM : '1.0';
}

/**
 * @param {ServiceRequest} request
 * @returns {Common}
 */
export function readCommonParameters(request) {
  if (request.parameters.problem !== undefined) {
    throw request.parameters.problem;
  }
  checkFormat(request);
  return signatureVersionOf(request) === '1.0' ? fromParameters(request) : fromHeaders(request);
}

/**
 * The format to answer in, from whatever can be read: a refusal needs one, too.
 *
 * @param {ServiceRequest} request
 * @returns {import('./render.js').Format}
 */
export function answerFormat(request) {
  const format = request.parameters.all.get('Format');
  if (format !== undefined) {
    return format.toUpperCase() === 'JSON' ? 'JSON' : 'XML';
  }
  const acceptsJson = (request.headers.accept ?? '').includes('application/json');
  return signatureVersionOf(request) === ALGORITHM && acceptsJson ? 'JSON' : 'XML';
}

/** @param {ServiceRequest} request */
function checkFormat(request) {
  const format = request.parameters.all.get('Format');
  if (format !== undefined && !['JSON', 'XML'].includes(format.toUpperCase())) {
    throw invalidParameter('Format');
  }
}

/**
 * @param {ServiceRequest} request
 * @returns {Common}
 */
function fromParameters(request) {
  const parameters = request.parameters.all;
  const values = required(V1_REQUIRED, (name) => parameters.get(name));
  for (const { name, value, complaint } of V1_FIXED) {
    if (values[name] !== value) {
      throw invalidParameter(complaint);
    }
  }
  return {
    signatureVersion: '1.0',
    action: values.Action,
    accessKeyId: values.AccessKeyId,
    timestamp: values.Timestamp,
    nonce: values.SignatureNonce,
    signature: values.Signature,
    securityToken: parameters.get('SecurityToken') || undefined,
    signedHeaders: [],
  };
}

/**
 * @param {ServiceRequest} request
 * @returns {Common}
 */
function fromHeaders(request) {
  const { headers } = request;
  const authorization = parseAuthorization(headers.authorization);
  if (authorization === undefined) {
    throw new ServiceError('IncompleteSignature');
  }
  const values = required(V3_REQUIRED, (name) => headers[name]);
  if (values['x-acs-version'] !== API_VERSION) {
    throw invalidParameter('Action or Version');
  }
  checkSignedHeaders(headers, authorization.signedHeaders);
  return {
    signatureVersion: ALGORITHM,
    action: values['x-acs-action'],
    accessKeyId: authorization.accessKeyId,
    timestamp: values['x-acs-date'],
    nonce: values['x-acs-signature-nonce'],
    signature: authorization.signature,
    securityToken: headers['x-acs-security-token'] || undefined,
    signedHeaders: authorization.signedHeaders,
  };
}

/**
 * host, content-type when sent, and every x-acs-* header must be signed; sorted, lower case.
 *
 * @param {Record<string, string>} headers
 * @param {string[]} signedHeaders
 */
function checkSignedHeaders(headers, signedHeaders) {
  const mandatory = Object.keys(headers).filter(
    (name) => name === 'host' || name === 'content-type' || name.startsWith('x-acs-'),
  );
  const expected = [...new Set([...mandatory, ...signedHeaders])].sort();
  const wellFormed = signedHeaders.every((name) => name in headers);
  if (!wellFormed || expected.join(';') !== signedHeaders.join(';')) {
    throw new ServiceError('IncompleteSignature');
  }
}

/**
 * @param {string[]} names
 * @param {(name: string) => string | undefined} find
 * @returns {Record<string, string>}
 */
function required(names, find) {
  /** @type {Record<string, string>} */
  const values = {};
  for (const name of names) {
    const value = find(name);
    if (value === undefined || value === '') {
      throw missingParameter(name);
    }
    values[name] = value;
  }
  return values;
}
