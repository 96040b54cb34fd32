// From the name of an account to a client that has its key. A client holds nothing that would have to
// be given back, so each turn makes its own, with the key that is valid at that moment.
import { EcsClient } from 'ecs-delete-image';
import { REQUEST_TIME } from './lease.js';

/** @typedef {import('./fleet.js').Fleet} Fleet */

/** An account whose key cannot be had. */
export class AccountError extends Error {
  /** In the shape of the package's own errors, so that reports have one shape. */
  toJSON() {
    const { message } = this;
    return { name: 'AccountError', kind: 'worker', code: 'NoKey', message, retryable: false };
  }
}

/**
 * One attempt a request: whether and when there is another is a matter of the lane's next turn, which
 * looks first.
 *
 * @param {Fleet} fleet
 * @param {import('./policy/read.js').Policy} policy
 * @param {string} name
 */
export async function connect({ env, settings }, policy, name) {
  const account = policy.accounts.find((each) => each.name === name);
  if (account === undefined) throw new AccountError(`The plan's policy has no account ${name}.`);
  const credentials = await readKey(env[account.secret], account.secret);
  const heard = { retryAfter: 0 };
  const ecs = new EcsClient({
    credentials,
    endpoint: settings.endpoint,
    signature: 'ACS3-HMAC-SHA256',
    timeout: REQUEST_TIME,
    maxAttempts: 1,
    async fetch(...request) {
      const response = await fetch(...request);
      heard.retryAfter ||= Number(response.headers.get('x-acs-retry-after')) || 0;
      return response;
    },
  });
  return { ecs, heard };
}

/** @param {any} secret @param {string} name */
async function readKey(secret, name) {
  const text = typeof secret?.get === 'function' ? await secret.get() : secret;
  try {
    const { accessKeyId, accessKeySecret, securityToken } = JSON.parse(text);
    return { accessKeyId, accessKeySecret, securityToken };
  } catch {
    // What it is, is nobody's business.
    throw new AccountError(`The secret ${name} is not set, or is not JSON.`);
  }
}
