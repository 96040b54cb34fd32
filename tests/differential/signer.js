// Runs the core's signer natively, over many parameter sets at once.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const target = path.resolve(root, process.env.CARGO_TARGET_DIR ?? 'target');
const binary = path.join(target, 'debug', 'examples', 'sign');

/**
 * @typedef {{ method: 'GET' | 'POST', accessKeySecret: string, parameters: Record<string, string> }} Signable
 */

/**
 * The signatures of `requests`, in their order. `cargo build --example sign` makes what it runs.
 *
 * @param {Signable[]} requests
 * @returns {string[]}
 */
export function sign(requests) {
  const input = requests.map((request) => `${JSON.stringify(request)}\n`).join('');
  const output = execFileSync(binary, { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  return output.trimEnd().split('\n');
}
