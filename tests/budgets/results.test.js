// The arithmetic of the benches, and that what they are held against was measured.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BARE } from '../../benches/call.js';
import { goals, standing } from '../../benches/goals.js';
import { panels } from '../../benches/lib/panels.js';
import { picture } from '../../benches/lib/picture.js';
import { exponent, inTurn, median, OURS, row } from '../../benches/lib/rows.js';
import { report, table } from '../../benches/lib/table.js';
import { budget, budgetOnTop, MARGIN, MARGIN_ON_TOP, results, rows } from './recorded.js';

const about = { what: 'work', where: 'Node', unit: 'µs' };

test('the median is the middle one, or between the two in the middle', () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([4, 1, 9, 2]), 3);
});

test('the exponent is that of the power by which something grows', () => {
  const points = (/** @type {number} */ power) =>
    [1, 10, 100].map((size) => /** @type {[number, number]} */ ([size, 7 * size ** power]));
  for (const power of [0, 1, 1.5, 2]) assert.ok(Math.abs(exponent(points(power)) - power) < 1e-9);
});

test('all subjects are measured once a round, in turn', async () => {
  /** @type {string[]} */
  const order = [];
  const runs = await inTurn({ one: 1, two: 2 }, 2, (number, name) => {
    order.push(name);
    return number * order.length;
  });
  assert.deepEqual(order, ['one', 'two', 'one', 'two']);
  assert.deepEqual(runs, { one: [1, 3], two: [4, 8] });
});

test('a goal is a share of a peer, or a figure, and is reached at its limit', () => {
  const two = [row({ ...about, subject: 'ours' }, [2]), row({ ...about, subject: 'peer' }, [10])];
  const goal = { what: 'work', where: 'Node', subject: 'ours' };
  assert.equal(standing({ ...goal, of: 'peer', atMost: 0.2 }, two)?.isReached, true);
  assert.equal(standing({ ...goal, of: 'peer', atMost: 0.19 }, two)?.isReached, false);
  assert.equal(standing({ ...goal, atMost: 2 }, two)?.isReached, true);
  assert.equal(standing({ ...goal, atMost: 1 }, two)?.isReached, false);
  assert.equal(standing({ ...goal, of: 'nobody', atMost: 1 }, two), undefined);
});

test('every goal was measured', () => {
  const missing = goals.filter((goal) => !standing(goal, rows));
  // Where a system does not say what a process takes of the processor, that is left out.
  assert.deepEqual(
    missing.filter(({ where }) => where !== 'workerd'),
    [],
  );
  assert.equal(report(rows).split('\n').length, goals.length - missing.length);
});

test('what was promised holds', () => {
  const broken = goals.filter((goal) => goal.isPromise && !standing(goal, rows)?.isReached);
  assert.deepEqual(broken, []);
});

test('a budget is a multiple of what was recorded, and on top of a peer one of what is on top', () => {
  const what = '32 calls at a time, CPU';
  const share = budget(what, 'Node', OURS, BARE) / MARGIN;
  assert.ok(share > 1 && share < 2, `${share}`);
  const most = budgetOnTop(what, 'Node', OURS, BARE);
  assert.ok(Math.abs((most - 1) / (share - 1) - MARGIN_ON_TOP) < 1e-9, `${most}`);
});

test('the table has every figure', () => {
  const printed = table(rows);
  for (const { subject, what, where } of rows) {
    assert.ok(printed.includes(`${what} (${where})`), what);
    assert.ok(printed.includes(subject), subject);
  }
});

test('the picture has every bar that it is to have', () => {
  const drawn = picture(results);
  for (const { title, subjects } of panels) {
    assert.ok(drawn.includes(title), title);
    for (const name of Object.values(subjects)) assert.ok(drawn.includes(`>${name}</text>`), name);
  }
  const bars = panels.flatMap(({ subjects }) => Object.keys(subjects));
  assert.equal(drawn.match(/<rect /g)?.length, bars.length);
});
