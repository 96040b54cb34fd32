// Reads a report of the fleet's, and puts it beside what should have become of the images.
import assert from 'node:assert/strict';

/** @typedef {import('./fleet-images.js').Fate} Fate */

/** @param {string} csv of plain values: those of these tests need no quotes */
export function readReport(csv) {
  const [head, ...lines] = csv.trimEnd().split('\r\n');
  const names = head.split(',');
  return lines.map((line) => {
    const values = line.split(',');
    assert.equal(values.length, names.length, line);
    return Object.fromEntries(names.map((name, index) => [name, values[index]]));
  });
}

/**
 * The report says of every image what should have become of it, and of no other.
 *
 * @param {Record<string, string>[]} rows
 * @param {ReadonlyMap<string, Fate>} fates
 */
export function holdAgainst(rows, fates) {
  const said = rows.map((row) => ({
    account: row.account,
    regionId: row.region_id,
    imageId: row.image_id,
    rule: row.rule,
    state: row.state,
    why: whyOf(row),
    force: row.force === '1',
  }));
  const byId = (
    /** @type {{ imageId: string }} */ left,
    /** @type {{ imageId: string }} */ right,
  ) => (left.imageId < right.imageId ? -1 : 1);
  const wrong = said.filter((row) => !isSame(row, fates.get(row.imageId)));
  assert.deepEqual(
    wrong.slice(0, 5),
    wrong.slice(0, 5).map((row) => fates.get(row.imageId)),
  );
  assert.deepEqual(said.map(({ imageId }) => imageId).sort(), [...fates.keys()].sort());
  assert.deepEqual([...said].sort(byId), [...fates.values()].sort(byId));
}

/** @param {Record<string, string>} row */
function whyOf({ state, reason, how, error_code }) {
  if (state === 'kept') return reason;
  if (state === 'spared') return how;
  return state === 'failed' ? error_code : '';
}

/** @param {object} left @param {object | undefined} right */
function isSame(left, right) {
  return JSON.stringify(left) === JSON.stringify(right);
}
