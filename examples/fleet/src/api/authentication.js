// Who asks: the user that a token of your identity provider names, an OpenID Connect access token in
// `Authorization: Bearer`. Nothing here is our own cryptography.
import { errors, jwtVerify } from 'jose';
import { keysAt } from './issuer-keys.js';
import { Refusal } from './refusal.js';

/**
 * @typedef {object} Caller
 * @property {string} user the token's `sub`: unlike an e-mail address, it never changes hands
 * @property {string[]} groups
 */

/** Seconds that the issuer's clock may be ahead or behind. */
const CLOCK_TOLERANCE = 5;

/** What `jose` says of tokens. All its other errors are about the issuer's keys. */
const ABOUT_THE_TOKEN = new Set([
  'ERR_JWT_EXPIRED',
  'ERR_JWT_INVALID',
  'ERR_JWT_CLAIM_VALIDATION_FAILED',
  'ERR_JWS_INVALID',
  'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
  'ERR_JOSE_ALG_NOT_ALLOWED',
  'ERR_JOSE_NOT_SUPPORTED',
  'ERR_JWKS_NO_MATCHING_KEY',
  'ERR_JWKS_MULTIPLE_MATCHING_KEYS',
]);

/**
 * @param {Request} request
 * @param {ReturnType<typeof import('../settings.js').readAccess>['tokens']} tokens
 * @returns {Promise<Caller>}
 */
export async function authenticate(request, { issuer, audience, type, keysUrl, groupsClaim }) {
  const { groups: found } = /^Bearer +(?<token>\S+)$/i.exec(headerOf(request)) ?? {};
  if (!found) throw unauthenticated('MissingToken', 'Send Authorization: Bearer, and a token.');
  try {
    const { payload } = await jwtVerify(found.token, keysAt(keysUrl), {
      issuer,
      audience,
      typ: type,
      // Whoever sends a token must not choose how it is verified.
      algorithms: ['RS256'],
      requiredClaims: ['sub', 'exp'],
      clockTolerance: CLOCK_TOLERANCE,
    });
    return { user: userIn(payload), groups: groupsIn(payload[groupsClaim]) };
  } catch (error) {
    throw refusalFor(/** @type {{ code?: string, message?: string }} */ (error));
  }
}

/** @param {Request} request */
function headerOf(request) {
  return request.headers.get('authorization') ?? '';
}

/**
 * `jose` sees that there is one, not what it is; a number, or nothing, must not become a user's name.
 *
 * @param {import('jose').JWTPayload} payload
 */
function userIn(payload) {
  const { sub } = payload;
  if (typeof sub === 'string' && sub !== '') return sub;
  throw new errors.JWTClaimValidationFailed('"sub" must name somebody', payload, 'sub', 'invalid');
}

/** @param {unknown} claim one group, or a list of them */
function groupsIn(claim) {
  const all = Array.isArray(claim) ? claim : [claim];
  return all.filter((group) => typeof group === 'string');
}

/**
 * The log says what is wrong with a token; the caller learns whether a new one will do.
 *
 * @param {{ code?: string, message?: string }} error
 */
function refusalFor({ code = '', message = '' }) {
  console.warn(JSON.stringify({ audit: 'authenticate', code, message }));
  if (!ABOUT_THE_TOKEN.has(code)) {
    const wait = { 'retry-after': '10' };
    return new Refusal(503, 'IssuerUnavailable', "The issuer's keys cannot be had.", wait);
  }
  return code === 'ERR_JWT_EXPIRED'
    ? unauthenticated('TokenExpired', 'The token has expired.', 'invalid_token')
    : unauthenticated('InvalidToken', 'The token is not a valid one.', 'invalid_token');
}

/**
 * @param {string} code
 * @param {string} message
 * @param {string} [error] in the words of RFC 6750
 */
function unauthenticated(code, message, error) {
  const challenge = error ? `Bearer error="${error}"` : 'Bearer';
  return new Refusal(401, code, message, { 'www-authenticate': challenge });
}
