// Prints rows and goals for people to read.
import { goals, standing } from '../goals.js';
import { OURS } from './rows.js';

/** @typedef {import('./rows.js').Row} Row */

/** About three digits: more would say what the next run does not. @param {number} number */
export function figure(number) {
  if (Number.isInteger(number)) return number.toLocaleString('en');
  if (Math.abs(number) >= 100) return Math.round(number).toLocaleString('en');
  return number.toLocaleString('en', { maximumSignificantDigits: Math.abs(number) < 1 ? 2 : 3 });
}

/** @param {Row} row */
function spread({ runs }) {
  if (runs.length < 2) return '';
  return `${figure(Math.min(...runs))} – ${figure(Math.max(...runs))}`;
}

/**
 * One line: whose figure, its median, from lowest to highest, and its ratio to ours.
 *
 * @param {Row} row
 * @param {Row | undefined} ours
 */
function line(row, ours) {
  const ratio =
    ours && ours !== row && ours.median > 0 ? `${figure(row.median / ours.median)} ×` : '';
  const median = `${figure(row.median)} ${row.unit}`;
  return `    ${row.subject.padEnd(44)}${median.padStart(16)}${spread(row).padStart(20)}${ratio.padStart(10)}`;
}

/** Figures that can be compared stand together. @param {Row[]} rows */
export function table(rows) {
  /** @type {Map<string, Row[]>} */
  const groups = new Map();
  for (const row of rows) {
    const title = `${row.what} (${row.where})`;
    groups.set(title, [...(groups.get(title) ?? []), row]);
  }
  const lines = [...groups].flatMap(([title, group]) => {
    const ours = group.find(({ subject }) => subject.startsWith(OURS));
    return [`  ${title}`, ...group.map((row) => line(row, ours))];
  });
  const head = `${''.padEnd(48)}${'median'.padStart(16)}${'lowest – highest'.padStart(20)}${'to ours'.padStart(10)}`;
  return [head, ...lines].join('\n');
}

/** What of the goals was measured, and whether it is reached. @param {Row[]} rows */
export function report(rows) {
  const lines = goals.flatMap((goal) => {
    const now = standing(goal, rows);
    if (!now) return [];
    const of = goal.of === undefined ? '' : ` of ${goal.of}`;
    const whose = goal.subject === OURS ? '' : `${goal.subject}: `;
    const value = `${figure(now.value)} ${now.unit}`.trimEnd();
    const wanted = `${whose}${value}${of}, at most ${figure(goal.atMost)}`;
    return [`  ${now.isReached ? '✓' : '✗'} ${goal.what} (${goal.where}): ${wanted}`];
  });
  return lines.join('\n');
}
