// What became of many images, as CSV and as text to paste.

/** What makes a spreadsheet take a cell for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** @param {string} value */
function cell(value) {
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * @param {readonly (readonly string[])[]} rows the first is the heading
 */
export function csv(rows) {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** @param {readonly (readonly string[])[]} rows */
export function table(rows) {
  return rows.map((row) => row.join('\t')).join('\n');
}
