// Asks the Worker.
import { userToken } from './config.js';

/** What the Worker refuses, in its own words. */
export class Refused extends Error {
  /** @param {number} status @param {{ code?: string, message?: string }} report */
  constructor(status, { code = `HTTP ${status}`, message = '' }) {
    super(`${code}: ${message}`);
    this.status = status;
  }
}

/**
 * @param {string} path
 * @param {object} [body] with one, it is an order
 * @returns {Promise<Response>}
 */
export async function ask(path, body) {
  const headers = { authorization: `Bearer ${userToken()}`, 'content-type': 'application/json' };
  const init =
    body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(`api/${path}`, init);
  if (response.ok) return response;
  throw new Refused(response.status, await response.json().catch(() => ({})));
}

/** @param {string} path @param {object} [body] @returns {Promise<any>} */
export async function askJson(path, body) {
  return (await ask(path, body)).json();
}
