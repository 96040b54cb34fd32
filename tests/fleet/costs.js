// What was measured, and what a million images cost by what the platform charges: two tables in the
// example's README. `node tests/fleet/costs.js` writes them there; a test sees that they are the same.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const README = fileURLToPath(new URL('../../examples/fleet/README.md', import.meta.url));

/** When the prices below were written down: from memory, compared with what others had noted. */
const NOTED = '2026-11-24';

/** From `node tests/fleet/measure.js`. @type {{ listed: Counts, deleted: Counts }} */
const MEASURED = {
  listed: {
    ...{ describes: 17.9, deletions: 0, messages: 17.9, invocations: 6, trips: 75 },
    ...{ rowsRead: 5_167, rowsWritten: 1_090, cpu: 285 },
  },
  deleted: {
    ...{ describes: 25, deletions: 1_000, messages: 50, invocations: 21.3, trips: 277 },
    ...{ rowsRead: 19_160, rowsWritten: 2_113, cpu: 1_563 },
  },
};

/**
 * For 1,000 images.
 *
 * @typedef {Record<keyof typeof COUNTED, number>} Counts
 */

/** What is counted, as the README calls it. */
const COUNTED = {
  describes: '`DescribeImages`',
  deletions: '`DeleteImage`',
  messages: 'queue messages (each is written, read and deleted)',
  invocations: 'consumer invocations',
  trips: 'round trips to D1',
  rowsRead: 'rows read',
  rowsWritten: 'rows written',
  cpu: 'processor time, **database, queues and HTTP included**',
};

/** Bytes of the database that an image takes, kept ones included. */
const BYTES = 340;

/** Rows that are written when a plan is forgotten: each that is deleted is one. */
const FORGOTTEN = 1_000;

/** Each message is written, read and deleted. */
const OPERATIONS = 3;

const MILLION = 1_000_000;

/**
 * What is charged: how much of it 1,000 images take, the price of `per` units, and how many units a
 * month are included. `page` is where the price has to be looked up.
 *
 * @type {{ what: string, unit: string, amount: number, price: number, per: number, included: number, page: string }[]}
 */
const CHARGES = [
  {
    what: 'D1, rows written',
    unit: '',
    amount: both('rowsWritten') + FORGOTTEN,
    ...{ price: 1, per: MILLION, included: 50 * MILLION, page: 'D1: Pricing' },
  },
  {
    what: 'D1, rows read',
    unit: '',
    amount: both('rowsRead'),
    ...{ price: 0.001, per: MILLION, included: 25_000 * MILLION, page: 'D1: Pricing' },
  },
  {
    what: 'D1, storage for a month',
    unit: 'MB',
    amount: (1_000 * BYTES) / MILLION,
    ...{ price: 0.75, per: 1_000, included: 5_000, page: 'D1: Pricing' },
  },
  {
    what: 'Queues, operations',
    unit: '',
    amount: both('messages') * OPERATIONS,
    ...{ price: 0.4, per: MILLION, included: MILLION, page: 'Queues: Pricing' },
  },
  {
    what: 'Workers, processor time at most',
    unit: 'ms',
    amount: both('cpu'),
    ...{ price: 0.02, per: MILLION, included: 30 * MILLION, page: 'Workers: Pricing' },
  },
  {
    what: 'Workers, requests',
    unit: '',
    amount: both('invocations'),
    ...{ price: 0.3, per: MILLION, included: 10 * MILLION, page: 'Workers: Pricing' },
  },
];

/** Listed and deleted. @param {keyof Counts} name */
function both(name) {
  return MEASURED.listed[name] + MEASURED.deleted[name];
}

/** @param {number} number with two digits that count */
const rounded = (number) => Number(number.toPrecision(2)).toLocaleString('en');

/** @param {number} number */
const dollars = (number) => `$${number.toFixed(2)}`;

/** What was measured, as Markdown. */
function measuredTable() {
  const names = /** @type {(keyof Counts)[]} */ (Object.keys(COUNTED));
  const shown = (/** @type {keyof Counts} */ name, /** @type {number} */ count) =>
    `${Number(count.toPrecision(3)).toLocaleString('en', { maximumFractionDigits: 0 })}${name === 'cpu' ? ' ms' : ''}`;
  return tableOf([
    ['', 'for 1,000 listed', 'for 1,000 deleted'],
    ['---', '--:', '--:'],
    ...names.map((name) => [
      COUNTED[name],
      shown(name, MEASURED.listed[name]),
      shown(name, MEASURED.deleted[name]),
    ]),
  ]);
}

/** @param {string[][]} rows */
function tableOf(rows) {
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** What a million images cost, as Markdown. */
function costTable() {
  const thousands = MILLION / 1_000;
  const rows = CHARGES.map(({ what, unit, amount, price, per, included, page }) => [
    what,
    `${rounded(amount * thousands)} ${unit}`.trim(),
    `$${price} for ${per.toLocaleString('en')}, ${included.toLocaleString('en')} included`,
    `${page}, ${NOTED}`,
    dollars((amount * thousands * price) / per),
  ]);
  const all = CHARGES.reduce((sum, { amount, price, per }) => sum + (amount * price) / per, 0);
  return tableOf([
    ['what', 'how many', 'price a month', 'check against, noted on', 'costs'],
    ['---', '--:', '---', '---', '--:'],
    ...rows,
    ['**all of it**', '', '', '', `**${dollars(all * thousands)}**`],
  ]);
}

/** The README with the tables in their places. @param {string} text */
export async function withCosts(text) {
  const measured = replaced(text, 'measured', measuredTable());
  const whole = replaced(measured, 'costs', costTable());
  return format(whole, { ...(await resolveConfig(README)), parser: 'markdown' });
}

/** @param {string} text @param {string} name of what is between two comments @param {string} table */
function replaced(text, name, table) {
  const [start, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const [before, rest] = text.split(start);
  const [, after] = rest.split(end);
  return `${before}${start}\n\n${table}\n\n${end}${after}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(README, await withCosts(await readFile(README, 'utf8')));
}
