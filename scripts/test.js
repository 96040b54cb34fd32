// Runs the project's tests, lane by lane and side by side.
// Usage: node scripts/test.js [LANE …]   every lane by default; JOBS=n runs n at once, default 2
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lanes } from './lanes.js';
import { failures } from './lib/failures.js';
import { closing, failed, table } from './lib/report.js';
import { endAll } from './lib/run-command.js';
import { runLanes } from './lib/run-lanes.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** @param {string[]} names */
function choose(names) {
  const known = lanes.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`There is no lane ${unknown.join(', ')}. There are ${known.join(', ')}.`);
    process.exit(2);
  }
  return names.length > 0 ? lanes.filter(({ name }) => names.includes(name)) : lanes;
}

/** What every lane runs in: the project's own tools first, and output without colours. */
function environment() {
  /** @type {NodeJS.ProcessEnv} */
  const variables = {
    ...process.env,
    PATH: join(root, '.tools/bin') + delimiter + process.env.PATH,
    NO_COLOR: '1',
    CARGO_TERM_COLOR: 'never',
  };
  delete variables.FORCE_COLOR;
  return variables;
}

process.chdir(root);
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    endAll();
    process.exit(1);
  });
}
const results = await runLanes(choose(process.argv.slice(2)), {
  jobs: Number(process.env.JOBS) || 2,
  logs: 'target/test-logs',
  environment: environment(),
  print: console.log,
});
console.log(`\n${table(results)}\n`);
for (const { name, log } of results.filter(({ problem }) => problem)) {
  console.log(`${failed(name, log ? failures(readFileSync(log, 'utf8')) : [])}\n`);
}
console.log(closing(results));
process.exitCode = results.some(({ problem }) => problem) ? 1 : 0;
