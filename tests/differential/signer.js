// Runs the core's signer natively, over many parameter sets at once.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const target = path.resolve(root, process.env.CARGO_TARGET_DIR ?? 'target');
const binary = path.join(target, 'debug', 'examples', 'sign');

/**
 * What signature 1.0 signs.
 *
 * @typedef {{ method: 'GET' | 'POST', accessKeySecret: string, parameters: Record<string, string> }} Signable
 */
/**
 * What signature V3 signs.
 *
 * @typedef {object} Operation
 * @property {'GET' | 'POST'} method
 * @property {string} host
 * @property {string} action
 * @property {number} timestamp in seconds since 1970
 * @property {string} nonce
 * @property {string} accessKeyId
 * @property {string} accessKeySecret
 * @property {string} [securityToken]
 * @property {Record<string, string>} parameters
 */

/**
 * The signatures of `requests`, in their order; of V3 the `Authorization` headers.
 * `cargo build --example sign` makes what it runs.
 *
 * @param {readonly (Signable | Operation)[]} requests
 * @returns {string[]}
 */
export function sign(requests) {
  const input = requests.map((request) => `${JSON.stringify(request)}\n`).join('');
  const output = execFileSync(binary, { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  return output.trimEnd().split('\n');
}
