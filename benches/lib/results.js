// Keeps what was measured last, bench by bench, as JSON in benches/results.json.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { format, resolveConfig } from 'prettier';

/** @typedef {import('./rows.js').Row} Row */
/** @typedef {{ machine: Record<string, unknown>, rows: Row[] }} Result of one bench, and where it ran */

const file = new URL('../results.json', import.meta.url);

/** @returns {Record<string, Result>} by bench */
export function readResults() {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

function machine() {
  const processors = cpus();
  const processor = processors[0]?.model ?? 'unknown';
  return { processor, cores: processors.length, platform: process.platform, node: process.version };
}

/**
 * Notes what some benches have measured. Those that did not run keep what they had.
 *
 * @param {Record<string, Row[]>} measured by bench
 */
export async function keepResults(measured) {
  const results = readResults();
  for (const [bench, rows] of Object.entries(measured))
    results[bench] = { machine: machine(), rows };
  const options = { ...(await resolveConfig(file)), parser: 'json' };
  writeFileSync(file, await format(JSON.stringify(results), options));
  return results;
}
