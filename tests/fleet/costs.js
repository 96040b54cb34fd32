// What a million images cost, from what was measured and what the platform charges: the table in the
// example's README. `node tests/fleet/costs.js` writes it there; a test sees that it is the same.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const README = fileURLToPath(new URL('../../examples/fleet/README.md', import.meta.url));

/** When the prices below were written down: from memory, compared with what others had noted. */
const NOTED = '2026-11-24';

/** From `node tests/fleet/measure.js`. @type {{ listed: Counts, deleted: Counts }} */
const MEASURED = {
  listed: { messages: 17.9, invocations: 6, cpu: 280, rowsRead: 5_166, rowsWritten: 1_090 },
  deleted: { messages: 50, invocations: 18.8, cpu: 1_420, rowsRead: 18_840, rowsWritten: 2_113 },
};

/**
 * For 1,000 images.
 *
 * @typedef {Record<'messages' | 'invocations' | 'cpu' | 'rowsRead' | 'rowsWritten', number>} Counts
 */

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

/** The table, as Markdown. */
export function costTable() {
  const thousands = MILLION / 1_000;
  const rows = CHARGES.map(({ what, unit, amount, price, per, included, page }) => [
    what,
    `${rounded(amount * thousands)} ${unit}`.trim(),
    `$${price} for ${per.toLocaleString('en')}, ${included.toLocaleString('en')} included`,
    `${page}, ${NOTED}`,
    dollars((amount * thousands * price) / per),
  ]);
  const all = CHARGES.reduce((sum, { amount, price, per }) => sum + (amount * price) / per, 0);
  return [
    ['what', 'how many', 'price a month', 'check against, noted on', 'costs'],
    ['---', '--:', '---', '---', '--:'],
    ...rows,
    ['**all of it**', '', '', '', `**${dollars(all * thousands)}**`],
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** The README with the table in its place. @param {string} text */
export async function withCosts(text) {
  const [start, end] = ['<!-- costs -->', '<!-- end of costs -->'];
  const [before, rest] = text.split(start);
  const [, after] = rest.split(end);
  const whole = `${before}${start}\n\n${costTable()}\n\n${end}${after}`;
  return format(whole, { ...(await resolveConfig(README)), parser: 'markdown' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(README, await withCosts(await readFile(README, 'utf8')));
}
