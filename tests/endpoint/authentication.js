/**
 * Who is calling, and may they: key, time stamp, nonce, signature, token, permission, load,
 * in this order. It changes nothing but the memory of nonces.
 */
import { timingSafeEqual } from 'node:crypto';
import { accountId, findAccessKey } from './access-keys.js';
import { ServiceError } from './errors.js';
import { parseTimestamp } from './timestamps.js';
import * as signatureV1 from './signature-v1.js';
import * as signatureV3 from './signature-v3.js';

/** @typedef {import('./access-keys.js').AccessKey} AccessKey */
/** @typedef {import('./common-parameters.js').Common} Common */
/** @typedef {import('./http.js').ServiceRequest} ServiceRequest */

/** A time stamp may differ from the service's clock by this much, either way. */
export const TIMESTAMP_WINDOW = 15 * 60 * 1000;

/**
 * @typedef {object} Circumstances
 * @property {number} now
 * @property {import('./nonces.js').NonceMemory} nonces
 * @property {'SignatureDoesNotMatch' | 'IncompleteSignature'} signatureError
 * @property {boolean} [tokenExpired] a fault: the token has just expired
 * @property {() => { code: import('./errors.js').ErrorCode, retryAfter: number } | undefined} throttling
 *   asked only for a request that everything else is right with
 */

/**
 * @param {ServiceRequest} request
 * @param {Common} common
 * @param {Circumstances} circumstances
 * @returns {string} the account that the key belongs to
 */
export function authenticate(request, common, circumstances) {
  const key = knownKey(common.accessKeyId);
  checkTimestamp(common.timestamp, circumstances.now);
  // The nonce is spent here, even when a later check refuses the request.
  if (!circumstances.nonces.use(common.accessKeyId, common.nonce, circumstances.now)) {
    throw new ServiceError('SignatureNonceUsed');
  }
  checkSignature(request, common, key, circumstances.signatureError);
  checkToken(key, common.securityToken, circumstances.tokenExpired ?? false);
  checkPermission(key, common.action);
  const throttling = circumstances.throttling();
  if (throttling !== undefined) {
    const { code, retryAfter } = throttling;
    throw new ServiceError(code, { headers: { 'x-acs-retry-after': String(retryAfter) } });
  }
  return key.accountId ?? accountId;
}

/** @param {string} accessKeyId */
function knownKey(accessKeyId) {
  const key = findAccessKey(accessKeyId);
  if (key === undefined) {
    throw new ServiceError('InvalidAccessKeyId.NotFound');
  }
  if (key.disabled) {
    throw new ServiceError('InvalidAccessKeyId.Inactive');
  }
  return key;
}

/**
 * @param {string} text
 * @param {number} now
 */
function checkTimestamp(text, now) {
  const timestamp = parseTimestamp(text);
  if (timestamp === undefined) {
    throw new ServiceError('InvalidTimeStamp.Format');
  }
  if (Math.abs(now - timestamp) > TIMESTAMP_WINDOW) {
    throw new ServiceError('InvalidTimeStamp.Expired');
  }
}

/**
 * @param {ServiceRequest} request
 * @param {Common} common
 * @param {AccessKey} key
 * @param {'SignatureDoesNotMatch' | 'IncompleteSignature'} errorCode
 */
function checkSignature(request, common, key, errorCode) {
  const { expected, server, message } =
    common.signatureVersion === '1.0'
      ? expectedV1(request, key)
      : expectedV3(request, common.signedHeaders, key);
  if (!sameText(expected, common.signature)) {
    const useMessage = errorCode === 'SignatureDoesNotMatch' ? message : undefined;
    throw new ServiceError(errorCode, { message: useMessage, details: { server } });
  }
}

/**
 * @param {ServiceRequest} request
 * @param {AccessKey} key
 * @returns {{ expected: string, server: string, message: string | undefined }}
 */
function expectedV1(request, key) {
  const stringToSign = signatureV1.stringToSign(request.method, request.parameters.all);
  return {
    expected: signatureV1.signature(key.accessKeySecret, stringToSign),
    server: `server string to sign is:${stringToSign}`,
    message: undefined,
  };
}

/**
 * @param {ServiceRequest} request
 * @param {string[]} signedHeaders
 * @param {AccessKey} key
 * @returns {{ expected: string, server: string, message: string | undefined }}
 */
function expectedV3(request, signedHeaders, key) {
  const { method, path, headers, body } = request;
  const query = request.parameters.query;
  const canonical = signatureV3.canonicalRequest({
    method,
    path,
    query,
    headers,
    signedHeaders,
    body,
  });
  const stringToSign = signatureV3.stringToSign(canonical);
  const server = `server StringToSign is [${stringToSign}] server CanonicalRequest is [${canonical}]`;
  return {
    expected: signatureV3.signature(key.accessKeySecret, stringToSign),
    server,
    message: `Specified signature does not match our calculation. ${server}`,
  };
}

/** How the tokens of this service begin; anything else is not one. */
const TOKEN_PREFIX = 'CAIS';

/**
 * @param {AccessKey} key
 * @param {string | undefined} token
 * @param {boolean} tokenExpired
 */
function checkToken(key, token, tokenExpired) {
  if (tokenExpired) {
    throw new ServiceError('InvalidSecurityToken.Expired');
  }
  if (key.securityToken === undefined && token === undefined) {
    return;
  }
  if (token === undefined) {
    throw new ServiceError('MissingSecurityToken');
  }
  if (!token.startsWith(TOKEN_PREFIX)) {
    throw new ServiceError('InvalidSecurityToken.Malformed');
  }
  // Before the comparison: whoever holds an expired key learns that first.
  if (key.expired) {
    throw new ServiceError('InvalidSecurityToken.Expired');
  }
  if (key.securityToken === undefined || !sameText(key.securityToken, token)) {
    throw new ServiceError('InvalidSecurityToken.MismatchWithAccessKey');
  }
}

/**
 * @param {AccessKey} key
 * @param {string} action
 */
function checkPermission(key, action) {
  if (key.forbidden === true || key.forbidden?.includes(action)) {
    const detail = {
      AuthAction: `ecs:${action}`,
      AuthPrincipalDisplayName: '234567890123456789',
      AuthPrincipalOwnerId: accountId,
      AuthPrincipalType: 'SubUser',
      NoPermissionType: 'ImplicitDeny',
      PolicyType: 'AccountLevelIdentityBasedPolicy',
      EncodedDiagnosticMessage: 'AQEAAAAAaLocalEndpointHasNothingToDiagnose',
    };
    throw new ServiceError('Forbidden.RAM', { fields: { AccessDeniedDetail: detail } });
  }
}

/**
 * @param {string} left
 * @param {string} right
 */
function sameText(left, right) {
  const leftBytes = Buffer.from(left, 'utf8');
  const rightBytes = Buffer.from(right, 'utf8');
  return leftBytes.length === rightBytes.length && timingSafeEqual(leftBytes, rightBytes);
}
