// What the figures are to reach, as data. Each goal is an upper limit: of a figure, or of its share of a
// peer's.
import { BARE } from './call.js';
import { growing } from './lib/growing.js';
import { NATIVE } from './lib/native.js';
import { DROPPED, FREED, SIGNED } from './lib/leavings.js';
import { SLOW_CHROMIUM, USABLE } from './lib/moments.js';
import { OURS } from './lib/rows.js';
import { ACS3, BY_HAND, HMAC_SHA1, OURS_CALLING } from './lib/signers.js';
import { FIRST, START } from './start.js';

/**
 * @typedef {object} Goal
 * @property {string} what @property {string} where @property {string} subject which row
 * @property {string} [of] the row of this subject is what it is a share of
 * @property {number} atMost
 * @property {boolean} [isPromise] the bench fails where it is not reached
 */

const POP_CORE = '@alicloud/pop-core';
const SDK = '@alicloud/ecs20140526';

/** Bytes: the default entry and the one for Workers. @type {Goal[]} */
const sizes = [
  { subject: `${OURS} (default)`, atMost: 28_000 },
  { subject: `${OURS} (workerd)`, atMost: 24_000 },
  { subject: `${OURS} (default)`, of: POP_CORE, atMost: 2 / 3 },
  { subject: `${OURS} (default)`, of: SDK, atMost: 1 / 15 },
].map((goal) => ({ what: 'whole import', where: 'gzip', ...goal }));

/** A Worker of the free plan has 10 ms a request: half of it is room to spare. @type {Goal[]} */
const starts = [
  { what: START, where: 'Node', subject: OURS, of: SDK, atMost: 1 / 50 },
  { what: START, where: 'Node', subject: OURS, of: POP_CORE, atMost: 1 / 5 },
  { what: FIRST, where: 'workerd', subject: OURS, atMost: 5 },
];

/** The official clients offer signature and call in one, in Node only. @type {Goal[]} */
const signatures = [
  { what: HMAC_SHA1, subject: OURS, of: `${POP_CORE}, a whole call`, atMost: 1 / 5 },
  { what: ACS3, subject: OURS_CALLING, of: `${SDK}, a whole call`, atMost: 1 / 5 },
  { what: HMAC_SHA1, subject: OURS, of: NATIVE, atMost: 2 },
  { what: ACS3, subject: OURS_CALLING, of: NATIVE, atMost: 2 },
].map((goal) => ({ where: 'Node', ...goal }));

/** @type {Goal[]} */
const againstWebCrypto = ['Node', 'Chromium', 'Firefox'].flatMap((where) => [
  { what: HMAC_SHA1, where, subject: OURS, of: BY_HAND, atMost: 1 / 3 },
  { what: ACS3, where, subject: OURS_CALLING, of: BY_HAND, atMost: 1 / 3 },
]);

/** @type {Goal[]} */
const calls = ['one call after the other', '32 calls at a time'].map((mode) => ({
  what: `${mode}, CPU`,
  where: 'Node',
  subject: OURS,
  of: BARE,
  atMost: 1.1,
}));

/** Linear is 1; a clock that is not exact says a little more. A heap is never the same twice. */
/** @type {Goal[]} */
const growth = Object.keys(growing).flatMap((name) =>
  [
    { what: `${name}: time grows by the power of`, atMost: 1.1 },
    { what: `${name}: heap left behind, largest`, atMost: 64 },
    { what: `${name}: WebAssembly memory grown by repeats, largest`, atMost: 0, isPromise: true },
  ].map((goal) => ({ where: 'Node', subject: OURS, ...goal })),
);

/** @type {Goal[]} */
const memory = [SIGNED, DROPPED, FREED].flatMap((name) =>
  ['WebAssembly memory grown by', 'references kept by'].map((what) => ({
    what: `${what} ${name}`,
    where: 'Node',
    subject: OURS,
    atMost: 0,
    isPromise: true,
  })),
);

/** @type {Goal[]} */
const page = [{ what: USABLE, where: SLOW_CHROMIUM, subject: OURS, atMost: 1_000 }];

export const goals = [
  ...sizes,
  ...starts,
  ...signatures,
  ...againstWebCrypto,
  ...calls,
  ...growth,
  ...memory,
  ...page,
];

/**
 * How far a goal is, by what was measured; undefined where it was not.
 *
 * @param {Goal} goal
 * @param {import('./lib/rows.js').Row[]} rows
 */
export function standing(goal, rows) {
  const of = (/** @type {string} */ subject) =>
    rows.find(
      (row) => row.what === goal.what && row.where === goal.where && row.subject === subject,
    );
  const [ours, peer] = [of(goal.subject), goal.of === undefined ? undefined : of(goal.of)];
  if (!ours || (goal.of !== undefined && !peer)) return undefined;
  const value = peer ? ours.median / peer.median : ours.median;
  return { value, isReached: value <= goal.atMost, unit: peer ? '×' : ours.unit };
}
