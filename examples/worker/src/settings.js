// What wrangler.jsonc and the secrets say, checked. A Worker that is set up wrongly does nothing for
// anybody, and its log says what is wrong.
import { readRules } from './rules.js';

/**
 * @typedef {object} Env
 * @property {string} ACCESS_KEY_ID secret, as the next two
 * @property {string} ACCESS_KEY_SECRET
 * @property {string} [SECURITY_TOKEN] with a temporary key
 * @property {string} ALLOWED_ORIGIN
 * @property {string} TOKEN_ISSUER
 * @property {string} TOKEN_AUDIENCE
 * @property {string} [TOKEN_TYPE] what tokens have to be by their header's `typ`
 * @property {string} TOKEN_KEYS
 * @property {string} GROUPS_CLAIM
 * @property {unknown} RULES
 * @property {import('./rate-limit.js').RateLimiter} RATE_LIMITER
 * @property {string} [ENDPOINT] instead of the service: for tests
 */

/** @typedef {ReturnType<typeof readSettings>} Settings */

/** The Worker is set up wrongly. */
export class ConfigurationError extends Error {}

/** @param {string} message */
const wrong = (message) => new ConfigurationError(message);

/**
 * Needed before all others: without it no page could read that these are wrong.
 *
 * @param {Env} env
 */
export function readAllowedOrigin(env) {
  // An origin has no path, not even a slash; no browser would ever send anything else.
  const given = textOf(env, 'ALLOWED_ORIGIN');
  if (parse(given)?.origin === given) return given;
  throw wrong('ALLOWED_ORIGIN must be one origin, such as https://console.example.com');
}

/** @param {Env} env */
export function readSettings(env) {
  const text = (/** @type {keyof Env} */ name) => textOf(env, name);
  if (typeof env.RATE_LIMITER?.limit !== 'function') throw wrong('RATE_LIMITER must be bound');
  return {
    tokens: {
      issuer: text('TOKEN_ISSUER'),
      audience: text('TOKEN_AUDIENCE'),
      type: env.TOKEN_TYPE === undefined ? undefined : text('TOKEN_TYPE'),
      keysUrl: readKeysUrl(text('TOKEN_KEYS')),
      groupsClaim: text('GROUPS_CLAIM'),
    },
    rules: readRules(env.RULES, wrong),
    rateLimiter: env.RATE_LIMITER,
    client: {
      credentials: {
        accessKeyId: text('ACCESS_KEY_ID'),
        accessKeySecret: text('ACCESS_KEY_SECRET'),
        securityToken: env.SECURITY_TOKEN || undefined,
      },
      endpoint: env.ENDPOINT || undefined,
    },
  };
}

/**
 * @param {Env} env
 * @param {keyof Env} name
 */
function textOf(env, name) {
  const value = env[name];
  if (typeof value !== 'string' || value === '') throw wrong(`${name} must be set`);
  return value;
}

/** @param {string} text */
function readKeysUrl(text) {
  const url = parse(text);
  const isLocal = url !== null && ['127.0.0.1', 'localhost'].includes(url.hostname);
  if (url?.protocol === 'https:' || isLocal) return /** @type {URL} */ (url);
  throw wrong('TOKEN_KEYS must be an https URL');
}

/** @param {string} text */
function parse(text) {
  return URL.canParse(text) ? new URL(text) : null;
}
