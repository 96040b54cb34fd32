// Compiles the Rust core for this machine and has it sign: what WebAssembly is held against.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './bundle.js';

export const NATIVE = 'the same core, native';

/**
 * Microseconds of one signature, by the name of the algorithm.
 *
 * @param {{ rounds: number, count: number }} size
 * @returns {Record<'HMAC-SHA1' | 'ACS3-HMAC-SHA256', number[]>}
 */
export function nativeTimes({ rounds, count }) {
  const cargo = ['run', '--quiet', '--release', '--locked'];
  const paths = ['--manifest-path', 'benches/native/Cargo.toml', '--target-dir', 'target/native'];
  const options = [...cargo, ...paths, '--', String(rounds), String(count)];
  return JSON.parse(execFileSync('cargo', options, { cwd: join(root), encoding: 'utf8' }));
}
