// Measures the package beside what one could use instead, prints one table, and keeps it as JSON and as a
// picture. Usage: node benches/bench.js [BENCH …]   all of them by default
import { writeFileSync } from 'node:fs';
import { goals, standing } from './goals.js';
import { picture } from './lib/picture.js';
import { keepResults } from './lib/results.js';
import { report, table } from './lib/table.js';

/** In the order of the table. */
const benches = ['size', 'start', 'sign', 'call', 'growth', 'memory', 'explorer'];

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !benches.includes(name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There are ${benches.join(', ')}.`);
  process.exit(2);
}

/** @type {Record<string, import('./lib/rows.js').Row[]>} */
const measured = {};
for (const name of benches.filter((bench) => chosen.length === 0 || chosen.includes(bench))) {
  console.error(`measuring: ${name} …`);
  const { measure } = await import(`./${name}.js`);
  measured[name] = await measure();
}

const results = await keepResults(measured);
writeFileSync(new URL('results.svg', import.meta.url), picture(results));

const rows = Object.values(measured).flat();
console.log(`${table(rows)}\n\nGoals\n${report(rows)}`);

const broken = goals.filter((goal) => goal.isPromise && standing(goal, rows)?.isReached === false);
if (broken.length > 0) {
  console.error(`\nMemory has grown: ${broken.map(({ what }) => what).join('; ')}`);
}
process.exitCode = broken.length > 0 ? 1 : 0;
