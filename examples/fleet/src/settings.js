// What wrangler.jsonc says, checked. A Worker that is set up wrongly does nothing for anybody, and its
// log says what is wrong.
import { LEAST_LEASE, LONGEST_LEASE } from './lease.js';

/** @typedef {import('./steps/turns.js').TurnMessage} TurnMessage */

/**
 * @typedef {{ [name: string]: unknown } & {
 *   DB: import('./platform.js').D1Database,
 *   TURNS: import('./platform.js').Queue<TurnMessage>,
 *   DEAD_LETTERS: import('./platform.js').Queue<import('./queues/dead-letters.js').DeadLetter>,
 * }} Env
 */

/** @typedef {ReturnType<typeof readSettings>} Settings */

/** The Worker is set up wrongly. */
export class ConfigurationError extends Error {}

const MODES = /** @type {const} */ (['dry-run', 'delete']);

/** @param {Env} env */
export function readSettings(env) {
  const mode = MODES.find((each) => each === env.MODE);
  // Whatever else it might have meant, it has not said that anything is to be deleted.
  if (mode === undefined) throw new ConfigurationError(`MODE must be one of ${MODES.join(', ')}`);
  return {
    mode,
    endpoint: typeof env.ENDPOINT === 'string' && env.ENDPOINT !== '' ? env.ENDPOINT : undefined,
    pagesPerTurn: readNumber(env, 'PAGES_PER_TURN', 1, 200),
    imagesPerTurn: readNumber(env, 'IMAGES_PER_TURN', 1, 200),
    lease: readNumber(env, 'LEASE_SECONDS', LEAST_LEASE / 1000, LONGEST_LEASE / 1000) * 1000,
    reportDays: readNumber(env, 'REPORT_DAYS', 1, 3650),
  };
}

/** What only requests need. @param {Env} env */
export function readAccess(env) {
  return {
    tokens: {
      issuer: readText(env, 'TOKEN_ISSUER'),
      audience: readText(env, 'TOKEN_AUDIENCE'),
      // What tokens have to be by their header's `typ`, where that is said.
      type: env.TOKEN_TYPE === undefined ? undefined : readText(env, 'TOKEN_TYPE'),
      keysUrl: readKeysUrl(readText(env, 'TOKEN_KEYS')),
      groupsClaim: readText(env, 'GROUPS_CLAIM'),
    },
    viewers: readGroups(env, 'VIEWERS'),
    approvers: readGroups(env, 'APPROVERS'),
  };
}

/** @param {Env} env @param {string} name */
function readText(env, name) {
  const value = env[name];
  if (typeof value !== 'string' || value === '') {
    throw new ConfigurationError(`${name} must be set`);
  }
  return value;
}

/** @param {Env} env @param {string} name @param {number} least @param {number} most */
function readNumber(env, name, least, most) {
  const value = Number(env[name]);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new ConfigurationError(`${name} must be a whole number from ${least} to ${most}`);
  }
  return value;
}

/** @param {Env} env @param {string} name @returns {string[]} */
function readGroups(env, name) {
  const value = env[name];
  const isList = Array.isArray(value) && value.length > 0;
  if (!isList || !value.every((group) => typeof group === 'string' && group !== '')) {
    throw new ConfigurationError(`${name} must be a list of groups`);
  }
  return value;
}

/** @param {string} text */
function readKeysUrl(text) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = url !== undefined && ['127.0.0.1', 'localhost'].includes(url.hostname);
  if (url?.protocol === 'https:' || isLocal) return /** @type {URL} */ (url);
  throw new ConfigurationError('TOKEN_KEYS must be an https URL');
}
