// How often: the platform counts for each caller. Limit and period stand in wrangler.jsonc.
import { Refusal } from './refusal.js';

/** Seconds: the period that wrangler.jsonc has. The platform does not say how much of it is left. */
const PERIOD = '60';

/**
 * @typedef {object} RateLimiter the platform's binding
 * @property {(options: { key: string }) => Promise<{ success: boolean }>} limit
 */

/**
 * @param {RateLimiter} rateLimiter
 * @param {import('./authentication.js').Caller} caller
 */
export async function takeTurn(rateLimiter, { user }) {
  const { success } = await rateLimiter.limit({ key: user });
  if (success) return;
  const wait = { 'retry-after': PERIOD };
  throw new Refusal(429, 'TooManyRequests', 'You have asked too often. Wait a minute.', wait);
}
