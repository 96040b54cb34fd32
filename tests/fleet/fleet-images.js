// A fleet of images in three accounts and thirty regions, each made together with what has to become
// of it. What a policy means is said here in other words than the Worker's: by how an image was made.
import { regions } from '../endpoint/regions.js';
import { accountNames, secretName } from './stage.js';

/** @typedef {import('./stage.js').AccountName} AccountName */
/** @typedef {import('./stage.js').Stage} Stage */

/**
 * What is to become of an image.
 *
 * @typedef {object} Fate
 * @property {AccountName} account
 * @property {string} regionId
 * @property {string} imageId
 * @property {string} rule
 * @property {'kept' | 'deleted' | 'absent' | 'spared' | 'failed'} state
 * @property {string} why the reason to keep or spare it, the code of the error, or empty
 * @property {boolean} force
 */

const DAY = 24 * 60 * 60 * 1000;

/** @param {number} count */
export const someRegions = (count) => [...regions.keys()].slice(0, count);

/** @param {string[]} regionIds */
export function policyFor(regionIds) {
  return {
    accounts: accountNames.map((name) => ({ name, secret: secretName(name), regions: regionIds })),
    rules: [
      {
        name: 'nightly builds',
        images: { names: ['nightly-*'] },
        keep: { newest: 5, youngerThanDays: 10 },
      },
      {
        name: 'applications',
        images: { families: ['app-*'] },
        keep: {
          newest: 3,
          per: 'family',
          youngerThanDays: 1,
          tags: [{ key: 'stage', value: 'live' }],
        },
      },
      {
        name: 'retired',
        images: { names: ['retired-*'] },
        keep: { newest: 0, youngerThanDays: 0, inUse: false },
        force: 'retired',
      },
    ],
  };
}

/**
 * The kinds of images that each lane has: how many, how they are made, and what becomes of them.
 *
 * @typedef {object} Kind
 * @property {number} count
 * @property {(index: number) => object} make for the endpoint's `addImage`
 * @property {string} rule
 * @property {Fate['state']} state
 * @property {string} [why]
 * @property {boolean} [force]
 * @property {(state: import('../endpoint/state.js').State, image: import('../endpoint/state.js').Image) => void} [after]
 *   what happens between plan and approval
 */

const nightly = (/** @type {number} */ days, more = {}) => ({
  name: `nightly-${days}`,
  createdAt: Date.now() - days * DAY - 1000,
  ...more,
});

const app = (/** @type {string} */ family, /** @type {number} */ days, more = {}) => ({
  name: `${family} of ${days} days`,
  family,
  createdAt: Date.now() - days * DAY - 1000,
  ...more,
});

const KEEP = [{ key: 'keep', value: '' }];
const LIVE = [{ key: 'stage', value: 'live' }];
const NIGHTLY = 'nightly builds';

/** @type {Kind[]} */
const KINDS = [
  // The five newest are younger than ten days, too; the age is asked first.
  { count: 10, make: (index) => nightly(index), rule: NIGHTLY, state: 'kept', why: 'young' },
  { count: 58, make: (index) => nightly(10 + index), rule: NIGHTLY, state: 'deleted' },
  ...one({ make: () => nightly(80, { tags: KEEP }), rule: NIGHTLY, state: 'kept', why: 'tagged' }),
  ...one({
    make: () => nightly(81, { states: ['inUse'] }),
    rule: NIGHTLY,
    state: 'kept',
    why: 'in-use',
  }),
  ...one({
    make: () => nightly(82, { states: ['shared'] }),
    rule: NIGHTLY,
    state: 'kept',
    why: 'shared',
  }),
  ...one({
    make: () => nightly(83, { states: ['public'] }),
    rule: NIGHTLY,
    state: 'kept',
    why: 'public',
  }),
  ...one({
    make: () => nightly(84, { states: ['copying'] }),
    rule: NIGHTLY,
    state: 'kept',
    why: 'status',
  }),
  // What only the service knows.
  ...one({
    make: () => nightly(85, { states: ['exporting'] }),
    rule: NIGHTLY,
    state: 'failed',
    why: 'ImageIsExporting',
  }),
  ...one({
    make: () => nightly(86),
    rule: NIGHTLY,
    state: 'spared',
    why: 'tagged',
    after: (_, image) => void image.tags.push({ key: 'keep', value: 'please' }),
  }),
  ...one({
    make: () => nightly(87),
    rule: NIGHTLY,
    state: 'spared',
    why: 'in-use',
    after: (state, image) => void state.addInstance(image),
  }),
  ...one({
    make: () => nightly(88),
    rule: NIGHTLY,
    state: 'spared',
    why: 'renamed',
    after: (_, image) => void (image.name = 'precious'),
  }),
  ...one({
    make: () => nightly(89),
    rule: NIGHTLY,
    state: 'absent',
    after: (state, image) => state.discardImage(image),
  }),
  {
    count: 3,
    make: (index) => app('app-web', 10 + index),
    rule: 'applications',
    state: 'kept',
    why: 'newest',
  },
  { count: 9, make: (index) => app('app-web', 20 + index), rule: 'applications', state: 'deleted' },
  ...one({
    make: () => app('app-web', 40, { tags: LIVE }),
    rule: 'applications',
    state: 'kept',
    why: 'tagged',
  }),
  // One of the newest three goes before the others can: these are then all that is left.
  {
    count: 2,
    make: (index) => app('app-db', 10 + index),
    rule: 'applications',
    state: 'kept',
    why: 'newest',
  },
  ...one({
    make: () => app('app-db', 12),
    rule: 'applications',
    state: 'kept',
    why: 'newest',
    after: (state, image) => state.discardImage(image),
  }),
  {
    count: 4,
    make: (index) => app('app-db', 20 + index),
    rule: 'applications',
    state: 'spared',
    why: 'newest-gone',
  },
  {
    count: 4,
    make: (index) => ({ name: `retired-${index}`, createdAt: Date.now() - DAY, states: ['inUse'] }),
    rule: 'retired',
    state: 'deleted',
    force: true,
  },
  {
    count: 10,
    make: (index) => ({ name: `by hand ${index}` }),
    rule: '',
    state: 'kept',
    why: 'no-rule',
  },
];

/** @param {Omit<Kind, 'count'>} kind @returns {Kind[]} */
function one(kind) {
  return [{ ...kind, count: 1 }];
}

/** How many images a lane has. */
export const PER_LANE = KINDS.reduce((sum, { count }) => sum + count, 0);

/**
 * Makes them all.
 *
 * @param {Stage} stage
 * @param {string[]} regionIds
 * @returns {{ fates: Map<string, Fate>, next: Set<string>, happen: () => void }} `next`: what is among
 *   the newest once one of them has gone; `happen`: what is between plan and approval
 */
export function makeFleet(stage, regionIds) {
  /** @type {Map<string, Fate>} */
  const fates = new Map();
  /** @type {Set<string>} */
  const next = new Set();
  /** @type {(() => void)[]} */
  const events = [];
  for (const account of accountNames) {
    const state = stage.account(account);
    for (const regionId of regionIds) {
      for (const { count, make, rule, state: fate, why = '', force = false, after } of KINDS) {
        for (let index = 0; index < count; index += 1) {
          const image = state.addImage({ regionId, ...make(index) });
          const { imageId } = image;
          fates.set(imageId, { account, regionId, imageId, rule, state: fate, why, force });
          if (why === 'newest-gone' && index === 0) next.add(imageId);
          if (after !== undefined) events.push(() => after(state, image));
        }
      }
    }
  }
  return { fates, next, happen: () => events.forEach((event) => event()) };
}
